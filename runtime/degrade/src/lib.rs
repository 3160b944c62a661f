//! Makes photos worse on purpose: to measure a network on them, and to train one.
//!
//! Each degradation has a file. A function that bears the degradation's name, such as [`jpeg::jpeg`], draws
//! the strength from a range, which is written in the same file with its source. A function such as
//! [`jpeg::with_quality`] is told the strength.
//!
//! [`Degradation`] is one of a fixed strength, by its name in figures: results on it compare.
//! [`TrainingDegradation`] is one that draws its strength: networks learn from it.
//!
//! ```
//! use dynet_core::Planar;
//! use dynet_degrade::{Degradation, TrainingDegradation, random};
//!
//! let clean = Planar::filled(64, 64, 0.5);
//! let jpeg: Degradation = "jpeg-20".parse()?;
//! assert_eq!(jpeg.apply(&clean, 0, 0)?.data().len(), clean.data().len());
//!
//! // The same numbers on every machine for the same seed and index.
//! let mut rng = random::stream(random::DEGRADATIONS, 1, 0);
//! let rainy = TrainingDegradation::LightRain.apply(&clean, &mut rng);
//! assert_eq!(rainy.data().len(), clean.data().len());
//! # Ok::<(), dynet_core::Error>(())
//! ```
//!
//! Degradations round their results to 8 bits (multiples of 1/255), as the files have on which networks are measured.
//! Three kinds do not: the unclipped noise with which DnCNN and FFDNet are measured; [`weather`]; and
//! [`camera::Camera`] and [`camera::FilmGrain`]. A [`Pipeline`] rounds the results of the last two kinds at its end.

#![warn(missing_docs)]
#![forbid(unsafe_code)]

mod degradation;
mod depth;
mod field;
mod kernel;
mod pipeline;
mod pixels;
mod resize;
mod sheet;
mod training;

pub mod blur;
pub mod camera;
pub mod contrast;
pub mod downscale;
pub mod haze;
pub mod jpeg;
pub mod mask;
pub mod noise;
pub mod rain;
pub mod random;
pub mod snow;
pub mod two_pass;
pub mod weather;

pub use degradation::Degradation;
pub use pipeline::{Air, Compression, Kind, Levels, Noise, Pipeline, Scene, Weather};
pub use pixels::roughness;
pub use sheet::{contact_sheet, paste};
pub use training::TrainingDegradation;

pub(crate) use pixels::level;
