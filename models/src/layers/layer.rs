//! The common interface of layers, so that a topology can be written once for several of them.

use burn::module::Module;
use burn::tensor::Tensor;

use super::{Conv, NAFBlock, TransformerBlock};

/// A part of a network that turns one feature map into another.
pub trait Layer: Module {
    /// # Shapes
    /// - input `[batch, channels, height, width]`
    /// - output the same batch, height and width
    fn apply(&self, x: Tensor<4>) -> Tensor<4>;
}

impl Layer for Conv {
    fn apply(&self, x: Tensor<4>) -> Tensor<4> {
        self.forward(x)
    }
}

impl Layer for NAFBlock {
    fn apply(&self, x: Tensor<4>) -> Tensor<4> {
        self.forward(x)
    }
}

impl Layer for TransformerBlock {
    fn apply(&self, x: Tensor<4>) -> Tensor<4> {
        self.forward(x)
    }
}

/// One after the other, as PyTorch's `Sequential`.
impl<L: Layer> Layer for Vec<L> {
    fn apply(&self, x: Tensor<4>) -> Tensor<4> {
        self.iter().fold(x, |x, layer| layer.apply(x))
    }
}
