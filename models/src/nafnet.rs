//! NAFNet (Chen et al., arXiv 2204.04676; code: github.com/megvii-research/NAFNet, MIT).

use burn::module::Module;
use burn::tensor::{Device, Tensor};
use serde::{Deserialize, Serialize};

use crate::ConfigError;
use crate::NetworkConfig;
use crate::config::check_blocks;
use crate::layers::{Conv, Layer as _, NAFBlock, StridedConv, pixel_shuffle};

/// The shape of a [`NAFNet`].
///
/// ```
/// use dynet_models::NAFNetConfig;
/// let denoiser = NAFNetConfig::sidd(32);
/// assert_eq!(denoiser.input_multiple(), 16);
/// assert!(NAFNetConfig { decoder: vec![1], ..denoiser }.validate().is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NAFNetConfig {
    /// Channels at the first level; each level below has twice as many.
    pub width: usize,
    /// Blocks of each level of the encoder, from full resolution down.
    pub encoder: Vec<usize>,
    /// Blocks at the lowest resolution.
    pub middle: usize,
    /// Blocks of each level of the decoder, from the lowest resolution up.
    pub decoder: Vec<usize>,
    /// Side of the patches that the network was trained on, in pixels. If given, every mean is taken over windows of
    /// one and a half patches (TLC, arXiv 2112.04491), as the authors do to restore whole pictures; smaller pictures
    /// have one mean as before. The weights are the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub local_pooling: Option<usize>,
}

impl NAFNetConfig {
    /// The published denoiser: 29,159,715 values at width 32 and 115,982,915 at width 64.
    pub fn sidd(width: usize) -> Self {
        Self {
            width,
            encoder: vec![2, 2, 4, 8],
            middle: 12,
            decoder: vec![2; 4],
            local_pooling: None,
        }
    }

    /// The published deblurrer: 17,111,907 values at width 32 and 67,888,835 at width 64.
    pub fn gopro(width: usize) -> Self {
        Self {
            encoder: vec![1, 1, 1, 28],
            middle: 1,
            decoder: vec![1; 4],
            ..Self::sidd(width)
        }
    }

    /// Height and width of an input must be multiples of this. PyTorch's NAFNet pads other sizes with zeros on the
    /// right and below, and crops the output.
    pub fn input_multiple(&self) -> usize {
        1 << self.encoder.len()
    }

    /// Checks the configuration.
    ///
    /// # Errors
    /// A value of which no network can be built.
    pub fn validate(&self) -> Result<(), ConfigError> {
        let (down, up) = (self.encoder.len(), self.decoder.len());
        if down != up || !(1..=6).contains(&down) {
            let message =
                format!("encoder has {down} levels and decoder {up}: give as many each, 1 to 6");
            return Err(match down == up {
                true => ConfigError::out_of_range("encoder", message),
                false => ConfigError::mismatch("decoder", message),
            });
        }
        if !(1..=512).contains(&self.width) {
            let message = format!("width is {}: give 1 to 512", self.width);
            return Err(ConfigError::out_of_range("width", message));
        }
        check_blocks("encoder", &self.encoder)?;
        check_blocks("middle", &[self.middle])?;
        check_blocks("decoder", &self.decoder)?;
        match self.local_pooling {
            Some(side) if side == 0 || !side.is_multiple_of(self.input_multiple()) => {
                let message = format!(
                    "local_pooling is {side}: give a multiple of {}, the side of the training patches",
                    self.input_multiple()
                );
                Err(ConfigError::mismatch("local_pooling", message))
            }
            _ => Ok(()),
        }
    }
}

impl NetworkConfig for NAFNetConfig {
    type Network = NAFNet;
    const NAME: &'static str = "NAFNet";
    const FAMILY: &'static str = "nafnet";

    fn validate(&self) -> Result<(), ConfigError> {
        self.validate()
    }

    fn init(&self, device: &Device) -> NAFNet {
        NAFNet::new(self, device)
    }
}

/// An encoder-decoder of blocks without activation functions.
///
/// Parameter paths are the names of the official PyTorch checkpoint.
///
/// ```
/// use burn::tensor::{Device, Tensor};
/// use dynet_models::{NAFNetConfig, NetworkConfig as _};
///
/// let device = Device::flex();
/// let network = NAFNetConfig { width: 2, ..NAFNetConfig::gopro(32) }.init(&device);
/// let photo = Tensor::<4>::zeros([1, 3, 32, 48], &device);
/// assert_eq!(network.forward(photo).dims(), [1, 3, 32, 48]);
/// ```
#[derive(Module, Debug)]
#[allow(missing_docs)] // the fields are the boxes of the paper's figure
pub struct NAFNet {
    pub intro: Conv,
    pub encoders: Vec<Vec<NAFBlock>>,
    pub downs: Vec<StridedConv>,
    pub middle_blks: Vec<NAFBlock>,
    /// One 1x1 convolution each; lists because official names carry its index.
    pub ups: Vec<Vec<Conv>>,
    pub decoders: Vec<Vec<NAFBlock>>,
    pub ending: Conv,
}

impl NAFNet {
    fn new(config: &NAFNetConfig, device: &Device) -> Self {
        if let Err(wrong) = config.validate() {
            panic!("not a NAFNet: {wrong}");
        }
        let levels = config.encoder.len();
        let channels = |level: usize| config.width << level;
        let blocks = |level: usize, count| {
            let window = config.local_pooling.map(|patch| (patch >> level) * 3 / 2);
            let block = |_| NAFBlock::new(channels(level), window, device);
            (0..count).map(block).collect::<Vec<_>>()
        };
        let up = |level| vec![Conv::dense(channels(level), 2 * channels(level), 1, device)];
        let down =
            |level| StridedConv::new(channels(level), 2 * channels(level), 2, device).with_bias();
        // The decoder's lists begin at the lowest resolution.
        let rising = (0..levels).rev().zip(&config.decoder);
        Self {
            intro: Conv::dense(3, config.width, 3, device).with_bias(),
            encoders: (0..levels)
                .zip(&config.encoder)
                .map(|(level, &count)| blocks(level, count))
                .collect(),
            downs: (0..levels).map(down).collect(),
            middle_blks: blocks(levels, config.middle),
            ups: (1..=levels).rev().map(up).collect(),
            decoders: rising.map(|(level, &count)| blocks(level, count)).collect(),
            ending: Conv::dense(config.width, 3, 3, device).with_bias(),
        }
    }

    /// Restores a batch of pictures.
    ///
    /// # Shapes
    /// - `image` `[batch, 3, height, width]`, RGB in 0..=1, both sides multiples of
    ///   [`NAFNetConfig::input_multiple`]
    /// - output `[batch, 3, height, width]`, not clamped
    pub fn forward(&self, image: Tensor<4>) -> Tensor<4> {
        let mut x = self.intro.forward(image.clone());
        let mut skips = Vec::new();
        for (blocks, down) in self.encoders.iter().zip(&self.downs) {
            x = blocks.apply(x);
            skips.push(x.clone());
            x = down.forward(x);
        }
        x = self.middle_blks.apply(x);
        for ((up, blocks), skip) in self
            .ups
            .iter()
            .zip(&self.decoders)
            .zip(skips.into_iter().rev())
        {
            x = blocks.apply(pixel_shuffle(up.apply(x)).add(skip));
        }
        self.ending.forward(x).add(image)
    }
}
