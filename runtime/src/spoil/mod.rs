//! Photos made worse on purpose, to measure on and to train from.
//!
//! ```
//! use dynet_runtime::Planar;
//! use dynet_runtime::spoil::Spoil;
//! let clean = Planar { width: 32, height: 16, data: vec![0.5; 3 * 32 * 16] };
//! let spoil: Spoil = "jpeg-20".parse()?;
//! let spoilt = spoil.apply(&clean, 0, 0)?;
//! assert_eq!(spoilt.data.len(), clean.data.len());
//! # Ok::<(), dynet_runtime::Error>(())
//! ```

mod blur;
mod camera;
mod jpeg;
mod shrink;

pub use blur::blur;
pub use camera::camera;
pub use jpeg::{Colours, jpeg};
pub use shrink::shrink;

use std::fmt;
use std::str::FromStr;

use crate::{Error, ErrorKind, Planar, Result, noise};

/// One way to spoil a photo. The text form is the task's name in figures: `denoise-25`, `denoise-float-25`,
/// `camera-noise-200`, `jpeg-20`, `deblur-1.5`, `upscale-2`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Spoil {
    /// Gaussian noise of this standard deviation, 0 to 255.
    Noise(f32),
    /// The same, neither cut to 0..1 nor to whole levels, see [`noise::gaussian_float`].
    FloatNoise(f32),
    /// Noise of a sensor that catches so many photons of white in a pixel, see [`camera()`].
    Camera(f32),
    /// JPEG of this quality, 1 to 100, colours at half resolution as most cameras write them.
    Jpeg(u8),
    /// Gaussian blur of this standard deviation in pixels.
    Blur(f32),
    /// Shrunk this many times by bicubic interpolation and enlarged again.
    Shrink(u8),
}

impl Spoil {
    /// The spoilt photo, whole levels of 255 but for [`Spoil::FloatNoise`]. `seed` and `index` draw the noise, as in
    /// [`noise::gaussian`]; the others draw nothing.
    ///
    /// # Errors
    /// [`ErrorKind::Argument`] for a picture that cannot be spoilt so: JPEG has 65,535 pixels a side.
    pub fn apply(self, clean: &Planar, seed: u64, index: u64) -> Result<Planar> {
        clean.check()?;
        match self {
            Self::Noise(sigma) => Ok(noise::gaussian(clean, sigma, seed, index)),
            Self::FloatNoise(sigma) => Ok(noise::gaussian_float(clean, sigma, seed, index)),
            Self::Camera(photons) => Ok(camera(clean, photons, seed, index)),
            Self::Jpeg(quality) => jpeg(clean, quality, Colours::Half),
            Self::Blur(sigma) => Ok(blur(clean, sigma)),
            Self::Shrink(times) => Ok(shrink(clean, f64::from(times))),
        }
    }
}

impl fmt::Display for Spoil {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Noise(sigma) => write!(f, "denoise-{sigma}"),
            Self::FloatNoise(sigma) => write!(f, "denoise-float-{sigma}"),
            Self::Camera(photons) => write!(f, "camera-noise-{photons}"),
            Self::Jpeg(quality) => write!(f, "jpeg-{quality}"),
            Self::Blur(sigma) => write!(f, "deblur-{sigma}"),
            Self::Shrink(times) => write!(f, "upscale-{times}"),
        }
    }
}

impl FromStr for Spoil {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let wrong = || {
            let text = format!(
                "{text:?} spoils nothing: give denoise-0 to denoise-255, denoise-float-0 to \
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
            "upscale" if whole && (2.0..=8.0).contains(&number) => Ok(Self::Shrink(number as u8)),
            _ => Err(wrong()),
        }
    }
}

/// The nearest of the 256 levels that an 8-bit picture has.
fn level(value: f32) -> f32 {
    (value.clamp(0.0, 1.0) * 255.0).round() / 255.0
}

/// A picture as red, green and blue bytes, pixel by pixel.
fn bytes(picture: &Planar) -> Vec<u8> {
    let [red, green, blue] = [0, 1, 2].map(|channel| picture.plane(channel));
    let colours = red.iter().zip(green).zip(blue);
    let level = |value: f32| (value.clamp(0.0, 1.0) * 255.0).round() as u8;
    colours
        .flat_map(|((r, g), b)| [level(*r), level(*g), level(*b)])
        .collect()
}

/// Red, green and blue bytes, pixel by pixel, as a picture of `size` (width, height).
fn picture((width, height): (usize, usize), bytes: &[u8]) -> Planar {
    let mut picture = Planar::new(width, height);
    for channel in 0..3 {
        let values = bytes.iter().skip(channel).step_by(3);
        for (to, from) in picture.plane_mut(channel).iter_mut().zip(values) {
            *to = f32::from(*from) / 255.0;
        }
    }
    picture
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
            assert_eq!(name.parse::<Spoil>().unwrap().to_string(), name);
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
            let error = name.parse::<Spoil>().unwrap_err();
            assert!(error.to_string().contains(name), "{error}");
        }
    }
}
