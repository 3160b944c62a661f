//! JPEG compression.

use dynet_runtime::Planar;
use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageFormat};
use rand::{Rng, RngExt};
use std::ops::RangeInclusive;

/// Encoder qualities: 10 is the hardest of the usual test levels (Dong et al., ARCNN, 2015: 10 to
/// 40); above 60 hardly anything is left to repair.
pub const QUALITY: RangeInclusive<u8> = 10..=60;

/// Compresses and decompresses with a quality drawn from [`QUALITY`].
pub fn jpeg(clean: &Planar, rng: &mut impl Rng) -> Planar {
    with_quality(clean, rng.random_range(QUALITY))
}

/// Compresses and decompresses with this quality, 1 to 100.
///
/// A picture that JPEG cannot hold (a side of 0 or over 65535 pixels) comes back as it is.
pub fn with_quality(clean: &Planar, quality: u8) -> Planar {
    through_codec(clean, quality).unwrap_or_else(|| clean.clone())
}

fn through_codec(clean: &Planar, quality: u8) -> Option<Planar> {
    let pixels = clean.pixels();
    let mut raw = vec![0u8; 3 * pixels];
    for channel in 0..3 {
        for (at, value) in clean.plane(channel).iter().enumerate() {
            raw[3 * at + channel] = (value.clamp(0.0, 1.0) * 255.0).round() as u8;
        }
    }
    let mut file = Vec::with_capacity(pixels);
    let (width, height) = (clean.width as u32, clean.height as u32);
    JpegEncoder::new_with_quality(&mut file, quality)
        .encode(&raw, width, height, ExtendedColorType::Rgb8)
        .ok()?;
    let decoded = image::load_from_memory_with_format(&file, ImageFormat::Jpeg).ok()?;
    let raw = decoded.into_rgb8().into_raw();
    let mut degraded = Planar::new(clean.width, clean.height);
    for channel in 0..3 {
        for (at, value) in degraded.plane_mut(channel).iter_mut().enumerate() {
            *value = f32::from(raw[3 * at + channel]) / 255.0;
        }
    }
    Some(degraded)
}
