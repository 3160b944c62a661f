//! Cuts, scales, flips and rotates one patch.

use dynet_core::Planar;
use dynet_degrade::blur::blur;
use image::imageops::{self, FilterType};
use image::{GenericImageView, RgbImage};
use rand::{Rng, RngExt};

/// Half of the patches are downscaled by up to this factor: finer and cleaner texture from the same photos.
const MAX_SHRINK: f32 = 4.0;
/// A view covers at least this fraction of the photo's shorter side: in a smaller part, haze cannot be distinguished
/// from a pale wall.
const MIN_VIEW: f32 = 0.2;
/// Minimum enlargement of an out-of-focus patch: a stronger blur than any that a network is trained to remove.
const MIN_BLUR: f32 = 6.0;
const MAX_BLUR: f32 = 24.0;

/// One of the 8 symmetries of a square: bit 0 flips horizontally, bit 1 flips vertically, bit 2 swaps rows and
/// columns (after the flips).
#[derive(Clone, Copy)]
pub(crate) struct Symmetry(pub u8);

/// A square of `side` pixels at a random position, half of the time downscaled from a larger one, in one of the 8
/// symmetries. Both sides of the photo must be at least `side`.
pub(crate) fn random(photo: &RgbImage, side: usize, rng: &mut impl Rng) -> Planar {
    let room = photo.width().min(photo.height()) as f32 / side as f32;
    let shrink = if rng.random_bool(0.5) {
        rng.random_range(1.0..=room.clamp(1.0, MAX_SHRINK))
    } else {
        1.0
    };
    place(photo, (side as f32 * shrink) as u32, side, rng)
}

/// A square of [`MIN_VIEW`] to 1 times the photo's shorter side (log-uniform), downscaled to `side` pixels, in one of
/// the 8 symmetries. Both sides of the photo must be at least `side`.
pub(crate) fn view(photo: &RgbImage, side: usize, rng: &mut impl Rng) -> Planar {
    let shorter = photo.width().min(photo.height());
    let share = MIN_VIEW.powf(rng.random_range(0.0..=1.0));
    let size = (shorter as f32 * share) as u32;
    place(photo, size.clamp(side as u32, shorter), side, rng)
}

/// A patch of [`view`] or of [`random`].
fn either(photo: &RgbImage, side: usize, rng: &mut impl Rng) -> Planar {
    match rng.random_bool(0.5) {
        true => view(photo, side, rng),
        false => random(photo, side, rng),
    }
}

/// A few pixels enlarged to a square of `side` by a log-uniform factor, in one of the 8 symmetries: like an
/// out-of-focus background.
pub(crate) fn blurred(photo: &RgbImage, side: usize, rng: &mut impl Rng) -> Planar {
    let times = MIN_BLUR * (MAX_BLUR / MIN_BLUR).powf(rng.random_range(0.0..=1.0));
    let size = ((side as f32 / times) as u32).max(2).min(side as u32);
    place(photo, size, side, rng)
}

/// A patch of [`either`], blurred: without such samples, a network mistakes an out-of-focus photo for a hazy one.
pub(crate) fn soft(photo: &RgbImage, side: usize, rng: &mut impl Rng) -> Planar {
    let sharp = either(photo, side, rng);
    blur(&sharp, rng)
}

/// A square of `size` pixels at a random position, resized to `side`, in a random symmetry.
fn place(photo: &RgbImage, size: u32, side: usize, rng: &mut impl Rng) -> Planar {
    let x = rng.random_range(0..=photo.width() - size);
    let y = rng.random_range(0..=photo.height() - size);
    let symmetry = Symmetry(rng.random_range(0..8));
    cut(photo, (x, y), size, side as u32, symmetry)
}

/// The square of `cut` pixels at `corner`, resized to `side` pixels, in a symmetry, as planar RGB.
pub(crate) fn cut(
    photo: &RgbImage,
    corner: (u32, u32),
    cut: u32,
    side: u32,
    symmetry: Symmetry,
) -> Planar {
    let view = photo.view(corner.0, corner.1, cut, cut);
    if cut == side {
        return turn(view.to_image(), symmetry);
    }
    // The triangle filter widens with the factor, so nothing aliases. The result has 8 bits, like a camera's.
    turn(
        imageops::resize(&*view, side, side, FilterType::Triangle),
        symmetry,
    )
}

fn turn(square: RgbImage, symmetry: Symmetry) -> Planar {
    let side = square.width() as usize;
    let raw = square.as_raw();
    let bit = |n: u8| symmetry.0 >> n & 1 == 1;
    let flip = |at: usize, yes: bool| if yes { side - 1 - at } else { at };
    let mut patch = Planar::new(side, side);
    for channel in 0..3 {
        let plane = patch.plane_mut(channel);
        for (y, row) in plane.chunks_exact_mut(side).enumerate() {
            for (x, value) in row.iter_mut().enumerate() {
                let (from_x, from_y) = if bit(2) { (y, x) } else { (x, y) };
                let from = flip(from_y, bit(1)) * side + flip(from_x, bit(0));
                *value = f32::from(raw[3 * from + channel]) / 255.0;
            }
        }
    }
    patch
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Four pixels of different red; their order identifies the symmetry.
    fn corners(symmetry: u8) -> Vec<u8> {
        let mut square = RgbImage::new(2, 2);
        for (at, pixel) in square.pixels_mut().enumerate() {
            pixel.0[0] = at as u8 + 1;
        }
        let patch = cut(&square, (0, 0), 2, 2, Symmetry(symmetry));
        let levels = patch.plane(0).iter().map(|v| (v * 255.0).round() as u8);
        levels.collect()
    }

    #[test]
    fn the_eight_symmetries_differ_and_keep_neighbours() {
        let all: std::collections::BTreeSet<_> = (0..8).map(corners).collect();
        assert_eq!(all.len(), 8);
        assert_eq!(corners(0), [1, 2, 3, 4]);
        assert_eq!(corners(1), [2, 1, 4, 3]);
        assert_eq!(corners(3), [4, 3, 2, 1]);
        assert_eq!(corners(4), [1, 3, 2, 4]);
        // Pixels 1 and 4 are diagonal to each other in every symmetry.
        assert!(all.iter().all(|c| (c[0] + c[3] == 5) && (c[1] + c[2] == 5)));
    }

    #[test]
    fn shrinking_averages_instead_of_skipping() {
        // A checkerboard of single pixels becomes even gray; skipping pixels would keep black or white.
        let board = RgbImage::from_fn(64, 64, |x, y| image::Rgb([((x + y) % 2 * 255) as u8; 3]));
        let patch = cut(&board, (0, 0), 64, 32, Symmetry(0));
        let inner = &patch.plane(1)[32 * 16 + 4..32 * 16 + 28];
        assert!(inner.iter().all(|v| (v - 0.5).abs() < 0.1), "{inner:?}");
    }
}
