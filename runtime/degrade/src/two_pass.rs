//! What a photo goes through on its way through the internet, twice over: blur, another size, noise, JPEG.
//!
//! Wang et al., "Real-ESRGAN: Training Real-World Blind Super-Resolution with Pure Synthetic Data" (2021),
//! with the ranges of ConStyle v2 (Fan et al., 2024), which degrades most of what its prompter learns from
//! so and keeps the size. The picture is sharpened first, so that blur has something to take.

use crate::jpeg::{self, Chroma};
use crate::kernel::Kernel;
use crate::level;
use crate::resize::{image, planar, resized};
use dynet_core::Planar;
use image::imageops;
use rand::{Rng, RngExt};
use rand_distr::{Distribution, Poisson, StandardNormal};
use std::ops::RangeInclusive;

/// One pass and its ranges.
struct Pass {
    /// How often there is blur at all.
    blurred: f64,
    /// Standard deviations of the blur in pixels.
    sigma: RangeInclusive<f32>,
    /// Shares of enlarging, shrinking and neither.
    sizes: [f32; 3],
    /// Sides against the photo's own.
    scale: RangeInclusive<f32>,
    /// Standard deviations of Gaussian noise, 0 to 255.
    gaussian: RangeInclusive<f32>,
    /// Strengths of the noise of photons, against that of one photon a level.
    poisson: RangeInclusive<f32>,
}

const FIRST: Pass = Pass {
    blurred: 1.0,
    sigma: 0.2..=3.0,
    sizes: [0.2, 0.7, 0.1],
    scale: 0.15..=1.5,
    gaussian: 1.0..=30.0,
    poisson: 0.05..=3.0,
};
const SECOND: Pass = Pass {
    blurred: 0.8,
    sigma: 0.2..=1.5,
    sizes: [0.3, 0.4, 0.3],
    scale: 0.3..=1.2,
    gaussian: 1.0..=25.0,
    poisson: 0.05..=2.5,
};
/// How often noise is the same in all colors.
const GREY: f64 = 0.4;
/// JPEG's qualities.
const QUALITY: RangeInclusive<u8> = 30..=95;
/// How often the last picture rings.
const RINGING: f64 = 0.8;

/// The picture after both passes, in its own size.
pub fn two_pass(clean: &Planar, rng: &mut impl Rng) -> Planar {
    let size = clean.size();
    let once = FIRST.apply(&sharpened(clean), size, rng);
    let once = jpeg(&once, rng);
    let twice = SECOND.apply(&once, size, rng);
    // Both orders are met: some programs sharpen what they have decoded, others encode what is sharp.
    let mut last = match rng.random_bool(0.5) {
        true => jpeg(&back(&twice, size, rng), rng),
        false => back(&jpeg(&twice, rng), size, rng),
    };
    last.data_mut()
        .iter_mut()
        .for_each(|value| *value = level(*value));
    last
}

impl Pass {
    /// All but JPEG. `size` is the photo's own.
    fn apply(&self, picture: &Planar, size: (usize, usize), rng: &mut impl Rng) -> Planar {
        let blurred = match rng.random_bool(self.blurred) {
            true => Kernel::random(self.sigma.clone(), rng).apply(picture),
            false => picture.clone(),
        };
        let (least, most) = (*self.scale.start(), *self.scale.end());
        let mark = rng.random_range(0.0..self.sizes.iter().sum::<f32>());
        let scale = match mark {
            mark if mark < self.sizes[0] => rng.random_range(1.0..=most),
            mark if mark < self.sizes[0] + self.sizes[1] => rng.random_range(least..=1.0),
            _ => 1.0,
        };
        let side = |side: usize| ((side as f32 * scale) as usize).max(1);
        let resized = resized(&blurred, (side(size.0), side(size.1)), rng);
        let grey = rng.random_bool(GREY);
        match rng.random_bool(0.5) {
            true => gaussian(resized, rng.random_range(self.gaussian.clone()), grey, rng),
            false => photons(resized, rng.random_range(self.poisson.clone()), grey, rng),
        }
    }
}

/// In the photo's own size again, and most often ringing.
fn back(picture: &Planar, size: (usize, usize), rng: &mut impl Rng) -> Planar {
    let picture = resized(picture, size, rng);
    match rng.random_bool(RINGING) {
        true => Kernel::last(rng).apply(&picture),
        false => picture,
    }
}

fn jpeg(picture: &Planar, rng: &mut impl Rng) -> Planar {
    let quality = rng.random_range(QUALITY);
    jpeg::with_quality(picture, quality, Chroma::Half).unwrap_or_else(|_| picture.clone())
}

/// Half of what a wide blur takes is added where that is more than 10 levels, with soft borders.
fn sharpened(clean: &Planar) -> Planar {
    // The sigma that OpenCV gives the kernel of 51 pixels.
    let wide = |picture: &Planar| planar(&imageops::blur(&image(picture), 8.0));
    let soft = wide(clean);
    let mut mask = clean.clone();
    for (value, soft) in mask.data_mut().iter_mut().zip(soft.data()) {
        *value = f32::from(u8::from((*value - soft).abs() * 255.0 > 10.0));
    }
    let mask = wide(&mask);
    let mut sharp = clean.clone();
    for (at, value) in sharp.data_mut().iter_mut().enumerate() {
        let sharper = (*value + 0.5 * (*value - soft.data()[at])).clamp(0.0, 1.0);
        *value += mask.data()[at] * (sharper - *value);
    }
    sharp
}

fn gaussian(mut picture: Planar, sigma: f32, grey: bool, rng: &mut impl Rng) -> Planar {
    let pixels = picture.pixels();
    let mut noise = Vec::new();
    for channel in 0..3 {
        if channel == 0 || !grey {
            let mut draw = || -> f32 { StandardNormal.sample(rng) };
            noise = (0..pixels).map(|_| draw()).collect();
        }
        for (value, noise) in picture.plane_mut(channel).iter_mut().zip(&noise) {
            *value = (*value + sigma / 255.0 * noise).clamp(0.0, 1.0);
        }
    }
    picture
}

/// Noise of photons that come by chance, as many as the picture has levels (rounded up to a power of 2).
fn photons(mut picture: Planar, strength: f32, grey: bool, rng: &mut impl Rng) -> Planar {
    let pixels = picture.pixels();
    let rounded: Vec<f32> = picture.data().iter().map(|value| level(*value)).collect();
    let light = |channel: usize, at: usize| match grey {
        true => {
            let value = |channel: usize| rounded[channel * pixels + at];
            level(0.299 * value(0) + 0.587 * value(1) + 0.114 * value(2))
        }
        false => rounded[channel * pixels + at],
    };
    let mut there = [false; 256];
    for at in 0..3 * pixels {
        there[(light(at / pixels, at % pixels) * 255.0).round() as usize] = true;
    }
    let levels = there.iter().filter(|there| **there).count();
    let white = levels.next_power_of_two() as f32;
    let mut noise = Vec::new();
    for channel in 0..3 {
        if channel == 0 || !grey {
            let mut draw = |at: usize| {
                let light = light(channel, at);
                let caught = Poisson::new(light * white).map_or(0.0, |p| p.sample(rng));
                caught / white - light
            };
            noise = (0..pixels).map(&mut draw).collect();
        }
        for (value, noise) in picture.plane_mut(channel).iter_mut().zip(&noise) {
            *value = (*value + strength * noise).clamp(0.0, 1.0);
        }
    }
    picture
}
