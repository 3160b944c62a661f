//! One layer of flakes.

use super::drops::normal;
use crate::rain::clip;
use rand::{Rng, RngExt};
use rand_distr::{Distribution, Poisson};

/// Flakes at one distance. Lengths in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flakes {
    /// Flakes on a million pixels.
    pub density: f32,
    /// Direction of the fall, degrees from the vertical.
    pub angle: f32,
    /// Standard deviation of single directions, in degrees.
    pub whirl: f32,
    /// Radius of a flake of middle size; others are 0.3 to 1.6 times as large.
    pub radius: f32,
    /// How far a flake falls during the exposure.
    pub fall: f32,
    /// Pixels over which the border fades.
    pub soft: f32,
    /// How much a flake at rest covers of what is behind it, 0 to 1.
    pub cover: f32,
    /// Things nearer than this hide the layer.
    pub distance: f32,
}

impl Flakes {
    /// How much the layer covers of each pixel, `[height, width]`, 0 to 1.
    pub(super) fn draw(&self, width: usize, height: usize, rng: &mut impl Rng) -> Vec<f32> {
        let mut layer = vec![0.0; width * height];
        let margin = 2.0 * self.radius + self.fall + self.soft;
        let (across, down) = (width as f32 + 2.0 * margin, height as f32 + 2.0 * margin);
        let mean = self.density * across * down / 1e6;
        let count = Poisson::new(mean).map_or(0, |p| p.sample(rng) as usize);
        for _ in 0..count {
            let radius = self.radius * normal(-0.2, 0.5, rng).clamp(-1.2, 0.5).exp();
            let fall = self.fall * rng.random_range(0.7..=1.3);
            let angle = (self.angle + normal(0.0, self.whirl, rng)).to_radians();
            let flake = Flake {
                x: rng.random_range(0.0..across) - margin,
                y: rng.random_range(0.0..down) - margin,
                radius,
                lobes: (rng.random_range(0.0..=0.3), rng.random_range(0.0..=6.3)),
                way: (angle.sin() * fall / 2.0, angle.cos() * fall / 2.0),
                soft: self.soft,
                // While it falls, it is before a pixel for a part of the exposure only.
                cover: self.cover * rng.random_range(0.4..=1.0) * 2.0 * radius
                    / (2.0 * radius + fall),
            };
            flake.draw(&mut layer, width, height);
        }
        layer
    }
}

/// One flake: a disc with lobes, smeared along its way.
struct Flake {
    x: f32,
    y: f32,
    radius: f32,
    /// How uneven its border is, against the radius, and where it bulges.
    lobes: (f32, f32),
    /// From the middle of its way to the end.
    way: (f32, f32),
    soft: f32,
    cover: f32,
}

impl Flake {
    fn draw(&self, layer: &mut [f32], width: usize, height: usize) {
        let reach = 1.3 * self.radius + self.soft;
        let (across, down) = (self.way.0.abs() + reach, self.way.1.abs() + reach);
        let square = (self.way.0 * self.way.0 + self.way.1 * self.way.1).max(1e-6);
        for y in clip(self.y - down, self.y + down, height) {
            for x in clip(self.x - across, self.x + across, width) {
                let (dx, dy) = (x as f32 - self.x, y as f32 - self.y);
                let along = ((dx * self.way.0 + dy * self.way.1) / square).clamp(-1.0, 1.0);
                let (ox, oy) = (dx - along * self.way.0, dy - along * self.way.1);
                let bulge = (3.0 * oy.atan2(ox) + self.lobes.1).cos();
                let radius = self.radius * (1.0 + self.lobes.0 * bulge);
                let inside = ((radius - ox.hypot(oy)) / self.soft + 0.5).clamp(0.0, 1.0);
                let cover = self.cover * inside * inside * (3.0 - 2.0 * inside);
                let value = &mut layer[y * width + x];
                *value += cover * (1.0 - *value);
            }
        }
    }
}
