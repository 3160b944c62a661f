//! Cuts a photo into a grid of patches, without the flat ones.

use crate::data::{FLAT, crop};
use crate::store::{CELL, Patch};
use dynet_core::{Error, ErrorKind, Result};
use dynet_degrade::roughness;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, GenericImageView, ImageEncoder, RgbImage};

/// Patches with a larger flat fraction are dropped: they teach little.
const MAX_FLAT: f32 = 0.5;

/// The patches of a photo, row by row, and how many were dropped because they are flat.
///
/// The grid is centered: margins that do not fill a patch are left out on both sides.
pub(super) fn cut(photo: &RgbImage, size: u32) -> Result<(Vec<Patch>, u64)> {
    let places = |side: u32| {
        let first = side % size / 2;
        (0..side / size).map(move |i| first + i * size)
    };
    let (mut patches, mut flat) = (Vec::new(), 0);
    for y in places(photo.height()) {
        for x in places(photo.width()) {
            let flatness = flatness(photo, x, y, size);
            if flatness > MAX_FLAT {
                flat += 1;
            } else {
                let png = encode(&photo.view(x, y, size, size).to_image())?;
                patches.push(Patch {
                    x,
                    y,
                    flatness,
                    png,
                });
            }
        }
    }
    Ok((patches, flat))
}

/// Fraction of the 16x16 cells in which neighboring pixels differ by less than [`FLAT`] on average, the same measure
/// as in training.
fn flatness(photo: &RgbImage, left: u32, top: u32, size: u32) -> f32 {
    let count = size / CELL;
    let mut flat = 0;
    for y in 0..count {
        for x in 0..count {
            let corner = (left + x * CELL, top + y * CELL);
            let cell = crop::cut(photo, corner, CELL, CELL, crop::Symmetry(0));
            flat += u32::from(roughness(&cell) < FLAT);
        }
    }
    flat as f32 / (count * count) as f32
}

/// Fast rather than small: encoding takes most of the time.
fn encode(patch: &RgbImage) -> Result<Vec<u8>> {
    let mut png = Vec::new();
    let (width, height) = patch.dimensions();
    PngEncoder::new_with_quality(&mut png, CompressionType::Fast, FilterType::Adaptive)
        .write_image(patch, width, height, ExtendedColorType::Rgb8)
        .map_err(|e| {
            Error::new(
                ErrorKind::Unsupported,
                format!("a patch cannot be encoded as PNG: {e}"),
            )
        })?;
    Ok(png)
}
