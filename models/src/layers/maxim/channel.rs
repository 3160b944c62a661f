//! Weighting channels by their means over the map.

use burn::module::Module;
use burn::tensor::activation::{gelu, leaky_relu, relu, sigmoid};
use burn::tensor::{Device, Tensor};

use super::Norm;
use crate::format;
use crate::layers::{Conv, Linear};

/// Squeeze and excitation: one factor from 0 to 1 for each channel, from all channels' means.
#[derive(Module, Debug)]
#[allow(missing_docs)] // the authors' names
pub struct ChannelAttention {
    pub Conv_0: Conv,
    pub Conv_1: Conv,
}

impl ChannelAttention {
    fn new(channels: usize, bias: bool, device: &Device) -> Self {
        Self {
            Conv_0: conv([channels, channels / 4, 1], bias, device),
            Conv_1: conv([channels / 4, channels, 1], bias, device),
        }
    }

    fn forward(&self, x: Tensor<4>) -> Tensor<4> {
        let mean = format::full(x.clone()).mean_dim(3).mean_dim(2);
        let hidden = relu(self.Conv_0.forward(format::like(mean, &x)));
        x.mul(sigmoid(self.Conv_1.forward(hidden)))
    }
}

/// Residual channel attention block: two convolutions before the [`ChannelAttention`].
#[derive(Module, Debug)]
#[allow(missing_docs)] // the authors' names
pub struct Rcab {
    pub LayerNorm: Norm,
    pub conv1: Conv,
    pub conv2: Conv,
    pub channel_attention: ChannelAttention,
}

impl Rcab {
    /// `bias` says whether the convolutions have one; those of the attention always do.
    pub fn new(channels: usize, bias: bool, device: &Device) -> Self {
        Self {
            LayerNorm: Norm::new(channels, device),
            conv1: conv([channels, channels, 3], bias, device),
            conv2: conv([channels, channels, 3], bias, device),
            channel_attention: ChannelAttention::new(channels, true, device),
        }
    }

    /// # Shapes
    /// - input and output `[batch, channels, height, width]`
    pub fn forward(&self, input: Tensor<4>) -> Tensor<4> {
        let x = self.conv1.forward(self.LayerNorm.forward(input.clone()));
        let x = self.conv2.forward(leaky_relu(x, 0.2));
        self.channel_attention.forward(x).add(input)
    }
}

/// A two-layer MLP on the channels of each pixel.
#[derive(Module, Debug)]
#[allow(missing_docs)] // the authors' names
pub struct ChannelMixing {
    pub Dense_0: Linear,
    pub Dense_1: Linear,
}

/// Residual dense channel attention block: a [`ChannelMixing`] before the [`ChannelAttention`].
#[derive(Module, Debug)]
#[allow(missing_docs)] // the authors' names
pub struct Rdcab {
    pub LayerNorm: Norm,
    pub channel_mixing: ChannelMixing,
    pub channel_attention: ChannelAttention,
}

impl Rdcab {
    /// `bias` says whether its layers have one.
    pub fn new(channels: usize, bias: bool, device: &Device) -> Self {
        let linear = || Linear::new(channels, channels, device).keep_bias(bias);
        Self {
            LayerNorm: Norm::new(channels, device),
            channel_mixing: ChannelMixing {
                Dense_0: linear(),
                Dense_1: linear(),
            },
            channel_attention: ChannelAttention::new(channels, bias, device),
        }
    }

    /// # Shapes
    /// - input and output `[batch, channels, height, width]`
    pub fn forward(&self, input: Tensor<4>) -> Tensor<4> {
        let x = self.LayerNorm.forward(input.clone());
        let ChannelMixing { Dense_0, Dense_1 } = &self.channel_mixing;
        let x = Dense_1.forward_pixels(gelu(Dense_0.forward_pixels(x)));
        self.channel_attention.forward(x).add(input)
    }
}

/// A convolution of `[in, out, kernel]`.
pub(super) fn conv([input, output, kernel]: [usize; 3], bias: bool, device: &Device) -> Conv {
    let conv = Conv::dense(input, output, kernel, device);
    if bias { conv.with_bias() } else { conv }
}
