//! The guided NAFNet.

use burn::tensor::Device;
use serde::{Deserialize, Serialize};

use super::encoder::ConStyleConfig;
use super::unet::{Guided, WIDTHS, check_dim, is_unused};
use crate::config::check_blocks;
use crate::layers::{Conv, NAFBlock};
use crate::{ConfigError, NetworkConfig};

/// The blocks of [`NAFNet`](crate::NAFNet), guided.
pub type ConStyleNAFNet = Guided<Vec<Conv>, Vec<NAFBlock>, Vec<Conv>>;

/// The shape of a [`ConStyleNAFNet`].
///
/// ```
/// use burn::tensor::{Device, Tensor};
/// use dynet_models::NetworkConfig as _;
/// use dynet_models::constyle::{ConStyleConfig, ConStyleNAFNetConfig, Prompted as _};
///
/// let device = Device::flex();
/// let prompter = ConStyleConfig { width: 2, classes: None };
/// let config = ConStyleNAFNetConfig { dim: 8, left: [1; 3], prompter, ..ConStyleNAFNetConfig::paper() };
/// let photo = Tensor::<4>::zeros([1, 3, 16, 24], &device);
/// assert_eq!(config.init(&device).forward(photo).dims(), [1, 3, 16, 24]);
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConStyleNAFNetConfig {
    /// Channels at the first level, a multiple of 4; the levels below have 2, 3 and 4 times as many.
    pub dim: usize,
    /// Blocks of each level on the way down, from full resolution.
    pub left: [usize; 3],
    /// Blocks at the lowest resolution.
    pub bottom: usize,
    /// Blocks of each level on the way up, the level at full resolution first.
    pub right: [usize; 3],
    /// The network that guides it.
    pub prompter: ConStyleConfig,
}

impl ConStyleNAFNetConfig {
    /// The authors' network: 12,739,872 learned values.
    pub fn paper() -> Self {
        Self {
            dim: 48,
            left: [7, 8, 9],
            bottom: 9,
            right: [7, 8, 9],
            prompter: ConStyleConfig::paper(),
        }
    }

    /// Height and width of an input must be multiples of this.
    pub fn input_multiple(&self) -> usize {
        8
    }
}

impl NetworkConfig for ConStyleNAFNetConfig {
    type Network = ConStyleNAFNet;
    const NAME: &'static str = "ConStyleNAFNet";
    const FAMILY: &'static str = "constyle-nafnet";

    fn is_unused(&self, name: &str) -> bool {
        is_unused(&self.prompter, name)
    }

    fn validate(&self) -> Result<(), ConfigError> {
        check_dim(self.dim)?;
        check_blocks("left", &self.left)?;
        check_blocks("bottom", &[self.bottom])?;
        check_blocks("right", &self.right)?;
        self.prompter.validate().map_err(|e| e.inside("prompter"))
    }

    fn init(&self, device: &Device) -> ConStyleNAFNet {
        if let Err(wrong) = self.validate() {
            panic!("not a ConStyleNAFNet: {wrong}");
        }
        let d = self.dim;
        let ([l1, l2, l3], [r1, r2, r3]) = (self.left, self.right);
        let counts = [l1, l2, l3, self.bottom, r3, r2, r1];
        let mut counts = counts.into_iter();
        let blocks = WIDTHS.map(|times| {
            let block = |_| NAFBlock::new(times * d, None, device);
            (0..counts.next().unwrap_or(0)).map(block).collect()
        });
        let head = vec![Conv::dense(3, d, 3, device)];
        let last = vec![Conv::dense(2 * d, 3, 3, device)];
        Guided::new(d, &self.prompter, false, (head, blocks, last), device)
    }
}
