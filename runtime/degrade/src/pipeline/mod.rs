//! What a photo goes through on its way from the scene to a file: haze, rain or snow, the sensor's or the
//! film's noise, JPEG; in this order, each with a known level.
//!
//! Networks that take levels are trained on it: they learn to remove a degradation whose level is above 0, and to
//! leave alone one whose level is 0. So a [`Pipeline`] gives both the degraded picture and the target: the clean
//! picture, or the picture with the one degradation that is to be left alone.
//!
//! ```
//! use dynet_core::Planar;
//! use dynet_degrade::{Pipeline, Scene, random};
//! let clean = Planar::filled(64, 64, 0.5);
//! let mut rng = random::stream(random::DEGRADATIONS, 1, 0);
//! let pipeline = Pipeline::random(Scene::Rain, &mut rng);
//! let (rainy, levels) = pipeline.apply(&clean);
//! assert!(levels.rain > 0.0 && levels.haze == 0.0);
//! assert_eq!(pipeline.apply(&clean).0, rainy);
//! ```

mod compression;
mod draw;
mod levels;

use crate::camera::{Camera, FilmGrain};
use crate::{haze, level, noise, rain, random, weather};
use dynet_core::Planar;

pub use compression::Compression;
pub use draw::Scene;
pub use levels::Levels;

/// A drawn sequence of degradations: the same picture in gives the same picture out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pipeline {
    /// Whether the photo has one channel: the same values in red, green and blue.
    pub grey: bool,
    /// Before the camera; the seed decides how strong it is.
    pub haze: Option<(Air, u64)>,
    /// Before the camera, after haze.
    pub weather: Option<(Weather, u64)>,
    /// In the camera.
    pub noise: Option<(Noise, u64)>,
    /// Compressions, one after another.
    pub jpeg: Vec<Compression>,
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
    /// White noise of this standard deviation (on the scale 0 to 255), independent in each channel, and one for
    /// all in a gray photo. Not clipped to 0 to 1 unless JPEG follows.
    White(f32),
    /// The same, clipped to 0 to 1.
    ClippedWhite(f32),
    /// A camera ([`Camera`]).
    Camera,
    /// Film ([`FilmGrain`]).
    Film,
}

/// A kind of degradation that can be left alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
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
    /// The degraded picture and the levels of its degradations. Values are rounded to 8 bits, unless the picture has
    /// unclipped white noise.
    pub fn apply(&self, clean: &Planar) -> (Planar, Levels) {
        let (scene, mut levels) = self.scene(clean);
        let mut picture = self.noisy(&scene);
        if self.noise.is_some() {
            levels = levels.with_noise(&scene, &picture);
        }
        for compression in &self.jpeg {
            picture = compression.apply(picture);
            let strength = 1.0 - f32::from(compression.quality) / 100.0;
            levels.jpeg = levels.jpeg.max(strength);
        }
        (self.rounded(picture), levels)
    }

    /// What a network should make of the degraded picture: all degradations undone, or all but the
    /// kind that is left alone. JPEG can be left alone only where nothing else was done: its blocks are other ones in
    /// another picture.
    pub fn target(&self, clean: &Planar, left_alone: Option<Kind>) -> Planar {
        let original = self.original(clean);
        let kept = match left_alone {
            None => return original,
            Some(Kind::Noise) => {
                // The very noise of the degraded picture, which depends on the light that the sensor caught.
                let (scene, _) = self.scene(clean);
                let noisy = self.noisy(&scene);
                let mut target = original;
                for (at, value) in target.data_mut().iter_mut().enumerate() {
                    *value += noisy.data()[at] - scene.data()[at];
                    if !self.is_unclipped() {
                        *value = value.clamp(0.0, 1.0);
                    }
                }
                return self.rounded(target);
            }
            Some(Kind::Haze) => Self {
                grey: self.grey,
                haze: self.haze,
                ..Self::default()
            },
            Some(Kind::Rain) => Self {
                grey: self.grey,
                weather: self.weather,
                ..Self::default()
            },
            Some(Kind::Jpeg) => Self {
                grey: self.grey,
                jpeg: self.jpeg.clone(),
                ..Self::default()
            },
        };
        kept.apply(clean).0
    }

    /// What is before the camera: haze, rain and snow.
    fn scene(&self, clean: &Planar) -> (Planar, Levels) {
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
            (picture, levels.haze, levels.air) = (self.channels(hazy), 1.0 - through, color);
            if self.grey {
                levels.air = [BT601.iter().zip(color).map(|(share, c)| share * c).sum(); 3];
            }
        }
        if let Some((weather, seed)) = self.weather {
            let mut rng = random::stream(random::DEGRADATIONS, seed, 1);
            let falling = match weather {
                Weather::LightRain => rain::light(&picture, &mut rng),
                Weather::HeavyRain => rain::heavy(&picture, &mut rng),
                Weather::Rain => weather::Rain::random(&mut rng).apply(&picture, &mut rng),
                Weather::Snow => weather::Snow::random(&mut rng).apply(&picture, &mut rng),
            };
            let falling = self.channels(falling);
            levels = levels.with_rain(&picture, &falling);
            picture = falling;
        }
        (picture, levels)
    }

    /// The scene as the camera sees it.
    fn noisy(&self, scene: &Planar) -> Planar {
        match self.noise {
            Some((noise, seed)) => noise.apply(scene, self.grey, seed),
            None => scene.clone(),
        }
    }

    /// Whether white noise beyond 0 to 1 stays.
    fn is_unclipped(&self) -> bool {
        matches!(self.noise, Some((Noise::White(_), _))) && self.jpeg.is_empty()
    }

    fn rounded(&self, mut picture: Planar) -> Planar {
        if !self.is_unclipped() {
            let values = picture.data_mut().iter_mut();
            values.for_each(|value| *value = level(*value));
        }
        picture
    }

    /// The picture in as many channels as the photo has.
    fn channels(&self, picture: Planar) -> Planar {
        match self.grey {
            true => luma(&picture),
            false => picture,
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
    /// A `grey` photo gets the same noise in all channels.
    fn apply(self, clean: &Planar, grey: bool, seed: u64) -> Planar {
        let mut rng = random::stream(random::DEGRADATIONS, seed, 2);
        let (mut noisy, clip) = match self {
            Self::White(sigma) => (noise::gaussian_float(clean, sigma, seed, 2), false),
            Self::ClippedWhite(sigma) => (noise::gaussian_float(clean, sigma, seed, 2), true),
            Self::Camera => (Camera::random(&mut rng).apply(clean, &mut rng), false),
            Self::Film => (FilmGrain::random(&mut rng).apply(clean, &mut rng), false),
        };
        if clip {
            let values = noisy.data_mut().iter_mut();
            values.for_each(|value| *value = value.clamp(0.0, 1.0));
        }
        match (grey, self) {
            (false, _) => noisy,
            // The noise of one channel: a mean of three would be weaker.
            (true, Self::White(_) | Self::ClippedWhite(_)) => {
                let (first, others) = noisy.data_mut().split_at_mut(clean.pixels());
                others
                    .chunks_exact_mut(first.len())
                    .for_each(|plane| plane.copy_from_slice(first));
                noisy
            }
            (true, _) => luma(&noisy),
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
    let mut grey = Planar::new(picture.width(), picture.height());
    for channel in 0..3 {
        grey.plane_mut(channel).copy_from_slice(&plane);
    }
    grey
}
