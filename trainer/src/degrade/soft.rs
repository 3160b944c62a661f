//! Lost sharpness: blur and lost resolution.

use dynet_runtime::Planar;
use dynet_runtime::spoil;
use rand::{Rng, RngExt};
use std::ops::RangeInclusive;

/// Standard deviations of Gaussian blur in pixels, from hardly visible to the most that a kernel of 21
/// holds. AdaIR (Chen et al., 2024) names Gaussian deblurring without a range; this one is ours.
pub const SIGMA: RangeInclusive<f32> = 0.5..=3.0;
/// How many times a picture was smaller: the usual factors of super-resolution and what lies between.
pub const TIMES: RangeInclusive<f64> = 2.0..=4.0;

/// Gaussian blur with a sigma drawn from [`SIGMA`].
pub fn blur(clean: &Planar, rng: &mut impl Rng) -> Planar {
    spoil::blur(clean, rng.random_range(SIGMA))
}

/// Shrunk by a factor drawn from [`TIMES`] and enlarged again, both bicubic.
pub fn low_resolution(clean: &Planar, rng: &mut impl Rng) -> Planar {
    spoil::shrink(clean, rng.random_range(TIMES))
}
