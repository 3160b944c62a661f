//! Lost contrast.
//!
//! Hendrycks and Dietterich, "Benchmarking Neural Network Robustness to Common Corruptions" (ImageNet-C,
//! 2019): every value moves towards the mean of its color over the picture and keeps a factor of its
//! distance, 0.4, 0.3, 0.2, 0.1 or 0.05 by severity.

use crate::level;
use dynet_core::Planar;
use rand::{Rng, RngExt};
use std::ops::RangeInclusive;

/// Factors of severity 1 to 3; below, 8 bits hold too little to restore.
pub const FACTOR: RangeInclusive<f32> = 0.2..=0.4;

/// The picture with its contrast times a factor drawn from [`FACTOR`].
pub fn contrast(clean: &Planar, rng: &mut impl Rng) -> Planar {
    with_factor(clean, rng.random_range(FACTOR))
}

/// The picture with its contrast times `factor`: 1 leaves it, 0 gives its mean color.
pub fn with_factor(clean: &Planar, factor: f32) -> Planar {
    let mut pale = clean.clone();
    for channel in 0..3 {
        let plane = pale.plane_mut(channel);
        let mean = plane.iter().sum::<f32>() / plane.len().max(1) as f32;
        for value in plane {
            *value = level(mean + (*value - mean) * factor);
        }
    }
    pale
}
