//! What networks are trained on: degradations that draw their strength.

use crate::{blur, camera, contrast, downscale, haze, jpeg, mask, noise, rain, snow, two_pass};
use dynet_core::Planar;
use rand::Rng;

/// What is done to a patch, in a strength that is drawn each time, but for that of [`TrainingDegradation::Gaussian`].
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum TrainingDegradation {
    /// Nothing: a clean photo must stay as it is.
    Clean,
    /// Gaussian noise of this standard deviation, 0 to 255.
    Gaussian(f32),
    /// Gaussian noise of [`noise::FLOAT_SIGMA`] unclipped, beyond 0 to 1 too.
    FloatNoise,
    /// Uniform noise, [`noise::UNIFORM`] levels at most.
    Uniform,
    /// Noise of a camera's sensor of [`camera::PHOTONS`].
    Camera,
    /// JPEG compression of quality [`jpeg::QUALITY`].
    Jpeg,
    /// Sparse or faint streaks in one direction, see [`rain::Rain::light`].
    LightRain,
    /// Dense, bright streaks in one to three directions, see [`rain::Rain::heavy`].
    HeavyRain,
    /// Haze over synthetic depth, see [`haze::Haze`].
    Haze,
    /// Gaussian blur of sigma [`blur::SIGMA`].
    Blur,
    /// Resolution lost [`downscale::FACTOR`] times.
    LowResolution,
    /// Contrast lost by [`contrast::FACTOR`].
    Contrast,
    /// Falling snow of severity [`snow::SEVERITY`].
    Snow,
    /// Little contrast and two layers of snow, see [`snow::after_contrast`].
    ContrastSnow,
    /// Blur, another size, noise and JPEG, twice, see [`two_pass`](mod@two_pass).
    TwoPass,
    /// The pre-training task: masked cells, degraded cells, clean cells, see [`mask`].
    Masked(mask::Mask),
}

impl TrainingDegradation {
    /// Every kind once, with noise at the three levels that networks are measured at.
    pub const ALL: [Self; 18] = [
        Self::Clean,
        Self::Gaussian(15.0),
        Self::Gaussian(25.0),
        Self::Gaussian(50.0),
        Self::FloatNoise,
        Self::Uniform,
        Self::Camera,
        Self::Jpeg,
        Self::LightRain,
        Self::HeavyRain,
        Self::Haze,
        Self::Blur,
        Self::LowResolution,
        Self::Contrast,
        Self::Snow,
        Self::ContrastSnow,
        Self::TwoPass,
        Self::Masked(mask::Mask::PAPER),
    ];

    /// Its name, as recipes and contact sheets have it.
    pub fn name(self) -> String {
        match self {
            Self::Clean => "clean".into(),
            Self::Gaussian(sigma) => format!("gaussian_{sigma}"),
            Self::FloatNoise => "float_noise".into(),
            Self::Uniform => "uniform".into(),
            Self::Camera => "camera_noise".into(),
            Self::Jpeg => "jpeg".into(),
            Self::LightRain => "light_rain".into(),
            Self::HeavyRain => "heavy_rain".into(),
            Self::Haze => "haze".into(),
            Self::Blur => "blur".into(),
            Self::LowResolution => "low_resolution".into(),
            Self::Contrast => "contrast".into(),
            Self::Snow => "snow".into(),
            Self::ContrastSnow => "contrast_snow".into(),
            Self::TwoPass => "two_pass".into(),
            Self::Masked(_) => "masked".into(),
        }
    }

    /// The degraded picture, `[3, height, width]` as `clean`: whole levels of 255, but for
    /// [`TrainingDegradation::FloatNoise`].
    pub fn apply(self, clean: &Planar, rng: &mut impl Rng) -> Planar {
        match self {
            Self::Clean => clean.clone(),
            Self::Gaussian(sigma) => noise::gaussian(clean, sigma, rng.next_u64(), 0),
            Self::FloatNoise => noise::float(clean, rng),
            Self::Uniform => noise::uniform(clean, rng),
            Self::Camera => camera::camera(clean, rng),
            Self::Jpeg => jpeg::jpeg(clean, rng),
            Self::LightRain => rain::light(clean, rng),
            Self::HeavyRain => rain::heavy(clean, rng),
            Self::Haze => haze::haze(clean, rng),
            Self::Blur => blur::blur(clean, rng),
            Self::LowResolution => downscale::downscale(clean, rng),
            Self::Contrast => contrast::contrast(clean, rng),
            Self::Snow => snow::snow(clean, rng),
            Self::ContrastSnow => snow::after_contrast(clean, rng),
            Self::TwoPass => two_pass::two_pass(clean, rng),
            Self::Masked(mask) => mask.apply(clean, rng),
        }
    }
}
