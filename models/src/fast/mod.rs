//! The operations that dominate training time, fast in both directions on the CPU.
//!
//! Burn's Flex backend takes about four times as long as PyTorch for the backward pass of
//! these networks, most of it in depthwise convolution. Each function here therefore has two
//! forms that compute the same values: [`plain`], in Burn's own operations, which every device
//! runs and from which graphs are exported; and, on Flex while training, a kernel with its own
//! backward pass, chosen by looking at the device of the input.

mod attention;
mod conv;
mod depthwise;
mod gelu_gate;
mod kernel;
mod layer_norm;
mod naf;
pub mod plain;
mod product;
mod simple_gate;

use burn::tensor::Tensor;

/// Convolution of kernel 1 or 3, stride 1, zero padding that keeps the size.
///
/// # Shapes
/// - `x` `[batch, in, height, width]`
/// - `weight` `[out, in, k, k]` (dense) or `[in, 1, 3, 3]` with `in > 1` (depthwise)
/// - `bias` `[out]`
/// - output `[batch, out, height, width]`
pub fn conv(x: Tensor<4>, weight: Tensor<4>, bias: Option<Tensor<1>>) -> Tensor<4> {
    let bias_flex = bias.as_ref().map(kernel::tracked);
    let (Some(x_flex), Some(weight_flex), None | Some(Some(_))) =
        (kernel::tracked(&x), kernel::tracked(&weight), &bias_flex)
    else {
        return plain::conv(x, weight, bias);
    };
    let bias = bias_flex.flatten();
    kernel::untrack(if weight.dims()[1] == 1 && x.dims()[1] > 1 {
        depthwise::forward(x_flex, weight_flex, bias)
    } else {
        conv::forward(x_flex, weight_flex, bias)
    })
}

/// LayerNorm over the channels of each pixel; `eps` is added to the variance.
///
/// # Shapes
/// - `x` and output `[batch, channels, height, width]`
/// - `weight`, `bias` `[channels]`
pub fn layer_norm(x: Tensor<4>, weight: Tensor<1>, bias: Tensor<1>, eps: f32) -> Tensor<4> {
    match (
        kernel::tracked(&x),
        kernel::tracked(&weight),
        kernel::tracked(&bias),
    ) {
        (Some(x), Some(weight), Some(bias)) => {
            kernel::untrack(layer_norm::forward(x, weight, bias, eps))
        }
        _ => plain::layer_norm(x, weight, bias, eps),
    }
}

/// The first half of the channels through an exact (erf) GELU, times the second half.
///
/// # Shapes
/// - input `[batch, 2 * hidden, height, width]`
/// - output `[batch, hidden, height, width]`
pub fn gelu_gate(x: Tensor<4>) -> Tensor<4> {
    match kernel::tracked(&x) {
        Some(x) => kernel::untrack(gelu_gate::forward(x)),
        None => plain::gelu_gate(x),
    }
}

/// The first half of the channels times the second half.
///
/// # Shapes
/// - input `[batch, 2 * hidden, height, width]`
/// - output `[batch, hidden, height, width]`
pub fn simple_gate(x: Tensor<4>) -> Tensor<4> {
    match kernel::tracked(&x) {
        Some(x) => kernel::untrack(simple_gate::forward(x)),
        None => plain::simple_gate(x),
    }
}

/// The parameters of a NAF block: of its norms scale and shift, `[channels]`, and of its convolutions weight,
/// `[out, in / groups, kernel, kernel]`, and bias.
#[allow(missing_docs)] // as the fields of `NAFBlock`
#[derive(Clone, Debug)]
pub struct NafParameters {
    pub norm1: [Tensor<1>; 2],
    pub conv1: (Tensor<4>, Tensor<1>),
    pub conv2: (Tensor<4>, Tensor<1>),
    pub sca: (Tensor<4>, Tensor<1>),
    pub conv3: (Tensor<4>, Tensor<1>),
    pub beta: Tensor<4>,
    pub norm2: [Tensor<1>; 2],
    pub conv4: (Tensor<4>, Tensor<1>),
    pub conv5: (Tensor<4>, Tensor<1>),
    pub gamma: Tensor<4>,
}

/// A NAF block that pools over whole maps; `eps` is added to the variances. `None` on devices without a kernel
/// for it, where `NAFBlock` is many operations.
///
/// # Shapes
/// - `x` and output `[batch, channels, height, width]`
pub fn naf_block(x: &Tensor<4>, parameters: &NafParameters, eps: f32) -> Option<Tensor<4>> {
    let x = kernel::tracked(x)?;
    let p = parameters;
    let norm = |[a, b]: &[Tensor<1>; 2]| Some([kernel::tracked(a)?, kernel::tracked(b)?]);
    let conv = |(weight, bias): &(Tensor<4>, Tensor<1>)| {
        Some([kernel::tracked(weight)?, kernel::tracked(bias)?])
    };
    let parts = naf::Parts {
        norm1: norm(&p.norm1)?,
        conv1: conv(&p.conv1)?,
        conv2: conv(&p.conv2)?,
        sca: conv(&p.sca)?,
        conv3: conv(&p.conv3)?,
        beta: kernel::tracked(&p.beta)?,
        norm2: norm(&p.norm2)?,
        conv4: conv(&p.conv4)?,
        conv5: conv(&p.conv5)?,
        gamma: kernel::tracked(&p.gamma)?,
    };
    Some(kernel::untrack(naf::forward(x, parts, eps)))
}

/// Restormer's attention between channels: the values are weighted by a softmax over each head's cosines of query and
/// key, times its temperature.
///
/// # Shapes
/// - `qkv` `[batch, 3 * channels, height, width]`: query, key and value
/// - `temperature` `[heads, 1, 1]`; `heads` divides `channels`
/// - output `[batch, channels, height, width]`
pub fn attention(qkv: Tensor<4>, temperature: Tensor<3>) -> Tensor<4> {
    match (kernel::tracked(&qkv), kernel::tracked(&temperature)) {
        (Some(qkv), Some(temperature)) => kernel::untrack(attention::forward(qkv, temperature)),
        _ => plain::attention(qkv, temperature),
    }
}
