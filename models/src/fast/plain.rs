//! The same operations in Burn's own: what inference devices run and graphs are exported from.

use burn::tensor::Tensor;
use burn::tensor::activation::gelu;
use burn::tensor::module::conv2d;
use burn::tensor::ops::ConvOptions;

/// Added to the variance by Restormer's LayerNorm and by PyTorch's.
pub const LAYER_NORM_EPS: f32 = 1e-5;

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

/// LayerNorm that neither centres nor shifts: `x / sqrt(variance + 1e-5) * weight`, where the variance
/// is about the mean all the same.
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
