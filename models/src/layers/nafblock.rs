//! The block of NAFNet (Chen et al., arXiv 2204.04676), which has no activation function.

use burn::module::{Module, Param};
use burn::tensor::{Device, Tensor};

use super::norm::layer_norm;
use super::{Conv, Pool};
use crate::fast::{self, NafParameters, simple_gate};

/// Two residual halves: one mixes pixels and weights channels, the other mixes channels.
#[derive(Module, Debug)]
#[allow(missing_docs)] // numbered by the authors, in the order of forward
pub struct NAFBlock {
    /// `[1, channels, 1, 1]`, the scale of the first half; zeros at first.
    pub beta: Param<Tensor<4>>,
    /// `[1, channels, 1, 1]`, the scale of the second half; zeros at first.
    pub gamma: Param<Tensor<4>>,
    pub norm1: LayerNorm2d,
    pub conv1: Conv,
    pub conv2: Conv,
    /// One factor a channel, made from all channels' means: simplified channel attention.
    pub sca: (Pool, Conv),
    pub conv3: Conv,
    pub norm2: LayerNorm2d,
    pub conv4: Conv,
    pub conv5: Conv,
}

impl NAFBlock {
    /// `window` is that of its [`Pool`].
    pub fn new(channels: usize, window: Option<usize>, device: &Device) -> Self {
        let zeros = || Param::from_tensor(Tensor::zeros([1, channels, 1, 1], device));
        let conv = |input, output| Conv::dense(input, output, 1, device).with_bias();
        Self {
            beta: zeros(),
            gamma: zeros(),
            norm1: LayerNorm2d::new(channels, device),
            conv1: conv(channels, 2 * channels),
            conv2: Conv::depthwise(2 * channels, device).with_bias(),
            sca: (Pool::new(window), conv(channels, channels)),
            conv3: conv(channels, channels),
            norm2: LayerNorm2d::new(channels, device),
            conv4: conv(channels, 2 * channels),
            conv5: conv(channels, channels),
        }
    }

    /// # Shapes
    /// - input and output `[batch, channels, height, width]`
    pub fn forward(&self, input: Tensor<4>) -> Tensor<4> {
        if let Some(output) = self.fused(&input) {
            return output;
        }
        let x = self.conv1.forward(self.norm1.forward(input.clone()));
        let x = simple_gate(self.conv2.forward(x));
        let (pool, weigh) = &self.sca;
        let x = x.clone().mul(weigh.forward(pool.forward(x)));
        let y = input.add(self.conv3.forward(x).mul(self.beta.val()));

        let x = simple_gate(self.conv4.forward(self.norm2.forward(y.clone())));
        y.add(self.conv5.forward(x).mul(self.gamma.val()))
    }

    /// Runs as one fused kernel if there is one: in training on Flex, with means over whole maps.
    fn fused(&self, input: &Tensor<4>) -> Option<Tensor<4>> {
        let [_, _, height, width] = input.dims();
        let (pool, weigh) = &self.sca;
        if !input.device().is_autodiff() || !pool.is_whole(height, width) {
            return None;
        }
        let norm = |norm: &LayerNorm2d| [norm.weight.val(), norm.bias.val()];
        let conv = |conv: &Conv| Some((conv.weight.val(), conv.bias.as_ref()?.val()));
        let parameters = NafParameters {
            norm1: norm(&self.norm1),
            conv1: conv(&self.conv1)?,
            conv2: conv(&self.conv2)?,
            sca: conv(weigh)?,
            conv3: conv(&self.conv3)?,
            beta: self.beta.val(),
            norm2: norm(&self.norm2),
            conv4: conv(&self.conv4)?,
            conv5: conv(&self.conv5)?,
            gamma: self.gamma.val(),
        };
        fast::naf_block(input, &parameters, LayerNorm2d::EPS)
    }
}

/// NAFNet's LayerNorm over the channels of each pixel.
#[derive(Module, Debug)]
pub struct LayerNorm2d {
    /// `[channels]`, ones at first.
    pub weight: Param<Tensor<1>>,
    /// `[channels]`, zeros at first.
    pub bias: Param<Tensor<1>>,
}

impl LayerNorm2d {
    /// Added to the variance.
    const EPS: f32 = 1e-6;

    /// The identity affine.
    pub fn new(channels: usize, device: &Device) -> Self {
        Self {
            weight: Param::from_tensor(Tensor::ones([channels], device)),
            bias: Param::from_tensor(Tensor::zeros([channels], device)),
        }
    }

    /// # Shapes
    /// - input and output `[batch, channels, height, width]`
    pub fn forward(&self, x: Tensor<4>) -> Tensor<4> {
        layer_norm(x, self.weight.val(), self.bias.val(), Self::EPS)
    }
}
