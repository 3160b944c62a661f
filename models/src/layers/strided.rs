//! Convolution of stride 2, which halves the resolution.

use burn::module::{Module, Param};
use burn::tensor::module::conv2d;
use burn::tensor::ops::ConvOptions;
use burn::tensor::{Device, Tensor};

use super::Conv;

/// A convolution of kernel 1 to 4 and stride 2; without a bias unless it is given one.
#[derive(Module, Debug)]
pub struct StridedConv {
    /// `[out, in, kernel, kernel]`
    pub weight: Param<Tensor<4>>,
    /// `[out]`
    pub bias: Option<Param<Tensor<1>>>,
}

impl StridedConv {
    /// PyTorch's default weights.
    pub fn new(input: usize, output: usize, kernel: usize, device: &Device) -> Self {
        let Conv { weight, bias } = Conv::dense(input, output, kernel, device);
        Self { weight, bias }
    }

    /// As [`Conv::before_rectifier`].
    pub fn before_rectifier(self, slope: f64) -> Self {
        let Self { weight, bias } = self;
        let Conv { weight, bias } = Conv { weight, bias }.before_rectifier(slope);
        Self { weight, bias }
    }

    /// The same with a bias, zeros at first.
    pub fn with_bias(self) -> Self {
        let Self { weight, bias } = self;
        let Conv { weight, bias } = Conv { weight, bias }.with_bias();
        Self { weight, bias }
    }

    /// # Shapes
    /// - input `[batch, in, height, width]`
    /// - output `[batch, out, height / 2, width / 2]`, rounded up for kernels 1 and 3
    pub fn forward(&self, x: Tensor<4>) -> Tensor<4> {
        let weight = self.weight.val();
        let padding = (weight.dims()[2] - 1) / 2;
        let options = ConvOptions::new([2, 2], [padding, padding], [1, 1], 1);
        conv2d(x, weight, self.bias.as_ref().map(Param::val), options)
    }
}
