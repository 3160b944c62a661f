//! What all crates of dynet share: pictures, errors, and measures of how close two pictures are.
//!
//! A [`Planar`] is a picture as the networks see it. An [`Error`] says what kind of thing went wrong and
//! where. [`metrics`] compares two pictures, [`files`] writes files atomically, [`memory`] tells how
//! much memory the process holds.
//!
//! ```
//! use dynet_core::{Planar, metrics};
//!
//! let black = Planar::new(16, 16);
//! let grey = Planar::filled(16, 16, 0.1);
//! assert!((metrics::psnr(&black, &grey)? - 20.0).abs() < 1e-3);
//! # Ok::<(), dynet_core::Error>(())
//! ```
//!
//! The crate is small on purpose: a crate that needs a picture does not have to build an engine.

#![warn(missing_docs)]

mod error;
mod in_order;
mod planar;

pub mod files;
pub mod memory;
pub mod metrics;

pub use error::{Error, ErrorKind, Result};
pub use in_order::in_order;
pub use planar::{Planar, mean_within};
