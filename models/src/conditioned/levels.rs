//! The degradation levels that condition the network, and the small network that estimates them.

use burn::module::Module;
use burn::tensor::{Device, Tensor, TensorData};

use super::config::ConditionedDyNetConfig;
use crate::format;
use crate::layers::{
    Conv, ConvAct, ConvBlock, Layer as _, Linear, conv_act, conv_block, pixel_unshuffle,
};

/// The levels, in the order in which the network takes them.
///
/// | level | what it is | unit |
/// |---|---|---|
/// | `noise` | noise in brightness (Y of YCbCr) | standard deviation, picture values 0 to 1 |
/// | `color_noise` | noise in colour, the mean of Cb and Cr | the same |
/// | `grain` | correlation of the noise of neighbouring pixels | 0 to 1 |
/// | `rain` | what rain or snow changes, its veil included | root mean square, picture values |
/// | `haze` | share of the scene's light (green) that haze scatters | 1 - mean transmission, 0 to 1 |
/// | `air_red`, `air_green`, `air_blue` | the haze's colour | picture values 0 to 1 |
/// | `jpeg` | compression | 1 - quality / 100, 0 to 1 |
///
/// Independent noise of one standard deviation in red, green and blue has 0.67 of it in brightness and 0.64 in colour.
pub const LEVELS: [&str; 9] = [
    "noise",
    "color_noise",
    "grain",
    "rain",
    "haze",
    "air_red",
    "air_green",
    "air_blue",
    "jpeg",
];

/// Levels that are seen in the whole photo alone: a piece at full resolution does not tell haze from a pale wall.
pub const OVERVIEW_LEVELS: [&str; 4] = ["haze", "air_red", "air_green", "air_blue"];

/// Levels that describe another one further, and that one.
pub const LEVEL_PARTS: [(&str, &str); 5] = [
    ("color_noise", "noise"),
    ("grain", "noise"),
    ("air_red", "haze"),
    ("air_green", "haze"),
    ("air_blue", "haze"),
];

/// Brings every level to about 0 to 1 for the layers that read or write it: brightness noise of 51 in 255 becomes 1.
const SCALE: [f32; LEVELS.len()] = [5.0, 5.0, 1.0, 5.0, 1.0, 1.0, 1.0, 1.0, 1.0];

/// [`SCALE`] on a device, `[1, levels]`.
fn scale(device: &Device) -> Tensor<2> {
    Tensor::from_data(TensorData::new(SCALE.to_vec(), [1, SCALE.len()]), device)
}

/// Levels as layers take them.
pub(super) fn scaled(levels: Tensor<2>) -> Tensor<2> {
    let scale = format::like(scale(&levels.device()), &levels);
    levels.mul(scale)
}

/// Estimates the levels of a picture: three stages of convolutions at a half, a quarter and an eighth of
/// its resolution, then mean and root mean square over the picture and two linear layers.
///
/// The first stage sees all four pixels of each square as channels, so noise is not averaged away; the
/// last sees squares of 8x8 pixels, the size of JPEG's blocks. What lies in few places, as rain does, stands out in the
/// root mean square.
#[derive(Module, Debug)]
pub struct LevelEstimator {
    /// Of squares of 2x2 pixels.
    pub stage1: ConvAct,
    /// 1x1, of squares of the first stage.
    pub down2: Conv,
    /// At a quarter of the resolution.
    pub stage2: ConvBlock,
    /// 1x1, of squares of the second stage.
    pub down3: Conv,
    /// At an eighth.
    pub stage3: ConvBlock,
    /// From the statistics of the picture.
    pub hidden: Linear,
    /// To the scaled levels.
    pub output: Linear,
}

impl LevelEstimator {
    pub(super) fn new(config: &ConditionedDyNetConfig, device: &Device) -> Self {
        let widths = [2, 3, 4].map(|share| config.estimator * share / 2);
        let [first, second, third] = widths;
        let down = |from, to| Conv::dense(4 * from, to, 1, device).with_bias();
        Self {
            stage1: conv_act(12, first, device),
            down2: down(first, second),
            stage2: conv_block(second, device),
            down3: down(second, third),
            stage3: conv_block(third, device),
            hidden: Linear::new(2 * third, third, device),
            output: Linear::new(third, LEVELS.len(), device),
        }
    }

    /// What the estimator is trained on: the scaled levels, which may come out below 0.
    ///
    /// # Shapes
    /// - `image` `[batch, 3, height, width]`, RGB in 0..=1, both sides multiples of 8
    /// - output `[batch, levels]`
    pub fn forward(&self, image: Tensor<4>) -> Tensor<2> {
        let like = self.down2.weight.val();
        let x = pixel_unshuffle(format::like(image, &like));
        let x = self.stage1.apply(x);
        let x = self.stage2.apply(self.down2.forward(pixel_unshuffle(x)));
        let x = self.stage3.apply(self.down3.forward(pixel_unshuffle(x)));
        let x = format::full(x);
        let over_picture = |x: Tensor<4>| {
            let [batch, channels, _, _] = x.dims();
            x.mean_dim(3).mean_dim(2).reshape([batch, channels])
        };
        // The smallest number keeps the root's slope finite.
        let square = over_picture(x.clone().mul(x.clone()))
            .add_scalar(1e-6)
            .sqrt();
        let x = Tensor::cat(vec![over_picture(x), square], 1);
        let x = self.hidden.forward(x);
        self.output.forward(burn::tensor::activation::relu(x))
    }

    /// The levels of a picture, in the units of [`LEVELS`]. Shapes as [`LevelEstimator::forward`]'s.
    pub fn estimate(&self, image: Tensor<4>) -> Tensor<2> {
        let x = self.forward(image).clamp_min(0.0);
        let scale = format::like(scale(&x.device()), &x);
        x.div(scale)
    }

    /// The mean squared error of estimates against known levels, both scaled.
    ///
    /// Most photos have none of a degradation. The least absolute error is then at the median, which is 0 for whatever
    /// cannot be told for sure; the least squared error is at the mean, so an uncertain estimate is a weak one.
    ///
    /// # Shapes
    /// - `estimated` `[batch, levels]` of [`LevelEstimator::forward`]
    /// - `known` `[batch, levels]` in the units of [`LEVELS`]
    pub fn error(estimated: Tensor<2>, known: Tensor<2>) -> Tensor<1> {
        estimated.sub(scaled(known)).square().mean()
    }
}
