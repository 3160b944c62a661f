//! LayerNorm over the channels of each pixel.

use burn::module::{Module, Param};
use burn::tensor::{Device, Tensor};

use crate::{fast, format};

/// LayerNorm "WithBias" of Restormer: each pixel's channels are centred, divided by their
/// (biased) standard deviation, then scaled and shifted.
#[derive(Module, Debug)]
pub struct LayerNorm {
    /// The affine part, under the name that official checkpoints give it.
    pub body: Affine,
}

/// Scale and shift of each channel.
#[derive(Module, Debug)]
pub struct Affine {
    /// `[channels]`, ones at first.
    pub weight: Param<Tensor<1>>,
    /// `[channels]`, zeros at first.
    pub bias: Param<Tensor<1>>,
}

impl LayerNorm {
    /// The identity affine.
    pub fn new(channels: usize, device: &Device) -> Self {
        Self {
            body: Affine {
                weight: Param::from_tensor(Tensor::ones([channels], device)),
                bias: Param::from_tensor(Tensor::zeros([channels], device)),
            },
        }
    }

    /// How many channels it takes.
    pub fn channels(&self) -> usize {
        self.body.weight.dims()[0]
    }

    /// # Shapes
    /// - input and output `[batch, channels, height, width]`
    pub fn forward(&self, x: Tensor<4>) -> Tensor<4> {
        let (weight, bias) = (self.body.weight.val(), self.body.bias.val());
        let like = weight.clone();
        let normal = fast::layer_norm(format::full(x), format::full(weight), format::full(bias));
        format::like(normal, &like)
    }
}
