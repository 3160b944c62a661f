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

    /// Of a vector a picture: few values, computed in f32 whatever the format of the weights.
    ///
    /// # Shapes
    /// - input `[batch, in]`
    /// - output `[batch, out]`
    pub fn forward(&self, x: Tensor<2>) -> Tensor<2> {
        let y = x.matmul(format::full(self.weight.val()).transpose());
        match &self.bias {
            Some(bias) => y.add(format::full(bias.val()).unsqueeze::<2>()),
            None => y,
        }
    }

    /// Of the channels of each pixel, which is a 1x1 convolution.
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
