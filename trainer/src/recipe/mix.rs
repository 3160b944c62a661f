//! Sampling weights of the degradations.

use crate::mix::Task;
use dynet_degrade::TrainingDegradation;
use dynet_degrade::mask::Mask;
use serde::{Deserialize, Serialize};

/// Sampling weights of the degradations; they need not add up to one. Missing ones are 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[allow(missing_docs)] // the names are those of `TrainingDegradation`
pub struct SamplingWeights {
    pub clean: f32,
    pub gaussian_15: f32,
    pub gaussian_25: f32,
    pub gaussian_50: f32,
    pub float_noise: f32,
    pub uniform: f32,
    pub camera_noise: f32,
    pub jpeg: f32,
    pub light_rain: f32,
    pub heavy_rain: f32,
    pub haze: f32,
    pub blur: f32,
    pub low_resolution: f32,
    pub contrast: f32,
    pub snow: f32,
    pub contrast_snow: f32,
    pub two_pass: f32,
    pub masked: f32,
}

impl SamplingWeights {
    const NONE: Self = Self {
        clean: 0.0,
        gaussian_15: 0.0,
        gaussian_25: 0.0,
        gaussian_50: 0.0,
        float_noise: 0.0,
        uniform: 0.0,
        camera_noise: 0.0,
        jpeg: 0.0,
        light_rain: 0.0,
        heavy_rain: 0.0,
        haze: 0.0,
        blur: 0.0,
        low_resolution: 0.0,
        contrast: 0.0,
        snow: 0.0,
        contrast_snow: 0.0,
        two_pass: 0.0,
        masked: 0.0,
    };

    /// Every sample masked and degraded in cells.
    pub const PRE_TRAINING: Self = Self {
        masked: 1.0,
        ..Self::NONE
    };

    /// Some tasks, and a few clean patches, so that a clean photo does not change.
    ///
    /// Haze has a small share, which was found when haze was drawn over small pieces of photos. There it looks like a
    /// pale scene, and a larger share taught a small network to change clean photos.
    pub fn fine_tuning(tasks: &[Task]) -> Self {
        let mut shares = Self {
            clean: 8.0,
            ..Self::NONE
        };
        for task in tasks {
            match task {
                Task::Noise => {
                    shares.gaussian_15 = 10.0;
                    shares.gaussian_25 = 10.0;
                    shares.gaussian_50 = 10.0;
                }
                Task::Rain => {
                    shares.light_rain = 16.0;
                    shares.heavy_rain = 8.0;
                }
                Task::Haze => shares.haze = 5.0,
                Task::CameraNoise => shares.camera_noise = 24.0,
                Task::Jpeg => shares.jpeg = 24.0,
                Task::Blur => shares.blur = 24.0,
                Task::LowResolution => shares.low_resolution = 24.0,
                Task::Snow => shares.snow = 24.0,
            }
        }
        shares
    }

    /// Each degradation with its share.
    pub fn parts(&self, mask: Mask) -> [(TrainingDegradation, f32); 18] {
        [
            (TrainingDegradation::Clean, self.clean),
            (TrainingDegradation::Gaussian(15.0), self.gaussian_15),
            (TrainingDegradation::Gaussian(25.0), self.gaussian_25),
            (TrainingDegradation::Gaussian(50.0), self.gaussian_50),
            (TrainingDegradation::FloatNoise, self.float_noise),
            (TrainingDegradation::Uniform, self.uniform),
            (TrainingDegradation::Camera, self.camera_noise),
            (TrainingDegradation::Jpeg, self.jpeg),
            (TrainingDegradation::LightRain, self.light_rain),
            (TrainingDegradation::HeavyRain, self.heavy_rain),
            (TrainingDegradation::Haze, self.haze),
            (TrainingDegradation::Blur, self.blur),
            (TrainingDegradation::LowResolution, self.low_resolution),
            (TrainingDegradation::Contrast, self.contrast),
            (TrainingDegradation::Snow, self.snow),
            (TrainingDegradation::ContrastSnow, self.contrast_snow),
            (TrainingDegradation::TwoPass, self.two_pass),
            (TrainingDegradation::Masked(mask), self.masked),
        ]
    }
}
