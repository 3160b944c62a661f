//! What a photo goes through on its way from the scene to a file: haze, rain or snow, the sensor's or the
//! film's noise, JPEG; in this order, each known by its level.
//!
//! A network that is told the levels learns from it: to remove what it is told, and to leave alone what it
//! is told to leave. So a [`Pipeline`] gives both the degraded picture and the picture that should come out
//! when some degradations are left alone.
//!
//! ```
//! use dynet_core::Planar;
//! use dynet_degrade::{Pipeline, Scene, random};
//! let clean = Planar { width: 64, height: 64, data: vec![0.5; 3 * 64 * 64] };
//! let mut rng = random::stream(random::DEGRADATIONS, 1, 0);
//! let pipeline = Pipeline::random(Scene::Rain, &mut rng);
//! let (rainy, levels) = pipeline.apply(&clean);
//! assert!(levels.rain > 0.0 && levels.haze == 0.0);
//! assert_eq!(pipeline.apply(&clean).0, rainy);
//! ```

mod draw;
mod levels;

use crate::camera::{Camera, FilmGrain};
use crate::jpeg::{Colours, with_quality};
use crate::{haze, level, rain, random, weather};
use dynet_core::Planar;

pub use draw::Scene;
pub use levels::Levels;

/// A drawn sequence of degradations: the same picture in gives the same picture out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pipeline {
    /// Whether the photo has one channel: the same values in red, green and blue.
    pub grey: bool,
    /// Before the camera, as strong as the seed says.
    pub haze: Option<(Air, u64)>,
    /// Before the camera, after haze.
    pub weather: Option<(Weather, u64)>,
    /// In the camera.
    pub noise: Option<(Noise, u64)>,
    /// Compressions, one after another.
    pub jpeg: Vec<(u8, Colours)>,
}

/// How haze looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Air {
    /// Nearly white, as in the synthetic sets that networks are measured on ([`haze`](mod@crate::haze)).
    Benchmark,
    /// As photos show it ([`weather::Haze`]).
    Photo,
}

/// What falls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Weather {
    /// Sparse or faint streaks ([`rain::light`]).
    LightRain,
    /// Dense, bright streaks ([`rain::heavy`]).
    HeavyRain,
    /// As photos show it ([`weather::Rain`]).
    Rain,
    /// As photos show it ([`weather::Snow`]).
    Snow,
}

/// Where noise comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Noise {
    /// White noise of this standard deviation (0 to 255), beyond 0 to 1 too where nothing follows it.
    White(f32),
    /// The same, cut to 0 to 1.
    ClippedWhite(f32),
    /// A camera ([`Camera`]).
    Camera,
    /// Film ([`FilmGrain`]).
    Film,
}

/// A kind of degradation that can be left alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Noise of any origin.
    Noise,
    /// Rain or snow.
    Rain,
    /// Haze.
    Haze,
    /// JPEG compression.
    Jpeg,
}

impl Pipeline {
    /// The degraded picture and the levels of what was done to it. Whole levels of 255, but for white
    /// noise that is not cut.
    pub fn apply(&self, clean: &Planar) -> (Planar, Levels) {
        let mut levels = Levels::default();
        let mut picture = self.original(clean);
        if let Some((air, seed)) = self.haze {
            let mut rng = random::stream(random::DEGRADATIONS, seed, 0);
            let (hazy, through, color) = match air {
                Air::Benchmark => {
                    let haze = haze::visible(&picture, &mut rng);
                    let through: f32 = haze.transmission().sum();
                    let mean = through / picture.pixels().max(1) as f32;
                    (haze.apply(&picture), mean, haze.air)
                }
                Air::Photo => {
                    let haze = weather::Haze::random(&picture, &mut rng);
                    (haze.apply(&picture), haze.mean_transmission(), haze.air)
                }
            };
            (picture, levels.haze, levels.air) = (hazy, 1.0 - through, color);
            if self.grey {
                picture = luma(&picture);
                levels.air = [BT601.iter().zip(color).map(|(share, c)| share * c).sum(); 3];
            }
        }
        if let Some((weather, seed)) = self.weather {
            let mut rng = random::stream(random::DEGRADATIONS, seed, 1);
            let before = picture;
            picture = match weather {
                Weather::LightRain => rain::light(&before, &mut rng),
                Weather::HeavyRain => rain::heavy(&before, &mut rng),
                Weather::Rain => weather::Rain::random(&mut rng).apply(&before, &mut rng),
                Weather::Snow => weather::Snow::random(&mut rng).apply(&before, &mut rng),
            };
            if self.grey {
                picture = luma(&picture);
            }
            levels = levels.with_rain(&before, &picture);
        }
        if let Some((noise, seed)) = self.noise {
            let before = picture;
            picture = noise.apply(&before, seed);
            if self.grey {
                picture = luma(&picture);
            }
            levels = levels.with_noise(&before, &picture);
        }
        for (quality, colours) in &self.jpeg {
            // Only a picture with a side over 65,535 pixels is refused; it stays as it is.
            picture = with_quality(&picture, *quality, *colours).unwrap_or(picture);
            levels.jpeg = levels.jpeg.max(1.0 - f32::from(*quality) / 100.0);
        }
        let unclipped = matches!(self.noise, Some((Noise::White(_), _))) && self.jpeg.is_empty();
        if !unclipped {
            picture
                .data
                .iter_mut()
                .for_each(|value| *value = level(*value));
        }
        (picture, levels)
    }

