//! The adapter that adds one more task to a frozen transformer block.
//!
//! AdaIR (Chen et al., arXiv 2404.11475) appends light modules to a frozen restoration network, one set for each
//! task. Its code was never published, and the paper specifies neither their structure nor their position: both are
//! this project's proposal.

use burn::module::Module;
use burn::tensor::{Device, Tensor, activation::gelu};
use serde::{Deserialize, Serialize};

use super::Conv;
use crate::ConfigError;

/// How many channels an adapter works on.
///
/// ```
/// use dynet_models::layers::AdapterRank;
/// assert_eq!(AdapterRank::Divisor(16).of(48), 3);
/// assert_eq!(AdapterRank::Fixed(10).of(48), 10);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum AdapterRank {
    /// The block's channels divided by this, at least 1. 16 makes 1.92 MB for Restormer, the size that the paper
    /// reports.
    Divisor(usize),
    /// The same number in every block. The blocks at full resolution, which restore fine structure, then get more
    /// than a fraction of their few channels.
    Fixed(usize),
}

impl AdapterRank {
    /// The rank in a block of `channels`.
    pub fn of(self, channels: usize) -> usize {
        match self {
            Self::Divisor(divisor) => (channels / divisor.max(1)).max(1),
            Self::Fixed(rank) => rank.max(1),
        }
    }

    /// Checks the rank.
    ///
    /// # Errors
    /// A rank out of range.
    pub fn validate(self) -> Result<(), ConfigError> {
        let (Self::Divisor(number) | Self::Fixed(number)) = self;
        match number {
            1..=1024 => Ok(()),
            _ => {
                let message = format!("the adapter's rank is {self:?}: give 1 to 1024");
                Err(ConfigError::out_of_range("adapter", message))
            }
        }
    }
}

/// `up(gelu(depthwise(down(h))))`, added in parallel to a sub-layer that also reads `h`.
///
/// `up` begins with zeros, so a fresh adapter changes nothing. With `c` channels and rank `r` it has
/// `2cr + 11r + c` values.
#[derive(Module, Debug)]
pub struct Adapter {
    /// 1x1, channels to rank.
    pub down: Conv,
    /// Depthwise 3x3.
    pub mix: Conv,
    /// 1x1, rank to channels.
    pub up: Conv,
}

impl Adapter {
    /// An adapter that changes nothing yet.
    pub fn new(channels: usize, rank: usize, device: &Device) -> Self {
        let mut up = Conv::dense(rank, channels, 1, device);
        up.weight = up.weight.map(|weight| weight.zeros_like());
        Self {
            down: Conv::dense(channels, rank, 1, device).with_bias(),
            // A rank of 1 is depthwise and dense at once.
            mix: Conv::depthwise(rank, device).with_bias(),
            up: up.with_bias(),
        }
    }

    /// # Shapes
    /// - input and output `[batch, channels, height, width]`
    pub fn forward(&self, h: Tensor<4>) -> Tensor<4> {
        let h = self.mix.forward(self.down.forward(h));
        self.up.forward(gelu(h))
    }
}
