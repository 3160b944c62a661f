//! Sampling weights of the scenes for a conditioned network.

use dynet_degrade::Scene;
use serde::{Deserialize, Serialize};

/// Sampling weights of the scenes that degrade photos with known levels; they need not add up to one. Missing ones
/// are 0. They add to [`SamplingWeights`](super::SamplingWeights), whose samples have no known levels.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[allow(missing_docs)] // the names are those of `Scene`
pub struct Scenes {
    pub clean: f32,
    pub white_noise: f32,
    pub camera_noise: f32,
    pub rain: f32,
    pub snow: f32,
    pub haze: f32,
    pub jpeg: f32,
    pub mixed: f32,
    /// Probability, for a degraded sample, that one kind of degradation is to be kept: the network gets 0 for its
    /// levels, and the target contains it.
    #[serde(alias = "left_alone")]
    pub keep_probability: f64,
    /// Error of the network's input levels: the standard deviation of the logarithm of a random factor. At inference,
    /// the levels are estimates with errors too.
    pub level_error: f32,
}

impl Default for Scenes {
    fn default() -> Self {
        Self {
            clean: 0.0,
            white_noise: 0.0,
            camera_noise: 0.0,
            rain: 0.0,
            snow: 0.0,
            haze: 0.0,
            jpeg: 0.0,
            mixed: 0.0,
            keep_probability: 0.15,
            level_error: 0.1,
        }
    }
}

impl Scenes {
    /// Each scene with its share.
    pub fn parts(&self) -> [(Scene, f32); 8] {
        [
            (Scene::Clean, self.clean),
            (Scene::WhiteNoise, self.white_noise),
            (Scene::CameraNoise, self.camera_noise),
            (Scene::Rain, self.rain),
            (Scene::Snow, self.snow),
            (Scene::Haze, self.haze),
            (Scene::Jpeg, self.jpeg),
            (Scene::Mixed, self.mixed),
        ]
    }
}
