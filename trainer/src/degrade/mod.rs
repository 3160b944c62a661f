//! Degradations: clean patches in, noisy, rainy, hazy, compressed or masked ones out.
//!
//! ```
//! use dynet_runtime::Planar;
//! use dynet_trainer::data::random;
//! use dynet_trainer::degrade::{Degradation, Mix};
//! let clean = Planar { width: 64, height: 64, data: vec![0.5; 3 * 64 * 64] };
//! let mix = Mix::new(&[(Degradation::LightRain, 2.0), (Degradation::Haze, 1.0)])?;
//! let what = mix.choose(1, 0);
//! let degraded = what.apply(&clean, &mut random::stream(random::DEGRADATIONS, 1, 0));
//! assert_eq!(degraded.data.len(), clean.data.len());
//! assert_eq!(mix.choose(1, 0), what);
//! # Ok::<(), dynet_runtime::Error>(())
//! ```
//!
//! Every degradation draws its parameters from ranges that are written in its file with their
//! sources, and gives whole levels of 255, as the 8-bit files do on which networks are measured (but for
//! noise as DnCNN and FFDNet are measured with).

pub mod contrast;
mod depth;
mod field;
pub mod haze;
pub mod jpeg;
mod kernel;
pub mod mask;
mod mix;
pub mod noise;
pub mod rain;
mod resize;
mod sheet;
pub mod snow;
pub mod soft;
pub mod two_pass;

pub use mix::{Mix, Task};
pub use sheet::{contact_sheet, paste};

use dynet_runtime::Planar;
use rand::Rng;

/// What was done to a patch.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Degradation {
    /// Nothing: a clean photo must stay as it is.
    Clean,
    /// Gaussian noise of this standard deviation, 0 to 255.
    Gaussian(f32),
    /// Gaussian noise of [`noise::FLOAT_SIGMA`] as it comes, beyond 0 to 1 too.
    FloatNoise,
    /// Uniform noise, [`noise::UNIFORM`] levels at most.
    Uniform,
    /// Noise of a camera's sensor of [`noise::PHOTONS`].
    Camera,
    /// JPEG compression of quality [`jpeg::QUALITY`].
    Jpeg,
    /// Sparse or faint streaks in one direction, see [`rain::Rain::light`].
    LightRain,
    /// Dense, bright streaks in one to three directions, see [`rain::Rain::heavy`].
    HeavyRain,
    /// Haze over synthetic depth, see [`haze::Haze`].
    Haze,
    /// Gaussian blur of sigma [`soft::SIGMA`].
    Blur,
    /// Resolution lost [`soft::TIMES`].
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

impl Degradation {
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
    /// [`Degradation::FloatNoise`].
    pub fn apply(self, clean: &Planar, rng: &mut impl Rng) -> Planar {
        match self {
            Self::Clean => clean.clone(),
            Self::Gaussian(sigma) => noise::gaussian(clean, sigma, rng),
            Self::FloatNoise => noise::float(clean, rng),
            Self::Uniform => noise::uniform(clean, rng),
            Self::Camera => noise::camera(clean, rng),
            Self::Jpeg => jpeg::jpeg(clean, rng),
            Self::LightRain => rain::light(clean, rng),
            Self::HeavyRain => rain::heavy(clean, rng),
            Self::Haze => haze::haze(clean, rng),
            Self::Blur => soft::blur(clean, rng),
            Self::LowResolution => soft::low_resolution(clean, rng),
            Self::Contrast => contrast::contrast(clean, rng),
            Self::Snow => snow::snow(clean, rng),
            Self::ContrastSnow => snow::after_contrast(clean, rng),
            Self::TwoPass => two_pass::two_pass(clean, rng),
            Self::Masked(mask) => mask.apply(clean, rng),
        }
    }
}

/// The nearest of the 256 levels that an 8-bit picture has.
fn level(value: f32) -> f32 {
    (value.clamp(0.0, 1.0) * 255.0).round() / 255.0
}
