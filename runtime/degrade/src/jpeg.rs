//! JPEG compression.

use crate::pixels::{bytes, picture};
use dynet_core::{Error, ErrorKind, Planar, Result};
use image::ImageFormat;
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use rand::{Rng, RngExt};
use std::io::Cursor;
use std::ops::RangeInclusive;

/// Encoder qualities: 10 is the hardest of the usual test levels (Dong et al., ARCNN, 2015: 10 to
/// 40); above 60 hardly anything is left to repair.
pub const QUALITY: RangeInclusive<u8> = 10..=60;
/// How often colors are kept at half resolution, as most cameras and programs write them.
const HALF_COLOURS: f64 = 0.7;

/// How much of the color JPEG keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Chroma {
    /// Every pixel's (4:4:4).
    Full,
    /// One value for two by two pixels (4:2:0): what most cameras and programs write.
    Half,
}

/// Compresses and decompresses with a quality drawn from [`QUALITY`].
///
/// A picture that JPEG cannot hold (a side over 65535 pixels) comes back as it is.
pub fn jpeg(clean: &Planar, rng: &mut impl Rng) -> Planar {
    let quality = rng.random_range(QUALITY);
    let chroma = match rng.random_bool(HALF_COLOURS) {
        true => Chroma::Half,
        false => Chroma::Full,
    };
    with_quality(clean, quality, chroma).unwrap_or_else(|_| clean.clone())
}

/// The picture as JPEG of `quality` (1 to 100) leaves it.
///
/// # Errors
/// [`ErrorKind::Argument`] for a side over 65,535 pixels.
pub fn with_quality(clean: &Planar, quality: u8, chroma: Chroma) -> Result<Planar> {
    let wrong = |e: String| Error::new(ErrorKind::Argument, format!("this is no JPEG photo: {e}"));
    let side = |side: usize| {
        u16::try_from(side).map_err(|_| wrong(format!("{side} pixels are more than 65535")))
    };
    let (width, height) = (side(clean.width())?, side(clean.height())?);
    let mut file = Vec::with_capacity(clean.pixels());
    let mut encoder = Encoder::new(&mut file, quality.clamp(1, 100));
    encoder.set_sampling_factor(match chroma {
        Chroma::Full => SamplingFactor::F_1_1,
        Chroma::Half => SamplingFactor::F_2_2,
    });
    encoder
        .encode(&bytes(clean), width, height, ColorType::Rgb)
        .map_err(|e| wrong(e.to_string()))?;
    let decoded = image::ImageReader::with_format(Cursor::new(file), ImageFormat::Jpeg).decode();
    let decoded = decoded.map_err(|e| wrong(e.to_string()))?.into_rgb8();
    Ok(picture(clean.size(), decoded.as_raw()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use dynet_core::metrics::psnr;

    /// Coarse color edges and fine brightness, which half colors harm and keep.
    fn checks() -> Planar {
        let mut photo = Planar::new(64, 48);
        for channel in 0..3 {
            for (at, value) in photo.plane_mut(channel).iter_mut().enumerate() {
                *value = f32::from(u8::from((at + at / 64 + channel) % 3 == 0)) * 0.4 + 0.3;
            }
        }
        photo
    }

    #[test]
    fn quality_and_colours_tell() {
        let clean = checks();
        let at = |quality, chroma| {
            psnr(&with_quality(&clean, quality, chroma).unwrap(), &clean).unwrap()
        };
        assert!(at(95, Chroma::Full) > 30.0);
        assert!(at(95, Chroma::Full) > at(20, Chroma::Full) + 3.0);
        assert!(at(95, Chroma::Full) > at(95, Chroma::Half) + 3.0);
    }

    #[test]
    fn too_wide_is_an_error() {
        let wide = Planar::new(70_000, 1);
        assert!(
            with_quality(&wide, 50, Chroma::Half)
                .unwrap_err()
                .to_string()
                .contains("70000")
        );
    }
}
