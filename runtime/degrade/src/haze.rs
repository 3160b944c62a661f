//! Haze by the atmospheric scattering model (Koschmieder 1924; McCartney 1976):
//! `I = J t + A (1 - t)` with the transmission `t = exp(-beta d)` over depth `d`.
//!
//! Ranges follow RESIDE (Li et al., "Benchmarking Single-Image Dehazing and Beyond", 2019): airlight A
//! from 0.7 to 1.0, beta from 0.6 to 1.8 indoors, outdoors 0.04 to 0.2 over tens of metres, which
//! together come to beta d of about 0.1 to 2. Openly licensed photos come without depth, so depth is
//! made up (`depth.rs`).

use crate::pixels::roughness;
use crate::{depth, level};
use dynet_core::Planar;
use rand::{Rng, RngExt};

/// Transmission never falls under this: behind thicker haze nothing is left to restore.
const MIN_TRANSMISSION: f32 = 0.08;
/// Share of pictures with one depth all over: what a small crop of a large photo often shows.
const CONSTANT: f64 = 0.25;
/// Mean step between neighboring pixels that must come through the haze, as in [`roughness`].
const MIN_SEEN: f32 = 2.5 / 255.0;
/// Hazes drawn for a picture before a thick one is taken after all.
const TRIES: usize = 8;

/// The haze of one picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Haze {
    /// Airlight by channel, 0 to 1: nearly white, slightly colored.
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
            depth::scene(clean, near, rng)
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
        let through = |depth: &f32| (-self.beta * depth).exp().max(MIN_TRANSMISSION);
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

/// The picture in haze drawn by [`visible`].
pub fn haze(clean: &Planar, rng: &mut impl Rng) -> Planar {
    visible(clean, rng).apply(clean)
}

/// Haze drawn by [`Haze::random`], as a rule not so thick that the result is as smooth as a wall: a network
/// that learns to find something there ruins walls.
pub fn visible(clean: &Planar, rng: &mut impl Rng) -> Haze {
    let mut haze = Haze::random(clean, rng);
    for _ in 1..TRIES {
        if roughness(&haze.apply(clean)) >= MIN_SEEN {
            break;
        }
        haze = Haze::random(clean, rng);
    }
    haze
}
