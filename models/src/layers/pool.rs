//! The mean of a feature map, over all of it or around each pixel.

use burn::module::Module;
use burn::tensor::Tensor;
use burn::tensor::module::avg_pool2d;
use burn::tensor::ops::{AvgPoolOptions, PadMode};

use crate::format;

/// NAFNet's pooling. A network that is trained on patches sees other means in a large picture; TLC (Chu et al., arXiv
/// 2112.04491) therefore takes each pixel's mean over a window of about the size of a patch.
#[derive(Module, Debug)]
pub struct Pool {
    /// Side of the window; the whole map if not given.
    #[module(skip)]
    window: Option<usize>,
}

impl Pool {
    /// Over the whole map, or over windows of that side.
    pub fn new(window: Option<usize>) -> Self {
        Self { window }
    }

    /// Whether the mean is over all of a map of that size.
    pub(super) fn is_whole(&self, height: usize, width: usize) -> bool {
        self.window.is_none_or(|side| side >= height.max(width))
    }

    /// # Shapes
    /// - input `[batch, channels, height, width]`
    /// - output `[batch, channels, 1, 1]`, or the input's shape where the window is smaller than the map
    pub fn forward(&self, x: Tensor<4>) -> Tensor<4> {
        let [_, _, height, width] = x.dims();
        match self.window {
            Some(side) if !self.is_whole(height, width) => {
                local_mean(x, [side.min(height), side.min(width)])
            }
            _ => {
                let mean = format::full(x.clone()).mean_dim(3).mean_dim(2);
                format::like(mean, &x)
            }
        }
    }
}

/// The means of all windows that lie inside, and beyond them the nearest one.
fn local_mean(x: Tensor<4>, [high, wide]: [usize; 2]) -> Tensor<4> {
    // A mean over rows and then over columns costs the sum of the sides, not their product.
    let over = |side| AvgPoolOptions::new(side).with_stride([1, 1]);
    let means = avg_pool2d(avg_pool2d(x, over([high, 1])), over([1, wide]));
    let around = |side: usize| ((side - 1) / 2, side / 2);
    means.pad([around(high), around(wide)], PadMode::Edge)
}
