//! Opens a pack of image restoration networks and restores photos with it.
//!
//! A pack ([`pack`]) holds one set of weights and several graphs over it, from light to heavy.
//! A [`restorer::Restorer`] checks a pack, starts an engine ([`engine`]: ONNX Runtime when its
//! library is found, otherwise tract) and restores pictures of any size, in overlapping tiles
//! ([`tile`]) where they are large. [`photo`] reads and writes files; [`metrics`] and [`eval`]
//! measure quality. The `dynet` program is a thin layer over this crate.
//!
//! ```
//! use dynet_runtime::Planar;
//! use dynet_runtime::restorer::{Options, Restorer};
//!
//! // The shipped pack is packs/default; this one is small enough for an example.
//! let restorer = Restorer::open("tests/tiny-pack")?;
//! let photo = Planar::new(300, 200);
//! let restored = restorer.restore(&photo, &Options::default())?;
//! assert_eq!((restored.image.width, restored.image.height), (300, 200));
//! let report = restored.report;
//! println!("variant {} on {} took {:.0} ms", report.variant, report.backend, report.ms);
//! # Ok::<(), dynet_runtime::Error>(())
//! ```
//!
//! # Features
//! `tract` and `ort` build the engines in, `eval` measuring on whole sets, `cli` the program; all are on by
//! default. Without engines, packs can still be read and checked, and photos decoded and compared.

#![warn(missing_docs)]
#![deny(unsafe_code)]

mod heat;

pub mod degradation;
pub mod engine;
#[cfg(feature = "eval")]
pub mod eval;
pub mod governor;
pub mod memory;
pub mod pack;
pub mod photo;
pub mod plot;
pub mod restorer;
#[cfg(feature = "setup-ort")]
pub mod setup_ort;
pub mod tile;

pub use dynet_core::metrics;
pub use dynet_core::{Error, ErrorKind, Planar, Result};
pub use heat::Heat;
