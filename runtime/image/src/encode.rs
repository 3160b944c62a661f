//! Encodes a photo to a file's bytes.

use super::{Format, Photo, tiff};
use dynet_core::{Error, ErrorKind, Result};
use image::codecs::{jpeg::JpegEncoder, png::PngEncoder, webp::WebPEncoder};
use image::{ExtendedColorType, ImageEncoder, ImageError};

/// High enough that the compression does not undo the restoration.
const JPEG_QUALITY: u8 = 95;
/// EXIF must fit one JPEG segment; a larger one is left out of a JPEG.
const JPEG_EXIF_BYTES: usize = 65_000;

pub(super) fn encode(photo: &Photo, format: Format) -> Result<Vec<u8>> {
    let refused = |error: Box<dyn std::error::Error + Send + Sync>| {
        let (width, height) = photo.pixels.size();
        Error::new(
            ErrorKind::Unsupported,
            format!(
                "{width}x{height} pixels cannot be written as {format:?}; choose another format"
            ),
        )
        .caused_by(error)
    };
    let mut bytes = Vec::new();
    match format {
        Format::Tiff => return tiff::write(photo).map_err(|e| refused(e.into())),
        Format::Png => write(photo, PngEncoder::new(&mut bytes), true, true, usize::MAX),
        Format::WebP => {
            let encoder = WebPEncoder::new_lossless(&mut bytes);
            write(photo, encoder, false, true, usize::MAX)
        }
        Format::Jpeg => {
            let encoder = JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY);
            write(photo, encoder, false, false, JPEG_EXIF_BYTES)
        }
    }
    .map_err(|e| refused(e.into()))?;
    Ok(bytes)
}

fn write(
    photo: &Photo,
    mut encoder: impl ImageEncoder,
    deep: bool,
    transparent: bool,
    exif_bytes: usize,
) -> image::ImageResult<()> {
    if let Some(icc) = &photo.icc {
        encoder
            .set_icc_profile(icc.clone())
            .map_err(ImageError::Unsupported)?;
    }
    if let Some(exif) = photo.exif.as_ref().filter(|exif| exif.len() <= exif_bytes) {
        encoder
            .set_exif_metadata(exif.clone())
            .map_err(ImageError::Unsupported)?;
    }
    let alpha = photo.alpha.as_deref();
    let deep = deep && photo.is_16_bit;
    let color = match (photo.is_grayscale, transparent && alpha.is_some(), deep) {
        (true, false, false) => ExtendedColorType::L8,
        (true, true, false) => ExtendedColorType::La8,
        (false, false, false) => ExtendedColorType::Rgb8,
        (false, true, false) => ExtendedColorType::Rgba8,
        (true, false, true) => ExtendedColorType::L16,
        (true, true, true) => ExtendedColorType::La16,
        (false, false, true) => ExtendedColorType::Rgb16,
        (false, true, true) => ExtendedColorType::Rgba16,
    };
    let mut raw =
        Vec::with_capacity(photo.pixels.pixels() * usize::from(color.bits_per_pixel()) / 8);
    if deep {
        levels(photo, transparent, 65535, |level| {
            raw.extend(level.to_ne_bytes())
        });
    } else {
        levels(photo, transparent, 255, |level| raw.push(level as u8));
    }
    encoder.write_image(
        &raw,
        photo.pixels.width() as u32,
        photo.pixels.height() as u32,
        color,
    )
}

/// All samples, interleaved, as integers from 0 to `max` (255 or 65535). A photo with
/// opacity is blended onto white if the format is not `transparent`.
pub(super) fn levels(photo: &Photo, transparent: bool, max: u16, mut put: impl FnMut(u16)) {
    let alpha = photo.alpha.as_deref();
    for i in 0..photo.pixels.pixels() {
        let alpha = alpha.map(|alpha| alpha[i]);
        for value in colours(photo, i) {
            let value = match alpha {
                Some(alpha) if !transparent => on_white(value, alpha),
                _ => value,
            };
            put(level(value, f32::from(max)));
        }
        match alpha {
            Some(alpha) if transparent && max == 255 => {
                put(((u32::from(alpha) + 128) / 257) as u16)
            }
            Some(alpha) if transparent => put(alpha),
            _ => {}
        }
    }
}

/// A pixel's colors, or their mean for a gray photo: three estimates of one brightness.
fn colours(photo: &Photo, i: usize) -> impl Iterator<Item = f32> {
    let [r, g, b] = [0, 1, 2].map(|channel| photo.pixels.plane(channel)[i]);
    let values = if photo.is_grayscale {
        [(r + g + b) / 3.0, 0.0, 0.0]
    } else {
        [r, g, b]
    };
    values
        .into_iter()
        .take(if photo.is_grayscale { 1 } else { 3 })
}

fn on_white(value: f32, alpha: u16) -> f32 {
    let alpha = f32::from(alpha) / 65535.0;
    value.clamp(0.0, 1.0) * alpha + 1.0 - alpha
}

/// The nearest integer level; NaN becomes black.
fn level(value: f32, max: f32) -> u16 {
    (value.clamp(0.0, 1.0) * max).round() as u16
}
