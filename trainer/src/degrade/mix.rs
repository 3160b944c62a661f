//! Which degradation a training sample gets.

use super::Degradation;
use crate::data::random;
use dynet_runtime::{Error, ErrorKind, Planar, Result};
use rand::{Rng, RngExt};
use serde::{Deserialize, Serialize};

/// What a network is fine-tuned to mend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "snake_case")]
pub enum Task {
    /// Gaussian noise of sigma 15, 25 and 50.
    Noise,
    /// Light and heavy streaks.
    Rain,
    /// Haze over synthetic depth.
    Haze,
}

impl Task {
    /// Every task: all-in-one restoration.
    pub const ALL: [Self; 3] = [Self::Noise, Self::Rain, Self::Haze];
}

/// Degradations with their shares.
#[derive(Clone, Debug, PartialEq)]
pub struct Mix {
    parts: Vec<(Degradation, f32)>,
    total: f32,
}

impl Mix {
    /// A mix of degradations, each with its weight; weights need not add up to one.
    ///
    /// # Errors
    /// A weight that is negative or not finite, or weights that add up to nothing.
    pub fn new(parts: &[(Degradation, f32)]) -> Result<Self> {
        let total: f32 = parts.iter().map(|(_, weight)| weight).sum();
        let bad = parts
            .iter()
            .any(|(_, weight)| !weight.is_finite() || *weight < 0.0);
        if bad || total <= 0.0 {
            return Err(Error::new(
                ErrorKind::Argument,
                "the weights of a mix must be numbers from 0 with at least one above",
            ));
        }
        Ok(Self {
            parts: parts.to_vec(),
            total,
        })
    }

    /// The fine-tuning mix of some tasks, and a few clean patches, so that a clean photo stays as
    /// it is.
    pub fn fine_tuning(tasks: &[Task]) -> Self {
        let mut parts = vec![(Degradation::Clean, 6.0)];
        for task in tasks {
            parts.extend_from_slice(match task {
                Task::Noise => &[
                    (Degradation::Gaussian(15.0), 12.0),
                    (Degradation::Gaussian(25.0), 12.0),
                    (Degradation::Gaussian(50.0), 12.0),
                ],
                Task::Rain => &[
                    (Degradation::LightRain, 16.0),
                    (Degradation::HeavyRain, 8.0),
                ],
                Task::Haze => &[(Degradation::Haze, 14.0)],
            });
        }
        Self::known(&parts)
    }

    /// The pre-training mix: every sample masked and degraded in cells.
    pub fn pre_training() -> Self {
        Self::known(&[(Degradation::Masked, 1.0)])
    }

    fn known(parts: &[(Degradation, f32)]) -> Self {
        Self {
            parts: parts.to_vec(),
            total: parts.iter().map(|(_, weight)| weight).sum(),
        }
    }

    /// A degradation, drawn by its share; the same for the same `(seed, index)`.
    pub fn choose(&self, seed: u64, index: u64) -> Degradation {
        self.draw(&mut random::stream(random::CHOICES, seed, index))
    }

    /// A degraded version of `clean`, and how it was degraded; the same for the same `(seed, index)`.
    pub fn sample(&self, clean: &Planar, seed: u64, index: u64) -> (Planar, Degradation) {
        let mut rng = random::stream(random::DEGRADATIONS, seed, index);
        let chosen = self.draw(&mut rng);
        (chosen.apply(clean, &mut rng), chosen)
    }

    fn draw(&self, rng: &mut impl Rng) -> Degradation {
        let mut mark = rng.random_range(0.0..self.total);
        let mut chosen = Degradation::Clean;
        for &(degradation, weight) in &self.parts {
            if weight > 0.0 {
                chosen = degradation;
                if mark < weight {
                    break;
                }
                mark -= weight;
            }
        }
        chosen
    }
}
