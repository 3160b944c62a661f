//! A block whose only view of neighboring pixels is a convolution over a part of the channels.

use burn::module::{Module, Param};
use burn::tensor::{Device, Tensor};

use super::{Conv, LayerNorm2d};
use crate::fast::simple_gate;

/// Two residual halves of a 3x3 convolution over a quarter of the channels, a 1x1 convolution, a gate
/// and another 1x1 convolution.
///
/// The partial convolution is FasterNet's (Chen et al., "Run, Don't Walk", CVPR 2023): neighboring channels are much
/// alike, so it is enough to convolve a quarter of them. Normalization, gate and the scales that begin at zero are
/// NAFNet's. It has no depthwise convolution and no mean over the picture, only dense products.
#[derive(Module, Debug)]
pub struct PartialConvBlock {
    /// The first half.
    pub first: PartialConv,
    /// The second half.
    pub second: PartialConv,
}

/// One half of a [`PartialConvBlock`].
#[derive(Module, Debug)]
pub struct PartialConv {
    /// Before the convolutions.
    pub norm: LayerNorm2d,
    /// 3x3 over the first quarter of the channels.
    pub spatial: Conv,
    /// 1x1, to twice the channels.
    pub expand: Conv,
    /// 1x1, over the gated channels.
    pub project: Conv,
    /// `[1, channels, 1, 1]`, the weight of this half beside its input; begins at zero.
    pub scale: Param<Tensor<4>>,
}

impl PartialConvBlock {
    /// `channels` must be a multiple of 4.
    pub fn new(channels: usize, device: &Device) -> Self {
        Self {
            first: PartialConv::new(channels, device),
            second: PartialConv::new(channels, device),
        }
    }

    /// # Shapes
    /// - input and output `[batch, channels, height, width]`
    pub fn forward(&self, x: Tensor<4>) -> Tensor<4> {
        self.second.forward(self.first.forward(x))
    }
}

impl PartialConv {
    fn new(channels: usize, device: &Device) -> Self {
        let conv = |input, output, kernel| Conv::dense(input, output, kernel, device).with_bias();
        Self {
            norm: LayerNorm2d::new(channels, device),
            spatial: conv(channels / 4, channels / 4, 3),
            expand: conv(channels, 2 * channels, 1),
            project: conv(channels, channels, 1),
            scale: Param::from_tensor(Tensor::zeros([1, channels, 1, 1], device)),
        }
    }

    fn forward(&self, input: Tensor<4>) -> Tensor<4> {
        let x = self.norm.forward(input.clone());
        let channels = x.dims()[1];
        let seeing = self.spatial.forward(x.clone().narrow(1, 0, channels / 4));
        let others = x.narrow(1, channels / 4, channels - channels / 4);
        let x = Tensor::cat(vec![seeing, others], 1);
        let x = self.project.forward(simple_gate(self.expand.forward(x)));
        input.add(x.mul(self.scale.val()))
    }
}
