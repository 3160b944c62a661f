//! The guided MAXIM.
#![allow(non_snake_case)] // the authors' names are the parameters' paths

use burn::module::Module;
use burn::tensor::{Device, Tensor};
use serde::{Deserialize, Serialize};

use super::encoder::{ConStyle, ConStyleConfig};
use super::prompted::Prompted;
use super::unet::{Affine, DownConcat, affine, is_unused, prompted};
use crate::layers::maxim::{Bottleneck, CrossGating, UNetBlock, UpSampleRatio};
use crate::layers::{Conv, Linear, nearest, pixel_shuffle, resize_smooth};
use crate::maxim::{check, check_tile, input_multiple};
use crate::{ConfigError, NetworkConfig};

/// The shape of a [`ConStyleMaxim`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConStyleMaximConfig {
    /// Channels at the first level, a multiple of 4; the levels below have 2, 3 and 4 times as many.
    pub features: usize,
    /// Blocks at the lowest resolution.
    pub bottom: usize,
    /// As in [`MaximConfig`](crate::MaximConfig).
    pub sides: [usize; 2],
    /// As in [`MaximConfig`](crate::MaximConfig).
    pub tile: usize,
    /// The network that guides it.
    pub prompter: ConStyleConfig,
}

impl ConStyleMaximConfig {
    /// The authors' network. Its checkpoint holds 8,101,664 learned values, of which 1,529,088 are in
    /// cross-gating blocks that are never called. The other 6,572,576 are here.
    pub fn paper() -> Self {
        Self {
            features: 32,
            bottom: 2,
            sides: [16, 8],
            tile: 256,
            prompter: ConStyleConfig::paper(),
        }
    }

    /// Height and width of an input must be multiples of this.
    pub fn input_multiple(&self) -> usize {
        input_multiple(self.sides)
    }

    /// Checks that a tile of that height and width fits the network.
    ///
    /// # Errors
    /// Sides that are not multiples of [`Self::input_multiple`].
    pub fn check_tile(&self, height: usize, width: usize) -> Result<(), ConfigError> {
        check_tile(self.sides, [height, width])
    }
}

impl NetworkConfig for ConStyleMaximConfig {
    type Network = ConStyleMaxim;
    const NAME: &'static str = "ConStyleMaxim";
    const FAMILY: &'static str = "constyle-maxim";

    fn is_unused(&self, name: &str) -> bool {
        is_unused(&self.prompter, name) || name.contains(".cross_gating_block.")
    }

    fn validate(&self) -> Result<(), ConfigError> {
        check(self.features, self.sides, self.tile)?;
        crate::config::check_blocks("bottom", &[self.bottom])?;
        self.prompter.validate().map_err(|e| e.inside("prompter"))
    }

    fn init(&self, device: &Device) -> ConStyleMaxim {
        ConStyleMaxim::new(self, device)
    }
}

/// Doubles the resolution.
#[derive(Module, Debug)]
pub struct ShuffleUp {
    /// 3x3, channels to four times as many; a list because official names carry its index.
    pub up: [Conv; 1],
}

/// A level on the way up.
#[derive(Module, Debug)]
#[allow(missing_docs)] // the authors' names
pub struct UpBlock {
    pub UNetEncoderBlock_0: UNetBlock,
}

