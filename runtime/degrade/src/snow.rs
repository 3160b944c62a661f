//! Falling snow.
//!
//! Hendrycks and Dietterich, "Benchmarking Neural Network Robustness to Common Corruptions" (ImageNet-C,
//! 2019): noise, enlarged, of which the highest values are flakes; blurred along their fall; added once as
//! it is and once turned by 180 degrees, over a picture that snow on the ground has made paler. Their motion
//! blur is ImageMagick's; this is the same by its definition.

use crate::{contrast, level};
use dynet_core::Planar;
use rand::{Rng, RngExt};
use rand_distr::{Distribution, StandardNormal};
use std::ops::RangeInclusive;

/// Severities of 1 to 5 that training draws from; those above hide most of a picture.
pub const SEVERITY: RangeInclusive<usize> = 1..=3;

/// Snow of one strength.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Snow {
    /// Mean of the noise that flakes are made of, 0 to 1.
    pub mean: f32,
    /// Its standard deviation.
    pub spread: f32,
    /// How many pixels wide a value of the noise is.
    pub size: f32,
    /// The noise above this becomes flakes.
    pub threshold: f32,
    /// Pixels that a flake reaches along its fall: twice this and one.
    pub reach: usize,
    /// Standard deviation of the blur along the fall, in pixels.
    pub fall: f32,
    /// Share of the picture's own color, 0 to 1; the rest is whitened.
    pub kept: f32,
}

impl Snow {
    /// The published values of severity 1 to 5; others count as the nearest.
    pub fn severity(severity: usize) -> Self {
        let (mean, spread, size, threshold, reach, fall, kept) = match severity {
            0 | 1 => (0.1, 0.3, 3.0, 0.5, 10, 4.0, 0.8),
            2 => (0.2, 0.3, 2.0, 0.5, 12, 4.0, 0.7),
            3 => (0.55, 0.3, 4.0, 0.9, 12, 8.0, 0.7),
            4 => (0.55, 0.3, 4.5, 0.85, 12, 8.0, 0.65),
            _ => (0.55, 0.3, 2.5, 0.85, 12, 12.0, 0.55),
        };
        Self {
            mean,
            spread,
            size,
            threshold,
            reach,
            fall,
            kept,
        }
    }

    /// One layer of flakes, `[height, width]`, 0 to 1.
    pub fn layer(&self, width: usize, height: usize, rng: &mut impl Rng) -> Vec<f32> {
        let flakes = self.flakes(width, height, rng);
        // From above, up to 45 degrees from the vertical.
        let angle: f32 = rng.random_range(-45.0f32..=45.0).to_radians();
        let (sin, cos) = angle.sin_cos();
        let taps: Vec<(f32, isize, isize)> = (0..=2 * self.reach)
            .map(|at| {
                let at = at as f32;
                let weight = (-0.5 * (at / self.fall).powi(2)).exp();
                let step = |share: f32| (at * share - 0.5).ceil() as isize;
                (weight, step(sin), step(-cos))
            })
            .collect();
        let sum: f32 = taps.iter().map(|(weight, ..)| weight).sum();
        let inside = |at: usize, by: isize, end: usize| at.saturating_add_signed(by).min(end - 1);
        let mut layer = Vec::with_capacity(width * height);
        for y in 0..height {
            for x in 0..width {
                let tap = |&(weight, dx, dy): &(f32, isize, isize)| {
                    weight * flakes[inside(y, dy, height) * width + inside(x, dx, width)]
                };
                layer.push(taps.iter().map(tap).sum::<f32>() / sum);
            }
        }
        layer
    }

    /// The noise, enlarged, without what is no flake.
    fn flakes(&self, width: usize, height: usize, rng: &mut impl Rng) -> Vec<f32> {
        let count = |side: usize| (side as f32 / self.size).ceil().max(2.0) as usize;
        let (columns, rows) = (count(width), count(height));
        let noise: Vec<f32> = (0..columns * rows)
            .map(|_| {
                let normal: f32 = StandardNormal.sample(rng);
                self.mean + self.spread * normal
            })
            .collect();
        let place = |at: usize, side: usize, count: usize| {
            let at = at as f32 * (count - 1) as f32 / (side.max(2) - 1) as f32;
            let before = (at as usize).min(count - 2);
            (before, at - before as f32)
        };
        let mut flakes = Vec::with_capacity(width * height);
        for y in 0..height {
            let (row, v) = place(y, height, rows);
            for x in 0..width {
                let (column, u) = place(x, width, columns);
                let mix = |row: usize| {
                    let at = row * columns + column;
                    noise[at] * (1.0 - u) + noise[at + 1] * u
                };
                let value = mix(row) * (1.0 - v) + mix(row + 1) * v;
                let flake = if value < self.threshold { 0.0 } else { value };
                flakes.push(flake.clamp(0.0, 1.0));
            }
        }
        flakes
    }

    /// The picture behind this snow; no pixel becomes darker.
    pub fn apply(&self, clean: &Planar, rng: &mut impl Rng) -> Planar {
        let layer = self.layer(clean.width(), clean.height(), rng);
        let [red, green, blue] = [0, 1, 2].map(|channel| clean.plane(channel));
        let grey = |at: usize| 0.299 * red[at] + 0.587 * green[at] + 0.114 * blue[at];
        let last = layer.len().saturating_sub(1);
        let mut snowy = clean.clone();
        for channel in 0..3 {
            for (at, value) in snowy.plane_mut(channel).iter_mut().enumerate() {
                let white = value.max(1.5 * grey(at) + 0.5);
                let ground = self.kept * *value + (1.0 - self.kept) * white;
                *value = level(ground + layer[at] + layer[last - at]);
            }
        }
        snowy
    }
}

/// Snow of a severity drawn from [`SEVERITY`].
pub fn snow(clean: &Planar, rng: &mut impl Rng) -> Planar {
    Snow::severity(rng.random_range(SEVERITY)).apply(clean, rng)
}

/// Contrast of factor 0.4, then snow of severity 1, then of severity 2: the rarer of the two ways in which
/// ConStyle v2 (Fan et al., 2024) degrades what its prompter learns from. It is strong: bright scenes come
/// out nearly white.
pub fn after_contrast(clean: &Planar, rng: &mut impl Rng) -> Planar {
    let pale = contrast::with_factor(clean, 0.4);
    let snowy = Snow::severity(1).apply(&pale, rng);
    Snow::severity(2).apply(&snowy, rng)
}
