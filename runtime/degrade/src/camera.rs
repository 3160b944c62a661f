//! The noise that a camera's sensor leaves in a photo: [`Camera`], with all that a camera does to it, and
//! [`with_photons`], a simple model of it.

mod colours;
mod demosaic;
mod develop;
mod gauss;
mod grain;
mod model;
mod sensor;
mod size;
mod smooth;

pub use demosaic::Demosaic;
pub use develop::Develop;
pub use grain::FilmGrain;
pub use model::{Camera, ISO};
pub use sensor::Sensor;
pub use smooth::Smooth;

use crate::level;
use dynet_core::Planar;
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, StandardNormal};
use std::ops::RangeInclusive;

/// Photons of white in a pixel: from a night shot to a cloudy day. Brooks et al. (2019) go up to 10,000,
/// where noise is hardly visible any more.
pub const PHOTONS: RangeInclusive<f32> = 83.0..=2000.0;

/// Red's and blue's share of green in white light as a sensor catches it: the middle of the ranges
/// of Brooks et al. ("Unprocessing Images for Learned Raw Denoising", 2019).
const CAUGHT: [f32; 3] = [1.0 / 2.15, 1.0, 1.0 / 1.7];

/// A sensor's noise with photons drawn from [`PHOTONS`], every doubling as often.
pub fn camera(clean: &Planar, rng: &mut impl Rng) -> Planar {
    let photons = rng
        .random_range(PHOTONS.start().ln()..=PHOTONS.end().ln())
        .exp();
    with_photons(clean, photons, rng.next_u64(), 0)
}

/// The noise of a sensor that catches `photons` of white in each pixel: grainy, stronger in the dark
/// and in red and blue, and alike in neighboring pixels.
///
/// Brooks et al. model it so: light catches noise whose variance grows with the light (photons come
/// by chance) plus a constant (the electronics). Each pixel catches one color only, and filling in the others
/// spreads the noise over the neighbors. Their shot noise from 0.0001 to 0.012 is 10,000 to 83
/// photons here, and the electronics' part follows from it as on their cameras.
///
/// Only the noise is taken from the sensor: filling in colors costs the picture no sharpness
/// here, since cameras do that better than the bilinear way of this model. `seed` and
/// `index` as in [`crate::noise::gaussian`]. Whole levels of 255.
pub fn with_photons(clean: &Planar, photons: f32, seed: u64, index: u64) -> Planar {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    random.set_stream(index);
    let shot = 1.0 / photons;
    let electronics = (2.18 * shot.ln() + 1.20).exp();
    let (width, height) = clean.size();
    let mut noisy = Planar::new(width, height);
    let mut caught = vec![0.0; width * height];
    for (channel, share) in CAUGHT.into_iter().enumerate() {
        let light: Vec<f32> = clean.plane(channel).iter().map(|v| linear(*v)).collect();
        for (at, noise) in caught.iter_mut().enumerate() {
            let normal: f32 = StandardNormal.sample(&mut random);
            let own = colour(at % width, at / width) == channel;
            let spread = (shot * light[at] * share + electronics).sqrt() / share;
            *noise = if own { spread * normal } else { 0.0 };
        }
        let noise = filled_in(&caught, width, channel);
        let pixels = light.iter().zip(noise).map(|(light, noise)| light + noise);
        for (to, value) in noisy.plane_mut(channel).iter_mut().zip(pixels) {
            *to = level(shown(value));
        }
    }
    noisy
}

/// The color that a pixel catches, in Bayer's pattern of red and green over green and blue.
fn colour(x: usize, y: usize) -> usize {
    x % 2 + y % 2
}

/// A channel's values where it was caught and, elsewhere, the mean of the nearest of them.
fn filled_in(caught: &[f32], width: usize, channel: usize) -> Vec<f32> {
    let height = caught.len() / width;
    let mean = |x: usize, y: usize| {
        let (mut sum, mut count) = (0.0, 0);
        for row in y.saturating_sub(1)..=(y + 1).min(height - 1) {
            for column in x.saturating_sub(1)..=(x + 1).min(width - 1) {
                if colour(column, row) == channel {
                    sum += caught[row * width + column];
                    count += 1;
                }
            }
        }
        sum / count.max(1) as f32
    };
    let value = |(at, value): (usize, &f32)| {
        let (x, y) = (at % width, at / width);
        if colour(x, y) == channel {
            *value
        } else {
            mean(x, y)
        }
    };
    caught.iter().enumerate().map(value).collect()
}

/// Light from an sRGB value (IEC 61966-2-1), both 0 to 1.
fn linear(value: f32) -> f32 {
    let value = value.clamp(0.0, 1.0);
    if value <= 0.04045 {
        value / 12.92
    } else {
        ((value + 0.055) / 1.055).powf(2.4)
    }
}

/// The sRGB value of light.
fn shown(light: f32) -> f32 {
    let light = light.clamp(0.0, 1.0);
    if light <= 0.003_130_8 {
        light * 12.92
    } else {
        1.055 * light.powf(1.0 / 2.4) - 0.055
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flat(level: f32) -> Planar {
        Planar::filled(128, 128, level)
    }

    /// Noise of a channel in levels of 255, and how alike neighbors are, -1 to 1.
    fn noise(clean: f32, photons: f32, channel: usize) -> (f32, f32) {
        let noisy = with_photons(&flat(clean), photons, 5, 0);
        let plane = noisy.plane(channel);
        let mean = plane.iter().sum::<f32>() / plane.len() as f32;
        let product = |apart: usize| {
            let pairs = plane.iter().zip(&plane[apart..]);
            let sum: f32 = pairs.map(|(a, b)| (a - mean) * (b - mean)).sum();
            sum / (plane.len() - apart) as f32
        };
        (product(0).sqrt() * 255.0, product(1) / product(0))
    }

    #[test]
    fn noise_is_that_of_photons_and_alike_in_neighbours() {
        // Middle gray is 0.214 of white's light. A caught green pixel varies by
        // sqrt(0.214 / 400 + electronics), one filled in by half of that, sRGB's slope is 1.08 there.
        let electronics: f32 = (2.18 * (1.0f32 / 400.0).ln() + 1.2).exp();
        let caught = (0.214 / 400.0 + electronics).sqrt() * 1.08 * 255.0;
        let expected = caught * (0.5f32 + 0.5 / 4.0).sqrt();
        let (spread, alike) = noise(0.5, 400.0, 1);
        assert!(
            (spread / expected - 1.0).abs() < 0.05,
            "{spread}, {expected}"
        );
        assert!(alike > 0.25, "{alike}");
        let (red, _) = noise(0.5, 400.0, 0);
        assert!(red > spread, "{red}");
    }

    #[test]
    fn fewer_photons_and_darker_places_have_more_noise() {
        let green = |clean, photons| noise(clean, photons, 1).0;
        assert!(green(0.5, 100.0) > 1.8 * green(0.5, 400.0));
        assert!(green(0.2, 400.0) > 1.2 * green(0.8, 400.0));
    }

    #[test]
    fn every_size_is_taken() {
        for (width, height) in [(1, 1), (1, 5), (4, 1), (3, 3)] {
            let noisy = with_photons(&Planar::new(width, height), 100.0, 0, 0);
            assert_eq!(noisy.data().len(), 3 * width * height);
        }
    }
}
