//! Opens a pack of image restoration networks and restores photos with it.
//!
//! A pack ([`pack`]) holds one set of weights and several graphs over it, from light to heavy.
//! A [`Restorer`] checks a pack, starts an engine ([`engine`]: ONNX Runtime when its
//! library is found, otherwise tract) and restores pictures of any size, in overlapping tiles
//! ([`tile`]) where they are large.
//!
//! ```
//! use dynet::{Options, Planar, Restorer};
//!
//! // The shipped pack is packs/default; this one is small enough for an example.
//! let restorer = Restorer::open("../testing/tiny-pack")?;
//! let photo = Planar::new(300, 200);
//! let restored = restorer.restore(&photo, &Options::default())?;
//! assert_eq!(restored.image.size(), (300, 200));
//! let report = restored.report;
//! println!("variant {} on {} took {:.0} ms", report.variant, report.backend, report.ms);
//! # Ok::<(), dynet::Error>(())
//! ```
//!
//! Photo files are read and written by the crate `dynet-image`; the program `dynet` is a thin layer over both.
//!
//! # Features
//! `tract` and `ort` build the engines in and are on by default; `cuda`, `xnnpack`, `nnapi`, `coreml` and `webgpu`
//! are ONNX Runtime's providers. Without engines, packs can still be read and checked.

#![warn(missing_docs)]

mod thermal;

pub mod degradation;
pub mod governor;
pub mod restorer;
pub mod tile;

pub use dynet_core::{Error, ErrorKind, Planar, Result};
pub use dynet_engine as engine;
pub use dynet_pack as pack;
pub use restorer::{Options, Restorer};
pub use thermal::ThermalStatus;
