//! DyNet (Dudhane et al., arXiv 2404.02154).

use burn::module::Module;
use burn::tensor::{Device, Tensor};

use crate::config::{DyNetConfig, PROMPT_HEADS};
use crate::layers::{Conv, Downsample, PromptGen, TransformerBlock, Upsample, join_prompt};
use crate::reuse::Reuse;
use crate::stem::Stem;

/// The first convolution, under the name that official checkpoints give it.
#[derive(Module, Debug)]
pub struct PatchEmbed {
    /// 3x3, picture to `dim` channels.
    pub proj: Conv,
}

/// An encoder-decoder whose levels each hold one transformer block, run as often as the
/// reuse vector says. The four distinct refinement blocks and the three prompt blocks run once.
///
/// Parameter paths are the names of the official PyTorch checkpoint.
#[derive(Module, Debug)]
#[allow(missing_docs)] // the fields are the boxes of the paper's figure
pub struct DyNet {
    pub patch_embed: PatchEmbed,
    pub encoder_level1: TransformerBlock,
    pub down1_2: Downsample,
    pub encoder_level2: TransformerBlock,
    pub down2_3: Downsample,
    pub encoder_level3: TransformerBlock,
    pub down3_4: Downsample,
    pub latent: TransformerBlock,
    pub prompt3: PromptGen,
    pub noise_level3: TransformerBlock,
    pub reduce_noise_level3: Conv,
    pub up4_3: Upsample,
    pub prompt2: PromptGen,
    pub noise_level2: TransformerBlock,
    pub reduce_noise_level2: Conv,
    pub reduce_chan_level3: Conv,
    pub decoder_level3: TransformerBlock,
    pub up3_2: Upsample,
    pub prompt1: PromptGen,
    pub noise_level1: TransformerBlock,
    pub reduce_noise_level1: Conv,
    pub reduce_chan_level2: Conv,
    pub decoder_level2: TransformerBlock,
    pub up2_1: Upsample,
    pub decoder_level1: TransformerBlock,
    pub refinement: Vec<TransformerBlock>,
    pub output: Conv,
    #[module(skip)]
    stem: Stem,
}

impl DyNet {
    pub(crate) fn new(config: &DyNetConfig, device: &Device) -> Self {
        if let Err(wrong) = config.validate() {
            panic!("not a DyNet: {wrong}");
        }
        let d = config.dim;
        let block = |channels, heads| config.block(channels, heads, device);
        let [h1, h2, h3, h4] = config.heads;
        let [n1, n2, n3] = config.prompt_block_dims();
        let picture = config.stem.channels();
        let conv = |input, output, kernel| Conv::dense(input, output, kernel, device);

        Self {
            patch_embed: PatchEmbed {
                proj: conv(picture, d, 3),
            },
            encoder_level1: block(d, h1),
            down1_2: Downsample::new(d, device),
            encoder_level2: block(2 * d, h2),
            down2_3: Downsample::new(2 * d, device),
            encoder_level3: block(4 * d, h3),
            down3_4: Downsample::new(4 * d, device),
            latent: block(8 * d, h4),
            prompt3: config.prompt(3, device),
            noise_level3: block(n3, PROMPT_HEADS),
            reduce_noise_level3: conv(n3, 4 * d, 1),
            up4_3: Upsample::new(4 * d, device),
            prompt2: config.prompt(2, device),
            noise_level2: block(n2, PROMPT_HEADS),
            reduce_noise_level2: conv(n2, 4 * d, 1),
            reduce_chan_level3: conv(6 * d, 4 * d, 1),
            decoder_level3: block(4 * d, h3),
            up3_2: Upsample::new(4 * d, device),
            prompt1: config.prompt(1, device),
            noise_level1: block(n1, PROMPT_HEADS),
            reduce_noise_level1: conv(n1, 2 * d, 1),
            reduce_chan_level2: conv(4 * d, 2 * d, 1),
            decoder_level2: block(2 * d, h2),
            up2_1: Upsample::new(2 * d, device),
            decoder_level1: block(2 * d, h1),
            refinement: (0..config.refinement).map(|_| block(2 * d, h1)).collect(),
            output: conv(2 * d, picture, 3),
            stem: config.stem,
        }
    }

    /// Restores a batch of pictures.
    ///
    /// # Shapes
    /// - `image` `[batch, 3, height, width]`, RGB in 0..=1, both sides multiples of
    ///   [`DyNetConfig::input_multiple`]
    /// - output `[batch, 3, height, width]`, not clamped
    pub fn forward(&self, image: Tensor<4>, reuse: Reuse) -> Tensor<4> {
        let [f1, f2, f3, f4] = reuse.counts();
        let cat = |a, b| Tensor::cat(vec![a, b], 1);

        let x = self.stem.enter(image.clone(), &self.output.weight.val());
        let e1 = self
            .encoder_level1
            .repeat(self.patch_embed.proj.forward(x), f1);
        let e2 = self
            .encoder_level2
            .repeat(self.down1_2.forward(e1.clone()), f2);
        let e3 = self
            .encoder_level3
            .repeat(self.down2_3.forward(e2.clone()), f3);
        let z = self.latent.repeat(self.down3_4.forward(e3.clone()), f4);

        let z = join_prompt(z, &self.prompt3, &self.noise_level3);
        let z = self.reduce_noise_level3.forward(z);

        let skip = join_prompt(e3, &self.prompt2, &self.noise_level2);
        let skip = self.reduce_noise_level2.forward(skip);
        let x = self
            .reduce_chan_level3
            .forward(cat(self.up4_3.forward(z), skip));
        let x = self.decoder_level3.repeat(x, f3);

        let skip = join_prompt(e2, &self.prompt1, &self.noise_level1);
        let skip = self.reduce_noise_level1.forward(skip);
        let x = self
            .reduce_chan_level2
            .forward(cat(self.up3_2.forward(x), skip));
        let x = self.decoder_level2.repeat(x, f2);

        // The full-resolution skip has neither a prompt nor a 1x1 convolution.
        let x = self
            .decoder_level1
            .repeat(cat(self.up2_1.forward(x), e1), f1);
        let x = self.refinement.iter().fold(x, |x, block| block.forward(x));
        self.stem.leave(self.output.forward(x)).add(image)
    }
}
