mod error;
mod planar;

pub mod engine;
pub mod pack;

pub use error::{Error, ErrorKind, Result};
pub use planar::Planar;