/// MAXIM with a prompter: its features join on the way down, its prompt at the bottom.
///
/// Parameter paths are the names of the authors' PyTorch code.
///
/// ```
/// use burn::tensor::{Device, Tensor};
/// use dynet_models::NetworkConfig as _;
/// use dynet_models::constyle::{ConStyleConfig, ConStyleMaximConfig, Prompted as _};
///
/// let device = Device::flex();
/// let prompter = ConStyleConfig { width: 2, classes: None };
/// let paper = ConStyleMaximConfig::paper();
/// let small = ConStyleMaximConfig { features: 4, sides: [4, 2], tile: 32, prompter, ..paper };
/// let photo = Tensor::<4>::zeros([1, 3, 32, 32], &device);
/// assert_eq!(small.init(&device).forward(photo).dims(), [1, 3, 32, 32]);
/// ```
#[derive(Module, Debug)]
#[allow(missing_docs)] // the authors' names
pub struct ConStyleMaxim {
    pub ConStyle: ConStyle,
    pub stage_input_conv_0: Conv,
    pub stage_input_conv_1: Conv,
    pub stage_input_conv_2: Conv,
    pub Process_Module_l1: UNetBlock,
    pub DC1: DownConcat,
    pub Process_Module_l2: UNetBlock,
    pub DC2: DownConcat,
    pub Process_Module_l3: UNetBlock,
    pub DC3: DownConcat,
    pub Process_Module_bottom: Vec<Bottleneck>,
    pub local_fusion: Conv,
    pub UpSampleRatio_1: UpSampleRatio,
    pub UpSampleRatio_2: UpSampleRatio,
    pub cross_gating_block_2: CrossGating,
    pub UpSampleRatio_4: UpSampleRatio,
    pub UpSampleRatio_5: UpSampleRatio,
    pub cross_gating_block_1: CrossGating,
    pub UpSampleRatio_7: UpSampleRatio,
    pub UpSampleRatio_8: UpSampleRatio,
    pub cross_gating_block_0: CrossGating,
    pub UC3: ShuffleUp,
    pub Process_Module_r3: UpBlock,
    pub UC2: ShuffleUp,
    pub Process_Module_r2: UpBlock,
    pub UC1: ShuffleUp,
    pub Process_Module_r1: UpBlock,
    pub Finetune_Module: [Conv; 1],
    pub mlp: [Linear; 1],
    pub AffineTransform0: Affine,
    pub AffineTransform1: Affine,
    pub AffineTransform2: Affine,
    #[module(skip)]
    sides: [usize; 2],
}

impl ConStyleMaxim {
    fn new(config: &ConStyleMaximConfig, device: &Device) -> Self {
        if let Err(wrong) = config.validate() {
            panic!("not a ConStyleMaxim: {wrong}");
        }
        let d = config.features;
        let [high, low] = config.sides;
        let conv = |input, output, kernel| Conv::dense(input, output, kernel, device);
        let block = |input, to, side| UNetBlock::new(input * d, to * d, side, false, device);
        let up_block = |input, to, side| UpBlock {
            UNetEncoderBlock_0: block(input, to, side),
        };
        let bottom = |_| Bottleneck::new(4 * d, low, false, device);
        let ratio = |from| UpSampleRatio::new(from * d, d, false, device);
        let gate = |from, side| CrossGating::new([3 * d, from * d, d], side, false, device);
        let up = |times| ShuffleUp {
            up: [conv(times * d, 4 * times * d, 3)],
        };
        let [f0, f1, f2] = config
            .prompter
            .features()
            .map(|from| (conv(from, d, 1), None));
        Self {
            ConStyle: config.prompter.init(device),
            stage_input_conv_0: conv(3, d, 3),
            stage_input_conv_1: conv(3, d, 3),
            stage_input_conv_2: conv(3, d, 3),
            Process_Module_l1: block(2, 1, high),
            DC1: DownConcat::new(d, device),
            Process_Module_l2: block(3, 2, high),
            DC2: DownConcat::new(2 * d, device),
            Process_Module_l3: block(4, 3, low),
            DC3: DownConcat::new(3 * d, device),
            Process_Module_bottom: (0..config.bottom).map(bottom).collect(),
            local_fusion: conv(8 * d, 3 * d, 1),
            UpSampleRatio_1: ratio(2),
            UpSampleRatio_2: ratio(3),
            cross_gating_block_2: gate(3, low),
            UpSampleRatio_4: ratio(2),
            UpSampleRatio_5: ratio(3),
            cross_gating_block_1: gate(1, high),
            UpSampleRatio_7: ratio(2),
            UpSampleRatio_8: ratio(3),
            cross_gating_block_0: gate(1, high),
            UC3: up(3),
            Process_Module_r3: up_block(6, 3, low),
            UC2: up(3),
            Process_Module_r2: up_block(6, 2, high),
            UC1: up(2),
            Process_Module_r1: up_block(5, 2, high),
            Finetune_Module: [conv(2 * d, 3, 3)],
            mlp: [Linear::new(config.prompter.latent(), 4 * d, device)],
            AffineTransform0: f0,
            AffineTransform1: f1,
            AffineTransform2: f2,
            sides: config.sides,
        }
    }
}