    /// What a network should make of the degraded picture: all of the pipeline undone, or all but the
    /// kind that is left alone.
    pub fn target(&self, clean: &Planar, left_alone: Option<Kind>) -> Planar {
        let keep = |kind| left_alone == Some(kind);
        let kept = Self {
            grey: self.grey,
            haze: self.haze.filter(|_| keep(Kind::Haze)),
            weather: self.weather.filter(|_| keep(Kind::Rain)),
            noise: self.noise.filter(|_| keep(Kind::Noise)),
            jpeg: match keep(Kind::Jpeg) {
                true => self.jpeg.clone(),
                false => Vec::new(),
            },
        };
        match left_alone {
            None => self.original(clean),
            // Nothing else was done: the picture stays as it is.
            Some(_) if kept == *self => self.apply(clean).0,
            Some(_) => kept.apply(clean).0,
        }
    }

    /// The kinds of degradation in it.
    pub fn kinds(&self) -> Vec<Kind> {
        let there = [
            (Kind::Noise, self.noise.is_some()),
            (Kind::Rain, self.weather.is_some()),
            (Kind::Haze, self.haze.is_some()),
            (Kind::Jpeg, !self.jpeg.is_empty()),
        ];
        let there = there.into_iter().filter(|(_, there)| *there);
        there.map(|(kind, _)| kind).collect()
    }

    /// The scene that the pipeline begins with.
    fn original(&self, clean: &Planar) -> Planar {
        match self.grey {
            true => luma(clean),
            false => clean.clone(),
        }
    }
}

impl Levels {
    /// The same without the levels of one kind: a network that is told so leaves it alone.
    pub fn without(mut self, kind: Kind) -> Self {
        match kind {
            Kind::Noise => (self.noise, self.color_noise, self.grain) = (0.0, 0.0, 0.0),
            Kind::Rain => self.rain = 0.0,
            Kind::Haze => (self.haze, self.air) = (0.0, [0.0; 3]),
            Kind::Jpeg => self.jpeg = 0.0,
        }
        self
    }
}

impl Noise {
    fn apply(self, clean: &Planar, seed: u64) -> Planar {
        match self {
            Self::White(sigma) => crate::noise::gaussian_float(clean, sigma, seed, 2),
            Self::ClippedWhite(sigma) => {
                let mut noisy = crate::noise::gaussian_float(clean, sigma, seed, 2);
                let values = noisy.data.iter_mut();
                values.for_each(|value| *value = value.clamp(0.0, 1.0));
                noisy
            }
            Self::Camera => {
                let mut rng = random::stream(random::DEGRADATIONS, seed, 2);
                Camera::random(&mut rng).apply(clean, &mut rng)
            }
            Self::Film => {
                let mut rng = random::stream(random::DEGRADATIONS, seed, 2);
                FilmGrain::random(&mut rng).apply(clean, &mut rng)
            }
        }
    }
}

/// The share of each channel in brightness (ITU-R BT.601, which JPEG has).
const BT601: [f32; 3] = [0.299, 0.587, 0.114];

/// The brightness of a picture in all three channels.
fn luma(picture: &Planar) -> Planar {
    let [red, green, blue] = [0, 1, 2].map(|channel| picture.plane(channel));
    let [r, g, b] = BT601;
    let value = |at: usize| r * red[at] + g * green[at] + b * blue[at];
    let plane: Vec<f32> = (0..picture.pixels()).map(value).collect();
    Planar {
        data: plane.repeat(3),
        ..*picture
    }
}
