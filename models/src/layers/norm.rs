//! LayerNorm over the channels of each pixel.

use burn::module::{Module, Param};
use burn::tensor::{Device, Tensor};
use serde::{Deserialize, Serialize};

use crate::{fast, format};

/// The two kinds of Restormer's LayerNorm.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum NormKind {
    /// Each pixel's channels are centered, divided by their (biased) standard deviation, then scaled and shifted:
    /// "WithBias".
    #[default]
    WithBias,
    /// They are divided by that deviation and scaled, but neither centered nor shifted: "BiasFree", of the published
    /// denoisers.
    BiasFree,
}

/// Restormer's LayerNorm; its kind shows in whether it has a bias.
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
    /// `[channels]`, zeros at first; [`NormKind::WithBias`] alone.
    pub bias: Option<Param<Tensor<1>>>,
}

impl LayerNorm {
    /// The identity affine.
    pub fn new(channels: usize, kind: NormKind, device: &Device) -> Self {
        let zeros = || Param::from_tensor(Tensor::zeros([channels], device));
        Self {
            body: Affine {
                weight: Param::from_tensor(Tensor::ones([channels], device)),
                bias: (kind == NormKind::WithBias).then(zeros),
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
        let weight = self.body.weight.val();
        match &self.body.bias {
            Some(bias) => layer_norm(x, weight, bias.val(), fast::plain::LAYER_NORM_EPS),
            None => {
                let normal = fast::plain::scale_norm(format::full(x), format::full(weight.clone()));
                format::like(normal, &weight)
            }
        }
    }
}

/// LayerNorm over the channels of each pixel: computed in f32, returned in the weights' number format.
pub(super) fn layer_norm(x: Tensor<4>, weight: Tensor<1>, bias: Tensor<1>, eps: f32) -> Tensor<4> {
    let like = weight.clone();
    let [weight, bias] = [weight, bias].map(format::full);
    format::like(fast::layer_norm(format::full(x), weight, bias, eps), &like)
}
