//! Haze as photos show it, by Koschmieder's law: `I = J t + A (1 - t)` with the transmission `t = exp(-beta d)`,
//! by channel.
//!
//! Over depth of 1 for things far away and 2.5 for the sky, beta is 0.4 to 2.4: RESIDE (Li et al., 2019) has
//! beta d of 0.1 to 2, RIDCP (Wu et al., 2023) 0.6 to 3 at the farthest. The air's colors are in `airlight.rs`,
//! depth is in `weather/depth.rs`. Fog drifts: in a quarter of the pictures its density varies (Zhang et al.,
//! "Towards Simulating Foggy and Hazy Images", 2021). Light scattered more than once blurs what is far (Narasimhan
//! and Nayar, "Shedding Light on the Weather", 2003); at our sizes by a pixel.

use super::airlight::{Air, scattering};
use super::depth;
use super::light::mean;
use crate::field::Grid;
use crate::rain::log_uniform;
use dynet_core::Planar;
use rand::{Rng, RngExt};

/// Transmission never falls under this: behind thicker haze nothing is left to restore.
const MIN_TRANSMISSION: f32 = 0.08;
/// Mean step between neighboring pixels that must come through the haze.
const MIN_SEEN: f32 = 2.5 / 255.0;
/// A picture too smooth for [`MIN_SEEN`] keeps at least this mean transmission.
const SMOOTH_TRANSMISSION: f32 = 0.6;

/// The haze of one picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Haze {
    /// Airlight by channel, 0.35 to 1.
    pub air: [f32; 3],
    /// Scattering of green light by unit of depth.
    pub beta: f32,
    /// Angstrom's exponent: how much more blue is scattered than red, 0 to 2.
    pub angstrom: f32,
    /// How much of the finest contrast is lost far away, 0 to 0.7.
    pub blur: f32,
    /// Depth by pixel times density of the haze there, `[height, width]`.
    pub depth: Vec<f32>,
}

impl Haze {
    /// Draws haze for a picture, never so thick that the result is as smooth as a wall: a network that learns to see
    /// detail in such haze harms photos of walls.
    pub fn random(clean: &Planar, rng: &mut impl Rng) -> Self {
        let air = Air::random(mean(clean), rng);
        let mut depth = depth::random(clean, rng);
        if rng.random_bool(0.25) {
            let (columns, rows) = (rng.random_range(2..7), rng.random_range(2..7));
            let drift = rng.random_range(0.2..=0.8);
            let field = Grid::random(columns, rows, rng).spread(clean.width(), clean.height());
            for (depth, field) in depth.iter_mut().zip(&field) {
                *depth *= (drift * field).exp();
            }
        }
        let mut haze = Self {
            air: air.colour,
            beta: log_uniform(0.4, 2.4, rng),
            angstrom: air.angstrom,
            blur: if rng.random_bool(0.3) {
                rng.random_range(0.1..=0.7)
            } else {
                0.0
            },
            depth,
        };
        while haze.seen(clean) < MIN_SEEN && haze.mean_transmission() < SMOOTH_TRANSMISSION {
            haze.beta *= 0.8;
        }
        haze
    }

    /// How much of the scene's light of a color comes through, `[height, width]`.
    pub fn transmission(&self, channel: usize) -> impl Iterator<Item = f32> {
        let beta = self.beta * scattering(self.angstrom)[channel];
        let through = move |depth: &f32| (-beta * depth).exp().max(MIN_TRANSMISSION);
        self.depth.iter().map(through)
    }

    /// How much of the green light comes through on average.
    pub fn mean_transmission(&self) -> f32 {
        self.transmission(1).sum::<f32>() / self.depth.len().max(1) as f32
    }

    /// Mean step from a pixel to the next that is left in green behind the haze.
    fn seen(&self, clean: &Planar) -> f32 {
        let width = clean.width().max(1);
        let through: Vec<f32> = self.transmission(1).collect();
        let rows = clean
            .plane(1)
            .chunks_exact(width)
            .zip(through.chunks_exact(width));
        let steps = rows.flat_map(|(row, through)| {
            let pairs = row.windows(2).zip(through);
            pairs.map(|(pair, t)| t * (pair[1] - pair[0]).abs())
        });
        steps.sum::<f32>() / clean.pixels().max(1) as f32
    }

    /// The picture in this haze, 0 to 1, not rounded to 8 bits. `clean` must have the size that the haze was
    /// drawn for.
    pub fn apply(&self, clean: &Planar) -> Planar {
        let mut hazy = clean.clone();
        let width = clean.width();
        for (channel, air) in self.air.into_iter().enumerate() {
            let plane = clean.plane(channel);
            let to = hazy.plane_mut(channel).iter_mut();
            for (at, (value, t)) in to.zip(self.transmission(channel)).enumerate() {
                if self.blur > 0.0 {
                    let lost = self.blur * (1.0 - t);
                    *value += lost * (around(plane, width, at) - *value);
                }
                *value = (*value * t + air * (1.0 - t)).clamp(0.0, 1.0);
            }
        }
        hazy
    }
}

/// Mean of a pixel and its four neighbors.
fn around(plane: &[f32], width: usize, at: usize) -> f32 {
    let x = at % width;
    let near = [
        (x > 0).then(|| plane[at - 1]),
        (x + 1 < width).then(|| plane[at + 1]),
        (at >= width).then(|| plane[at - width]),
        plane.get(at + width).copied(),
    ];
    let here = plane[at];
    (here
        + near
            .into_iter()
            .map(|value| value.unwrap_or(here))
            .sum::<f32>())
        / 5.0
}
