//! MAXIM with one stage (Tu et al., arXiv 2201.02973), as the PyTorch port of ConStyle's authors has it.
#![allow(non_snake_case)] // the authors' names are the parameters' paths

mod config;

use burn::module::Module;
use burn::tensor::{Device, Tensor};

use crate::layers::maxim::{Bottleneck, CrossGating, UNetBlock, UpSampleRatio};
use crate::layers::{Conv, UpConv, nearest};
use crate::{ConfigError, NetworkConfig};

pub use config::MaximConfig;
pub(crate) use config::{check, check_tile, input_multiple};

impl NetworkConfig for MaximConfig {
    type Network = Maxim;
    const NAME: &'static str = "MAXIM";
    const FAMILY: &'static str = "maxim";

    fn is_unused(&self, name: &str) -> bool {
        let down = |part: &str| name.starts_with(&format!("{part}.UNetEncoderBlock_0.Conv_1."));
        name.contains(".cross_gating_block.")
            || (0..3).any(|level| down(&format!("stage_0_decoder_block_{level}")))
    }

    fn validate(&self) -> Result<(), ConfigError> {
        self.validate()
    }

    fn init(&self, device: &Device) -> Maxim {
        Maxim::new(self, device)
    }
}

/// A level on the way up.
#[derive(Module, Debug)]
#[allow(missing_docs)] // the authors' names
pub struct MaximDecoder {
    pub ConvTranspose_0: UpConv,
    pub UNetEncoderBlock_0: UNetBlock,
}

/// An encoder-decoder of MLPs that mix near pixels and far ones. The skips of all levels are gated by the
/// feature at the bottom, and every level of the decoder gets all of them.
///
/// Parameter paths are the names of the PyTorch port's checkpoint.
///
/// ```
/// use burn::tensor::{Device, Tensor};
/// use dynet_models::{MaximConfig, NetworkConfig as _};
///
/// let device = Device::flex();
/// let small = MaximConfig { features: 4, sides: [4, 2], tile: 32, ..MaximConfig::paper() };
/// let photo = Tensor::<4>::zeros([1, 3, 32, 32], &device);
/// assert_eq!(small.init(&device).forward(photo).dims(), [1, 3, 32, 32]);
/// ```
#[derive(Module, Debug)]
#[allow(missing_docs)] // the authors' names
pub struct Maxim {
    pub stage_0_input_conv_0: Conv,
    pub stage_0_input_conv_1: Conv,
    pub stage_0_input_conv_2: Conv,
    pub stage_0_encoder_block_0: UNetBlock,
    pub stage_0_encoder_block_1: UNetBlock,
    pub stage_0_encoder_block_2: UNetBlock,
    pub stage_0_global_block_0: Bottleneck,
    pub stage_0_global_block_1: Bottleneck,
    pub UpSampleRatio_0: UpSampleRatio,
    pub UpSampleRatio_1: UpSampleRatio,
    pub UpSampleRatio_2: UpSampleRatio,
    pub stage_0_cross_gating_block_2: CrossGating,
    pub UpSampleRatio_3: UpSampleRatio,
    pub UpSampleRatio_4: UpSampleRatio,
    pub UpSampleRatio_5: UpSampleRatio,
    pub stage_0_cross_gating_block_1: CrossGating,
    pub UpSampleRatio_6: UpSampleRatio,
    pub UpSampleRatio_7: UpSampleRatio,
    pub UpSampleRatio_8: UpSampleRatio,
    pub stage_0_cross_gating_block_0: CrossGating,
    pub UpSampleRatio_9: UpSampleRatio,
    pub UpSampleRatio_10: UpSampleRatio,
    pub UpSampleRatio_11: UpSampleRatio,
    pub stage_0_decoder_block_2: MaximDecoder,
    pub UpSampleRatio_12: UpSampleRatio,
    pub UpSampleRatio_13: UpSampleRatio,
    pub UpSampleRatio_14: UpSampleRatio,
    pub stage_0_decoder_block_1: MaximDecoder,
    pub UpSampleRatio_15: UpSampleRatio,
    pub UpSampleRatio_16: UpSampleRatio,
    pub UpSampleRatio_17: UpSampleRatio,
    pub stage_0_decoder_block_0: MaximDecoder,
    pub stage_0_output_conv_0: Conv,
    #[module(skip)]
    sides: [usize; 2],
}

