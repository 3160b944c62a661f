//! Bilinear resizing.

use burn::tensor::module::interpolate;
use burn::tensor::ops::{InterpolateMode, InterpolateOptions};
use burn::tensor::{Device, Tensor, TensorData};

use crate::format;

/// Resizes as PyTorch's `interpolate(mode="bilinear", align_corners=False)` does.
///
/// Where gradients are tracked, rows and columns are mixed by two small matrices instead: Burn's
/// GPU backends have no backward pass for bilinear interpolation. Elsewhere it is one operation, so
/// that a graph has one `Resize`.
///
/// # Shapes
/// - `x` `[batch, channels, height, width]`
/// - output `[batch, channels, size[0], size[1]]`
pub fn resize(x: Tensor<4>, size: [usize; 2]) -> Tensor<4> {
    let device = x.device();
    if !device.is_autodiff() {
        let options = InterpolateOptions::new(InterpolateMode::Bilinear)
            .with_align_corners(false)
            .with_output_size(size);
        return interpolate(x, options);
    }
    let [batch, channels, height, width] = x.dims();
    let like = x.clone();
    // [b, c, h, w] to [b, c, w', h], and again to [b, c, h', w'].
    let columns = mix(format::full(x), width, size[1], &device).swap_dims(2, 3);
    let both = mix(columns, height, size[0], &device).swap_dims(2, 3);
    format::like(both.reshape([batch, channels, size[0], size[1]]), &like)
}

/// Resizes the last axis.
fn mix(x: Tensor<4>, from: usize, to: usize, device: &Device) -> Tensor<4> {
    let [batch, channels, rows, _] = x.dims();
    let matrix = TensorData::new(weights(from, to), [from, to]);
    let matrix = Tensor::<2>::from_data(matrix, device);
    x.reshape([batch * channels * rows, from])
        .matmul(matrix)
        .reshape([batch, channels, rows, to])
}

/// The interpolation matrix `[from, to]`: a new pixel's center lies between two old ones; beyond the edges, the last
/// ones repeat.
fn weights(from: usize, to: usize) -> Vec<f32> {
    let mut weights = vec![0.0; from * to];
    for place in 0..to {
        let centre = (place as f64 + 0.5) * from as f64 / to as f64 - 0.5;
        let centre = centre.clamp(0.0, from.saturating_sub(1) as f64);
        let (first, share) = (centre.floor(), centre.fract());
        let next = (first as usize + 1).min(from.saturating_sub(1));
        weights[first as usize * to + place] += (1.0 - share) as f32;
        weights[next * to + place] += share as f32;
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;
    use burn::tensor::Distribution;

    #[test]
    fn both_forms_give_the_same() {
        let device = Device::flex();
        for (from, to) in [
            ([16, 16], [32, 48]),
            ([5, 3], [7, 7]),
            ([8, 8], [4, 3]),
            ([1, 1], [6, 2]),
        ] {
            let shape = [2, 3, from[0], from[1]];
            let x = Tensor::<4>::random(shape, Distribution::Uniform(0.0, 1.0), &device);
            let one = resize(x.clone(), to);
            let other = resize(x.autodiff(), to).inner();
            assert_eq!(one.dims(), [2, 3, to[0], to[1]]);
            let far = one.sub(other).abs().max().into_scalar::<f32>();
            assert!(far < 1e-6, "{from:?} to {to:?}: {far}");
        }
    }
}
