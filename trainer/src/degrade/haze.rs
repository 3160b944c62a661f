//! Haze by the atmospheric scattering model (Koschmieder 1924; McCartney 1976):
//! `I = J t + A (1 - t)` with the transmission `t = exp(-beta d)` over depth `d`.
//!
//! Ranges follow RESIDE (Li et al., "Benchmarking Single-Image Dehazing and Beyond", 2019): airlight A
//! from 0.7 to 1.0, beta from 0.6 to 1.8 indoors, outdoors 0.04 to 0.2 over tens of metres, which
//! together come to beta d of about 0.1 to 2. Openly licensed photos come without depth, so depth is
//! made up: a scene that recedes towards the top, gently rolling, with borders where the picture's
//! brightness changes, as it does where things stand before other things; above a horizon, what is
//! bright is sometimes sky, behind which nothing is.

use super::field::Grid;
use super::level;
use crate::data::crop::roughness;
use dynet_runtime::Planar;
use rand::{Rng, RngExt};

/// Transmission never falls under this: behind thicker haze nothing is left to restore.
const LEAST_TRANSMISSION: f32 = 0.08;
/// Share of pictures with one depth all over: what a small crop of a large photo often shows.
const CONSTANT: f64 = 0.25;
/// Share of the other pictures with sky.
const SKY: f64 = 0.25;
/// Mean step between neighbouring pixels that must come through the haze, as in [`roughness`].
const LEAST_SEEN: f32 = 2.5 / 255.0;
/// Hazes drawn for a picture before a thick one is taken after all.
const TRIES: usize = 8;
/// Depth of the sky, against about 1.5 for the farthest things.
const SKY_DEPTH: f32 = 2.5;

/// The haze of one picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Haze {
    /// Airlight by channel, 0 to 1: nearly white, slightly coloured.
    pub air: [f32; 3],
    /// Scattering by unit of depth, 0.4 to 2.0.
    pub beta: f32,
    /// Depth by pixel, `[height, width]`, from 0; nearby things at 0.1, far ones at about 1.5, sky at
    /// 2.5.
    pub depth: Vec<f32>,
}

impl Haze {
    /// Draws haze for a picture.
    pub fn random(clean: &Planar, rng: &mut impl Rng) -> Self {
        let white: f32 = rng.random_range(0.7..=1.0);
        let air = [0; 3].map(|_| (white + rng.random_range(-0.03..=0.03)).clamp(0.65, 1.0));
        let beta = rng.random_range(0.4..=2.0);
        let near = rng.random_range(0.1..=0.8);
        let depth = if rng.random_bool(CONSTANT) {
            vec![near; clean.pixels()]
        } else {
            scene(clean, near, rng)
        };
        Self { air, beta, depth }
    }

    /// Draws haze over measured depth: the green plane of `depth`, 0 near to 1 far.
    pub fn over(depth: &Planar, rng: &mut impl Rng) -> Self {
        let near = rng.random_range(0.05..=0.3);
        let far = rng.random_range(1.0..=1.5);
        let depth = depth.plane(1).iter().map(|d| near + far * d).collect();
        // Air and scattering are drawn as for any picture.
        let drawn = Self::random(&Planar::new(1, 1), rng);
        Self { depth, ..drawn }
    }

    /// How much of the scene's light comes through, `[height, width]`.
    pub fn transmission(&self) -> impl Iterator<Item = f32> {
        let through = |depth: &f32| (-self.beta * depth).exp().max(LEAST_TRANSMISSION);
        self.depth.iter().map(through)
    }

    /// The picture in this haze. `clean` must have the size that the haze was drawn for.
    pub fn apply(&self, clean: &Planar) -> Planar {
        let transmission: Vec<f32> = self.transmission().collect();
        let mut hazy = clean.clone();
        for (channel, air) in self.air.into_iter().enumerate() {
            for (value, t) in hazy.plane_mut(channel).iter_mut().zip(&transmission) {
                *value = level(*value * t + air * (1.0 - t));
            }
        }
        hazy
    }
}

/// Depth that recedes from `near` towards the top, rolls, and follows the picture's own edges.
fn scene(clean: &Planar, near: f32, rng: &mut impl Rng) -> Vec<f32> {
    let (width, height) = (clean.width, clean.height);
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
    let mut depth = Vec::with_capacity(width * height);
    for at in 0..width * height {
        let up = 1.0 - (at / width) as f32 / height as f32;
        let right = (at % width) as f32 / width as f32;
        let d = near + recede * up + aside * right + roll * hills[at] + edge * (bright[at] - mean);
        // Sky needs both: a place above the horizon and more light than the picture has on average.
        let above = ((up - horizon) * 8.0).clamp(0.0, 1.0);
        let light = ((bright[at] - mean) * 8.0).clamp(0.0, 1.0);
        depth.push((d + (SKY_DEPTH - d) * above * light).max(0.02));
    }
    depth
}

/// The picture in haze drawn by [`Haze::random`]; as a rule not in haze so thick that the result is
/// as smooth as a wall: a network that learns to find something there ruins walls.
pub fn haze(clean: &Planar, rng: &mut impl Rng) -> Planar {
    let mut hazy = Haze::random(clean, rng).apply(clean);
    for _ in 1..TRIES {
        if roughness(&hazy) >= LEAST_SEEN {
            break;
        }
        hazy = Haze::random(clean, rng).apply(clean);
    }
    hazy
}
