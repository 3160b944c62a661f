//! Noise, pixel by pixel, the same in training and in measuring.
//!
//! PromptIR, AirNet and DyNet add noise on the `uint8` scale and cut the result back to `uint8` by
//! truncation: `clip(x + sigma * N(0, 1), 0, 255)`, digits after the point dropped. The truncation
//! darkens the picture by about half a step on average; published figures contain it, so it stays.

use crate::level;
use dynet_core::Planar;
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, StandardNormal};
use std::ops::RangeInclusive;

/// Amplitudes of uniform noise, in levels of 255: from barely visible to as strong as sigma 35.
/// Zhang et al. (DyNet, 2024) name "random noise" for pre-training without a range; this one is ours.
pub const UNIFORM: RangeInclusive<f32> = 10.0..=60.0;

/// Standard deviations of the noise that is neither clipped nor rounded, in levels of 255: as DnCNN-B was
/// trained on (Zhang et al., "Beyond a Gaussian Denoiser", 2017).
pub const FLOAT_SIGMA: RangeInclusive<f32> = 0.0..=55.0;

/// Adds Gaussian noise of standard deviation `sigma` (on the scale 0 to 255) to a picture.
///
/// The picture is first rounded to 8 bits, as the protocol reads 8-bit files. Equal `(seed, index)`
/// give equal noise on every machine; another index (say, the picture's place in its set) gives
/// independent noise under the same seed.
///
/// ```
/// use dynet_core::Planar;
/// use dynet_degrade::noise;
/// let grey = Planar::filled(8, 8, 0.5);
/// let noisy = noise::gaussian(&grey, 25.0, 0, 3);
/// assert_eq!(noisy, noise::gaussian(&grey, 25.0, 0, 3));
/// assert_ne!(noisy, noise::gaussian(&grey, 25.0, 0, 4));
/// ```
pub fn gaussian(clean: &Planar, sigma: f32, seed: u64, index: u64) -> Planar {
    let cut = |level: f32| level.clamp(0.0, 255.0).trunc() / 255.0;
    noisy(clean, sigma, (seed, index), cut)
}

/// The same noise, neither clipped nor truncated: values lie outside 0 to 1, too.
///
/// So DnCNN's and FFDNet's figures are measured (Zhang et al., 2017 and 2018). It is the easier task: bright and dark
/// areas keep all of their noise, whose mean tells the level below it.
pub fn gaussian_float(clean: &Planar, sigma: f32, seed: u64, index: u64) -> Planar {
    noisy(clean, sigma, (seed, index), |level| level / 255.0)
}

/// Gaussian noise of a standard deviation drawn from [`FLOAT_SIGMA`], as [`gaussian_float`] has it.
pub fn float(clean: &Planar, rng: &mut impl Rng) -> Planar {
    let sigma = rng.random_range(FLOAT_SIGMA);
    gaussian_float(clean, sigma, rng.next_u64(), 0)
}

/// Uniform noise between minus and plus an amplitude drawn from [`UNIFORM`], each channel by itself.
pub fn uniform(clean: &Planar, rng: &mut impl Rng) -> Planar {
    let amplitude = rng.random_range(UNIFORM) / 255.0;
    let mut noisy = clean.clone();
    for value in noisy.data_mut() {
        *value = level(*value + rng.random_range(-amplitude..=amplitude));
    }
    noisy
}

/// Each value, rounded to 8 bits, with noise on the scale of 0 to 255, as `finish` has it.
fn noisy(
    clean: &Planar,
    sigma: f32,
    (seed, index): (u64, u64),
    finish: impl Fn(f32) -> f32,
) -> Planar {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    random.set_stream(index);
    clean.map(|value| {
        let normal: f32 = StandardNormal.sample(&mut random);
        finish((value.clamp(0.0, 1.0) * 255.0).round() + sigma * normal)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flat(level: f32) -> Planar {
        Planar::filled(256, 256, level / 255.0)
    }

    #[test]
    fn has_the_asked_spread_and_the_bias_of_truncation() {
        let noisy = gaussian(&flat(128.0), 25.0, 7, 0);
        let n = noisy.data().len() as f64;
        let mean = noisy
            .data()
            .iter()
            .map(|&v| f64::from(v) * 255.0)
            .sum::<f64>()
            / n;
        let spread = noisy
            .data()
            .iter()
            .map(|&v| (f64::from(v) * 255.0 - mean).powi(2))
            .sum::<f64>()
            / n;
        // 196,608 samples: the mean is known to 0.06, the deviation to 0.04.
        assert!((mean - 127.5).abs() < 0.25, "mean {mean}");
        assert!((spread.sqrt() - 25.0).abs() < 0.2, "deviation {spread}");
    }

    #[test]
    fn gives_whole_levels_within_range() {
        let noisy = gaussian(&flat(250.0), 50.0, 1, 9);
        assert!(noisy.data().iter().all(|v| {
            let level = v * 255.0;
            (0.0..=255.0).contains(&level) && (level - level.round()).abs() < 1e-3
        }));
    }

    #[test]
    fn noise_as_it_comes_has_no_bias() {
        for level in [0.0, 128.0, 255.0] {
            let noisy = gaussian_float(&flat(level), 25.0, 7, 0);
            let sum = noisy
                .data()
                .iter()
                .map(|&v| f64::from(v) * 255.0)
                .sum::<f64>();
            let mean = sum / noisy.data().len() as f64;
            assert!((mean - f64::from(level)).abs() < 0.25, "mean {mean}");
        }
    }

    #[test]
    fn no_noise_leaves_eight_bit_pictures_alone() {
        let mut ramp = Planar::new(256, 1);
        for (i, value) in ramp.data_mut().iter_mut().enumerate() {
            *value = (i % 256) as f32 / 255.0;
        }
        assert_eq!(gaussian(&ramp, 0.0, 0, 0), ramp);
    }
}
