//! The plain CNN that ConStyle's authors guide and compare with ("OriginConv"; arXiv 2406.18242, code:
//! github.com/Dongqi-Fan/ConStyle_v2).
#![allow(non_snake_case)] // the authors' names are the parameters' paths

use burn::module::Module;
use burn::tensor::{Device, Tensor};
use serde::{Deserialize, Serialize};

use crate::layers::{
    Conv, ConvAct, ConvBlock, Layer as _, conv_act, conv_block, pixel_shuffle, pixel_unshuffle,
};
use crate::{ConfigError, NetworkConfig};

/// The shape of an [`OriginConv`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OriginConvConfig {
    /// Channels at the first level; the levels below have 2, 4 and 4 times as many.
    pub dim: usize,
}

impl OriginConvConfig {
    /// The authors' network: 5,032,995 values.
    pub fn paper() -> Self {
        Self { dim: 48 }
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
        match self.dim {
            dim if (2..=1024).contains(&dim) && dim.is_multiple_of(2) => Ok(()),
            dim => {
                let message = format!("dim is {dim}: give an even number from 2 to 1024");
                Err(ConfigError::out_of_range("dim", message))
            }
        }
    }
}

impl NetworkConfig for OriginConvConfig {
    type Network = OriginConv;
    const NAME: &'static str = "OriginConv";
    const FAMILY: &'static str = "origin-conv";

    fn validate(&self) -> Result<(), ConfigError> {
        self.validate()
    }

    fn init(&self, device: &Device) -> OriginConv {
        OriginConv::new(self, device)
    }
}

/// Convolutions only: down to an eighth of the resolution and up again, without skips.
///
/// Parameter paths are the names of the authors' PyTorch code.
///
/// ```
/// use burn::tensor::{Device, Tensor};
/// use dynet_models::{NetworkConfig as _, OriginConvConfig};
///
/// let device = Device::flex();
/// let network = OriginConvConfig { dim: 4 }.init(&device);
/// let photo = Tensor::<4>::zeros([1, 3, 24, 32], &device);
/// assert_eq!(network.forward(photo).dims(), [1, 3, 24, 32]);
/// ```
#[derive(Module, Debug)]
#[allow(missing_docs)] // the names say the place: l for the way down, r for the way up
pub struct OriginConv {
    pub Preprocess_Module: ConvAct,
    pub Process_Module_l1: ConvBlock,
    pub down1: Vec<Conv>,
    pub Process_Module_l2: ConvBlock,
    pub down2: Vec<Conv>,
    pub Process_Module_l3: ConvBlock,
    pub down3: Vec<Conv>,
    pub Process_Module_bottom: ConvBlock,
    pub up3: Vec<Conv>,
    pub Process_Module_r3: ConvBlock,
    pub up2: Vec<Conv>,
    pub Process_Module_r2: ConvBlock,
    pub up1: Vec<Conv>,
    pub Process_Module_r1: ConvBlock,
    pub Finetune_Module: Vec<ConvAct>,
}

impl OriginConv {
    fn new(config: &OriginConvConfig, device: &Device) -> Self {
        if let Err(wrong) = config.validate() {
            panic!("not an OriginConv: {wrong}");
        }
        let d = config.dim;
        let block = |channels| conv_block(channels, device);
        // Pixel-unshuffle makes four channels of one, pixel-shuffle one of four.
        let down = |input, output: usize| vec![Conv::dense(input, output / 4, 3, device)];
        let up = |input, output: usize| vec![Conv::dense(input, 4 * output, 3, device)];
        Self {
            Preprocess_Module: conv_act(3, d, device),
            Process_Module_l1: block(d),
            down1: down(d, 2 * d),
            Process_Module_l2: block(2 * d),
            down2: down(2 * d, 4 * d),
            Process_Module_l3: block(4 * d),
            down3: down(4 * d, 4 * d),
            Process_Module_bottom: block(4 * d),
            up3: up(4 * d, 4 * d),
            Process_Module_r3: block(4 * d),
            up2: up(4 * d, 2 * d),
            Process_Module_r2: block(2 * d),
            up1: up(2 * d, 2 * d),
            Process_Module_r1: block(2 * d),
            Finetune_Module: vec![conv_act(2 * d, d, device), conv_act(d, 3, device)],
        }
    }

    /// Restores a batch of pictures.
    ///
    /// # Shapes
    /// - `image` `[batch, 3, height, width]`, RGB in 0..=1, both sides multiples of
    ///   [`OriginConvConfig::input_multiple`]
    /// - output `[batch, 3, height, width]`, not clamped
    pub fn forward(&self, image: Tensor<4>) -> Tensor<4> {
        let x = self.Preprocess_Module.apply(image.clone());
        let x = self.Process_Module_l1.apply(x);
        let x = pixel_unshuffle(self.down1.apply(x));
        let x = self.Process_Module_l2.apply(x);
        let x = pixel_unshuffle(self.down2.apply(x));
        let x = self.Process_Module_l3.apply(x);
        let x = pixel_unshuffle(self.down3.apply(x));
        let x = self.Process_Module_bottom.apply(x);
        let x = pixel_shuffle(self.up3.apply(x));
        let x = self.Process_Module_r3.apply(x);
        let x = pixel_shuffle(self.up2.apply(x));
        let x = self.Process_Module_r2.apply(x);
        let x = pixel_shuffle(self.up1.apply(x));
        let x = self.Process_Module_r1.apply(x);
        self.Finetune_Module.apply(x).add(image)
    }
}
