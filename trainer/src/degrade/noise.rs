//! Noise, pixel by pixel.

use super::level;
use dynet_runtime::{Planar, spoil};
use rand::{Rng, RngExt};
use std::ops::RangeInclusive;

/// Amplitudes of uniform noise, in levels of 255: from barely visible to as strong as sigma 35.
/// Zhang et al. (DyNet, 2024) name "random noise" for pre-training without a range; this one is ours.
pub const UNIFORM: RangeInclusive<f32> = 10.0..=60.0;

/// Standard deviations of the noise that is neither clipped nor rounded, in levels of 255: as DnCNN-B was
/// trained on (Zhang et al., "Beyond a Gaussian Denoiser", 2017).
pub const FLOAT_SIGMA: RangeInclusive<f32> = 0.0..=55.0;

/// Photons of white in a pixel: from a night shot to a cloudy day. Brooks et al. (2019) go up to 10,000,
/// where noise is hardly visible any more.
pub const PHOTONS: RangeInclusive<f32> = 83.0..=2000.0;

/// Gaussian noise of standard deviation `sigma` (0 to 255), clipped and truncated to 8 bits: the
/// denoising protocol of AirNet, PromptIR and DyNet, by the runtime that also measures with it.
pub fn gaussian(clean: &Planar, sigma: f32, rng: &mut impl Rng) -> Planar {
    dynet_runtime::noise::gaussian(clean, sigma, rng.next_u64(), 0)
}

/// Gaussian noise of a standard deviation drawn from [`FLOAT_SIGMA`], neither clipped nor rounded: the
/// protocol of DnCNN and FFDNet. Values lie outside 0 to 1, too.
pub fn float(clean: &Planar, rng: &mut impl Rng) -> Planar {
    let sigma = rng.random_range(FLOAT_SIGMA);
    dynet_runtime::noise::gaussian_float(clean, sigma, rng.next_u64(), 0)
}

/// Uniform noise between minus and plus an amplitude drawn from [`UNIFORM`], each channel by itself.
pub fn uniform(clean: &Planar, rng: &mut impl Rng) -> Planar {
    let amplitude = rng.random_range(UNIFORM) / 255.0;
    let mut noisy = clean.clone();
    for value in &mut noisy.data {
        *value = level(*value + rng.random_range(-amplitude..=amplitude));
    }
    noisy
}

/// A sensor's noise with photons drawn from [`PHOTONS`], every doubling as often.
pub fn camera(clean: &Planar, rng: &mut impl Rng) -> Planar {
    let photons = rng
        .random_range(PHOTONS.start().ln()..=PHOTONS.end().ln())
        .exp();
    spoil::camera(clean, photons, rng.next_u64(), 0)
}
