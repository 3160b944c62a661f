//! Chooses the pack when none is named.

use std::path::PathBuf;

use dynet_core::Result;
use dynet_pack::Pack;

/// Names a pack instead of `--pack`.
const VARIABLE: &str = "DYNET_PACK";

/// The named pack; else the one in `DYNET_PACK`; else the one that is part of the program.
pub fn open(named: Option<PathBuf>) -> Result<Pack> {
    let variable = std::env::var_os(VARIABLE).filter(|value| !value.is_empty());
    match named.or(variable.map(PathBuf::from)) {
        Some(path) => Pack::open(path),
        None => embedded(),
    }
}

#[cfg(feature = "default-pack")]
fn embedded() -> Result<Pack> {
    Pack::embedded(dynet_default_pack::FILES)
}

#[cfg(not(feature = "default-pack"))]
fn embedded() -> Result<Pack> {
    let text = format!("this program has no pack of its own; name one with --pack or {VARIABLE}");
    Err(dynet_core::Error::new(dynet_core::ErrorKind::Missing, text))
}
