//! Blur kernels, as Real-ESRGAN (Wang et al., 2021; code: github.com/xinntao/Real-ESRGAN) draws them.

use dynet_core::Planar;
use rand::seq::IndexedRandom;
use rand::{Rng, RngExt};
use std::f32::consts::PI;
use std::ops::RangeInclusive;

/// Sides of a kernel in pixels, odd.
const SIDES: [usize; 8] = [7, 9, 11, 13, 15, 17, 19, 21];
/// Share of kernels that ring, as a camera's sharpening does.
const RINGING: f64 = 0.1;
/// Shapes: bell, bell with another exponent and plateau; round and stretched, with their shares.
const SHAPES: [(Shape, bool, f32); 6] = [
    (Shape::Bell, true, 0.45),
    (Shape::Bell, false, 0.25),
    (Shape::Power, true, 0.12),
    (Shape::Power, false, 0.03),
    (Shape::Plateau, true, 0.12),
    (Shape::Plateau, false, 0.03),
];

#[derive(Clone, Copy)]
enum Shape {
    Bell,
    Power,
    Plateau,
}

/// Weights around a pixel, `[side, side]`, which add up to 1.
pub(crate) struct Kernel {
    side: usize,
    weights: Vec<f32>,
}

impl Kernel {
    /// A kernel whose standard deviations, in pixels, are from this range.
    pub fn random(sigma: RangeInclusive<f32>, rng: &mut impl Rng) -> Self {
        let side = SIDES.choose(rng).copied().unwrap_or(7);
        if rng.random_bool(RINGING) {
            let lowest = if side < 13 { PI / 3.0 } else { PI / 5.0 };
            return Self::ringing(side, rng.random_range(lowest..=PI));
        }
        let drawn = SHAPES.choose_weighted(rng, |(_, _, share)| *share);
        let (shape, round, _) = drawn.copied().unwrap_or(SHAPES[0]);
        let wide: f32 = rng.random_range(sigma.clone());
        let (high, angle) = match round {
            true => (wide, 0.0),
            false => (rng.random_range(sigma), rng.random_range(-PI..=PI)),
        };
        let highest = match shape {
            Shape::Bell => 1.0,
            Shape::Power => 4.0,
            Shape::Plateau => 2.0,
        };
        // Half of the exponents are below 1, whatever the range above it.
        let exponent: f32 = match (shape, rng.random_bool(0.5)) {
            (Shape::Bell, _) => 1.0,
            (Shape::Power, true) => rng.random_range(0.5..=1.0),
            (Shape::Plateau, true) => 1.0,
            (_, false) => rng.random_range(1.0..=highest),
        };
        let (sin, cos) = angle.sin_cos();
        Self::of(side, |x, y| {
            let (along, across) = ((x * cos + y * sin) / wide, (y * cos - x * sin) / high);
            let far = (along * along + across * across).powf(exponent);
            match shape {
                Shape::Plateau => 1.0 / (far + 1.0),
                _ => (-0.5 * far).exp(),
            }
        })
    }

    /// A round low-pass filter that ends sharply at `cutoff`, 0 to pi, and therefore rings.
    pub fn ringing(side: usize, cutoff: f32) -> Self {
        Self::of(side, |x, y| {
            let far = x.hypot(y);
            if far == 0.0 {
                return cutoff * cutoff / (4.0 * PI);
            }
            let bessel = libm::j1(f64::from(cutoff * far)) as f32;
            cutoff * bessel / (2.0 * PI * far)
        })
    }

    /// A ringing filter of any side and cutoff, as the last step of all.
    pub fn last(rng: &mut impl Rng) -> Self {
        let side = SIDES.choose(rng).copied().unwrap_or(7);
        Self::ringing(side, rng.random_range(PI / 3.0..=PI))
    }

    fn of(side: usize, weight: impl Fn(f32, f32) -> f32) -> Self {
        let middle = (side / 2) as f32;
        let place = |at: usize| ((at % side) as f32 - middle, (at / side) as f32 - middle);
        let weights = (0..side * side).map(place).map(|(x, y)| weight(x, y));
        let mut weights: Vec<f32> = weights.collect();
        let sum: f32 = weights.iter().sum();
        weights.iter_mut().for_each(|weight| *weight /= sum);
        Self { side, weights }
    }

    /// The picture under this kernel, 0 to 1; pixels beyond an edge are the edge's.
    pub fn apply(&self, picture: &Planar) -> Planar {
        let (width, height, reach) = (picture.width(), picture.height(), self.side / 2);
        let wide = width + 2 * reach;
        let mut blurred = Planar::new(width, height);
        for channel in 0..3 {
            let plane = picture.plane(channel);
            let mut padded = Vec::with_capacity(wide * height);
            for row in plane.chunks(width) {
                padded.extend((0..wide).map(|x| row[x.saturating_sub(reach).min(width - 1)]));
            }
            for (y, to) in blurred.plane_mut(channel).chunks_mut(width).enumerate() {
                for (at, weight) in self.weights.iter().enumerate() {
                    let from = (y + at / self.side).saturating_sub(reach).min(height - 1);
                    let row = &padded[from * wide + at % self.side..][..width];
                    for (value, pixel) in to.iter_mut().zip(row) {
                        *value += weight * pixel;
                    }
                }
                to.iter_mut()
                    .for_each(|value| *value = value.clamp(0.0, 1.0));
            }
        }
        blurred
    }
}
