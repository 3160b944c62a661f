//! A camera: from a clean picture to the grain that it has as a photo.
//!
//! The picture is taken back to a sensor's raw values (Brooks et al., "Unprocessing Images for Learned Raw
//! Denoising", 2019), gets the noise of a real sensor there, and is developed again: colors filled in, white
//! balance, color matrix, tone curve, the camera's own smoothing and sharpening, and shrunk as for the web. Zhang
//! et al. train on such a chain for real photos (BSRGAN, 2021; SCUNet, 2022). It is done with and without noise,
//! and only the difference is added: the picture keeps its sharpness and colors, the grain is a camera's.
//!
//! ```
//! use dynet_core::Planar;
//! use dynet_degrade::camera::Camera;
//! use rand::SeedableRng;
//! let clean = Planar::filled(32, 16, 0.5);
//! let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(0);
//! let photo = Camera::random(&mut rng).apply(&clean, &mut rng);
//! assert_eq!(photo.data().len(), clean.data().len());
//! ```

use super::demosaic::{self, Demosaic};
use super::develop::Develop;
use super::sensor::Sensor;
use super::size;
use super::smooth::Smooth;
use dynet_core::Planar;
use rand::{Rng, RngExt};

/// ISO from the base of most cameras to the most at which their photos are used.
pub const ISO: std::ops::RangeInclusive<f32> = 100.0..=25600.0;

/// One photo's camera and settings.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    /// The sensor at the photo's ISO.
    pub sensor: Sensor,
    /// Exposure, white balance, colors and tone.
    pub develop: Develop,
    /// How colors are filled in.
    pub demosaic: Demosaic,
    /// Where Bayer's pattern begins: 0 or 1 to the right and down.
    pub shift: (usize, usize),
    /// Noise reduction and sharpening.
    pub smooth: Smooth,
    /// The size of the picture relative to the photo from which it was shrunk, 1 if it was not.
    pub scale: f32,
    /// Shrunk by a cubic rather than by means over areas.
    pub cubic: bool,
}

impl Camera {
    /// Everything is drawn at random. ISO lies in [`ISO`], the middle more often than the ends: at ISO 100 there is
    /// hardly any noise to learn from. Four pictures in ten were shrunk, to 0.4 at least, as
    /// BSRGAN and SCUNet also resize.
    pub fn random(rng: &mut impl Rng) -> Self {
        let (low, high) = (ISO.start().ln(), ISO.end().ln());
        let place = (rng.random::<f32>() + rng.random::<f32>()) / 2.0;
        let iso = (low + place * (high - low)).exp();
        let shrunk = rng.random_bool(0.4);
        Self {
            sensor: Sensor::random(iso, rng),
            develop: Develop::random(rng),
            demosaic: Demosaic::random(rng),
            shift: (rng.random_range(0..2), rng.random_range(0..2)),
            smooth: Smooth::random(rng),
            scale: if shrunk {
                rng.random_range(0.4..=1.0)
            } else {
                1.0
            },
            cubic: rng.random_bool(0.5),
        }
    }

    /// The median camera at this ISO and everything else in the middle of its range, not shrunk: for measuring.
    pub fn at_iso(iso: f32) -> Self {
        Self {
            sensor: Sensor::typical(iso),
            develop: Develop::typical(),
            demosaic: Demosaic::Malvar,
            shift: (0, 0),
            smooth: Smooth::typical(),
            scale: 1.0,
            cubic: false,
        }
    }

    /// The picture with this camera's noise, 0 to 1, not rounded.
    pub fn apply(&self, clean: &Planar, rng: &mut impl Rng) -> Planar {
        let mut photo = clean.clone();
        // A margin around the picture is developed too, so that the noise at its edges is like that in its middle.
        let margin = self.smooth.reach();
        let scene = size::before(clean, self.scale, margin + demosaic::REACH);
        let raw = self.develop.raw(&scene, self.shift);
        let noisy = self.sensor.expose(&raw, scene.width(), rng);
        let developed = |raw: &[f32]| {
            let colours = self.demosaic.fill(raw, scene.width(), self.shift);
            self.develop.shown(colours)
        };
        let width = scene.width() - 2 * demosaic::REACH;
        let noise = self
            .smooth
            .noise(developed(&noisy), &developed(&raw), width);
        for (channel, noise) in noise.iter().enumerate() {
            let size = clean.size();
            let noise = size::after(noise, width, margin, size, self.cubic);
            let values = photo.plane_mut(channel).iter_mut().zip(noise);
            values.for_each(|(value, noise)| *value = (*value + noise).clamp(0.0, 1.0));
        }
        photo
    }
}
