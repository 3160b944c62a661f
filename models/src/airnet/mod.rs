//! AirNet (Li et al., CVPR 2022; code: github.com/XLearning-SCU/2022-CVPR-AirNet), the first network for unknown
//! degradations, as a baseline.
#![allow(non_snake_case)] // the authors' names are the parameters' paths

mod encoder;
mod restorer;

use burn::module::Module;
use burn::nn::{LeakyRelu, LeakyReluConfig};
use burn::tensor::{Device, Tensor};
use serde::{Deserialize, Serialize};

use crate::ConfigError;
use crate::NetworkConfig;
use crate::config::check_blocks;

pub use encoder::{Contrast, DegradationEncoder, Momentum, ResBlock};
pub use restorer::{Block, DeformGuided, Group, Restorer, Transform};

/// The shape of an [`AirNet`].
///
/// ```
/// use dynet_models::AirNetConfig;
/// assert!(AirNetConfig::paper().validate().is_ok());
/// assert!(AirNetConfig { groups: 65, ..AirNetConfig::paper() }.validate().is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AirNetConfig {
    /// Channels of every layer at full resolution.
    pub features: usize,
    /// Groups of blocks.
    pub groups: usize,
    /// Blocks of a group.
    pub blocks: usize,
}

impl AirNetConfig {
    /// The published network. Its 8,930,313 learned values count the encoder twice, as training needs it;
    /// 7,610,377 are here.
    pub fn paper() -> Self {
        Self {
            features: 64,
            groups: 5,
            blocks: 5,
        }
    }

    /// Height and width of an input may be anything.
    pub fn input_multiple(&self) -> usize {
        1
    }

    /// Checks the configuration.
    ///
    /// # Errors
    /// A value of which no network can be built.
    pub fn validate(&self) -> Result<(), ConfigError> {
        if !(1..=512).contains(&self.features) {
            let message = format!("features is {}: give 1 to 512", self.features);
            return Err(ConfigError::out_of_range("features", message));
        }
        check_blocks("groups", &[self.groups])?;
        check_blocks("blocks", &[self.blocks])
    }
}

impl NetworkConfig for AirNetConfig {
    type Network = AirNet;
    const NAME: &'static str = "AirNet";
    const FAMILY: &'static str = "airnet";

    fn is_unused(&self, name: &str) -> bool {
        // The momentum encoder and its queue serve training.
        name.starts_with("E.E.encoder_k.") || name.starts_with("E.E.queue")
    }

    fn validate(&self) -> Result<(), ConfigError> {
        self.validate()
    }

    fn init(&self, device: &Device) -> AirNet {
        AirNet::new(self, device)
    }
}

/// An encoder that computes a degradation map, and a restoration network at full resolution with deformable
/// convolutions controlled by that map. It is costly, and only some engines support deformable convolution.
///
/// Parameter paths are the names of the official PyTorch checkpoint.
///
/// ```
/// use burn::tensor::{Device, Tensor};
/// use dynet_models::{AirNetConfig, NetworkConfig as _};
///
/// let device = Device::flex();
/// let network = AirNetConfig { features: 4, groups: 1, blocks: 1 }.init(&device);
/// let photo = Tensor::<4>::zeros([1, 3, 15, 24], &device);
/// assert_eq!(network.forward(photo).dims(), [1, 3, 15, 24]);
/// ```
#[derive(Module, Debug)]
pub struct AirNet {
    /// The restorer.
    pub R: Restorer,
    /// The encoder, as the authors wrap it for its training.
    pub E: Contrast,
}

/// Negative slope of every leaky activation.
const SLOPE: f64 = 0.1;

fn slope() -> LeakyRelu {
    LeakyReluConfig::new().with_negative_slope(SLOPE).init()
}

impl AirNet {
    fn new(config: &AirNetConfig, device: &Device) -> Self {
        if let Err(wrong) = config.validate() {
            panic!("not an AirNet: {wrong}");
        }
        let encoder_q = DegradationEncoder::new(config.features, device);
        Self {
            R: Restorer::new(config, device),
            E: Contrast {
                E: Momentum { encoder_q },
            },
        }
    }

    /// Restores a batch of pictures. The encoder's normalization uses its running statistics.
    ///
    /// # Shapes
    /// - `image` `[batch, 3, height, width]`, RGB in 0..=1
    /// - output `[batch, 3, height, width]`, not clamped; the picture itself, not a residual
    pub fn forward(&self, image: Tensor<4>) -> Tensor<4> {
        let map = self.E.E.encoder_q.degradation_map(image.clone());
        self.R.forward(image, map)
    }
}
