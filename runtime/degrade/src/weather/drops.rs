//! One layer of drops, drawn as streaks.

use crate::rain::Streak;
use rand::{Rng, RngExt};
use rand_distr::{Distribution, Normal, Poisson};

/// Standard deviation of the blur of lens and sensor, in pixels.
pub(super) const LENS: f32 = 0.4;

/// Drops at one distance. Lengths in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Drops {
    /// Streaks on a million pixels.
    pub density: f32,
    /// Mean direction, degrees from the vertical; positive leans to the right on the way down.
    pub angle: f32,
    /// Standard deviation of single directions, in degrees.
    pub gusts: f32,
    /// Length of the streak of a middle-sized drop; others are 0.4 to 1.8 times as long.
    pub length: f32,
    /// Standard deviation across a streak in focus; the eye sees 2.5 times as much.
    pub width: f32,
    /// Standard deviation of the blur out of focus.
    pub defocus: f32,
    /// How much a middle-sized drop covers of what is behind it, 0 to 1.
    pub cover: f32,
    /// Things nearer than this hide the layer.
    pub distance: f32,
}

impl Drops {
    /// How much the layer covers of each pixel, `[height, width]`, from 0 up (drops add up).
    pub(super) fn draw(&self, width: usize, height: usize, rng: &mut impl Rng) -> Vec<f32> {
        let mut layer = vec![0.0; width * height];
        let margin = self.length + 3.0 * (self.width + self.defocus);
        let (across, down) = (width as f32 + 2.0 * margin, height as f32 + 2.0 * margin);
        let mean = self.density * across * down / 1e6;
        let count = Poisson::new(mean).map_or(0, |p| p.sample(rng) as usize);
        for _ in 0..count {
            // Small drops are many (Marshall and Palmer, 1948).
            let drop = normal(0.0, 0.4, rng).clamp(-1.0, 1.0).exp();
            let flash = drop * normal(-0.4, 0.6, rng).clamp(-2.0, 0.5).exp();
            let own = self.width * drop;
            let sigma = own.hypot(self.defocus).hypot(LENS);
            let half_length = self.length / 2.0 * rng.random_range(0.6..=1.3) * drop.powf(0.3);
            let streak = Streak {
                x: rng.random_range(0.0..across) - margin,
                y: rng.random_range(0.0..down) - margin,
                angle: (self.angle + normal(0.0, self.gusts, rng))
                    .clamp(-80.0, 80.0)
                    .to_radians(),
                half_length,
                sigma,
                // The same light, spread by the lens; an oscillating drop flashes more or less.
                brightness: self.cover * flash * own.hypot(0.2) / sigma,
                ends: (half_length / (3.0 * sigma)).clamp(1.0, 4.0),
            };
            streak.draw(&mut layer, width, height);
        }
        layer
    }
}

/// Share of a layer at `distance` that lies in front of things at `depth`. It rises smoothly, since things are not flat.
pub(super) fn seen(depth: f32, distance: f32) -> f32 {
    ((depth - 0.6 * distance) / (0.6 * distance + 0.02)).clamp(0.0, 1.0)
}

/// A number drawn from a normal distribution.
pub(super) fn normal(mean: f32, deviation: f32, rng: &mut impl Rng) -> f32 {
    Normal::new(mean, deviation).map_or(mean, |normal| normal.sample(rng))
}
