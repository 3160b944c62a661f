//! Downscaling, with and without a filter.

use burn::tensor::module::conv2d;
use burn::tensor::ops::ConvOptions;
use burn::tensor::{Slice, Tensor, TensorData};

use super::resize;
use crate::format;

/// One pixel of every square of `factor` by `factor`, the one below and right of its center.
///
/// # Shapes
/// - input `[batch, channels, height, width]`, both sides multiples of `factor`
/// - output `[batch, channels, height / factor, width / factor]`
pub fn nearest(x: Tensor<4>, factor: usize) -> Tensor<4> {
    let every = Slice::new((factor / 2) as isize, None, factor as isize);
    let all = Slice::new(0, None, 1);
    x.slice([all, all, every, every])
}

/// Resizes as PyTorch's `interpolate(mode="bilinear", antialias=True)` does, to the same size, to a larger one, or to
/// an integer fraction of both sides.
///
/// Downscaling is a convolution, because engines have no other filter.
///
/// # Shapes
/// - `x` `[batch, channels, height, width]`
/// - output `[batch, channels, size[0], size[1]]`
pub fn resize_smooth(x: Tensor<4>, size: [usize; 2]) -> Tensor<4> {
    let [_, _, height, width] = x.dims();
    if [height, width] == size {
        return x;
    }
    if size[0] >= height || size[1] >= width {
        return resize(x, size);
    }
    downscale(x, height / size[0])
}

/// A pixel for every square of `factor` by `factor`: the weighted mean of its surroundings. The weights fall linearly
/// to zero over `factor` pixels from its center.
fn downscale(x: Tensor<4>, factor: usize) -> Tensor<4> {
    let [_, channels, height, width] = x.dims();
    let taps = 2 * factor;
    let weight = |i: usize| (2 * i.min(taps - 1 - i) + 1) as f32 / (2 * factor * factor) as f32;
    let square: Vec<f32> = (0..taps * taps)
        .map(|i| weight(i / taps) * weight(i % taps))
        .collect();
    let device = x.device();
    let kernel = |channels: usize| {
        let data = TensorData::new(square.repeat(channels), [channels, 1, taps, taps]);
        Tensor::<4>::from_data(data, &device)
    };
    let filter = |x, channels: usize| {
        let padding = [factor / 2; 2];
        let options = ConvOptions::new([factor; 2], padding, [1, 1], channels);
        conv2d(x, kernel(channels), None, options)
    };
    // At the edge, the weights of the existing pixels are normalized to add up to one.
    let inside = filter(Tensor::ones([1, 1, height, width], &device), 1);
    format::like(filter(format::full(x.clone()), channels).div(inside), &x)
}
