//! Which pack is meant when none is named.

use dynet_core::{Error, ErrorKind, Result};
use dynet_pack::MANIFEST_FILE;
use std::path::{Path, PathBuf};

/// Names a pack instead of `--pack`.
const VARIABLE: &str = "DYNET_PACK";
/// Where the pack lies that comes with dynet.
const DEFAULT: &str = "packs/default";

/// The named pack; else the one in `DYNET_PACK`; else `packs/default` here, or beside the program
/// or a folder above it.
pub fn chosen(named: Option<PathBuf>) -> Result<PathBuf> {
    let variable = std::env::var_os(VARIABLE).filter(|value| !value.is_empty());
    if let Some(pack) = named.or(variable.map(PathBuf::from)) {
        return Ok(pack);
    }
    let program = std::env::current_exe().unwrap_or_default();
    std::iter::once(Path::new(""))
        .chain(program.ancestors().skip(1))
        .map(|folder| folder.join(DEFAULT))
        .find(|pack| pack.join(MANIFEST_FILE).is_file())
        .ok_or_else(|| {
            Error::new(
                ErrorKind::Missing,
                format!(
                    "there is no {DEFAULT} in this folder nor above the program; name a pack with --pack or {VARIABLE}"
                ),
            )
        })
}
