//! What a lens leaves out of focus: backdrops, and sharp things before them.

use super::crop;
use crate::degrade::{field::Grid, level};
use dynet_runtime::Planar;
use image::RgbImage;
use rand::{Rng, RngExt};

/// How many times the pixels of a backdrop are enlarged: beyond any blur that a network is trained to mend, to mere colour.
const LEAST_BLUR: f32 = 6.0;
const MOST_BLUR: f32 = 24.0;
/// Share of backdrops that are made pale, and how far towards one light colour at most.
const PALE: f64 = 0.5;
const MOST_PALE: f32 = 0.8;
/// Pixels over which a thing's border is mixed with what is behind it.
const BORDER: f32 = 2.0;

/// A few pixels enlarged to a square of `side`, in one of the 8 symmetries, often made pale: what a
/// background out of focus looks like.
pub(crate) fn backdrop(photo: &RgbImage, side: usize, rng: &mut impl Rng) -> Planar {
    // Each doubling is as likely as the next.
    let times = LEAST_BLUR * (MOST_BLUR / LEAST_BLUR).powf(rng.random_range(0.0..=1.0));
    let size = ((side as f32 / times) as u32).max(2).min(side as u32);
    let mut backdrop = crop::place(photo, size, side, rng);
    if rng.random_bool(PALE) {
        let share = rng.random_range(0.0..=MOST_PALE);
        let light: f32 = rng.random_range(0.55..=0.95);
        for channel in 0..3 {
            let tint = light + rng.random_range(-0.1..=0.1);
            for value in backdrop.plane_mut(channel) {
                *value = level(*value + share * (tint - *value));
            }
        }
    }
    backdrop
}

/// A thing of `photo` in random outlines before a backdrop of `behind`. As in haze, what is near is sharp and dark, and
/// what is far is pale and smooth; a network that meets that in haze alone takes a portrait for it.
pub(crate) fn portrait(
    photo: &RgbImage,
    behind: &RgbImage,
    side: usize,
    rng: &mut impl Rng,
) -> Planar {
    let thing = crop::either(photo, side, rng);
    let mut portrait = backdrop(behind, side, rng);
    let (columns, rows) = (rng.random_range(3..7), rng.random_range(3..7));
    let outline = Grid::random(columns, rows, rng).spread(side, side);
    // The field goes from one end to the other between two lines of its grid.
    let steep = side as f32 / (columns.max(rows) as f32 * BORDER);
    let least = rng.random_range(-0.2..=0.4);
    for channel in 0..3 {
        let pixels = portrait
            .plane_mut(channel)
            .iter_mut()
            .zip(thing.plane(channel));
        for ((value, thing), outline) in pixels.zip(&outline) {
            let cover = ((outline - least) * steep + 0.5).clamp(0.0, 1.0);
            *value = level(*value + cover * (thing - *value));
        }
    }
    portrait
}
