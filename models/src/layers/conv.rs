//! Convolution without bias, stride 1, padded to keep the size.

use burn::module::{Module, Param};
use burn::tensor::{Device, Distribution, Tensor};

use crate::fast;

/// A bias-free convolution of kernel 1 or 3 that keeps height and width.
#[derive(Module, Debug)]
pub struct Conv {
    /// `[out, in / groups, kernel, kernel]`
    pub weight: Param<Tensor<4>>,
}

impl Conv {
    /// A dense convolution with PyTorch's default weights.
    pub fn dense(input: usize, output: usize, kernel: usize, device: &Device) -> Self {
        Self::new([output, input, kernel, kernel], device)
    }

    /// A depthwise 3x3 convolution with PyTorch's default weights.
    pub fn depthwise(channels: usize, device: &Device) -> Self {
        Self::new([channels, 1, 3, 3], device)
    }

    /// Kaiming-uniform with a = sqrt(5), which is U(-1/sqrt(fan_in), 1/sqrt(fan_in)).
    fn new(shape: [usize; 4], device: &Device) -> Self {
        let bound = 1.0 / ((shape[1] * shape[2] * shape[3]) as f64).sqrt();
        let weight = Tensor::random(shape, Distribution::Uniform(-bound, bound), device);
        Self {
            weight: Param::from_tensor(weight),
        }
    }

    /// # Shapes
    /// - input `[batch, in, height, width]`
    /// - output `[batch, out, height, width]`
    pub fn forward(&self, x: Tensor<4>) -> Tensor<4> {
        fast::conv(x, self.weight.val())
    }
}
