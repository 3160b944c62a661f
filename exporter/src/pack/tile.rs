//! The picture sizes of a network's graphs.

use dynet_models::{AnyConfig, NetworkConfig as _};
use dynet_pack::Size;

use crate::{Error, ErrorKind, Result, Target};

/// The only picture size that a target's graphs take; `None` if any size works.
pub(super) fn size(config: &AnyConfig, target: Target) -> Option<Size> {
    target.size().or_else(|| own(config))
}

/// The tile size of a network, whatever the target.
///
/// MAXIM's grid spans the whole picture, so at another size it mixes other pixels than in training. NAFNet's local
/// means use other operations in pictures that are smaller than the window, one and a half patches; two patches are
/// larger than the window.
fn own(config: &AnyConfig) -> Option<Size> {
    let side = match config {
        AnyConfig::Maxim(config) => Some(config.tile),
        AnyConfig::ConStyleMaxim(config) => Some(config.tile),
        AnyConfig::NAFNet(config) => config.local_pooling.map(|patch| 2 * patch),
        _ => None,
    };
    side.map(|side| Size {
        width: side,
        height: side,
    })
}

/// Refuses a target whose tile is not the network's own.
///
/// # Errors
/// [`ErrorKind::Argument`].
pub(super) fn check(config: &AnyConfig, target: Target) -> Result<()> {
    match (own(config), target.size()) {
        (Some(own), Some(asked)) if own != asked => Err(Error::new(
            ErrorKind::Argument,
            format!(
                "this {} works on tiles of {own}, not of {asked}: give mobile:{}",
                config.name(),
                own.height
            ),
        )),
        _ => Ok(()),
    }
}
