//! Multi-Dconv head transposed attention (MDTA) of Restormer (arXiv 2111.09881).

use burn::module::{Module, Param};
use burn::tensor::{Device, Tensor, activation::softmax};

use super::Conv;
use crate::format;

/// Attention between channels: its matrix is `(channels / heads)²`, so the cost grows with
/// the number of pixels and not with its square.
#[derive(Module, Debug)]
pub struct Attention {
    /// `[heads, 1, 1]`, multiplies the similarities before the softmax.
    pub temperature: Param<Tensor<3>>,
    /// 1x1, channels to query, key and value.
    pub qkv: Conv,
    /// Depthwise 3x3 on query, key and value.
    pub qkv_dwconv: Conv,
    /// 1x1 on the result.
    pub project_out: Conv,
}

/// PyTorch's `normalize` divides by `max(norm, 1e-12)`. Adding its square under the root
/// gives the same value for all but zero vectors, whose gradient stays finite.
const NORM_EPS: f32 = 1e-24;

impl Attention {
    /// `heads` must divide `channels`.
    pub fn new(channels: usize, heads: usize, device: &Device) -> Self {
        Self {
            temperature: Param::from_tensor(Tensor::ones([heads, 1, 1], device)),
            qkv: Conv::dense(channels, 3 * channels, 1, device),
            qkv_dwconv: Conv::depthwise(3 * channels, device),
            project_out: Conv::dense(channels, channels, 1, device),
        }
    }

    /// # Shapes
    /// - input and output `[batch, channels, height, width]`
    pub fn forward(&self, x: Tensor<4>) -> Tensor<4> {
        let [batch, channels, height, width] = x.dims();
        let temperature = self.temperature.val();
        let [heads, _, _] = temperature.dims();

        let qkv = self.qkv_dwconv.forward(self.qkv.forward(x));
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

        let mixed = weights.matmul(v).reshape([batch, channels, height, width]);
        self.project_out.forward(mixed)
    }
}
