//! Which degradation a training sample gets.
//!
//! ```
//! use dynet_degrade::{TrainingDegradation, random};
//! use dynet_core::Planar;
//! use dynet_trainer::mix::Mix;
//! let clean = Planar::filled(64, 64, 0.5);
//! let parts = [(TrainingDegradation::LightRain, 2.0), (TrainingDegradation::Haze, 1.0)];
//! let mix = Mix::new(&parts)?;
//! let what = mix.choose(1, 0);
//! let degraded = what.apply(&clean, &mut random::stream(random::DEGRADATIONS, 1, 0));
//! assert_eq!(degraded.data().len(), clean.data().len());
//! assert_eq!(mix.choose(1, 0), what);
//! # Ok::<(), dynet_core::Error>(())
//! ```

use dynet_core::{Error, ErrorKind, Result};
use dynet_degrade::{TrainingDegradation, random};
use rand::{Rng, RngExt};

/// A degradation that a network is fine-tuned to remove.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
#[non_exhaustive]
pub enum Task {
    /// Gaussian noise of sigma 15, 25 and 50.
    Noise,
    /// Light and heavy streaks.
    Rain,
    /// Haze over synthetic depth.
    Haze,
    /// Noise of a camera's sensor.
    CameraNoise,
    /// JPEG compression.
    Jpeg,
    /// Gaussian blur.
    Blur,
    /// Resolution lost two to four times.
    LowResolution,
    /// Falling snow.
    Snow,
}

impl Task {
    /// The tasks of the paper's all-in-one network.
    pub const ALL: [Self; 3] = [Self::Noise, Self::Rain, Self::Haze];

    /// Degradations that can be applied to any clean photo, for the pre-training of AdaIR (Chen et al., 2024), whose
    /// own list was not published.
    pub const SYNTHETIC: [Self; 5] = [
        Self::Noise,
        Self::Blur,
        Self::LowResolution,
        Self::Jpeg,
        Self::Rain,
    ];
}

/// A weighted choice between degradations or folders of pairs.
#[derive(Clone, Debug, PartialEq)]
pub struct Mix<T = TrainingDegradation> {
    parts: Vec<(T, f32)>,
    total: f32,
}

impl<T: Clone> Mix<T> {
    /// A weighted choice; the weights need not add up to one.
    ///
    /// # Errors
    /// A weight that is negative or not finite, or weights that are all 0.
    pub fn new(parts: &[(T, f32)]) -> Result<Self> {
        let total: f32 = parts.iter().map(|(_, weight)| weight).sum();
        let bad = parts
            .iter()
            .any(|(_, weight)| !weight.is_finite() || *weight < 0.0);
        if bad || total <= 0.0 {
            return Err(Error::new(
                ErrorKind::Argument,
                "the weights of a mix must be 0 or more, with at least one above 0",
            ));
        }
        Ok(Self {
            parts: parts.to_vec(),
            total,
        })
    }

    /// One of the items, drawn by its weight; the same for the same `(seed, index)`.
    pub fn choose(&self, seed: u64, index: u64) -> T {
        self.draw(&mut random::stream(random::CHOICES, seed, index))
    }

    pub(crate) fn draw(&self, rng: &mut impl Rng) -> T {
        let mut mark = rng.random_range(0.0..self.total);
        // If rounding leaves a remainder: the last item with a weight.
        let mut chosen = &self.parts[0].0;
        for (thing, weight) in &self.parts {
            if *weight > 0.0 {
                chosen = thing;
                if mark < *weight {
                    break;
                }
                mark -= weight;
            }
        }
        chosen.clone()
    }
}
