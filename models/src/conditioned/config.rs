//! What a conditioned DyNet looks like, apart from its weights.

use burn::tensor::Device;
use serde::{Deserialize, Serialize};

use super::ConditionedDyNet;
use crate::{ConfigError, NetworkConfig};

/// The block that a [`ConditionedDyNet`] runs several times over at each level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum BlockKind {
    /// NAFNet's ([`NAFBlock`](crate::layers::NAFBlock)).
    #[default]
    Naf,
    /// Restormer's and the published DyNet's ([`TransformerBlock`](crate::layers::TransformerBlock)).
    Transformer,
    /// Convolutions over a quarter of the channels
    /// ([`PartialConvBlock`](crate::layers::PartialConvBlock)).
    PartialConv,
}

/// The shape of a [`ConditionedDyNet`].
///
/// ```
/// use dynet_models::ConditionedDyNetConfig;
/// let photo = ConditionedDyNetConfig::photo();
/// assert_eq!(photo.input_multiple(), 8);
/// assert!(ConditionedDyNetConfig { dim: 7, ..photo }.validate().is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConditionedDyNetConfig {
    /// Channels at the first level; the levels below have 2, 4 and 8 times as many. A multiple of 8.
    pub dim: usize,
    /// The block of every level.
    pub block: BlockKind,
    /// Distinct blocks after the decoder, each run once.
    pub refinement: usize,
    /// Values in the prompt, which the degradation levels are turned into.
    pub prompt: usize,
    /// Channels of the level estimator's first stage; the two below have one and a half times and
    /// twice as many. An even number.
    pub estimator: usize,
}

impl ConditionedDyNetConfig {
    /// The network for photos: at full resolution, and narrow enough for phones and for training on
    /// two CPU cores.
    pub fn photo() -> Self {
        Self {
            dim: 32,
            block: BlockKind::Naf,
            refinement: 2,
            prompt: 32,
            estimator: 32,
        }
    }

    /// Height and width of an input must be multiples of this.
    pub fn input_multiple(&self) -> usize {
        8
    }

    /// Checks the configuration.
    ///
    /// # Errors
    /// A value of which no network can be built.
    pub fn validate(&self) -> Result<(), ConfigError> {
        if !(8..=512).contains(&self.dim) || !self.dim.is_multiple_of(8) {
            let message = format!("dim is {}: give a multiple of 8 from 8 to 512", self.dim);
            return Err(ConfigError::out_of_range("dim", message));
        }
        for (key, value) in [("prompt", self.prompt), ("estimator", self.estimator)] {
            if !(2..=512).contains(&value) || !value.is_multiple_of(2) {
                let message = format!("{key} is {value}: give an even number from 2 to 512");
                return Err(ConfigError::out_of_range(key, message));
            }
        }
        match self.refinement {
            0..=64 => Ok(()),
            count => {
                let message = format!("refinement is {count}: give at most 64 blocks");
                Err(ConfigError::out_of_range("refinement", message))
            }
        }
    }
}

impl NetworkConfig for ConditionedDyNetConfig {
    type Network = ConditionedDyNet;
    const NAME: &'static str = "conditioned DyNet";
    const FAMILY: &'static str = "conditioned-dynet";

    fn validate(&self) -> Result<(), ConfigError> {
        self.validate()
    }

    fn init(&self, device: &Device) -> ConditionedDyNet {
        ConditionedDyNet::new(self, device)
    }
}
