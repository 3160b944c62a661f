//! Rain streaks.
//!
//! A falling drop smears, while the shutter is open, into a thin bright streak along its path; in one
//! photo nearly all streaks share the direction of the wind (Garg and Nayar, "Photorealistic Rendering
//! of Rain Streaks", 2006). Yang et al., "Deep Joint Rain Detection and Removal", 2017, add a gray
//! streak layer to a clean picture: one direction for light rain, several for heavy rain. That layer is
//! commonly made by motion-blurring sparse random seeds; drawing each seed as the short line that it
//! is blurred into gives the same layer at a fraction of the cost.

use crate::level;
use dynet_core::Planar;
use rand::{Rng, RngExt};
use rand_distr::{Distribution, Poisson};

/// How streaks and picture are put together; neither ever darkens a pixel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Blend {
    /// `J + S`, clipped, as Yang et al.
    Add,
    /// `1 - (1 - J) (1 - S)`: streaks fade before a bright ground, as real drops do.
    Screen,
}

/// One layer of streaks. Lengths in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rain {
    /// Streaks on a million pixels.
    pub density: f32,
    /// Direction, degrees from the vertical; positive leans to the right on the way down.
    pub angle: f32,
    /// The longest streak; single ones are 0.3 to 1 times as long.
    pub length: f32,
    /// Standard deviation across a streak; what the eye sees is about two and a half times as wide.
    pub width: f32,
    /// The brightest streak's middle, 0 to 1; single ones are 0.2 to 1 times as bright.
    pub brightness: f32,
    /// How the layer is put on the picture.
    pub blend: Blend,
}

/// Wind tilts streaks up to this many degrees from the vertical.
const MAX_TILT: f32 = 40.0;
/// Drops in one gust differ by this many degrees.
const JITTER: f32 = 2.0;

impl Rain {
    /// A layer as in the light synthetic sets: 2,000 to 8,000 streaks a megapixel, up to 12 to 75 pixels
    /// long and about 1.5 to 4 wide, the brightest adding 0.15 to 0.75.
    pub fn light(rng: &mut impl Rng) -> Self {
        Self {
            density: log_uniform(2000.0, 8000.0, rng),
            angle: rng.random_range(-MAX_TILT..=MAX_TILT),
            length: log_uniform(12.0, 75.0, rng),
            width: rng.random_range(0.6..=1.6),
            brightness: log_uniform(0.15, 0.75, rng),
            blend: blend(rng),
        }
    }

    /// A layer as in the heavy synthetic sets: twice as many streaks, longer and brighter.
    pub fn heavy(rng: &mut impl Rng) -> Self {
        Self {
            density: log_uniform(4000.0, 12_000.0, rng),
            length: log_uniform(20.0, 75.0, rng),
            brightness: log_uniform(0.25, 0.8, rng),
            ..Self::light(rng)
        }
    }

    /// A further heavy layer of the same shower, half as dense, its direction within 25 degrees.
    pub(crate) fn another(&self, rng: &mut impl Rng) -> Self {
        let more = Self::heavy(rng);
        Self {
            density: more.density * 0.5,
            angle: self.angle + rng.random_range(-25.0..=25.0),
            ..more
        }
    }

    /// The streak layer alone, `[height, width]`, from 0.
    pub fn layer(&self, width: usize, height: usize, rng: &mut impl Rng) -> Vec<f32> {
        let mut layer = vec![0.0; width * height];
        // Streaks that begin outside reach in; a margin on all sides keeps the border as full as the middle.
        let margin = self.length / 2.0 + 3.0 * self.width;
        let (across, down) = (width as f32 + 2.0 * margin, height as f32 + 2.0 * margin);
        let mean = self.density * across * down / 1e6;
        let count = Poisson::new(mean).map_or(0, |p| p.sample(rng) as usize);
        for _ in 0..count {
            let streak = Streak {
                x: rng.random_range(0.0..across) - margin,
                y: rng.random_range(0.0..down) - margin,
                angle: (self.angle + rng.random_range(-JITTER..=JITTER)).to_radians(),
                half_length: self.length / 2.0 * rng.random_range(0.3..=1.0),
                sigma: self.width * rng.random_range(0.75..=1.25),
                brightness: self.brightness * rng.random_range(0.2..=1.0),
                // Both ends fade out over the outer half, as a drop enters and leaves the exposure.
                ends: 2.0,
            };
            streak.draw(&mut layer, width, height);
        }
        layer
    }

