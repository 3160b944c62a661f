//! PromptIR (Potlapalli et al., arXiv 2306.13090), of which DyNet is a lighter version: the baseline that DyNet's
//! figures are compared with.

use burn::module::Module;
use burn::tensor::{Device, Tensor};
use serde::{Deserialize, Serialize};

use crate::ConfigError;
use crate::config::{DyNetConfig, PROMPT_HEADS};
use crate::dynet::PatchEmbed;
use crate::layers::{Conv, Downsample, PromptGen, TransformerBlock, Upsample, join_prompt, run};

/// The shape of a [`PromptIR`].
///
/// ```
/// use dynet_models::{DyNetConfig, PromptIRConfig};
/// let small = PromptIRConfig { blocks: [1, 1, 2, 1], shape: DyNetConfig::tiny() };
/// assert!(small.validate().is_ok());
/// assert!(PromptIRConfig { blocks: [0, 1, 1, 1], ..small }.validate().is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PromptIRConfig {
    /// Distinct blocks of each level, from full resolution to the latent; encoder and decoder
    /// have as many each.
    pub blocks: [usize; 4],
    /// Widths, heads and prompts, which are those of a DyNet.
    pub shape: DyNetConfig,
}

impl PromptIRConfig {
    /// The published network: official checkpoints hold 35,592,263 values, of which six tensors
    /// ([`unused`](crate::NetworkConfig::unused)) have no part in the forward pass.
    pub fn paper() -> Self {
        Self {
            blocks: [4, 6, 6, 8],
            shape: DyNetConfig::paper(),
        }
    }

    /// Height and width of an input must be multiples of this.
    pub fn input_multiple(&self) -> usize {
        self.shape.input_multiple()
    }

    /// Checks the configuration.
    ///
    /// # Errors
    /// A value of which no network can be built.
    pub fn validate(&self) -> Result<(), ConfigError> {
        if self.blocks.iter().any(|&n| n == 0 || n > 64) {
            let message = format!("blocks is {:?}: give 1 to 64 each", self.blocks);
            return Err(ConfigError::out_of_range("blocks", message));
        }
        self.shape.validate().map_err(|e| e.inside("shape"))
    }

    /// A network with fresh weights, drawn as PyTorch's defaults draw them.
    ///
    /// # Panics
    /// When [`PromptIRConfig::validate`] refuses the configuration.
    pub fn init(&self, device: &Device) -> PromptIR {
        PromptIR::new(self, device)
    }
}

/// An encoder-decoder of distinct transformer blocks. Unlike DyNet's, its prompts are joined with the decoder's
/// features and not with the skips.
///
/// Parameter paths are the names of the official PyTorch checkpoint.
#[derive(Module, Debug)]
#[allow(missing_docs)] // the fields are the boxes of the paper's figure
pub struct PromptIR {
    pub patch_embed: PatchEmbed,
    pub encoder_level1: Vec<TransformerBlock>,
    pub down1_2: Downsample,
    pub encoder_level2: Vec<TransformerBlock>,
    pub down2_3: Downsample,
    pub encoder_level3: Vec<TransformerBlock>,
    pub down3_4: Downsample,
    pub latent: Vec<TransformerBlock>,
    pub prompt3: PromptGen,
    pub noise_level3: TransformerBlock,
    pub reduce_noise_level3: Conv,
    pub up4_3: Upsample,
    pub reduce_chan_level3: Conv,
    pub decoder_level3: Vec<TransformerBlock>,
    pub prompt2: PromptGen,
    pub noise_level2: TransformerBlock,
    pub reduce_noise_level2: Conv,
    pub up3_2: Upsample,
    pub reduce_chan_level2: Conv,
    pub decoder_level2: Vec<TransformerBlock>,
    pub prompt1: PromptGen,
    pub noise_level1: TransformerBlock,
    pub reduce_noise_level1: Conv,
    pub up2_1: Upsample,
    pub decoder_level1: Vec<TransformerBlock>,
    pub refinement: Vec<TransformerBlock>,
    pub output: Conv,
    #[module(skip)]
    stem: crate::Stem,
}

