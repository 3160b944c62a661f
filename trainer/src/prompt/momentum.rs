//! The encoder that follows.

use burn::module::Module;
use burn::tensor::Tensor;
use dynet_models::constyle::{ConStyle, Style};

use crate::ema::follow;

/// A copy of the encoder that follows it slowly (He et al., "Momentum Contrast", 2020) and looks at the
/// clean pictures. No gradient reaches it.
pub struct Momentum {
    /// The copy, on a device without gradients.
    pub network: ConStyle,
    /// The share of each of its old weights that a step keeps, 0 to below 1.
    pub keep: f32,
}

impl Momentum {
    /// Begins with the weights of `network`.
    pub fn new(network: &ConStyle, keep: f32) -> Self {
        Self {
            network: network.valid(),
            keep,
        }
    }

    /// Follows `leader` by a step: its learned weights. The running statistics are its own, from the clean
    /// batches that it has seen, as upstream.
    pub fn follow(&mut self, leader: &ConStyle) {
        self.network = follow(self.network.clone(), leader, self.keep, false);
    }

    /// What it finds in a batch, by the batch's own statistics; its classifier's dropout rests.
    pub fn look(&self, images: Tensor<4>) -> Style {
        self.network.encoder_q.forward_batch(images)
    }
}
