//! Rain as photos show it: drops at several distances and the veil of those too far to be seen singly.
//!
//! A camera of focal length f shows a drop of diameter D at distance z as `f D / z` wide. While the shutter is
//! open for T the drop falls `v T`: its streak is `v T / D` times as long as wide (Garg and Nayar, "Vision and
//! Rain", 2007). A drop of 2 mm falls at 6.5 m/s (Atlas et al., 1973), so with T from 1/250 to 1/30 s that is 13 to
//! 110; drawn are 14 to 90. It covers what is behind it for the share `D / (v T)` of the exposure, 0.01 to 0.07. But
//! photos in which rain is seen are lit from behind, by skies that are several times as bright as white; since
//! skies are drawn as 0.4 to 1.4 of white, 0.04 to 0.5 is covered instead.
//!
//! A layer twice as far shows streaks of half the size and, its volume being eight times as large, eight times as
//! many of them, which together cover twice as much. Things hide the rain behind them (Hu et al.,
//! "Depth-Attentional Features for Single-Image Rain Removal", 2019).
//!
//! All other drops are mist. Heavy rain of R mm an hour has an extinction of 0.312 R^0.67 per kilometre (Tremblay et
//! al., "Rain Rendering for Evaluating and Improving Robustness to Bad Weather", 2020), which for 5 to 150 mm/h and
//! scenes of 30 to 120 m is 0.03 to 1. Its gray is 0.3 to 0.9 in Li et al., "Heavy Rain Image Restoration", 2019;
//! the darkest are left out here. Real photos have both veil and streaks (Ba et al., "Not Just Streaks", 2022).

use super::depth;
use super::drops::{Drops, LENS, normal, seen};
use super::ground;
use super::light::{Light, Veil, lay_over, mean};
use crate::field::Grid;
use crate::rain::{self as streaks, log_uniform};
use dynet_core::Planar;
use rand::{Rng, RngExt};

/// The rain of one picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Rain {
    /// Added streaks, as in the synthetic sets; the others are then empty.
    pub added: Vec<streaks::Rain>,
    /// Drops from far to near.
    pub drops: Vec<Drops>,
    /// What the drops show.
    pub light: Light,
    /// How much fuller and emptier parts of the picture are, 0 to 0.8.
    pub uneven: f32,
    /// The mist.
    pub veil: Veil,
}

/// Size, number and distance of the layers against the one in focus; the nearest is in front of everything.
/// A lens that is focused some metres away shows drops in the last one or two metres before it as broad, pale bands.
const LAYERS: [(f32, f32, f32); 4] = [
    (0.35, 1.6, 0.9),
    (0.6, 1.3, 0.5),
    (1.0, 1.0, 0.25),
    (2.4, 0.3, 0.0),
];

impl Rain {
    /// Rain from a shower to a cloudburst: streaks in four depths under a veil.
    pub fn random(rng: &mut impl Rng) -> Self {
        let strength: f32 = rng.random();
        // Standard deviation of the wind's tilt, in degrees: mostly 12, in one of five (gales) 35.
        let wind = if rng.random_bool(0.8) { 12.0 } else { 35.0 };
        let angle = normal(0.0, wind, rng).clamp(-50.0, 50.0);
        let length = log_uniform(8.0, 65.0, rng);
        let width = length / log_uniform(14.0, 90.0, rng) / 2.5;
        // What all layers cover together.
        let full = 0.12 * (3.0f32 / 0.12).powf(strength);
        let cover = log_uniform(0.06, 0.5, rng) * (1.0 - 0.4 * strength);
        let blur = log_uniform(0.5, 3.0, rng);
        let layer = |&(size, share, distance): &(f32, f32, f32)| {
            let (length, width) = (length * size, (width * size).max(0.2));
            let defocus = if size > 2.0 { blur } else { 0.0 };
            let sigma = width.hypot(defocus).hypot(LENS);
            let area = 0.75 * length * 2.5 * sigma;
            Drops {
                density: full * share / 4.0 / area * 1e6,
                angle: angle + 3.0 * (size - 1.0),
                gusts: 2.5,
                length,
                width,
                defocus,
                cover,
                distance,
            }
        };
        let drops = LAYERS.iter().map(layer).collect();
        let grey = rng.random_range(0.4..=0.9);
        let cold = rng.random_range(-0.02..=0.04);
        let thick = 0.03 * (1.0f32 / 0.03).powf(0.6 * strength + 0.4 * rng.random::<f32>());
        Self {
            added: Vec::new(),
            drops,
            light: Light::grey(0.4, 1.4, rng),
            uneven: rng.random_range(0.0..=0.8),
            veil: Veil {
                air: [grey - cold, grey, grey + cold],
                beta: thick,
            },
        }
    }

    /// As [`crate::rain::light`]: one layer of added streaks.
    pub fn light(rng: &mut impl Rng) -> Self {
        Self::added(vec![streaks::Rain::light(rng)])
    }

    /// As [`crate::rain::heavy`]: one to three layers of added streaks.
    pub fn heavy(rng: &mut impl Rng) -> Self {
        let first = streaks::Rain::heavy(rng);
        let mut layers = vec![first];
        for _ in 0..rng.random_range(0..3) {
            layers.push(first.another(rng));
        }
        Self::added(layers)
    }

    fn added(added: Vec<streaks::Rain>) -> Self {
        Self {
            added,
            drops: Vec::new(),
            light: Light {
                sky: [0.0; 3],
                share: 0.0,
            },
            uneven: 0.0,
            veil: Veil {
                air: [0.0; 3],
                beta: 0.0,
            },
        }
    }

    /// The picture in this rain, 0 to 1, not rounded to 8 bits.
    pub fn apply(&self, clean: &Planar, rng: &mut impl Rng) -> Planar {
        let mut rainy = clean.clone();
        for layer in &self.added {
            layer.fall(&mut rainy, rng);
        }
        if self.drops.is_empty() {
            return rainy;
        }
        let (width, height) = clean.size();
        // Most scenes are far behind the rain.
        let depth = match rng.random_bool(0.35) {
            true => ground::scene(clean, rng),
            false => depth::slope(clean, rng.random_range(0.8..=1.5), rng),
        };
        let air = self.veil.air.map(|air| air.max(mean(clean)));
        Veil { air, ..self.veil }.apply(&mut rainy, &depth);
        let light = self.light.of(&rainy);
        let gust = Grid::random(rng.random_range(2..5), rng.random_range(2..5), rng);
        let gust = gust.spread(width, height);
        for layer in &self.drops {
            let mut cover = layer.draw(width, height, rng);
            for ((cover, depth), gust) in cover.iter_mut().zip(&depth).zip(&gust) {
                // Many drops overlap, so the cover comes near 1 but never above it.
                let covered = 1.0 - (-*cover * (1.0 + self.uneven * gust)).exp();
                *cover = covered * seen(*depth, layer.distance);
            }
            lay_over(&mut rainy, &cover, light);
        }
        rainy
    }
}
