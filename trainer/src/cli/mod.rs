//! The commands of `dynet-train`.

pub mod ingest;
pub mod preview;
pub mod run;
