//! Synthetic depth for photos without measured depth: 0.05 for the nearest, about 1 for things far away, 2.5 for the sky.
//!
//! Four kinds of scene: one constant depth, as a small part of a photo often has; a slope; the rolling land of
//! [`crate::depth`]; and the ground of `ground.rs`, with things and a sky. Borders are fitted to the picture's, as
//! depth of haze commonly is (He, Sun and Tang, 2010).

use super::ground;
use super::guided_filter::guided;
use dynet_core::Planar;
use rand::{Rng, RngExt};

/// Depth of the sky.
pub(super) const SKY: f32 = 2.5;
/// Cells along a picture's shorter side, of which things are made.
pub(super) const CELLS: usize = 27;

/// Depth of any kind, `[height, width]`.
pub(super) fn random(clean: &Planar, rng: &mut impl Rng) -> Vec<f32> {
    let near = rng.random_range(0.1..=0.9);
    match rng.random_range(0..20) {
        0..4 => vec![near; clean.pixels()],
        4..7 => slope(clean, near, rng),
        // The borders of its things are ragged, so they are fitted to the picture.
        7..11 => {
            let side = clean.width().min(clean.height()) / CELLS;
            let torn = crate::depth::scene(clean, near, rng);
            let fitted = guided(clean, &torn, side + 1);
            fitted.into_iter().map(|d| d.clamp(0.05, SKY)).collect()
        }
        _ => ground::scene(clean, rng),
    }
}

/// A sloping plane around a depth, mostly farther towards the top.
pub(super) fn slope(clean: &Planar, depth: f32, rng: &mut impl Rng) -> Vec<f32> {
    let up: f32 = rng.random_range(-0.1..=0.6) * depth;
    let aside: f32 = rng.random_range(-0.3..=0.3) * depth;
    let (width, height) = clean.size();
    let place = |at: usize| {
        let (x, y) = ((at % width) as f32, (at / width) as f32);
        let (x, y) = (x / width as f32 - 0.5, 0.5 - y / height as f32);
        (depth + aside * x + up * y).max(0.05)
    };
    (0..clean.pixels()).map(place).collect()
}
