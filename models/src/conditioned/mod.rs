//! DyNet for photos: blocks reused as in DyNet, conditioned on how degraded a photo is.
//!
//! A tile alone does not show how degraded the photo is. So a [`LevelEstimator`] looks at the whole photo once
//! and estimates how strong its noise, rain, haze and JPEG compression are ([`LEVELS`]). The restoring network
//! takes these levels with every tile, so tiles agree. A caller can set each level: 0 asks the network to leave
//! that degradation alone. FFDNet (Zhang et al., 2018) also takes a noise level; ConStyle (Fan et al., 2024) also
//! looks at the whole photo.

mod block;
mod config;
mod levels;
mod prompt;

use burn::module::Module;
use burn::tensor::{Device, Tensor};

pub use block::Block;
pub use config::{BlockKind, ConditionedDyNetConfig};
pub use levels::{LEVEL_PARTS, LEVELS, LevelEstimator, OVERVIEW_LEVELS};
pub use prompt::{LevelPrompt, Modulation};

use crate::format;
use crate::layers::{Conv, pixel_shuffle, pixel_unshuffle};
use crate::reuse::Reuse;

/// An encoder-decoder of four levels whose blocks each run as often as the reuse vector says, as in
/// [`DyNet`](crate::DyNet). A prompt made from the degradation levels modulates the input, the skips and
/// the latent.
///
/// ```
/// use burn::tensor::{Device, Tensor};
/// use dynet_models::{ConditionedDyNetConfig, LEVELS, NetworkConfig as _, Reuse};
///
/// let device = Device::flex();
/// let network = ConditionedDyNetConfig { dim: 8, ..ConditionedDyNetConfig::photo() }.init(&device);
/// let photo = Tensor::<4>::zeros([1, 3, 32, 48], &device);
/// let levels = network.estimator.estimate(photo.clone());
/// assert_eq!(levels.dims(), [1, LEVELS.len()]);
/// let restored = network.forward(photo, levels, Reuse::S);
/// assert_eq!(restored.dims(), [1, 3, 32, 48]);
/// ```
#[derive(Module, Debug)]
pub struct ConditionedDyNet {
    /// Estimates the levels; takes no part in restoring.
    pub estimator: LevelEstimator,
    /// Makes the prompt from the levels.
    pub prompt: LevelPrompt,
    /// 3x3, picture to `dim` channels.
    pub input: Conv,
    /// Modulates the first convolution's output.
    pub modulate_input: Modulation,
    /// The blocks on the way down, from full resolution.
    pub encoder: [Block; 3],
    /// 1x1 over squares of 2x2 pixels, to the level below.
    pub down: [Conv; 3],
    /// The lowest level's block.
    pub latent: Block,
    /// Modulates the latent.
    pub modulate_latent: Modulation,
    /// 1x1 before pixel shuffle, to the level above; from full resolution.
    pub up: [Conv; 3],
    /// Modulate the skips, from full resolution.
    pub modulate_skip: [Modulation; 3],
    /// The blocks on the way up, from full resolution.
    pub decoder: [Block; 3],
    /// Distinct blocks at full resolution, each run once.
    pub refinement: Vec<Block>,
    /// 3x3, to what is added to the picture.
    pub output: Conv,
}

impl ConditionedDyNet {
    fn new(config: &ConditionedDyNetConfig, device: &Device) -> Self {
        if let Err(wrong) = config.validate() {
            panic!("not a conditioned DyNet: {wrong}");
        }
        let channels = |level: usize| config.dim << level;
        let block = |level| Block::new(config.block, level, channels(level), device);
        let conv = |input, output, kernel| Conv::dense(input, output, kernel, device);
        let modulation = |level| Modulation::new(config.prompt, channels(level), device);
        Self {
            estimator: LevelEstimator::new(config, device),
            prompt: LevelPrompt::new(config.prompt, device),
            input: conv(3, config.dim, 3).with_bias(),
            modulate_input: modulation(0),
            encoder: [0, 1, 2].map(block),
            down: [0, 1, 2].map(|level| conv(4 * channels(level), channels(level + 1), 1)),
            latent: block(3),
            modulate_latent: modulation(3),
            up: [0, 1, 2].map(|level| conv(channels(level + 1), 4 * channels(level), 1)),
            modulate_skip: [0, 1, 2].map(modulation),
            decoder: [0, 1, 2].map(block),
            refinement: (0..config.refinement).map(|_| block(0)).collect(),
            output: conv(config.dim, 3, 3).with_bias(),
        }
    }

    /// Restores a batch of pictures whose degradation levels are known.
    ///
    /// # Shapes
    /// - `image` `[batch, 3, height, width]`, RGB in 0..=1, both sides multiples of
    ///   [`ConditionedDyNetConfig::input_multiple`]
    /// - `levels` `[batch or 1, levels]`, in the units of [`LEVELS`]
    /// - output `[batch, 3, height, width]`, not clamped
    pub fn forward(&self, image: Tensor<4>, levels: Tensor<2>, reuse: Reuse) -> Tensor<4> {
        let counts = reuse.counts();
        let prompt = self.prompt.forward(levels);
        let x = self
            .input
            .forward(format::like(image.clone(), &self.output.weight.val()));
        let mut x = self.modulate_input.forward(x, &prompt);

        let mut skips = Vec::new();
        for (level, (block, down)) in self.encoder.iter().zip(&self.down).enumerate() {
            x = block.repeat(x, counts[level]);
            skips.push(self.modulate_skip[level].forward(x.clone(), &prompt));
            x = down.forward(pixel_unshuffle(x));
        }
        x = self.latent.repeat(x, counts[3]);
        x = self.modulate_latent.forward(x, &prompt);
        for (level, skip) in skips.into_iter().enumerate().rev() {
            x = pixel_shuffle(self.up[level].forward(x)).add(skip);
            x = self.decoder[level].repeat(x, counts[level]);
        }
        x = self.refinement.iter().fold(x, |x, block| block.forward(x));
        format::full(self.output.forward(x)).add(image)
    }

    /// Restores a batch of pictures by the levels that the estimator finds in each. Shapes as
    /// [`ConditionedDyNet::forward`]'s.
    pub fn forward_blind(&self, image: Tensor<4>, reuse: Reuse) -> Tensor<4> {
        let levels = self.estimator.estimate(image.clone());
        self.forward(image, levels, reuse)
    }
}
