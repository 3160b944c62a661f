//! The configuration of a DyNet.

use burn::tensor::Device;
use serde::{Deserialize, Serialize};

use crate::ConfigError;
use crate::dynet::DyNet;
use crate::layers::{AdapterRank, NormKind, PromptGen, TransformerBlock};
use crate::stem::Stem;

/// The shape of a [`DyNet`].
///
/// ```
/// use dynet_models::DyNetConfig;
/// let edge = DyNetConfig::edge();
/// assert_eq!(edge.input_multiple(), 8);
/// assert!(DyNetConfig { dim: 7, ..edge }.validate().is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DyNetConfig {
    /// Channels at the first level; the levels below have 2, 4 and 8 times as many.
    pub dim: usize,
    /// Attention heads of the four levels; each divides the channels of its level.
    pub heads: [usize; 4],
    /// The feed-forward width is `floor(channels * ffn_expansion)`.
    pub ffn_expansion: f64,
    /// Prompt channels, at the skips of level 2 and 3 and at the latent.
    pub prompt_dims: [usize; 3],
    /// Side of the square prompts, in the same order.
    pub prompt_sizes: [usize; 3],
    /// Prompts in each bank.
    pub prompt_len: usize,
    /// Distinct blocks after the decoder, each run once.
    pub refinement: usize,
    /// The resolution at which the network works.
    #[serde(default)]
    pub stem: Stem,
    /// Width of the adapters beside every block's sub-layers; none if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adapter: Option<AdapterRank>,
}

/// Heads of the blocks that join a feature with its prompt, whatever their level.
pub(crate) const PROMPT_HEADS: usize = 4;

impl DyNetConfig {
    /// The published network: official checkpoints hold 182 tensors of 16,726,031 values, of
    /// which three tensors (112,896 values, [`unused`](crate::NetworkConfig::unused)) have no
    /// part in the forward pass.
    pub fn paper() -> Self {
        Self {
            dim: 48,
            heads: [1, 2, 4, 8],
            ffn_expansion: 2.66,
            prompt_dims: [64, 128, 320],
            prompt_sizes: [64, 32, 16],
            prompt_len: 5,
            refinement: 4,
            stem: Stem::Full,
            adapter: None,
        }
    }

    /// The network of the shipped pack: narrow and at full resolution, with small prompts, so that a phone
    /// runs it and two CPU cores can train it. At half resolution a network of this cost learns far more slowly
    /// (benches/README.md, "The shape of DyNet").
    pub fn edge() -> Self {
        Self {
            dim: 16,
            heads: [1, 2, 4, 8],
            ffn_expansion: 2.0,
            prompt_dims: [16, 16, 32],
            prompt_sizes: [16, 8, 4],
            prompt_len: 5,
            refinement: 2,
            stem: Stem::Full,
            adapter: None,
        }
    }

    /// A very fast network, for tests, examples and trying out a data set.
    pub fn tiny() -> Self {
        Self {
            dim: 4,
            heads: [1, 2, 2, 4],
            ffn_expansion: 2.0,
            prompt_dims: [4, 4, 4],
            prompt_sizes: [4, 2, 2],
            prompt_len: 2,
            refinement: 1,
            stem: Stem::Half,
            adapter: None,
        }
    }

    /// Height and width of an input must be multiples of this.
    pub fn input_multiple(&self) -> usize {
        match self.stem {
            Stem::Full => 8,
            Stem::Half => 16,
        }
    }

    /// Checks the configuration.
    ///
    /// # Errors
    /// A value of which no network can be built.
    pub fn validate(&self) -> Result<(), ConfigError> {
        check_levels(self.dim, self.heads, self.ffn_expansion)?;
        // The first level's decoder works on twice its channels with the same heads, which
        // then divide it too; the prompt blocks have four heads everywhere.
        for (i, channels) in self.prompt_block_dims().into_iter().enumerate() {
            if !channels.is_multiple_of(PROMPT_HEADS) || self.prompt_dims[i] == 0 {
                let message = format!(
                    "prompt {} with {} channels makes a block of {channels} channels: \
                     choose prompt_dims so that {PROMPT_HEADS} divides it",
                    i + 1,
                    self.prompt_dims[i]
                );
                return Err(ConfigError::mismatch("prompt_dims", message));
            }
        }
        if self.prompt_len == 0 || self.prompt_sizes.contains(&0) {
            let key = match self.prompt_len {
                0 => "prompt_len",
                _ => "prompt_sizes",
            };
            let message = "prompt_len and prompt_sizes must be at least 1";
            return Err(ConfigError::out_of_range(key, message));
        }
        self.adapter.map_or(Ok(()), AdapterRank::validate)
    }

    /// A network with fresh weights, drawn as PyTorch's defaults draw them
    /// (`device.seed` makes it repeatable).
    ///
    /// # Panics
    /// When [`DyNetConfig::validate`] refuses the configuration.
    pub fn init(&self, device: &Device) -> DyNet {
        DyNet::new(self, device)
    }

    /// Channels of the blocks that join a feature with its prompt, in prompt order.
    pub(crate) fn prompt_block_dims(&self) -> [usize; 3] {
        let [p1, p2, p3] = self.prompt_dims;
        [2 * self.dim + p1, 4 * self.dim + p2, 8 * self.dim + p3]
    }

    /// A transformer block of `channels`.
    pub(crate) fn block(&self, channels: usize, heads: usize, device: &Device) -> TransformerBlock {
        let hidden = (channels as f64 * self.ffn_expansion) as usize;
        let block = TransformerBlock::new(channels, heads, hidden, NormKind::WithBias, device);
        match self.adapter {
            Some(rank) => block.with_adapters(rank, device),
            None => block,
        }
    }

    /// Prompt number 1, 2 or 3, for features of the level below (2, 4 or 8 times `dim`).
    pub(crate) fn prompt(&self, number: usize, device: &Device) -> PromptGen {
        PromptGen::new(
            self.prompt_dims[number - 1],
            self.prompt_len,
            self.prompt_sizes[number - 1],
            self.dim << number,
            device,
        )
    }
}

/// Checks that block counts are within limits.
pub(crate) fn check_blocks(key: &str, counts: &[usize]) -> Result<(), ConfigError> {
    match counts.iter().any(|&count| count > 64) {
        true => {
            let message = format!("{key} is {counts:?}: give at most 64 blocks a level");
            Err(ConfigError::out_of_range(key, message))
        }
        false => Ok(()),
    }
}

/// Requirements of all networks of these blocks: widths that can be halved, heads that divide the channels of their
/// level, and a feed-forward width within limits.
pub(crate) fn check_levels(
    dim: usize,
    heads: [usize; 4],
    expansion: f64,
) -> Result<(), ConfigError> {
    if dim == 0 || !dim.is_multiple_of(2) || dim > 1024 {
        let message = format!("dim is {dim}: give an even number from 2 to 1024");
        return Err(ConfigError::out_of_range("dim", message));
    }
    for (level, heads) in heads.into_iter().enumerate() {
        let channels = dim << level;
        if heads == 0 || !channels.is_multiple_of(heads) {
            let level = level + 1;
            let message =
                format!("level {level} has {channels} channels, which {heads} heads do not divide");
            return Err(ConfigError::mismatch("heads", message));
        }
    }
    if !(0.1..=16.0).contains(&expansion) {
        let message = format!("ffn_expansion is {expansion}: give 0.1 to 16");
        return Err(ConfigError::out_of_range("ffn_expansion", message));
    }
    Ok(())
}
