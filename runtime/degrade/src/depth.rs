//! Depth made up for photos that come without: a scene that recedes towards the top, gently rolling,
//! with borders where the picture's color changes, as it does where things stand before other things;
//! above a horizon, what is bright is sometimes sky, behind which nothing is.

use crate::field::Grid;
use dynet_core::Planar;
use rand::{Rng, RngExt};

/// Share of scenes with sky.
const SKY: f64 = 0.25;
/// Depth of the sky, against about 1.5 for the farthest things.
const SKY_DEPTH: f32 = 2.5;
/// Share of scenes with things that stand out, as rooms and streets have; the others are open land.
const THINGS: f64 = 0.6;
/// How far things stand out at most.
const STEP: f32 = 0.5;
/// Pixels over which colors are averaged before things are told apart: grain makes no things.
const GRAIN: usize = 8;
/// Pixels over which depth changes at a thing's border.
const SOFT: usize = 3;

/// Depth that recedes from `near` towards the top, rolls, and follows the picture's own edges,
/// `[height, width]`, at least 0.02.
pub(crate) fn scene(clean: &Planar, near: f32, rng: &mut impl Rng) -> Vec<f32> {
    let (width, height) = clean.size();
    let recede = rng.random_range(0.0..=1.0);
    let aside: f32 = rng.random_range(-0.2..=0.2);
    let roll: f32 = rng.random_range(0.0..=0.35);
    let (columns, rows) = (rng.random_range(2..6), rng.random_range(2..6));
    let hills = Grid::random(columns, rows, rng).spread(width, height);
    // Bright is far (sky, distance) or near (a lit face before a dark room), so the sign is drawn too.
    let edge: f32 = if rng.random_bool(0.6) {
        rng.random_range(-0.8..=0.8)
    } else {
        0.0
    };
    let blur = rng.random_range(3..9);
    let bright = Grid::average(clean.plane(1), width, height, blur).spread(width, height);
    let mean = bright.iter().sum::<f32>() / bright.len().max(1) as f32;
    let horizon: f32 = if rng.random_bool(SKY) {
        rng.random_range(0.3..=0.9)
    } else {
        1.0
    };
    let stands = if rng.random_bool(THINGS) {
        things(clean, rng)
    } else {
        vec![0.0; width * height]
    };
    let mut depth = Vec::with_capacity(width * height);
    for at in 0..width * height {
        let up = 1.0 - (at / width) as f32 / height as f32;
        let right = (at % width) as f32 / width as f32;
        let smooth = near + recede * up + aside * right + roll * hills[at];
        let d = smooth + edge * (bright[at] - mean) + stands[at];
        // Sky needs both: a place above the horizon and more light than the picture has on average.
        let above = ((up - horizon) * 8.0).clamp(0.0, 1.0);
        let light = ((bright[at] - mean) * 8.0).clamp(0.0, 1.0);
        depth.push((d + (SKY_DEPTH - d) * above * light).max(0.02));
    }
    depth
}

/// How far the thing at every pixel stands before (under 0) or behind its surroundings. A thing is
/// what is nearest to one of a few places, both in the picture and in color, so that its borders
/// follow the picture's (the assignment step of SLIC, Achanta et al., "SLIC Superpixels", 2012).
fn things(clean: &Planar, rng: &mut impl Rng) -> Vec<f32> {
    let (width, height) = clean.size();
    let planes = [0, 1, 2]
        .map(|c| Grid::average(clean.plane(c), width, height, GRAIN).spread(width, height));
    // From compact things to things of one color wherever they are.
    let colour_weight: f32 = rng.random_range(0.4..=1.5);
    let look = |at: usize| {
        let [r, g, b] = [0, 1, 2].map(|c| colour_weight * planes[c][at]);
        let (x, y) = (at % width, at / width);
        [r, g, b, x as f32 / width as f32, y as f32 / height as f32]
    };
    let count = rng.random_range(4..=16);
    let seeds: Vec<([f32; 5], f32)> = (0..count)
        .map(|_| {
            let at = rng.random_range(0..clean.pixels());
            (look(at), rng.random_range(-STEP..=STEP))
        })
        .collect();
    let apart = |a: &[f32; 5], b: &[f32; 5]| -> f32 {
        a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum()
    };
    let stands: Vec<f32> = (0..clean.pixels())
        .map(|at| {
            let here = look(at);
            let nearest = seeds
                .iter()
                .min_by(|a, b| apart(&here, &a.0).total_cmp(&apart(&here, &b.0)));
            nearest.map_or(0.0, |seed| seed.1)
        })
        .collect();
    // Measured depth has no torn borders either.
    Grid::average(&stands, width, height, SOFT).spread(width, height)
}
