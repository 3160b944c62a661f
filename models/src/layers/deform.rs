//! Deformable convolution (DCNv2, arXiv 1811.11168): a convolution with learned sampling positions.

use burn::module::{Module, Param};
use burn::tensor::activation::sigmoid;
use burn::tensor::module::deform_conv2d;
use burn::tensor::ops::DeformConvOptions;
use burn::tensor::{Device, Tensor};

use super::Conv;

/// A 3x3 convolution without a bias. At every pixel, another convolution computes an offset and a weight for each of
/// its nine taps.
#[derive(Module, Debug)]
pub struct DeformConv {
    /// `[channels, channels, 3, 3]`
    pub weight: Param<Tensor<4>>,
    /// 3x3 to two offsets (down, right) and one weight per tap; zeros at first, so that nothing moves.
    pub conv_offset_mask: Conv,
}

impl DeformConv {
    /// `guide` is the number of channels that the offsets are computed from.
    pub fn new(channels: usize, guide: usize, device: &Device) -> Self {
        let mut offsets = Conv::dense(channels + guide, 27, 3, device);
        offsets.weight = offsets.weight.map(|weight| weight.zeros_like());
        Self {
            weight: Conv::dense(channels, channels, 3, device).weight,
            conv_offset_mask: offsets.with_bias(),
        }
    }

    /// # Shapes
    /// - `x` and output `[batch, channels, height, width]`
    /// - `guide` `[batch, guide, height, width]`
    pub fn forward(&self, x: Tensor<4>, guide: Tensor<4>) -> Tensor<4> {
        let found = Tensor::cat(vec![x.clone(), guide], 1);
        let found = self.conv_offset_mask.forward(found);
        let offsets = found.clone().narrow(1, 0, 18);
        let mask = sigmoid(found.narrow(1, 18, 9));
        let options = DeformConvOptions::new([1, 1], [1, 1], [1, 1], 1, 1);
        deform_conv2d(x, offsets, self.weight.val(), Some(mask), None, options)
    }
}
