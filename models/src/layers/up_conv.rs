//! Transposed convolution of stride 2, which doubles the resolution.

use burn::module::{Module, Param};
use burn::tensor::module::conv_transpose2d;
use burn::tensor::ops::ConvTransposeOptions;
use burn::tensor::{Device, Distribution, Tensor};

/// A transposed convolution of kernel 2 and stride 2: each pixel becomes four.
#[derive(Module, Debug)]
pub struct UpConv {
    /// `[in, out, 2, 2]`
    pub weight: Param<Tensor<4>>,
    /// `[out]`
    pub bias: Option<Param<Tensor<1>>>,
}

impl UpConv {
    /// PyTorch's default weights; a bias is zeros at first.
    pub fn new(input: usize, output: usize, bias: bool, device: &Device) -> Self {
        let bound = 1.0 / ((4 * output) as f64).sqrt();
        let uniform = Distribution::Uniform(-bound, bound);
        let zeros = || Param::from_tensor(Tensor::zeros([output], device));
        Self {
            weight: Param::from_tensor(Tensor::random([input, output, 2, 2], uniform, device)),
            bias: bias.then(zeros),
        }
    }

    /// # Shapes
    /// - input `[batch, in, height, width]`
    /// - output `[batch, out, 2 * height, 2 * width]`
    pub fn forward(&self, x: Tensor<4>) -> Tensor<4> {
        let options = ConvTransposeOptions::new([2, 2], [0, 0], [0, 0], [1, 1], 1);
        let bias = self.bias.as_ref().map(Param::val);
        conv_transpose2d(x, self.weight.val(), bias, options)
    }
}