impl Prompted for ConStyleMaxim {
    fn constyle(&self) -> &ConStyle {
        &self.ConStyle
    }

    fn constyle_mut(&mut self) -> &mut ConStyle {
        &mut self.ConStyle
    }

    fn unet(&self, image: Tensor<4>, features: [Tensor<4>; 3], latent: Tensor<2>) -> Tensor<4> {
        let [_, _, height, width] = image.dims();
        if let Err(wrong) = check_tile(self.sides, [height, width]) {
            panic!("{wrong}");
        }
        let [half, quarter, eighth] = features;
        let x = self.stage_input_conv_0.forward(image.clone());
        let x1 = self.stage_input_conv_1.forward(nearest(image.clone(), 2));
        let x2 = self.stage_input_conv_2.forward(nearest(image.clone(), 4));
        let l1 = self.Process_Module_l1.forward(x.clone(), x);
        let x = self
            .DC1
            .forward(l1.clone(), affine(&self.AffineTransform0, half));
        let l2 = self.Process_Module_l2.forward(x, x1);
        let x = self
            .DC2
            .forward(l2.clone(), affine(&self.AffineTransform1, quarter));
        let l3 = self.Process_Module_l3.forward(x, x2);
        let x = self
            .DC3
            .forward(l3.clone(), affine(&self.AffineTransform2, eighth));
        let x = self
            .Process_Module_bottom
            .iter()
            .fold(x, |x, block| block.forward(x));
        let z = self.local_fusion.forward(prompted(x, &self.mlp[0], latent));

        let size = |level: usize| [height >> level, width >> level];
        // The first level's feature already has the right width.
        let signal = |level, second: &UpSampleRatio, third: &UpSampleRatio| {
            let features = vec![
                resize_smooth(l1.clone(), size(level)),
                second.forward(l2.clone(), size(level)),
                third.forward(l3.clone(), size(level)),
            ];
            Tensor::cat(features, 1)
        };
        let x = signal(2, &self.UpSampleRatio_1, &self.UpSampleRatio_2);
        let (s2, y) = self.cross_gating_block_2.forward(x, z.clone());
        let x = signal(1, &self.UpSampleRatio_4, &self.UpSampleRatio_5);
        let (s1, y) = self.cross_gating_block_1.forward(x, y);
        let x = signal(0, &self.UpSampleRatio_7, &self.UpSampleRatio_8);
        let (s0, _) = self.cross_gating_block_0.forward(x, y);

        let gated = [s2, s1, s0];
        let decode = |up: &ShuffleUp, block: &UpBlock, level, x| {
            let x = pixel_shuffle(up.up[0].forward(x));
            let skips = gated
                .iter()
                .map(|skip| resize_smooth(skip.clone(), size(level)));
            let skips = Tensor::cat(skips.collect(), 1);
            block.UNetEncoderBlock_0.forward(x, skips)
        };
        let x = decode(&self.UC3, &self.Process_Module_r3, 2, z);
        let x = decode(&self.UC2, &self.Process_Module_r2, 1, x);
        let x = decode(&self.UC1, &self.Process_Module_r1, 0, x);
        self.Finetune_Module[0].forward(x).add(image)
    }
}
