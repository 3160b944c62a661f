//! The degradation levels that condition the network, and the small network that estimates them.

use burn::module::Module;
use burn::tensor::activation::softmax;
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

/// Brings every level to about 0 to 1 for the layers that read it: brightness noise of 51 in 255 becomes 1.
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

/// A part's level counts, and is given, in full once the root of the scaled level that it describes reaches one tenth;
/// below, it fades to 0. Brightness noise of half a step of 255 is there.
const PART_SLOPE: f32 = 10.0;

/// 1 for levels that stand alone; 0 to 1 for those that describe another one, whose root decides.
///
/// # Shapes
/// - `roots` of the scaled levels and output `[batch, levels]`
fn presence(roots: Tensor<2>) -> Tensor<2> {
    let n = LEVELS.len();
    let at = |name| LEVELS.iter().position(|level| *level == name);
    let (mut slopes, mut alone) = (vec![0.0; n * n], vec![1.0; n]);
    for (part, whole) in LEVEL_PARTS {
        if let (Some(part), Some(whole)) = (at(part), at(whole)) {
            slopes[whole * n + part] = PART_SLOPE;
            alone[part] = 0.0;
        }
    }
    let device = roots.device();
    let slopes = Tensor::<2>::from_data(TensorData::new(slopes, [n, n]), &device);
    let alone = Tensor::<2>::from_data(TensorData::new(alone, [1, n]), &device);
    let (slopes, alone) = (format::like(slopes, &roots), format::like(alone, &roots));
    roots.matmul(slopes).add(alone).clamp(0.0, 1.0)
}

/// Estimates the levels of a picture: three stages of convolutions at a half, a quarter and an eighth of
/// its resolution, then three statistics over the picture and two linear layers.
///
/// The first stage sees all four pixels of each square as channels, so noise is not averaged away; the
/// last sees squares of 8x8 pixels, the size of JPEG's blocks. The statistics of each channel are its mean; its root mean
/// square, in which stands out what lies in few places, as rain does; and a mean over the places that the estimator
/// chooses, because noise is measured where the scene is flat.
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
    /// 1x1, to the logarithms of the weights of places, a channel for each channel.
    pub places: Conv,
    /// From the statistics of the picture.
    pub hidden: Linear,
    /// To the square roots of the scaled levels.
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
            places: Conv::dense(third, third, 1, device).with_bias(),
            hidden: Linear::new(3 * third, third, device),
            output: Linear::new(third, LEVELS.len(), device),
        }
    }

    /// What the estimator is trained on: the square roots of the scaled levels, which may come out below 0.
    ///
    /// With roots, the error of a weak level counts too: an estimate of 4 instead of 2 of 255 harms a photo with little
    /// noise, although it is small next to the range of the level.
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
        let chosen = over_chosen_places(format::full(self.places.forward(x.clone())), x.clone());
        let x = Tensor::cat(vec![over_picture(x), square, chosen], 1);
        let x = self.hidden.forward(x);
        self.output.forward(burn::tensor::activation::relu(x))
    }

    /// The levels of a picture, in the units of [`LEVELS`]. Shapes as [`LevelEstimator::forward`]'s.
    pub fn estimate(&self, image: Tensor<4>) -> Tensor<2> {
        let roots = self.forward(image).clamp_min(0.0);
        let scale = format::like(scale(&roots.device()), &roots);
        let levels = roots.clone().mul(roots.clone()).div(scale);
        levels.mul(presence(roots))
    }

    /// The mean squared error of estimates against the square roots of the known levels, scaled. A level that describes
    /// another one counts where that one is present.
    ///
    /// Most photos have none of a degradation. The least absolute error is then at the median, which is 0 for whatever
    /// cannot be told for sure; the least squared error is at the mean, so an uncertain estimate is a weak one.
    ///
    /// # Shapes
    /// - `estimated` `[batch, levels]` of [`LevelEstimator::forward`]
    /// - `known` `[batch, levels]` in the units of [`LEVELS`]
    pub fn error(estimated: Tensor<2>, known: Tensor<2>) -> Tensor<1> {
        let roots = scaled(known).sqrt();
        let error = estimated.sub(roots.clone()).square();
        error.mul(presence(roots)).mean()
    }
}

/// The mean of each channel of `x` over the picture, weighted by the exponentials of `logits`.
///
/// # Shapes
/// - `logits` and `x` `[batch, channels, height, width]`
/// - output `[batch, channels]`
fn over_chosen_places(logits: Tensor<4>, x: Tensor<4>) -> Tensor<2> {
    let [batch, channels, height, width] = x.dims();
    let flat = |x: Tensor<4>| x.reshape([batch, channels, height * width]);
    let weights = softmax(flat(logits), 2);
    let mean = weights.mul(flat(x)).sum_dim(2);
    mean.reshape([batch, channels])
}
