//! The commands of `dynet-train`.

pub mod preview;
pub mod run;
