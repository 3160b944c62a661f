//! The commands of `dynet-train`.

pub mod adapt;
pub mod allocator;
pub mod clusters;
pub mod ingest;
pub mod preview;
pub mod prompt;
pub mod run;
mod shared;
