//! Gated-Dconv feed-forward network (GDFN) of Restormer (arXiv 2111.09881).

use burn::module::Module;
use burn::tensor::{Device, Tensor};

use super::Conv;
use crate::fast;

/// Expands, mixes each channel over 3x3 pixels, and lets one half gate the other.
#[derive(Module, Debug)]
pub struct FeedForward {
    /// 1x1, channels to twice the hidden width.
    pub project_in: Conv,
    /// Depthwise 3x3 on both halves.
    pub dwconv: Conv,
    /// 1x1, hidden width to channels.
    pub project_out: Conv,
}

impl FeedForward {
    /// `hidden` is the width of each half.
    pub fn new(channels: usize, hidden: usize, device: &Device) -> Self {
        Self {
            project_in: Conv::dense(channels, 2 * hidden, 1, device),
            dwconv: Conv::depthwise(2 * hidden, device),
            project_out: Conv::dense(hidden, channels, 1, device),
        }
    }

    /// # Shapes
    /// - input and output `[batch, channels, height, width]`
    pub fn forward(&self, x: Tensor<4>) -> Tensor<4> {
        let both = self.dwconv.forward(self.project_in.forward(x));
        self.project_out.forward(fast::gelu_gate(both))
    }
}
