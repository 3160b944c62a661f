//! A linear layer in PyTorch's layout.

use burn::module::{Module, Param};
use burn::tensor::{Device, Distribution, Tensor};

use crate::{fast, format};

/// Mixes values by a matrix, whose rows are the outputs as in PyTorch.
#[derive(Module, Debug)]
pub struct Linear {
    /// `[out, in]`
    pub weight: Param<Tensor<2>>,
    /// `[out]`
    pub bias: Option<Param<Tensor<1>>>,
}

impl Linear {
    /// With a bias, both drawn as PyTorch's defaults draw them.
    pub fn new(input: usize, output: usize, device: &Device) -> Self {
        let bound = 1.0 / (input as f64).sqrt();
        let uniform = Distribution::Uniform(-bound, bound);
        Self {
            weight: Param::from_tensor(Tensor::random([output, input], uniform, device)),
            bias: Some(Param::from_tensor(Tensor::random(
                [output],
                uniform,
                device,
            ))),
        }
    }

    /// The same, without its bias unless `keep`.
    pub fn keep_bias(mut self, keep: bool) -> Self {
        self.bias = self.bias.filter(|_| keep);
        self
    }

    /// In the number format of `x`, whatever that of the weights.
    ///
    /// # Shapes
    /// - input `[rows, in]`
    /// - output `[rows, out]`
    pub fn forward(&self, x: Tensor<2>) -> Tensor<2> {
        let weight = format::like(self.weight.val(), &x);
        let y = x.matmul(weight.transpose());
        match &self.bias {
            Some(bias) => {
                let bias = format::like(bias.val(), &y);
                y.add(bias.unsqueeze::<2>())
            }
            None => y,
        }
    }

    /// Applied to the channels of each pixel: a 1x1 convolution.
    ///
    /// # Shapes
    /// - input `[batch, in, height, width]`
    /// - output `[batch, out, height, width]`
    pub fn forward_pixels(&self, x: Tensor<4>) -> Tensor<4> {
        let weight = self.weight.val();
        let [output, input] = weight.dims();
        let kernel = weight.reshape([output, input, 1, 1]);
        fast::conv(x, kernel, self.bias.as_ref().map(Param::val))
    }
}
