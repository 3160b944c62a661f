//! The transformer block of Restormer, which DyNet runs several times over.

use burn::module::Module;
use burn::tensor::{Device, Tensor};

use super::{Attention, FeedForward, LayerNorm};

/// `x += attention(norm1(x)); x += ffn(norm2(x))`
#[derive(Module, Debug)]
pub struct TransformerBlock {
    /// Before the attention.
    pub norm1: LayerNorm,
    /// Mixes channels.
    pub attn: Attention,
    /// Before the feed-forward network.
    pub norm2: LayerNorm,
    /// Mixes neighbouring pixels.
    pub ffn: FeedForward,
}

impl TransformerBlock {
    /// `heads` must divide `channels`; `hidden` is the feed-forward width.
    pub fn new(channels: usize, heads: usize, hidden: usize, device: &Device) -> Self {
        Self {
            norm1: LayerNorm::new(channels, device),
            attn: Attention::new(channels, heads, device),
            norm2: LayerNorm::new(channels, device),
            ffn: FeedForward::new(channels, hidden, device),
        }
    }

    /// # Shapes
    /// - input and output `[batch, channels, height, width]`
    pub fn forward(&self, x: Tensor<4>) -> Tensor<4> {
        let x = x.clone().add(self.attn.forward(self.norm1.forward(x)));
        x.clone().add(self.ffn.forward(self.norm2.forward(x)))
    }

    /// The whole block `times` over, with the same weights each time.
    pub fn repeat(&self, x: Tensor<4>, times: usize) -> Tensor<4> {
        (0..times).fold(x, |x, _| self.forward(x))
    }
}
