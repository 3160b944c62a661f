//! Snow as photos show it: flakes at several distances and the veil of those too far to be seen singly.
//!
//! Flakes are 1 to 10 mm wide and fall at about 1 m/s, so with 1/1000 to 1/60 s of exposure they smear to 0 to 4
//! times their width, in directions that vary, as air whirls. Sets of synthetic snow mix small, middle and large
//! flakes, opaque to see-through (Liu et al., "DesnowNet", 2018), and add the veil (Chen et al., "JSTASR",
//! 2020, and "HDCW-Net", 2021). Those near the lens are out of focus: pale discs.
//!
//! A visibility of V has an extinction of 3.9 / V (Koschmieder, 1924). Snow lets see from 200 m to 5 km far, which over
//! 65 m is 0.05 to 1.3.

use super::depth;
use super::drops::{normal, seen};
use super::flakes::Flakes;
use super::ground;
use super::light::{Light, Veil, lay_over, mean};
use crate::rain::log_uniform;
use dynet_core::Planar;
use rand::{Rng, RngExt};

/// The snowfall of one picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Snow {
    /// Flakes from far to near.
    pub flakes: Vec<Flakes>,
    /// What the flakes show.
    pub light: Light,
    /// The veil.
    pub veil: Veil,
}

/// Size, number and distance of the layers against the one in focus.
const LAYERS: [(f32, f32, f32); 4] = [
    (0.4, 1.4, 0.9),
    (0.65, 1.2, 0.5),
    (1.0, 1.0, 0.25),
    (3.0, 0.5, 0.0),
];

impl Snow {
    /// From single flakes to a snowstorm.
    pub fn random(rng: &mut impl Rng) -> Self {
        let strength: f32 = rng.random();
        let wind = if rng.random_bool(0.7) { 15.0 } else { 40.0 };
        let angle = normal(0.0, wind, rng).clamp(-75.0, 75.0);
        let radius = log_uniform(0.8, 2.6, rng);
        // Against a flake's radius.
        let fall = log_uniform(0.3, 8.0, rng);
        let full = 0.02 * (0.35f32 / 0.02).powf(strength);
        let cover = rng.random_range(0.45..=0.95);
        let whirl = rng.random_range(4.0..=20.0);
        let blur = rng.random_range(0.4..=1.2);
        let layer = |&(size, share, distance): &(f32, f32, f32)| {
            let radius = radius * size;
            let fall = fall * radius;
            let area = 2.0 * radius * (1.6 * radius + fall);
            Flakes {
                density: full * share / 4.0 / area * 1e6,
                angle,
                whirl,
                radius,
                fall,
                soft: if size > 2.0 {
                    1.0 + blur * radius
                } else {
                    1.0 + 0.3 * radius
                },
                cover: if size > 2.0 { cover * 0.5 } else { cover },
                distance,
            }
        };
        let flakes = LAYERS.iter().map(layer).collect();
        let grey = rng.random_range(0.65..=0.95);
        let cold = rng.random_range(-0.01..=0.03);
        let thick = 0.05 * (1.3f32 / 0.05).powf(0.6 * strength + 0.4 * rng.random::<f32>());
        Self {
            flakes,
            light: Light {
                share: rng.random_range(0.7..=1.0),
                ..Light::grey(0.6, 1.1, rng)
            },
            veil: Veil {
                air: [grey - cold, grey, grey + cold],
                beta: thick,
            },
        }
    }

    /// The picture in this snowfall, 0 to 1, not rounded to 8 bits.
    pub fn apply(&self, clean: &Planar, rng: &mut impl Rng) -> Planar {
        let mut snowy = clean.clone();
        let depth = match rng.random_bool(0.5) {
            true => ground::scene(clean, rng),
            false => depth::slope(clean, rng.random_range(0.8..=1.5), rng),
        };
        let air = self.veil.air.map(|air| air.max(mean(clean)));
        Veil { air, ..self.veil }.apply(&mut snowy, &depth);
        let light = self.light.of(&snowy);
        for layer in &self.flakes {
            let mut cover = layer.draw(clean.width(), clean.height(), rng);
            for (cover, depth) in cover.iter_mut().zip(&depth) {
                *cover *= seen(*depth, layer.distance);
            }
            lay_over(&mut snowy, &cover, light);
        }
        snowy
    }
}
