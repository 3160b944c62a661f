//! The block of one level of the encoder-decoder, of any kind.

use burn::module::Module;
use burn::tensor::{Device, Tensor};

use super::config::BlockKind;
use crate::layers::{NAFBlock, NormKind, PartialConvBlock, TransformerBlock};

/// A block that keeps height, width and channels.
#[derive(Module, Debug)]
#[allow(missing_docs, clippy::large_enum_variant)] // the kinds' names; there are few of these
pub enum Block {
    Naf(NAFBlock),
    Transformer(TransformerBlock),
    PartialConv(PartialConvBlock),
}

impl Block {
    /// A block for a level (0 is full resolution) with `channels` channels.
    pub(super) fn new(kind: BlockKind, level: usize, channels: usize, device: &Device) -> Self {
        match kind {
            BlockKind::Naf => Self::Naf(NAFBlock::new(channels, None, device)),
            // As many heads as the published DyNet has at this level, and the feed-forward width of
            // the small one ([`DyNetConfig::edge`](crate::DyNetConfig::edge)).
            BlockKind::Transformer => Self::Transformer(TransformerBlock::new(
                channels,
                1 << level,
                2 * channels,
                NormKind::WithBias,
                device,
            )),
            BlockKind::PartialConv => Self::PartialConv(PartialConvBlock::new(channels, device)),
        }
    }

    /// # Shapes
    /// - input and output `[batch, channels, height, width]`
    pub fn forward(&self, x: Tensor<4>) -> Tensor<4> {
        match self {
            Self::Naf(block) => block.forward(x),
            Self::Transformer(block) => block.forward(x),
            Self::PartialConv(block) => block.forward(x),
        }
    }

    /// The whole block `times` over, with the same weights each time.
    pub fn repeat(&self, x: Tensor<4>, times: usize) -> Tensor<4> {
        (0..times).fold(x, |x, _| self.forward(x))
    }
}
