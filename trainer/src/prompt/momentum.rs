//! The momentum encoder.

use burn::module::Module;
use burn::tensor::Tensor;
use dynet_models::constyle::{ConStyle, Style};

use crate::ema::follow;

/// A moving average of the encoder (He et al., "Momentum Contrast", 2020), which encodes the clean pictures. It gets
/// no gradients.
pub struct Momentum {
    /// The copy, on a device without gradients.
    pub network: ConStyle,
    /// Decay: the fraction of its old weights that a step keeps, 0 to below 1.
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

    /// Moves the learned weights one step toward `leader`. The running statistics are its own, from the clean batches
    /// that it has seen, as upstream.
    pub fn follow(&mut self, leader: &ConStyle) {
        self.network = follow(self.network.clone(), leader, self.keep, false);
    }

    /// Encodes a batch with the batch's own statistics; without gradients, the classifier's dropout is inactive.
    pub fn look(&self, images: Tensor<4>) -> Style {
        self.network.encoder_q.forward_batch(images)
    }
}
