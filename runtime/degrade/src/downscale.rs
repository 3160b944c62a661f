//! Lost resolution.

use crate::pixels::{bytes, picture};
use dynet_core::Planar;
use image::imageops::{FilterType, resize};
use image::{ImageBuffer, Rgb};
use rand::{Rng, RngExt};
use std::ops::RangeInclusive;

/// How many times a picture was smaller: the usual factors of super-resolution and what lies between.
pub const FACTOR: RangeInclusive<f64> = 2.0..=4.0;

/// Shrunk by a factor drawn from [`FACTOR`] and enlarged again, both bicubic.
pub fn downscale(clean: &Planar, rng: &mut impl Rng) -> Planar {
    with_factor(clean, rng.random_range(FACTOR))
}

/// The picture shrunk `factor` times (1 or more) by bicubic interpolation and enlarged again to its size: the
/// usual beginning of super-resolution by a network whose output is as large as its input.
pub fn with_factor(clean: &Planar, factor: f64) -> Planar {
    let (width, height) = (clean.width() as u32, clean.height() as u32);
    let small = |side: u32| ((f64::from(side) / factor.max(1.0)).round() as u32).max(1);
    let Some(image) = ImageBuffer::<Rgb<u8>, _>::from_raw(width, height, bytes(clean)) else {
        return clean.clone();
    };
    // Catmull and Rom's is the cubic that MATLAB's and Pillow's `bicubic` have.
    let filter = FilterType::CatmullRom;
    let little = resize(&image, small(width), small(height), filter);
    let again = resize(&little, width, height, filter);
    picture(clean.size(), again.as_raw())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fine_lines_go_and_slopes_stay() {
        let mut photo = Planar::new(64, 64);
        for (at, value) in photo.plane_mut(0).iter_mut().enumerate() {
            *value = (at % 2) as f32;
        }
        for (at, value) in photo.plane_mut(1).iter_mut().enumerate() {
            *value = (at % 64) as f32 / 64.0;
        }
        let small = with_factor(&photo, 4.0);
        let middle = |channel: usize| small.plane(channel)[32 * 64 + 32];
        assert!((middle(0) - 0.5).abs() < 0.05);
        assert!((middle(1) - photo.plane(1)[32 * 64 + 32]).abs() < 0.02);
    }
}
