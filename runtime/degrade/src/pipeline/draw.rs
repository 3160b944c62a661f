//! Random pipelines: which degradations a photo gets.

use super::{Air, Compression, Noise, Pipeline, Weather};
use crate::jpeg::Chroma;
use rand::{Rng, RngExt};
use std::fmt;
use std::ops::RangeInclusive;

/// What a photo mainly suffers from; what comes with it is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Scene {
    /// Nothing.
    Clean,
    /// White noise of a standard deviation up to 75 of 255.
    WhiteNoise,
    /// Noise of a camera, now and then of film, mostly in a JPEG file.
    CameraNoise,
    /// Rain, often in a JPEG file (four of ten), sometimes with a camera's noise.
    Rain,
    /// Snow, the same (JPEG in half of all).
    Snow,
    /// Haze, the same (JPEG in four of ten).
    Haze,
    /// JPEG compression, once or twice.
    Jpeg,
    /// Haze or rain or both, with a camera's noise and mostly JPEG.
    Mixed,
}

impl fmt::Display for Scene {
    /// Its name, as recipes have it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Clean => "clean",
            Self::WhiteNoise => "white_noise",
            Self::CameraNoise => "camera_noise",
            Self::Rain => "rain",
            Self::Snow => "snow",
            Self::Haze => "haze",
            Self::Jpeg => "jpeg",
            Self::Mixed => "mixed",
        })
    }
}

/// Standard deviations of white noise, 0 to 255: as FFDNet was trained on (Zhang et al., 2018).
pub const SIGMA: RangeInclusive<f32> = 0.0..=75.0;
/// Share of photos with one channel.
const GREY: f64 = 0.08;
/// JPEG qualities where compression is the only degradation.
const HARD_QUALITY: RangeInclusive<u8> = 10..=80;
/// JPEG qualities of photos as cameras and programs write them (BSRGAN, Zhang et al., 2021, has 30 to
/// 95 for photos that went through the internet).
const FILE_QUALITY: RangeInclusive<u8> = 60..=98;

impl Pipeline {
    /// Draws a pipeline for a scene.
    pub fn random(scene: Scene, rng: &mut impl Rng) -> Self {
        let mut pipeline = Self {
            grey: rng.random_bool(GREY),
            ..Self::default()
        };
        match scene {
            Scene::Clean => {}
            Scene::WhiteNoise => {
                let sigma = rng.random_range(SIGMA);
                // Half unclipped as in benchmarks, a quarter clipped as in 8-bit files, a quarter in JPEG files.
                let (noise, file) = match rng.random_range(0..4) {
                    0 | 1 => (Noise::White(sigma), 0.0),
                    2 => (Noise::ClippedWhite(sigma), 0.0),
                    _ => (Noise::ClippedWhite(sigma), 1.0),
                };
                pipeline.noise = Some((noise, rng.random()));
                pipeline.file(file, rng);
            }
            Scene::CameraNoise => {
                let noise = match rng.random_bool(0.1) {
                    true => Noise::Film,
                    false => Noise::Camera,
                };
                pipeline.noise = Some((noise, rng.random()));
                pipeline.file(0.6, rng);
            }
            Scene::Rain => {
                pipeline.rain(rng);
                pipeline.camera(0.25, rng);
                pipeline.file(0.4, rng);
            }
            Scene::Snow => {
                pipeline.weather = Some((Weather::Snow, rng.random()));
                pipeline.camera(0.25, rng);
                pipeline.file(0.5, rng);
            }
            Scene::Haze => {
                pipeline.haze(rng);
                pipeline.camera(0.25, rng);
                pipeline.file(0.4, rng);
            }
            Scene::Jpeg => {
                pipeline.compress(HARD_QUALITY, rng);
                // Pictures are saved again at the quality that most programs offer.
                if rng.random_bool(0.2) {
                    pipeline.compress(FILE_QUALITY, rng);
                }
            }
            Scene::Mixed => {
                let (haze, rain) = match rng.random_range(0..3) {
                    0 => (true, false),
                    1 => (false, true),
                    _ => (true, true),
                };
                if haze {
                    pipeline.haze(rng);
                }
                if rain {
                    pipeline.rain(rng);
                }
                pipeline.camera(1.0, rng);
                pipeline.file(0.8, rng);
            }
        }
        pipeline
    }

    /// Two scenes of five have haze as in benchmarks, the others as in photos.
    fn haze(&mut self, rng: &mut impl Rng) {
        let air = match rng.random_bool(0.4) {
            true => Air::Benchmark,
            false => Air::Photo,
        };
        self.haze = Some((air, rng.random()));
    }

    /// Half of the scenes have rain as in benchmarks, half as in photos.
    fn rain(&mut self, rng: &mut impl Rng) {
        let weather = match rng.random_range(0..8) {
            0 => Weather::HeavyRain,
            1..4 => Weather::LightRain,
            _ => Weather::Rain,
        };
        self.weather = Some((weather, rng.random()));
    }

    fn camera(&mut self, share: f64, rng: &mut impl Rng) {
        if rng.random_bool(share) {
            self.noise = Some((Noise::Camera, rng.random()));
        }
    }

    fn file(&mut self, share: f64, rng: &mut impl Rng) {
        if rng.random_bool(share) {
            self.compress(FILE_QUALITY, rng);
        }
    }

    /// A quality of this range, and blocks that begin anywhere.
    fn compress(&mut self, quality: RangeInclusive<u8>, rng: &mut impl Rng) {
        self.jpeg.push(Compression {
            quality: rng.random_range(quality),
            chroma: chroma(rng),
            offset: (rng.random_range(0..16), rng.random_range(0..16)),
        });
    }
}

/// Seven files of ten keep colors at half resolution, as most cameras and programs write them.
fn chroma(rng: &mut impl Rng) -> Chroma {
    match rng.random_bool(0.7) {
        true => Chroma::Half,
        false => Chroma::Full,
    }
}
