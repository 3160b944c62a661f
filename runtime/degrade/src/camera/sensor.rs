//! A sensor's noise, by ISO, as it was measured on real cameras.
//!
//! The variance of a raw value `x`, 0 (black) to 1 (full), is `shot * x + read`: light comes in photons, by chance,
//! and the electronics add noise of their own (Foi et al., "Practical Poissonian-Gaussian Noise Modeling and
//! Fitting for Single-Image Raw-Data", 2008). Both constants follow from darktable's measured profiles of 374
//! cameras (`noiseprofiles.json` of darktable 4.2.1, 6555 profiles, the green channel), to which `fit_sensor.py`
//! fits the laws below and can do so again.
//!
//! darktable's figures are smaller than the variance of a raw value: its tool takes the finest diagonal band of
//! Haar's transform after demosaicing, in which white noise has 0.0793 of the raw variance, as the script finds by
//! doing the same to simulated noise. That is divided out below. The median camera then catches 29,000 photons at
//! ISO 100 and has read noise of 2 photons at ISO 3200, and from ISO 300 on `shot` spans the range of Brooks et al.
//! ("Unprocessing Images for Learned Raw Denoising", 2019).

use rand::{Rng, RngExt};
use rand_distr::{Distribution, StandardNormal};

/// `shot` of the median camera at ISO 100: one over the photons of full white.
const SHOT: f32 = 3.45e-5;
/// `shot` grows with this power of ISO. Slightly less than 1: cameras smooth the highest ISO's raw values.
const SHOT_POWER: f32 = 0.931;
/// How much cameras differ: the standard deviation of `ln(shot)`, since pixels are large or small.
const SHOT_SPREAD: f32 = 0.78;

/// Read noise of the median camera at ISO 100, a standard deviation in photons.
const READ: f32 = 7.52;
/// Counted in photons, read noise falls with this power of ISO: the amplifier comes before most of the electronics.
const READ_POWER: f32 = -0.358;
/// Read noise also changes with this power of `shot` relative to the median camera: small pixels have less of it.
const READ_BY_SHOT: f32 = -0.300;
/// What then remains: a standard deviation of `ln(read noise)`.
const READ_SPREAD: f32 = 0.54;

/// Below so many photons, their number is drawn from Poisson's distribution; above, the normal one is close enough.
const FEW: f32 = 12.0;

/// A sensor at one ISO: the variance of a raw value `x` is `shot * x + read`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sensor {
    /// One over the photons that fill a pixel.
    pub shot: f32,
    /// Variance of the electronics' noise, raw values being 0 to 1.
    pub read: f32,
    /// Standard deviation of the noise that all pixels of a row share, relative to the read noise's.
    /// Visible only in pushed shadows (Wei et al., "A Physics-based Noise Formation Model for Extreme Low-light Raw
    /// Denoising", 2020, model it so).
    pub banding: f32,
    /// Share of hot pixels, which are bright without light. Cameras hide the known ones.
    pub hot: f32,
}

impl Sensor {
    /// A random camera, within two standard deviations of the median one. One in ten has bands, of a
    /// tenth to half of its read noise, and one in thirty has hot pixels, up to one in 5,000: our guesses, kept
    /// rare.
    pub fn random(iso: f32, rng: &mut impl Rng) -> Self {
        let size = deviation(rng) * SHOT_SPREAD;
        let electronics = deviation(rng) * READ_SPREAD;
        let banding = if rng.random_bool(0.1) {
            rng.random_range(0.1..=0.5)
        } else {
            0.0
        };
        let hot = if rng.random_bool(1.0 / 30.0) {
            rng.random_range(1e-5..=2e-4)
        } else {
            0.0
        };
        Self {
            banding,
            hot,
            ..Self::among(iso, size, electronics)
        }
    }

    /// The median camera, without bands and hot pixels.
    pub fn typical(iso: f32) -> Self {
        Self::among(iso, 0.0, 0.0)
    }

    /// The camera whose `ln(shot)` is by `size` above the median one's and whose read noise, by `electronics`.
    fn among(iso: f32, size: f32, electronics: f32) -> Self {
        let gain = (iso / 100.0).max(0.01).ln();
        let shot = SHOT * (SHOT_POWER * gain + size).exp();
        let photons = READ * (READ_POWER * gain + READ_BY_SHOT * size + electronics).exp();
        Self {
            shot,
            read: (photons * shot).powi(2),
            banding: 0.0,
            hot: 0.0,
        }
    }

