//! Halving and doubling the resolution without losing a value.

use burn::module::Module;
use burn::tensor::{Device, Tensor};

use super::Conv;

/// `[b, c, h, w]` to `[b, 4c, h/2, w/2]`; output channel `c * 4 + dy * 2 + dx`, as PyTorch's
/// PixelUnshuffle has it (ONNX SpaceToDepth orders its channels otherwise).
pub fn pixel_unshuffle(x: Tensor<4>) -> Tensor<4> {
    let [b, c, h, w] = x.dims();
    x.reshape([b, c, h / 2, 2, w / 2, 2])
        .permute([0, 1, 3, 5, 2, 4])
        .reshape([b, 4 * c, h / 2, w / 2])
}

/// `[b, 4c, h, w]` to `[b, c, 2h, 2w]`, the inverse of [`pixel_unshuffle`].
pub fn pixel_shuffle(x: Tensor<4>) -> Tensor<4> {
    let [b, c, h, w] = x.dims();
    x.reshape([b, c / 4, 2, 2, h, w])
        .permute([0, 1, 4, 2, 5, 3])
        .reshape([b, c / 4, 2 * h, 2 * w])
}

/// Halves the resolution and doubles the channels.
#[derive(Module, Debug)]
pub struct Downsample {
    /// One 3x3 convolution; a list because official names carry its index.
    pub body: Vec<Conv>,
}

impl Downsample {
    /// `channels` must be even.
    pub fn new(channels: usize, device: &Device) -> Self {
        Self {
            body: vec![Conv::dense(channels, channels / 2, 3, device)],
        }
    }

    /// # Shapes
    /// - input `[batch, channels, height, width]`, both sides even
    /// - output `[batch, 2 * channels, height / 2, width / 2]`
    pub fn forward(&self, x: Tensor<4>) -> Tensor<4> {
        pixel_unshuffle(self.body.iter().fold(x, |x, conv| conv.forward(x)))
    }
}

/// Doubles the resolution and halves the channels.
#[derive(Module, Debug)]
pub struct Upsample {
    /// One 3x3 convolution; a list because official names carry its index.
    pub body: Vec<Conv>,
}

impl Upsample {
    /// `channels` must be even.
    pub fn new(channels: usize, device: &Device) -> Self {
        Self {
            body: vec![Conv::dense(channels, 2 * channels, 3, device)],
        }
    }

    /// # Shapes
    /// - input `[batch, channels, height, width]`
    /// - output `[batch, channels / 2, 2 * height, 2 * width]`
    pub fn forward(&self, x: Tensor<4>) -> Tensor<4> {
        pixel_shuffle(self.body.iter().fold(x, |x, conv| conv.forward(x)))
    }
}
