//! Multi-Dconv head transposed attention (MDTA) of Restormer (arXiv 2111.09881).

use burn::module::{Module, Param};
use burn::tensor::{Device, Tensor};

use super::Conv;
use crate::fast;

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
        let qkv = self.qkv_dwconv.forward(self.qkv.forward(x));
        let mixed = fast::attention(qkv, self.temperature.val());
        self.project_out.forward(mixed)
    }
}