    /// The raw values, row by row, with this sensor's noise. They go below 0, since raw files keep what is darker
    /// than black, but not above 1, where a pixel is full.
    pub fn expose(&self, raw: &[f32], width: usize, rng: &mut impl Rng) -> Vec<f32> {
        let read = self.read.sqrt();
        let mut noisy = Vec::with_capacity(raw.len());
        for row in raw.chunks(width.max(1)) {
            let band = if self.banding > 0.0 {
                self.banding * read * deviation(rng)
            } else {
                0.0
            };
            noisy.extend(row.iter().map(|value| {
                let value = value.max(0.0);
                let normal: f32 = StandardNormal.sample(rng);
                let photons = value / self.shot;
                let caught = if photons < FEW {
                    poisson(photons, rng) * self.shot + read * normal
                } else {
                    value + (self.shot * value + self.read).sqrt() * normal
                };
                (caught + band).min(1.0)
            }));
        }
        if self.hot > 0.0 {
            let count = (self.hot * noisy.len() as f32).round() as usize;
            for _ in 0..count {
                let at = rng.random_range(0..noisy.len());
                noisy[at] = (noisy[at] + rng.random_range(0.1..=1.0f32)).min(1.0);
            }
        }
        noisy
    }
}

/// A normal number, cut off at two standard deviations.
pub(super) fn deviation(rng: &mut impl Rng) -> f32 {
    let normal: f32 = StandardNormal.sample(rng);
    normal.clamp(-2.0, 2.0)
}

/// A number of photons where `mean` come on average (Knuth's way, good for few).
fn poisson(mean: f32, rng: &mut impl Rng) -> f32 {
    let end = (-mean).exp();
    let (mut product, mut count) = (rng.random::<f32>(), 0.0);
    while product > end {
        product *= rng.random::<f32>();
        count += 1.0;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    fn moments(values: &[f32]) -> (f64, f64) {
        let count = values.len() as f64;
        let mean = values.iter().map(|v| f64::from(*v)).sum::<f64>() / count;
        let squares = values.iter().map(|v| (f64::from(*v) - mean).powi(2));
        (mean, squares.sum::<f64>() / count)
    }

    #[test]
    fn variance_is_shot_times_light_plus_read() {
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        for iso in [100.0, 3200.0, 25600.0] {
            let sensor = Sensor::typical(iso);
            // Many photons and, at ISO 25,600, few.
            for light in [0.0, 0.01, 0.03, 0.2, 0.7] {
                let noisy = sensor.expose(&vec![light; 200_000], 500, &mut rng);
                let (mean, variance) = moments(&noisy);
                let expected = f64::from(sensor.shot * light + sensor.read);
                // The variance of 200,000 numbers is known to 0.3 %.
                let ratio = variance / expected;
                assert!((ratio - 1.0).abs() < 0.02, "{iso} {light}: {ratio}");
                let off = (mean - f64::from(light)).abs() / (expected / 2e5).sqrt();
                assert!(off < 4.0, "{iso} {light}: mean {mean}");
            }
        }
    }

    #[test]
    fn constants_are_those_of_cameras() {
        let base = Sensor::typical(100.0);
        assert!((1.0 / base.shot - 29_000.0).abs() < 500.0);
        let high = Sensor::typical(3200.0);
        let photons = high.read.sqrt() / high.shot;
        assert!((1.5..3.0).contains(&photons), "{photons}");
        let mut rng = ChaCha8Rng::seed_from_u64(2);
        for _ in 0..1000 {
            let drawn = Sensor::random(3200.0, &mut rng);
            let ratio = drawn.shot / high.shot;
            assert!((0.2..5.0).contains(&ratio), "{ratio}");
        }
    }

    #[test]
    fn bands_run_along_rows() {
        let mut rng = ChaCha8Rng::seed_from_u64(3);
        let sensor = Sensor {
            banding: 1.0,
            ..Sensor::typical(6400.0)
        };
        let noisy = sensor.expose(&vec![0.0; 256 * 256], 256, &mut rng);
        let means: Vec<f32> = noisy.chunks(256).map(|row| moments(row).0 as f32).collect();
        let (_, between) = moments(&means);
        // A normal number cut at 2 keeps 0.92 of its variance; the other noise is averaged away.
        let share = between / f64::from(sensor.read);
        assert!((0.7..1.2).contains(&share), "{share}");
    }
}
