//! The guided Restormer.

use burn::tensor::{Device, Tensor};
use serde::{Deserialize, Serialize};

use super::encoder::ConStyleConfig;
use super::unet::{Guided, WIDTHS, check_dim, is_unused};
use crate::config::check_blocks;
use crate::layers::{Conv, Layer, NormKind, Sequential, TransformerBlock};
use crate::{ConfigError, NetworkConfig, PatchEmbed};

/// The blocks of [`Restormer`](crate::Restormer), guided.
pub type ConStyleRestormer =
    Guided<PatchEmbed, Vec<TransformerBlock>, Sequential<TransformerBlock, Conv>>;

impl Layer for PatchEmbed {
    fn apply(&self, x: Tensor<4>) -> Tensor<4> {
        self.proj.forward(x)
    }
}

/// The shape of a [`ConStyleRestormer`].
///
/// ```
/// use burn::tensor::{Device, Tensor};
/// use dynet_models::NetworkConfig as _;
/// use dynet_models::constyle::{ConStyleConfig, ConStyleRestormerConfig, Prompted as _};
///
/// let device = Device::flex();
/// let prompter = ConStyleConfig { width: 2, classes: None };
/// let config = ConStyleRestormerConfig { dim: 8, left: [1; 3], prompter, ..ConStyleRestormerConfig::paper() };
/// let photo = Tensor::<4>::zeros([1, 3, 16, 24], &device);
/// assert_eq!(config.init(&device).forward(photo).dims(), [1, 3, 16, 24]);
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConStyleRestormerConfig {
    /// Channels at the first level, a multiple of 4; the levels below have 2, 3 and 4 times as many.
    pub dim: usize,
    /// Blocks of each level on the way down, from full resolution.
    pub left: [usize; 3],
    /// Blocks at the lowest resolution.
    pub bottom: usize,
    /// Blocks of each level on the way up, the level at full resolution first.
    pub right: [usize; 3],
    /// Blocks after the decoder, at full resolution.
    pub refinement: usize,
    /// Attention heads of the four levels, from full resolution down.
    pub heads: [usize; 4],
    /// The feed-forward width is `floor(channels * ffn_expansion)`.
    pub ffn_expansion: f64,
    /// The kind of LayerNorm.
    pub norm: NormKind,
    /// The network that guides it.
    pub prompter: ConStyleConfig,
}

impl ConStyleRestormerConfig {
    /// The authors' network: 15,574,960 learned values.
    pub fn paper() -> Self {
        Self {
            dim: 48,
            left: [4, 6, 6],
            bottom: 8,
            right: [4, 6, 6],
            refinement: 4,
            heads: [1, 2, 4, 8],
            ffn_expansion: 2.66,
            norm: NormKind::WithBias,
            prompter: ConStyleConfig::paper(),
        }
    }

    /// Height and width of an input must be multiples of this.
    pub fn input_multiple(&self) -> usize {
        8
    }

    /// Channels, heads and count of the blocks in the order in which they run.
    fn levels(&self) -> [(usize, usize, usize); 7] {
        let ([l1, l2, l3], [r1, r2, r3]) = (self.left, self.right);
        let [h1, h2, h3, h4] = self.heads;
        let [w1, w2, w3, w4, u3, u2, u1] = WIDTHS.map(|times| times * self.dim);
        [
            (w1, h1, l1),
            (w2, h2, l2),
            (w3, h3, l3),
            (w4, h4, self.bottom),
            (u3, h3, r3),
            (u2, h2, r2),
            (u1, h1, r1),
        ]
    }
}

impl NetworkConfig for ConStyleRestormerConfig {
    type Network = ConStyleRestormer;
    const NAME: &'static str = "ConStyleRestormer";
    const FAMILY: &'static str = "constyle-restormer";

    fn is_unused(&self, name: &str) -> bool {
        is_unused(&self.prompter, name)
    }

    fn validate(&self) -> Result<(), ConfigError> {
        check_dim(self.dim)?;
        check_blocks("left", &self.left)?;
        check_blocks("bottom", &[self.bottom])?;
        check_blocks("refinement", &[self.refinement])?;
        check_blocks("right", &self.right)?;
        for (channels, heads, _) in self.levels() {
            if heads == 0 || !channels.is_multiple_of(heads) {
                let message =
                    format!("a level has {channels} channels, which {heads} heads do not divide");
                return Err(ConfigError::mismatch("heads", message));
            }
        }
        if !(0.1..=16.0).contains(&self.ffn_expansion) {
            let expansion = self.ffn_expansion;
            let message = format!("ffn_expansion is {expansion}: give 0.1 to 16");
            return Err(ConfigError::out_of_range("ffn_expansion", message));
        }
        self.prompter.validate().map_err(|e| e.inside("prompter"))
    }

    fn init(&self, device: &Device) -> ConStyleRestormer {
        if let Err(wrong) = self.validate() {
            panic!("not a ConStyleRestormer: {wrong}");
        }
        let d = self.dim;
        let level = |(channels, heads, count)| {
            let hidden = (channels as f64 * self.ffn_expansion) as usize;
            let block = |_| TransformerBlock::new(channels, heads, hidden, self.norm, device);
            (0..count).map(block).collect::<Vec<_>>()
        };
        let head = PatchEmbed {
            proj: Conv::dense(3, d, 3, device),
        };
        let last = Sequential {
            layers: level((2 * d, self.heads[0], self.refinement)),
            last: Conv::dense(2 * d, 3, 3, device),
        };
        let blocks = self.levels().map(level);
        Guided::new(d, &self.prompter, true, (head, blocks, last), device)
    }
}
