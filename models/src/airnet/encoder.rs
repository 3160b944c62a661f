//! AirNet's encoder: a representation of the degradation at each pixel.

use burn::module::Module;
use burn::nn::LeakyRelu;
use burn::tensor::activation::leaky_relu;
use burn::tensor::{Device, Tensor};

use super::{SLOPE, slope};
use crate::layers::{BatchNorm, Conv, Layer as _, Linear, StridedConv};

/// The authors' wrapper, kept for its parameter names.
#[derive(Module, Debug)]
#[allow(missing_docs)]
pub struct Contrast {
    pub E: Momentum,
}

/// The authors' wrapper, kept for its parameter names.
#[derive(Module, Debug)]
#[allow(missing_docs)]
pub struct Momentum {
    pub encoder_q: DegradationEncoder,
}

/// The degradation as a map, which restoration needs, and as a vector, which only training needs.
#[derive(Module, Debug)]
pub struct DegradationEncoder {
    /// To the map.
    pub E_pre: ResBlock<Conv>,
    /// From the map to a vector.
    pub E: (ResBlock<StridedConv>, ResBlock<StridedConv>),
    /// From that vector to the one that training compares.
    pub mlp: (Linear, LeakyRelu, Linear),
}

/// Two convolutions, the first of kind `C`, in parallel with a 1x1 convolution; numbered by the authors.
#[derive(Module, Debug)]
#[allow(missing_docs)]
pub struct ResBlock<C: Module> {
    pub backbone: (C, BatchNorm, LeakyRelu, Conv, BatchNorm),
    pub shortcut: (C, BatchNorm),
}

impl DegradationEncoder {
    pub(super) fn new(f: usize, device: &Device) -> Self {
        let linear = || Linear::new(4 * f, 4 * f, device);
        let strided = |input, kernel| StridedConv::new(input, 2 * input, kernel, device);
        let halve = |input| ResBlock::new([3, 1].map(|k| strided(input, k)), 2 * input, device);
        Self {
            E_pre: ResBlock::new([3, 1].map(|k| Conv::dense(3, f, k, device)), f, device),
            E: (halve(f), halve(2 * f)),
            mlp: (linear(), slope(), linear()),
        }
    }

    /// Only the map, which is enough for restoration.
    ///
    /// # Shapes
    /// - input `[batch, 3, height, width]`
    /// - output `[batch, features, height, width]`
    pub fn degradation_map(&self, image: Tensor<4>) -> Tensor<4> {
        let (first, norm1, relu, second, norm2) = &self.E_pre.backbone;
        let x = relu.forward(norm1.forward_pixels(first.apply(image.clone())));
        let x = norm2.forward_pixels(second.apply(x));
        let (conv, norm) = &self.E_pre.shortcut;
        leaky_relu(x.add(norm.forward_pixels(conv.apply(image))), SLOPE)
    }
}

impl<C: Module> ResBlock<C> {
    /// Of a 3x3 and a 1x1 convolution.
    pub(super) fn new([first, beside]: [C; 2], output: usize, device: &Device) -> Self {
        let norm = || BatchNorm::new(output, device);
        let second = Conv::dense(output, output, 3, device);
        Self {
            backbone: (first, norm(), slope(), second, norm()),
            shortcut: (beside, norm()),
        }
    }
}