impl PromptIR {
    fn new(config: &PromptIRConfig, device: &Device) -> Self {
        if let Err(wrong) = config.validate() {
            panic!("not a PromptIR: {wrong}");
        }
        let shape = &config.shape;
        let d = shape.dim;
        let [h1, h2, h3, h4] = shape.heads;
        let [b1, b2, b3, b4] = config.blocks;
        let [n1, n2, n3] = shape.prompt_block_dims();
        let block = |channels, heads| shape.block(channels, heads, device);
        let level = |channels, heads, count| (0..count).map(|_| block(channels, heads)).collect();
        let conv = |input, output, kernel| Conv::dense(input, output, kernel, device);
        let picture = shape.stem.channels();

        Self {
            patch_embed: PatchEmbed {
                proj: conv(picture, d, 3),
            },
            encoder_level1: level(d, h1, b1),
            down1_2: Downsample::new(d, device),
            encoder_level2: level(2 * d, h2, b2),
            down2_3: Downsample::new(2 * d, device),
            encoder_level3: level(4 * d, h3, b3),
            down3_4: Downsample::new(4 * d, device),
            latent: level(8 * d, h4, b4),
            prompt3: shape.prompt(3, device),
            noise_level3: block(n3, PROMPT_HEADS),
            reduce_noise_level3: conv(n3, 4 * d, 1),
            up4_3: Upsample::new(4 * d, device),
            reduce_chan_level3: conv(6 * d, 4 * d, 1),
            decoder_level3: level(4 * d, h3, b3),
            prompt2: shape.prompt(2, device),
            noise_level2: block(n2, PROMPT_HEADS),
            reduce_noise_level2: conv(n2, 4 * d, 1),
            up3_2: Upsample::new(4 * d, device),
            reduce_chan_level2: conv(4 * d, 2 * d, 1),
            decoder_level2: level(2 * d, h2, b2),
            prompt1: shape.prompt(1, device),
            noise_level1: block(n1, PROMPT_HEADS),
            reduce_noise_level1: conv(n1, 2 * d, 1),
            up2_1: Upsample::new(2 * d, device),
            decoder_level1: level(2 * d, h1, b1),
            refinement: level(2 * d, h1, shape.refinement),
            output: conv(2 * d, picture, 3),
            stem: shape.stem,
        }
    }

    /// Restores a batch of pictures.
    ///
    /// # Shapes
    /// - `image` `[batch, 3, height, width]`, RGB in 0..=1, both sides multiples of
    ///   [`PromptIRConfig::input_multiple`]
    /// - output `[batch, 3, height, width]`, not clamped
    pub fn forward(&self, image: Tensor<4>) -> Tensor<4> {
        let cat = |a, b| Tensor::cat(vec![a, b], 1);

        let x = self
            .patch_embed
            .proj
            .forward(self.stem.enter(image.clone(), &self.output.weight.val()));
        let e1 = run(&self.encoder_level1, x);
        let e2 = run(&self.encoder_level2, self.down1_2.forward(e1.clone()));
        let e3 = run(&self.encoder_level3, self.down2_3.forward(e2.clone()));
        let z = run(&self.latent, self.down3_4.forward(e3.clone()));
        let z = join_prompt(z, &self.prompt3, &self.noise_level3);
        let z = self.reduce_noise_level3.forward(z);

        let x = cat(self.up4_3.forward(z), e3);
        let x = run(&self.decoder_level3, self.reduce_chan_level3.forward(x));
        let x = join_prompt(x, &self.prompt2, &self.noise_level2);
        let x = self.reduce_noise_level2.forward(x);

        let x = cat(self.up3_2.forward(x), e2);
        let x = run(&self.decoder_level2, self.reduce_chan_level2.forward(x));
        let x = join_prompt(x, &self.prompt1, &self.noise_level1);
        let x = self.reduce_noise_level1.forward(x);

        // The full-resolution skip has neither a prompt nor a 1x1 convolution.
        let x = run(&self.decoder_level1, cat(self.up2_1.forward(x), e1));
        let x = self.output.forward(run(&self.refinement, x));
        self.stem.leave(x).add(image)
    }
}
