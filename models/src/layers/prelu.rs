//! PReLU, and a convolution with it: the building block of the plain CNN.

use burn::module::{Module, Param};
use burn::tensor::activation::prelu;
use burn::tensor::{Device, Tensor};

use super::{Conv, Layer};

/// Initial slope for negative values.
const FRESH_SLOPE: f64 = 0.25;

/// `x` if it is positive, otherwise `x` times a learned slope.
#[derive(Module, Debug)]
pub struct PRelu {
    /// `[channels]`, 0.25 at first.
    pub weight: Param<Tensor<1>>,
}

impl PRelu {
    /// One slope a channel.
    pub fn new(channels: usize, device: &Device) -> Self {
        Self {
            weight: Param::from_tensor(Tensor::full([channels], FRESH_SLOPE, device)),
        }
    }

    /// # Shapes
    /// - input and output `[batch, channels, height, width]`
    pub fn forward(&self, x: Tensor<4>) -> Tensor<4> {
        prelu(x, self.weight.val())
    }
}

/// A 3x3 convolution and its activation, a pair because official names number them.
pub type ConvAct = (Conv, PRelu);

/// A fresh [`ConvAct`].
pub fn conv_act(input: usize, output: usize, device: &Device) -> ConvAct {
    let conv = Conv::dense(input, output, 3, device).before_rectifier(FRESH_SLOPE);
    (conv, PRelu::new(output, device))
}

impl Layer for ConvAct {
    fn apply(&self, x: Tensor<4>) -> Tensor<4> {
        self.1.forward(self.0.forward(x))
    }
}

/// A block of the plain CNN: two [`ConvAct`] with a residual connection.
pub type ConvBlock = [ConvAct; 2];

/// A fresh [`ConvBlock`].
pub fn conv_block(channels: usize, device: &Device) -> ConvBlock {
    [(); 2].map(|()| conv_act(channels, channels, device))
}

impl Layer for ConvBlock {
    fn apply(&self, x: Tensor<4>) -> Tensor<4> {
        let [first, second] = self;
        second.apply(first.apply(x.clone())).add(x)
    }
}
