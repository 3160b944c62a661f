//! Restormer (Zamir et al., arXiv 2111.09881): the source of the blocks of DyNet and PromptIR, and the network that
//! AdaIR adds adapters to.

use burn::module::Module;
use burn::tensor::{Device, Tensor};
use serde::{Deserialize, Serialize};

use crate::ConfigError;
use crate::config::check_levels;
use crate::dynet::PatchEmbed;
use crate::layers::{AdapterRank, Conv, Downsample, NormKind, TransformerBlock, Upsample, run};

/// The shape of a [`Restormer`].
///
/// ```
/// use dynet_models::RestormerConfig;
/// let small = RestormerConfig { dim: 8, blocks: [1, 1, 2, 1], ..RestormerConfig::paper() };
/// assert!(small.validate().is_ok());
/// assert!(RestormerConfig { dim: 7, ..small }.validate().is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RestormerConfig {
    /// Channels at the first level; the levels below have 2, 4 and 8 times as many.
    pub dim: usize,
    /// Blocks of each level, from full resolution to the latent; encoder and decoder have as many each.
    pub blocks: [usize; 4],
    /// Blocks after the decoder, at full resolution.
    pub refinement: usize,
    /// Attention heads of the four levels; each divides the channels of its level.
    pub heads: [usize; 4],
    /// The feed-forward width is `floor(channels * ffn_expansion)`.
    pub ffn_expansion: f64,
    /// The kind of LayerNorm.
    pub norm: NormKind,
    /// Width of the adapters beside every block's sub-layers; none if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adapter: Option<AdapterRank>,
}

impl RestormerConfig {
    /// The published network for deraining and deblurring: 26,126,644 values. The denoisers have
    /// [`NormKind::BiasFree`] and 26,111,668.
    pub fn paper() -> Self {
        Self {
            dim: 48,
            blocks: [4, 6, 6, 8],
            refinement: 4,
            heads: [1, 2, 4, 8],
            ffn_expansion: 2.66,
            norm: NormKind::WithBias,
            adapter: None,
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
        check_levels(self.dim, self.heads, self.ffn_expansion)?;
        if self.blocks.iter().any(|&n| n == 0 || n > 64) || self.refinement > 64 {
            let key = match self.refinement > 64 {
                true => "refinement",
                false => "blocks",
            };
            let message = format!(
                "blocks is {:?} and refinement {}: give at most 64 each, and no level 0",
                self.blocks, self.refinement
            );
            return Err(ConfigError::out_of_range(key, message));
        }
        self.adapter.map_or(Ok(()), AdapterRank::validate)
    }

    /// A network with fresh weights, drawn as PyTorch's defaults draw them.
    ///
    /// # Panics
    /// When [`RestormerConfig::validate`] refuses the configuration.
    pub fn init(&self, device: &Device) -> Restormer {
        Restormer::new(self, device)
    }
}

/// An encoder-decoder of distinct transformer blocks.
///
/// Parameter paths are the names of the official PyTorch checkpoint.
#[derive(Module, Debug)]
#[allow(missing_docs)] // the fields are the boxes of the paper's figure
pub struct Restormer {
    pub patch_embed: PatchEmbed,
    pub encoder_level1: Vec<TransformerBlock>,
    pub down1_2: Downsample,
    pub encoder_level2: Vec<TransformerBlock>,
    pub down2_3: Downsample,
    pub encoder_level3: Vec<TransformerBlock>,
    pub down3_4: Downsample,
    pub latent: Vec<TransformerBlock>,
    pub up4_3: Upsample,
    pub reduce_chan_level3: Conv,
    pub decoder_level3: Vec<TransformerBlock>,
    pub up3_2: Upsample,
    pub reduce_chan_level2: Conv,
    pub decoder_level2: Vec<TransformerBlock>,
    pub up2_1: Upsample,
    pub decoder_level1: Vec<TransformerBlock>,
    pub refinement: Vec<TransformerBlock>,
    pub output: Conv,
}

impl Restormer {
    fn new(config: &RestormerConfig, device: &Device) -> Self {
        if let Err(wrong) = config.validate() {
            panic!("not a Restormer: {wrong}");
        }
        let d = config.dim;
        let [h1, h2, h3, h4] = config.heads;
        let [b1, b2, b3, b4] = config.blocks;
        let block = |channels: usize, heads| {
            let hidden = (channels as f64 * config.ffn_expansion) as usize;
            let block = TransformerBlock::new(channels, heads, hidden, config.norm, device);
            match config.adapter {
                Some(rank) => block.with_adapters(rank, device),
                None => block,
            }
        };
        let level = |channels, heads, count| (0..count).map(|_| block(channels, heads)).collect();
        let conv = |input, output, kernel| Conv::dense(input, output, kernel, device);

        Self {
            patch_embed: PatchEmbed {
                proj: conv(3, d, 3),
            },
            encoder_level1: level(d, h1, b1),
            down1_2: Downsample::new(d, device),
            encoder_level2: level(2 * d, h2, b2),
            down2_3: Downsample::new(2 * d, device),
            encoder_level3: level(4 * d, h3, b3),
            down3_4: Downsample::new(4 * d, device),
            latent: level(8 * d, h4, b4),
            up4_3: Upsample::new(8 * d, device),
            reduce_chan_level3: conv(8 * d, 4 * d, 1),
            decoder_level3: level(4 * d, h3, b3),
            up3_2: Upsample::new(4 * d, device),
            reduce_chan_level2: conv(4 * d, 2 * d, 1),
            decoder_level2: level(2 * d, h2, b2),
            up2_1: Upsample::new(2 * d, device),
            decoder_level1: level(2 * d, h1, b1),
            refinement: level(2 * d, h1, config.refinement),
            output: conv(2 * d, 3, 3),
        }
    }

    /// Restores a batch of pictures.
    ///
    /// # Shapes
    /// - `image` `[batch, 3, height, width]`, RGB in 0..=1, both sides multiples of
    ///   [`RestormerConfig::input_multiple`]
    /// - output `[batch, 3, height, width]`, not clamped
    pub fn forward(&self, image: Tensor<4>) -> Tensor<4> {
        let cat = |a, b| Tensor::cat(vec![a, b], 1);

        let e1 = run(
            &self.encoder_level1,
            self.patch_embed.proj.forward(image.clone()),
        );
        let e2 = run(&self.encoder_level2, self.down1_2.forward(e1.clone()));
        let e3 = run(&self.encoder_level3, self.down2_3.forward(e2.clone()));
        let z = run(&self.latent, self.down3_4.forward(e3.clone()));

        let x = self
            .reduce_chan_level3
            .forward(cat(self.up4_3.forward(z), e3));
        let x = run(&self.decoder_level3, x);
        let x = self
            .reduce_chan_level2
            .forward(cat(self.up3_2.forward(x), e2));
        let x = run(&self.decoder_level2, x);
        // The full-resolution skip has no 1x1 convolution.
        let x = run(&self.decoder_level1, cat(self.up2_1.forward(x), e1));
        self.output.forward(run(&self.refinement, x)).add(image)
    }
}