    /// Puts this rain on a picture: 0 to 1, not rounded to 8 bits.
    pub(crate) fn fall(&self, picture: &mut Planar, rng: &mut impl Rng) {
        let layer = self.layer(picture.width(), picture.height(), rng);
        for channel in 0..3 {
            for (value, streak) in picture.plane_mut(channel).iter_mut().zip(&layer) {
                let ground = match self.blend {
                    Blend::Add => 1.0,
                    Blend::Screen => 1.0 - *value,
                };
                *value = (*value + streak.min(1.0) * ground).clamp(0.0, 1.0);
            }
        }
    }

    /// The picture behind this rain.
    pub fn apply(&self, clean: &Planar, rng: &mut impl Rng) -> Planar {
        let mut rainy = clean.clone();
        self.fall(&mut rainy, rng);
        rainy
            .data_mut()
            .iter_mut()
            .for_each(|value| *value = level(*value));
        rainy
    }
}

/// One drop's path.
pub(crate) struct Streak {
    pub x: f32,
    pub y: f32,
    /// Radians from the vertical.
    pub angle: f32,
    pub half_length: f32,
    /// Standard deviation across, in pixels.
    pub sigma: f32,
    pub brightness: f32,
    /// 1 over the share of each half over which its end fades out: 1 from the middle on, more later.
    pub ends: f32,
}

impl Streak {
    pub fn draw(&self, layer: &mut [f32], width: usize, height: usize) {
        let (sin, cos) = self.angle.sin_cos();
        let reach = 3.0 * self.sigma;
        let tall = self.half_length * cos + reach;
        // A row meets the streak in a short run of pixels around the point where its axis crosses.
        let wide = reach / cos + 1.0;
        let rows = clip(self.y - tall, self.y + tall, height);
        for y in rows {
            let dy = y as f32 - self.y;
            let axis = self.x + dy * sin / cos;
            for x in clip(axis - wide, axis + wide, width) {
                let dx = x as f32 - self.x;
                let along = (dx * sin + dy * cos) / self.half_length;
                let off = (dx * cos - dy * sin) / self.sigma;
                let fade = (self.ends - self.ends * along.abs()).clamp(0.0, 1.0);
                layer[y * width + x] += self.brightness * fade * (-0.5 * off * off).exp();
            }
        }
    }
}

pub(crate) fn clip(from: f32, to: f32, end: usize) -> std::ops::Range<usize> {
    from.ceil().max(0.0) as usize..((to + 1.0).max(0.0) as usize).min(end)
}

fn blend(rng: &mut impl Rng) -> Blend {
    if rng.random_bool(0.75) {
        Blend::Add
    } else {
        Blend::Screen
    }
}

pub(crate) fn log_uniform(low: f32, high: f32, rng: &mut impl Rng) -> f32 {
    low * (high / low).powf(rng.random())
}

/// One layer of [`Rain::light`].
pub fn light(clean: &Planar, rng: &mut impl Rng) -> Planar {
    Rain::light(rng).apply(clean, rng)
}

/// One to three layers of [`Rain::heavy`], their directions within 25 degrees of each other.
pub fn heavy(clean: &Planar, rng: &mut impl Rng) -> Planar {
    let first = Rain::heavy(rng);
    let mut rainy = first.apply(clean, rng);
    for _ in 0..rng.random_range(0..3) {
        rainy = first.another(rng).apply(&rainy, rng);
    }
    rainy
}
