//! The guided plain CNN.

use burn::tensor::Device;
use serde::{Deserialize, Serialize};

use super::encoder::ConStyleConfig;
use super::unet::{Guided, WIDTHS, check_dim, is_unused};
use crate::layers::{ConvAct, ConvBlock, conv_act, conv_block};
use crate::{ConfigError, NetworkConfig};

/// The blocks of [`OriginConv`](crate::OriginConv), guided.
pub type ConStyleConv = Guided<ConvAct, ConvBlock, Vec<ConvAct>>;

/// The shape of a [`ConStyleConv`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConStyleConvConfig {
    /// Channels at the first level, a multiple of 4; the levels below have 2, 3 and 4 times as many.
    pub dim: usize,
    /// The network that guides it.
    pub prompter: ConStyleConfig,
}

impl ConStyleConvConfig {
    /// The authors' network: 6,782,499 learned values.
    pub fn paper() -> Self {
        Self {
            dim: 48,
            prompter: ConStyleConfig::paper(),
        }
    }

    /// Height and width of an input must be multiples of this.
    pub fn input_multiple(&self) -> usize {
        8
    }
}

impl NetworkConfig for ConStyleConvConfig {
    type Network = ConStyleConv;
    const NAME: &'static str = "ConStyleConv";
    const FAMILY: &'static str = "constyle-conv";

    fn is_unused(&self, name: &str) -> bool {
        is_unused(&self.prompter, name)
    }

    fn validate(&self) -> Result<(), ConfigError> {
        check_dim(self.dim)?;
        self.prompter.validate().map_err(|e| e.inside("prompter"))
    }

    fn init(&self, device: &Device) -> ConStyleConv {
        if let Err(wrong) = self.validate() {
            panic!("not a ConStyleConv: {wrong}");
        }
        let d = self.dim;
        let head = conv_act(3, d, device);
        let blocks = WIDTHS.map(|times| conv_block(times * d, device));
        let last = vec![conv_act(2 * d, d, device), conv_act(d, 3, device)];
        Guided::new(d, &self.prompter, true, (head, blocks, last), device)
    }
}
