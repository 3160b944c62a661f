//! Convolution of stride 1, padded to keep the size.

use burn::module::{Module, Param};
use burn::tensor::{Device, Distribution, Tensor};

use crate::fast;

/// A convolution of kernel 1 or 3 that keeps height and width; without a bias unless it is given one.
#[derive(Module, Debug)]
pub struct Conv {
    /// `[out, in / groups, kernel, kernel]`
    pub weight: Param<Tensor<4>>,
    /// `[out]`
    pub bias: Option<Param<Tensor<1>>>,
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
            bias: None,
        }
    }

    /// The same with initial weights for a following rectifier of that slope, so that both together preserve a
    /// picture's variance (He et al., "Delving Deep into Rectifiers", 2015).
    ///
    /// With PyTorch's default weights, each such pair keeps a sixth of the variance, and almost nothing reaches the
    /// end of a network of such pairs.
    pub fn before_rectifier(mut self, slope: f64) -> Self {
        self.weight = self.weight.map(|weight| {
            let shape = weight.dims();
            let inputs = (shape[1] * shape[2] * shape[3]) as f64;
            let variance = 2.0 / (1.0 + slope * slope) / inputs;
            let spread = Distribution::Normal(0.0, variance.sqrt());
            Tensor::random(shape, spread, &weight.device())
        });
        self
    }

    /// The same with a bias, zeros at first.
    pub fn with_bias(mut self) -> Self {
        let weight = self.weight.val();
        let bias = Tensor::zeros([weight.dims()[0]], &weight.device());
        self.bias = Some(Param::from_tensor(bias));
        self
    }

    /// # Shapes
    /// - input `[batch, in, height, width]`
    /// - output `[batch, out, height, width]`
    pub fn forward(&self, x: Tensor<4>) -> Tensor<4> {
        fast::conv(x, self.weight.val(), self.bias.as_ref().map(Param::val))
    }
}
