//! A degradation of a fixed strength, by its name in figures.

use crate::jpeg::Chroma;
use crate::{blur, camera, downscale, jpeg, noise};
use dynet_core::{Error, ErrorKind, Planar, Result};
use std::fmt;
use std::str::FromStr;

/// One way to make a photo worse, always by as much, so that results compare. The text form is the task's name in figures: `denoise-25`, `denoise-float-25`,
/// `camera-noise-200`, `jpeg-20`, `deblur-1.5`, `upscale-2`.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Degradation {
    /// Gaussian noise of this standard deviation, 0 to 255.
    Noise(f32),
    /// The same, neither cut to 0..1 nor to whole levels, see [`noise::gaussian_float`].
    FloatNoise(f32),
    /// Noise of a sensor that catches so many photons of white in a pixel, see [`camera::with_photons`].
    Camera(f32),
    /// JPEG of this quality, 1 to 100, colors at half resolution as most cameras write them.
    Jpeg(u8),
    /// Gaussian blur of this standard deviation in pixels.
    Blur(f32),
    /// Shrunk this many times by bicubic interpolation and enlarged again.
    Downscale(u8),
}

impl Degradation {
    /// The degraded photo, whole levels of 255 but for [`Degradation::FloatNoise`]. `seed` and `index` draw the noise, as in
    /// [`noise::gaussian`]; the others draw nothing.
    ///
    /// # Errors
    /// [`ErrorKind::Argument`] for a picture that cannot be degraded so: JPEG has 65,535 pixels a side.
    pub fn apply(self, clean: &Planar, seed: u64, index: u64) -> Result<Planar> {
        match self {
            Self::Noise(sigma) => Ok(noise::gaussian(clean, sigma, seed, index)),
            Self::FloatNoise(sigma) => Ok(noise::gaussian_float(clean, sigma, seed, index)),
            Self::Camera(photons) => Ok(camera::with_photons(clean, photons, seed, index)),
            Self::Jpeg(quality) => jpeg::with_quality(clean, quality, Chroma::Half),
            Self::Blur(sigma) => Ok(blur::with_sigma(clean, sigma)),
            Self::Downscale(times) => Ok(downscale::with_factor(clean, f64::from(times))),
        }
    }
}

impl fmt::Display for Degradation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Noise(sigma) => write!(f, "denoise-{sigma}"),
            Self::FloatNoise(sigma) => write!(f, "denoise-float-{sigma}"),
            Self::Camera(photons) => write!(f, "camera-noise-{photons}"),
            Self::Jpeg(quality) => write!(f, "jpeg-{quality}"),
            Self::Blur(sigma) => write!(f, "deblur-{sigma}"),
            Self::Downscale(times) => write!(f, "upscale-{times}"),
        }
    }
}

impl FromStr for Degradation {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let wrong = || {
            let text = format!(
                "unknown degradation {text:?}: give denoise-0 to denoise-255, denoise-float-0 to \
                 denoise-float-255, camera-noise-10 to \
                 camera-noise-100000, jpeg-1 to jpeg-100, deblur-0.1 to deblur-10, upscale-2 to upscale-8"
            );
            Error::new(ErrorKind::Argument, text)
        };
        let (kind, number) = text.rsplit_once('-').ok_or_else(wrong)?;
        let number: f32 = number.parse().map_err(|_| wrong())?;
        let whole = number.fract() == 0.0;
        match kind {
            "denoise" if (0.0..=255.0).contains(&number) => Ok(Self::Noise(number)),
            "denoise-float" if (0.0..=255.0).contains(&number) => Ok(Self::FloatNoise(number)),
            "camera-noise" if (10.0..=1e5).contains(&number) => Ok(Self::Camera(number)),
            "jpeg" if whole && (1.0..=100.0).contains(&number) => Ok(Self::Jpeg(number as u8)),
            "deblur" if (0.1..=10.0).contains(&number) => Ok(Self::Blur(number)),
            "upscale" if whole && (2.0..=8.0).contains(&number) => {
                Ok(Self::Downscale(number as u8))
            }
            _ => Err(wrong()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back() {
        for name in [
            "denoise-25",
            "denoise-float-25",
            "camera-noise-200",
            "jpeg-20",
            "deblur-1.5",
            "upscale-2",
        ] {
            assert_eq!(name.parse::<Degradation>().unwrap().to_string(), name);
        }
        for name in [
            "jpeg",
            "camera-noise-1",
            "jpeg-0",
            "jpeg-1.5",
            "deblur--1",
            "deblur-NaN",
            "upscale-1",
            "x-1",
        ] {
            let error = name.parse::<Degradation>().unwrap_err();
            assert!(error.to_string().contains(name), "{error}");
        }
    }
}
