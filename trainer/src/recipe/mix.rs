//! Which degradation a sample gets, as shares.

use crate::degrade::mask::Mask;
use crate::degrade::{Degradation, Task};
use serde::{Deserialize, Serialize};

/// Shares of the degradations; they need not add up to one. What a recipe leaves out is 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[allow(missing_docs)] // the names are those of `Degradation`
pub struct Shares {
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

impl Shares {
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

    /// Some tasks, and a few clean patches, so that a clean photo stays as it is.
    ///
    /// Haze gets a small share, found when it was drawn over small pieces of photos, where it looks like a
    /// pale scene and a larger share taught a small network to change what needs no change.
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
    pub fn parts(&self, mask: Mask) -> [(Degradation, f32); 18] {
        [
            (Degradation::Clean, self.clean),
            (Degradation::Gaussian(15.0), self.gaussian_15),
            (Degradation::Gaussian(25.0), self.gaussian_25),
            (Degradation::Gaussian(50.0), self.gaussian_50),
            (Degradation::FloatNoise, self.float_noise),
            (Degradation::Uniform, self.uniform),
            (Degradation::Camera, self.camera_noise),
            (Degradation::Jpeg, self.jpeg),
            (Degradation::LightRain, self.light_rain),
            (Degradation::HeavyRain, self.heavy_rain),
            (Degradation::Haze, self.haze),
            (Degradation::Blur, self.blur),
            (Degradation::LowResolution, self.low_resolution),
            (Degradation::Contrast, self.contrast),
            (Degradation::Snow, self.snow),
            (Degradation::ContrastSnow, self.contrast_snow),
            (Degradation::TwoPass, self.two_pass),
            (Degradation::Masked(mask), self.masked),
        ]
    }
}
