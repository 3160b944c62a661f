//! The same operations in Burn's own: inference devices run them, and graphs are exported from them.

use burn::tensor::Tensor;
use burn::tensor::activation::{gelu, softmax};
use burn::tensor::module::conv2d;
use burn::tensor::ops::ConvOptions;

use crate::format;

/// Added to the variance by Restormer's LayerNorm and by PyTorch's.
pub const LAYER_NORM_EPS: f32 = 1e-5;
/// PyTorch's `normalize` divides by `max(norm, 1e-12)`. Adding its square under the root gives the same value
/// for all but zero vectors, whose gradient stays finite.
pub(super) const NORM_EPS: f32 = 1e-24;

/// See [`conv`](super::conv).
pub fn conv(x: Tensor<4>, weight: Tensor<4>, bias: Option<Tensor<1>>) -> Tensor<4> {
    let [_, channels, _, _] = x.dims();
    let [_, inputs, kernel, _] = weight.dims();
    let padding = kernel / 2;
    let options = ConvOptions::new([1, 1], [padding, padding], [1, 1], channels / inputs);
    conv2d(x, weight, bias, options)
}

/// See [`layer_norm`](super::layer_norm).
pub fn layer_norm(x: Tensor<4>, weight: Tensor<1>, bias: Tensor<1>, eps: f32) -> Tensor<4> {
    let channels = weight.dims()[0];
    let centred = x.clone().sub(x.mean_dim(1));
    let variance = centred.clone().mul(centred.clone()).mean_dim(1);
    centred
        .div(variance.add_scalar(eps).sqrt())
        .mul(weight.reshape([1, channels, 1, 1]))
        .add(bias.reshape([1, channels, 1, 1]))
}

/// LayerNorm without centering and shift: `x / sqrt(variance + 1e-5) * weight`; the variance is still about the mean.
///
/// # Shapes
/// - `x` and output `[batch, channels, height, width]`
/// - `weight` `[channels]`
pub fn scale_norm(x: Tensor<4>, weight: Tensor<1>) -> Tensor<4> {
    let channels = weight.dims()[0];
    let centred = x.clone().sub(x.clone().mean_dim(1));
    let variance = centred.clone().mul(centred).mean_dim(1);
    x.div(variance.add_scalar(LAYER_NORM_EPS).sqrt())
        .mul(weight.reshape([1, channels, 1, 1]))
}

/// See [`gelu_gate`](super::gelu_gate).
pub fn gelu_gate(x: Tensor<4>) -> Tensor<4> {
    let hidden = x.dims()[1] / 2;
    let gate = gelu(x.clone().narrow(1, 0, hidden));
    gate.mul(x.narrow(1, hidden, hidden))
}

/// See [`simple_gate`](super::simple_gate).
pub fn simple_gate(x: Tensor<4>) -> Tensor<4> {
    let half = x.dims()[1] / 2;
    x.clone().narrow(1, 0, half).mul(x.narrow(1, half, half))
}

/// See [`attention`](super::attention).
pub fn attention(qkv: Tensor<4>, temperature: Tensor<3>) -> Tensor<4> {
    let [batch, all, height, width] = qkv.dims();
    let channels = all / 3;
    let [heads, _, _] = temperature.dims();
    let part = |i: usize| {
        qkv.clone().narrow(1, i * channels, channels).reshape([
            batch,
            heads,
            channels / heads,
            height * width,
        ])
    };
    let (q, k, v) = (part(0), part(1), part(2));

    // Dividing the small matrix by both norms costs less than dividing q and k before it.
    let norm = |t: Tensor<4>| {
        let t = format::full(t);
        t.clone().mul(t).sum_dim(3).add_scalar(NORM_EPS).sqrt()
    };
    let norms = norm(q.clone()).mul(norm(k.clone()).swap_dims(2, 3));
    let similarity = format::full(q.matmul(k.swap_dims(2, 3))).div(norms);
    let temperature = format::full(temperature.unsqueeze::<4>());
    let weights = format::like(softmax(similarity.mul(temperature), 3), &v);
    weights.matmul(v).reshape([batch, channels, height, width])
}