impl Maxim {
    fn new(config: &MaximConfig, device: &Device) -> Self {
        if let Err(wrong) = config.validate() {
            panic!("not a MAXIM: {wrong}");
        }
        let [high, low] = config.sides;
        // Widths and sides of the three levels; the bottom is as wide as the last.
        let w = [1, 2, 4].map(|times| times * config.features);
        let side = [high, high, low];
        let conv = |input, output| Conv::dense(input, output, 3, device).with_bias();
        let encoder = |from: usize, level: usize| {
            let block = UNetBlock::new(from + w[level], w[level], side[level], true, device);
            block.with_down(device)
        };
        let bottleneck = || Bottleneck::new(w[2], low, true, device);
        let ratio = |from: usize, to: usize| UpSampleRatio::new(w[from], w[to], true, device);
        let gate = |from: usize, level: usize| {
            CrossGating::new([3 * w[level], from, w[level]], side[level], true, device)
        };
        let decoder = |from: usize, level: usize| MaximDecoder {
            ConvTranspose_0: UpConv::new(from, w[level], true, device),
            UNetEncoderBlock_0: UNetBlock::new(4 * w[level], w[level], side[level], true, device),
        };
        Self {
            stage_0_input_conv_0: conv(3, w[0]),
            stage_0_input_conv_1: conv(3, w[1]),
            stage_0_input_conv_2: conv(3, w[2]),
            stage_0_encoder_block_0: encoder(w[0], 0),
            stage_0_encoder_block_1: encoder(w[0], 1),
            stage_0_encoder_block_2: encoder(w[1], 2),
            stage_0_global_block_0: bottleneck(),
            stage_0_global_block_1: bottleneck(),
            UpSampleRatio_0: ratio(0, 2),
            UpSampleRatio_1: ratio(1, 2),
            UpSampleRatio_2: ratio(2, 2),
            stage_0_cross_gating_block_2: gate(w[2], 2),
            UpSampleRatio_3: ratio(0, 1),
            UpSampleRatio_4: ratio(1, 1),
            UpSampleRatio_5: ratio(2, 1),
            stage_0_cross_gating_block_1: gate(w[2], 1),
            UpSampleRatio_6: ratio(0, 0),
            UpSampleRatio_7: ratio(1, 0),
            UpSampleRatio_8: ratio(2, 0),
            stage_0_cross_gating_block_0: gate(w[1], 0),
            UpSampleRatio_9: ratio(2, 2),
            UpSampleRatio_10: ratio(1, 2),
            UpSampleRatio_11: ratio(0, 2),
            stage_0_decoder_block_2: decoder(w[2], 2),
            UpSampleRatio_12: ratio(2, 1),
            UpSampleRatio_13: ratio(1, 1),
            UpSampleRatio_14: ratio(0, 1),
            stage_0_decoder_block_1: decoder(w[2], 1),
            UpSampleRatio_15: ratio(2, 0),
            UpSampleRatio_16: ratio(1, 0),
            UpSampleRatio_17: ratio(0, 0),
            stage_0_decoder_block_0: decoder(w[1], 0),
            stage_0_output_conv_0: conv(w[0], 3),
            sides: config.sides,
        }
    }

    /// Restores a batch of pictures.
    ///
    /// # Shapes
    /// - `image` `[batch, 3, height, width]`, RGB in 0..=1, both sides multiples of
    ///   [`MaximConfig::input_multiple`]
    /// - output `[batch, 3, height, width]`, not clamped
    ///
    /// # Panics
    /// Where [`MaximConfig::check_tile`] refuses the size.
    pub fn forward(&self, image: Tensor<4>) -> Tensor<4> {
        let [_, _, height, width] = image.dims();
        if let Err(wrong) = check_tile(self.sides, [height, width]) {
            panic!("{wrong}");
        }
        let x = self.stage_0_input_conv_0.forward(image.clone());
        let x1 = self.stage_0_input_conv_1.forward(nearest(image.clone(), 2));
        let x2 = self.stage_0_input_conv_2.forward(nearest(image.clone(), 4));
        let [down0, down1, down2] = [
            &self.stage_0_encoder_block_0,
            &self.stage_0_encoder_block_1,
            &self.stage_0_encoder_block_2,
        ];
        let e0 = down0.forward(x.clone(), x);
        let e1 = down1.forward(down0.down(e0.clone()), x1);
        let e2 = down2.forward(down1.down(e1.clone()), x2);
        let z = self.stage_0_global_block_0.forward(down2.down(e2.clone()));
        let z = self.stage_0_global_block_1.forward(z);

        // All features at one level's resolution.
        let at = |level: usize, ratios: [&UpSampleRatio; 3], features: &[Tensor<4>; 3]| {
            let size = [height >> level, width >> level];
            let each = ratios.into_iter().zip(features);
            Tensor::cat(each.map(|(r, x)| r.forward(x.clone(), size)).collect(), 1)
        };
        let encoded = [e0, e1, e2];
        let up = [
            &self.UpSampleRatio_0,
            &self.UpSampleRatio_1,
            &self.UpSampleRatio_2,
        ];
        let (s2, y) = self
            .stage_0_cross_gating_block_2
            .forward(at(2, up, &encoded), z.clone());
        let up = [
            &self.UpSampleRatio_3,
            &self.UpSampleRatio_4,
            &self.UpSampleRatio_5,
        ];
        let (s1, y) = self
            .stage_0_cross_gating_block_1
            .forward(at(1, up, &encoded), y);
        let up = [
            &self.UpSampleRatio_6,
            &self.UpSampleRatio_7,
            &self.UpSampleRatio_8,
        ];
        let (s0, _) = self
            .stage_0_cross_gating_block_0
            .forward(at(0, up, &encoded), y);

        let gated = [s2, s1, s0];
        let decode = |decoder: &MaximDecoder, x, skips| {
            let x = decoder.ConvTranspose_0.forward(x);
            decoder.UNetEncoderBlock_0.forward(x, skips)
        };
        let up = [
            &self.UpSampleRatio_9,
            &self.UpSampleRatio_10,
            &self.UpSampleRatio_11,
        ];
        let x = decode(&self.stage_0_decoder_block_2, z, at(2, up, &gated));
        let up = [
            &self.UpSampleRatio_12,
            &self.UpSampleRatio_13,
            &self.UpSampleRatio_14,
        ];
        let x = decode(&self.stage_0_decoder_block_1, x, at(1, up, &gated));
        let up = [
            &self.UpSampleRatio_15,
            &self.UpSampleRatio_16,
            &self.UpSampleRatio_17,
        ];
        let x = decode(&self.stage_0_decoder_block_0, x, at(0, up, &gated));
        self.stage_0_output_conv_0.forward(x).add(image)
    }
}
