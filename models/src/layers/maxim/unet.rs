//! The levels of the U-Net.

use burn::module::Module;
use burn::tensor::{Device, Tensor};

use super::channel::conv;
use super::{MultiAxisGmlp, Rcab, Rdcab};
use crate::layers::{Conv, StridedConv, resize_smooth};

/// A level on the way down or up: twice a [`MultiAxisGmlp`] and an [`Rcab`].
#[derive(Module, Debug)]
#[allow(missing_docs)] // the authors' names
pub struct UNetBlock {
    pub Conv_0: Conv,
    pub SplitHeadMultiAxisGmlpLayer_0: MultiAxisGmlp,
    pub channel_attention_block_10: Rcab,
    pub SplitHeadMultiAxisGmlpLayer_1: MultiAxisGmlp,
    pub channel_attention_block_11: Rcab,
    /// Halves the resolution after the block; [`UNetBlock::down`].
    pub Conv_1: Option<StridedConv>,
}

impl UNetBlock {
    /// `input` is the sum of both inputs' channels; `side` and `bias` as in [`MultiAxisGmlp`].
    pub fn new(input: usize, channels: usize, side: usize, bias: bool, device: &Device) -> Self {
        let gmlp = || MultiAxisGmlp::new(channels, side, bias, device);
        let attention = || Rcab::new(channels, bias, device);
        Self {
            Conv_0: conv([input, channels, 1], bias, device),
            SplitHeadMultiAxisGmlpLayer_0: gmlp(),
            channel_attention_block_10: attention(),
            SplitHeadMultiAxisGmlpLayer_1: gmlp(),
            channel_attention_block_11: attention(),
            Conv_1: None,
        }
    }

    /// The same with a convolution that halves the resolution after it.
    pub fn with_down(mut self, device: &Device) -> Self {
        let channels = self.Conv_0.weight.dims()[0];
        self.Conv_1 = Some(StridedConv::new(channels, channels, 4, device).with_bias());
        self
    }

    /// # Shapes
    /// - `x`, `skip` `[batch, channels of their own, height, width]`
    /// - output `[batch, channels, height, width]`
    pub fn forward(&self, x: Tensor<4>, skip: Tensor<4>) -> Tensor<4> {
        let input = self.Conv_0.forward(Tensor::cat(vec![x, skip], 1));
        let x = self.SplitHeadMultiAxisGmlpLayer_0.forward(input.clone());
        let x = self.channel_attention_block_10.forward(x);
        let x = self.SplitHeadMultiAxisGmlpLayer_1.forward(x);
        self.channel_attention_block_11.forward(x).add(input)
    }

    /// The block's output at half the resolution; unchanged if the block does not halve it.
    ///
    /// # Shapes
    /// - input `[batch, channels, height, width]`
    /// - output `[batch, channels, height / 2, width / 2]`
    pub fn down(&self, x: Tensor<4>) -> Tensor<4> {
        match &self.Conv_1 {
            Some(halve) => halve.forward(x),
            None => x,
        }
    }
}

/// The lowest level: twice a [`MultiAxisGmlp`] and an [`Rdcab`].
#[derive(Module, Debug)]
#[allow(missing_docs)] // the authors' names
pub struct Bottleneck {
    pub input_proj: Conv,
    pub SplitHeadMultiAxisGmlpLayer_0: MultiAxisGmlp,
    pub channel_attention_block_1_0: Rdcab,
    pub SplitHeadMultiAxisGmlpLayer_1: MultiAxisGmlp,
    pub channel_attention_block_1_1: Rdcab,
}

impl Bottleneck {
    /// `side` and `bias` as in [`MultiAxisGmlp`].
    pub fn new(channels: usize, side: usize, bias: bool, device: &Device) -> Self {
        let gmlp = || MultiAxisGmlp::new(channels, side, bias, device);
        let attention = || Rdcab::new(channels, bias, device);
        Self {
            // It always has a bias.
            input_proj: conv([channels, channels, 1], true, device),
            SplitHeadMultiAxisGmlpLayer_0: gmlp(),
            channel_attention_block_1_0: attention(),
            SplitHeadMultiAxisGmlpLayer_1: gmlp(),
            channel_attention_block_1_1: attention(),
        }
    }

    /// # Shapes
    /// - input and output `[batch, channels, height, width]`, both sides multiples of `side`
    pub fn forward(&self, x: Tensor<4>) -> Tensor<4> {
        let input = self.input_proj.forward(x);
        let x = self.SplitHeadMultiAxisGmlpLayer_0.forward(input.clone());
        let x = self.channel_attention_block_1_0.forward(x);
        let x = self.SplitHeadMultiAxisGmlpLayer_1.forward(x);
        self.channel_attention_block_1_1.forward(x).add(input)
    }
}

/// Converts a feature of another level to this one's resolution and width.
#[derive(Module, Debug)]
#[allow(missing_docs)] // the authors' names
pub struct UpSampleRatio {
    pub Conv_0: Conv,
}

impl UpSampleRatio {
    /// Channels of the feature and of this level.
    pub fn new(from: usize, to: usize, bias: bool, device: &Device) -> Self {
        Self {
            Conv_0: conv([from, to, 1], bias, device),
        }
    }

    /// # Shapes
    /// - `x` `[batch, from, height, width]`
    /// - output `[batch, to, size[0], size[1]]`
    pub fn forward(&self, x: Tensor<4>, size: [usize; 2]) -> Tensor<4> {
        // A 1x1 convolution and a resize commute, because the weights of every new pixel add up to one: the
        // convolution runs where there are fewer pixels.
        if size[0] > x.dims()[2] {
            return resize_smooth(self.Conv_0.forward(x), size);
        }
        self.Conv_0.forward(resize_smooth(x, size))
    }
}
