//! The input and output stages of a network.

use burn::tensor::Tensor;
use serde::{Deserialize, Serialize};

use crate::format;
use crate::layers::{pixel_shuffle, pixel_unshuffle};

/// The resolution at which the network works.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Stem {
    /// A 3x3 convolution on the picture itself, as published.
    #[default]
    Full,
    /// Pixel-unshuffle by 2 before the first convolution and pixel-shuffle after the last:
    /// every level works at half the resolution, a quarter of the cost.
    Half,
}

impl Stem {
    /// Channels that the first convolution reads and the last one writes.
    pub(crate) fn channels(self) -> usize {
        match self {
            Self::Full => 3,
            Self::Half => 12,
        }
    }

    /// The input of the first convolution, in the number format of `weight`.
    pub(crate) fn enter(self, image: Tensor<4>, weight: &Tensor<4>) -> Tensor<4> {
        let image = format::like(image, weight);
        match self {
            Self::Full => image,
            Self::Half => pixel_unshuffle(image),
        }
    }

    /// The last convolution's output as a picture, always in f32: what is added to it has more precision than a half
    /// format keeps.
    pub(crate) fn leave(self, x: Tensor<4>) -> Tensor<4> {
        let x = format::full(x);
        match self {
            Self::Full => x,
            Self::Half => pixel_shuffle(x),
        }
    }
}
