//! Cuts, scales and turns one patch.

use dynet_core::Planar;
use dynet_degrade::blur::blur;
use image::imageops::{self, FilterType};
use image::{GenericImageView, RgbImage};
use rand::{Rng, RngExt};

/// Half of the patches are shrunk by up to this factor: finer texture from the same photos, and cleaner.
const MAX_SHRINK: f32 = 4.0;
/// What a view shows at least of the photo's shorter side: photos are restored in tiles, too, but from
/// less than this nobody can tell haze from a pale wall.
const MIN_VIEW: f32 = 0.2;
/// How many times pixels out of focus are enlarged: beyond any blur that a network is trained to mend, to mere colour.
const MIN_BLUR: f32 = 6.0;
const MAX_BLUR: f32 = 24.0;

/// One of the 8 ways to lay a square on itself: bit 0 flips sideways, bit 1 flips up and down,
/// bit 2 swaps rows and columns (after the flips).
#[derive(Clone, Copy)]
pub(crate) struct Symmetry(pub u8);

/// A square of `side` pixels from a place drawn uniformly, half of the time a larger place that is
/// shrunk, in one of the 8 symmetries. The photo must not be smaller on a side.
pub(crate) fn random(photo: &RgbImage, side: usize, rng: &mut impl Rng) -> Planar {
    let room = photo.width().min(photo.height()) as f32 / side as f32;
    let shrink = if rng.random_bool(0.5) {
        rng.random_range(1.0..=room.clamp(1.0, MAX_SHRINK))
    } else {
        1.0
    };
    place(photo, (side as f32 * shrink) as u32, side, rng)
}

/// A square of [`MIN_VIEW`] to all of the photo's shorter side, each doubling as likely as the next,
/// shrunk to `side` pixels, in one of the 8 symmetries. The photo must not be smaller on a side.
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

/// A few pixels enlarged to a square of `side`, each doubling as likely as the next, in one of the 8 symmetries: what
/// a background out of focus looks like.
pub(crate) fn blurred(photo: &RgbImage, side: usize, rng: &mut impl Rng) -> Planar {
    let times = MIN_BLUR * (MAX_BLUR / MIN_BLUR).powf(rng.random_range(0.0..=1.0));
    let size = ((side as f32 / times) as u32).max(2).min(side as u32);
    place(photo, size, side, rng)
}

/// A patch of [`either`], blurred: a network that meets soft edges nowhere else takes a photo out of focus for a hazy
/// one.
pub(crate) fn soft(photo: &RgbImage, side: usize, rng: &mut impl Rng) -> Planar {
    let sharp = either(photo, side, rng);
    blur(&sharp, rng)
}

/// A square of `size` pixels from a place drawn uniformly, brought to `side` and turned.
fn place(photo: &RgbImage, size: u32, side: usize, rng: &mut impl Rng) -> Planar {
    let x = rng.random_range(0..=photo.width() - size);
    let y = rng.random_range(0..=photo.height() - size);
    let symmetry = Symmetry(rng.random_range(0..8));
    cut(photo, (x, y), size, side as u32, symmetry)
}

/// The square of `cut` pixels at `corner`, brought to `side` pixels, turned, as planar RGB.
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
    // The triangle filter widens with the factor, so nothing aliases; 8 bits out, as a camera gives.
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

    /// Four pixels of different red: where each of them goes names the symmetry.
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
        // Pixels 1 and 4 lie across from each other in every symmetry.
        assert!(all.iter().all(|c| (c[0] + c[3] == 5) && (c[1] + c[2] == 5)));
    }

    #[test]
    fn shrinking_averages_instead_of_skipping() {
        // A checkerboard of single pixels becomes even grey; skipping pixels would keep black or white.
        let board = RgbImage::from_fn(64, 64, |x, y| image::Rgb([((x + y) % 2 * 255) as u8; 3]));
        let patch = cut(&board, (0, 0), 64, 32, Symmetry(0));
        let inner = &patch.plane(1)[32 * 16 + 4..32 * 16 + 28];
        assert!(inner.iter().all(|v| (v - 0.5).abs() < 0.1), "{inner:?}");
    }
}
