//! MAXIM's LayerNorm.

use burn::module::{Module, Param};
use burn::tensor::{Device, Tensor};

use crate::layers::norm::layer_norm;

/// LayerNorm over the channels of each pixel, under the names that MAXIM gives its parts.
#[derive(Module, Debug)]
pub struct Norm {
    /// `[channels]`, the shift; zeros at first.
    pub beta: Param<Tensor<1>>,
    /// `[channels]`, the scale; ones at first.
    pub gamma: Param<Tensor<1>>,
}

impl Norm {
    /// The identity affine.
    pub fn new(channels: usize, device: &Device) -> Self {
        Self {
            beta: Param::from_tensor(Tensor::zeros([channels], device)),
            gamma: Param::from_tensor(Tensor::ones([channels], device)),
        }
    }

    /// # Shapes
    /// - input and output `[batch, channels, height, width]`
    pub fn forward(&self, x: Tensor<4>) -> Tensor<4> {
        layer_norm(x, self.gamma.val(), self.beta.val(), 1e-6)
    }
}
