//! Gaussian blur.

use crate::level;
use dynet_core::Planar;
use rand::{Rng, RngExt};
use std::ops::RangeInclusive;

/// Pixels on each side that blur reaches: kernels of 21, as deblurring is measured with.
const REACH: usize = 10;
/// Standard deviations of Gaussian blur in pixels, from hardly visible to the most that a kernel of 21
/// holds. AdaIR (Chen et al., 2024) names Gaussian deblurring without a range; this one is ours.
pub const SIGMA: RangeInclusive<f32> = 0.5..=3.0;

/// Gaussian blur with a sigma drawn from [`SIGMA`].
pub fn blur(clean: &Planar, rng: &mut impl Rng) -> Planar {
    with_sigma(clean, rng.random_range(SIGMA))
}

/// The picture under a Gaussian of standard deviation `sigma` pixels; pixels beyond an edge are the
/// edge's. Sigmas up to 3.3 fit into the kernel, larger ones are cut off at its end.
pub fn with_sigma(clean: &Planar, sigma: f32) -> Planar {
    let weight = |at: usize| (-0.5 * (at as f32 / sigma.max(1e-3)).powi(2)).exp();
    let half: Vec<f32> = (0..=REACH).map(weight).collect();
    let sum = half[0] + 2.0 * half[1..].iter().sum::<f32>();
    let kernel: Vec<f32> = half.iter().map(|weight| weight / sum).collect();

    let (width, height) = clean.size();
    let mut blurred = clean.clone();
    for channel in 0..3 {
        let plane = blurred.plane_mut(channel);
        for row in plane.chunks_mut(width.max(1)) {
            line(row, &kernel);
        }
        let mut column = vec![0.0; height];
        for x in 0..width {
            let at = |y: usize| y * width + x;
            (0..height).for_each(|y| column[y] = plane[at(y)]);
            line(&mut column, &kernel);
            (0..height).for_each(|y| plane[at(y)] = level(column[y]));
        }
    }
    blurred
}

/// Blurs a row or a column in its place; `kernel` is the half from the middle on.
fn line(values: &mut [f32], kernel: &[f32]) {
    let old = values.to_vec();
    let last = old.len().saturating_sub(1);
    for (at, value) in values.iter_mut().enumerate() {
        let pair =
            |(d, w): (usize, &f32)| w * (old[at.saturating_sub(d)] + old[(at + d).min(last)]);
        *value = kernel[0] * old[at] + kernel.iter().enumerate().skip(1).map(pair).sum::<f32>();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dot_spreads_as_its_sigma_says() {
        let mut dot = Planar::new(41, 41);
        dot.plane_mut(1)[20 * 41 + 20] = 1.0;
        // Levels of 255 are too coarse for the far ends: a row of the middle is enough to see.
        let blurred = with_sigma(&dot, 1.5);
        let row = &blurred.plane(1)[20 * 41..21 * 41];
        let peak = row[20];
        let expected = 1.0 / (2.0 * std::f32::consts::PI * 1.5 * 1.5);
        assert!((peak - expected).abs() < 2.0 / 255.0, "{peak} {expected}");
        let beside = row[22] / peak;
        assert!(
            (beside - (-0.5 * (2.0f32 / 1.5).powi(2)).exp()).abs() < 0.04,
            "{beside}"
        );
        assert_eq!(row[18], row[22]);
        assert!(blurred.plane(0).iter().all(|value| *value == 0.0));
    }

    #[test]
    fn a_flat_picture_and_a_weak_blur_change_nothing() {
        let flat = Planar::filled(7, 5, 100.0 / 255.0);
        assert_eq!(with_sigma(&flat, 2.0), flat);
        let mut dot = flat.clone();
        dot.data_mut()[17] = 1.0;
        assert_eq!(with_sigma(&dot, 0.05), dot);
    }
}
