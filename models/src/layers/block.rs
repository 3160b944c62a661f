//! The transformer block of Restormer, which DyNet runs several times over.

use burn::module::Module;
use burn::tensor::{Device, Tensor};

use super::{Adapter, AdapterRank, Attention, FeedForward, LayerNorm, NormKind};

/// `x += attention(norm1(x)); x += ffn(norm2(x))`, each with an optional adapter in parallel.
#[derive(Module, Debug)]
pub struct TransformerBlock {
    /// Before the attention.
    pub norm1: LayerNorm,
    /// Mixes channels.
    pub attn: Attention,
    /// Before the feed-forward network.
    pub norm2: LayerNorm,
    /// Mixes neighboring pixels.
    pub ffn: FeedForward,
    /// Beside the attention.
    pub adapter1: Option<Adapter>,
    /// Beside the feed-forward network.
    pub adapter2: Option<Adapter>,
}

impl TransformerBlock {
    /// `heads` must divide `channels`; `hidden` is the feed-forward width.
    pub fn new(
        channels: usize,
        heads: usize,
        hidden: usize,
        norm: NormKind,
        device: &Device,
    ) -> Self {
        Self {
            norm1: LayerNorm::new(channels, norm, device),
            attn: Attention::new(channels, heads, device),
            norm2: LayerNorm::new(channels, norm, device),
            ffn: FeedForward::new(channels, hidden, device),
            adapter1: None,
            adapter2: None,
        }
    }

    /// The same with fresh adapters, which change nothing yet.
    pub fn with_adapters(mut self, rank: AdapterRank, device: &Device) -> Self {
        let channels = self.norm1.channels();
        let adapter = || Some(Adapter::new(channels, rank.of(channels), device));
        (self.adapter1, self.adapter2) = (adapter(), adapter());
        self
    }

    /// # Shapes
    /// - input and output `[batch, channels, height, width]`
    pub fn forward(&self, x: Tensor<4>) -> Tensor<4> {
        let h = self.norm1.forward(x.clone());
        let x = adapted(
            x.add(self.attn.forward(h.clone())),
            h,
            self.adapter1.as_ref(),
        );
        let h = self.norm2.forward(x.clone());
        adapted(
            x.add(self.ffn.forward(h.clone())),
            h,
            self.adapter2.as_ref(),
        )
    }

    /// Runs the whole block `times` times, with the same weights.
    pub fn repeat(&self, x: Tensor<4>, times: usize) -> Tensor<4> {
        (0..times).fold(x, |x, _| self.forward(x))
    }
}

/// Adds an adapter's output to the sum `x` after a sub-layer that read `h`.
fn adapted(x: Tensor<4>, h: Tensor<4>, adapter: Option<&Adapter>) -> Tensor<4> {
    match adapter {
        Some(adapter) => x.add(adapter.forward(h)),
        None => x,
    }
}

/// One block after the other.
pub fn run(blocks: &[TransformerBlock], x: Tensor<4>) -> Tensor<4> {
    blocks.iter().fold(x, |x, block| block.forward(x))
}
