//! Weights on disk, under the parameter names of the official PyTorch checkpoints.
//!
//! - [`save`] writes `.safetensors` with the network's configuration in the file's metadata,
//!   so that [`load`] needs nothing else.
//! - [`load_as`] reads `.safetensors`, `.pth`, `.pt` or `.ckpt` of a known configuration: the
//!   `net.` prefix of Lightning checkpoints is dropped, of BasicSR's two sets the moving average is
//!   taken, and what the forward pass never uses ([`NetworkConfig::is_unused`]) may be there or not.
//!   Anything else that is missing, left over or of another shape is an error that names it, and says
//!   which network the file looks like where that is another one.

mod adapter;
mod apply;
mod detect;
mod error;
mod file;
mod path;

use std::collections::BTreeMap;
use std::path::Path;

use burn::tensor::Device;

pub use adapter::{AdapterFile, attach, base_hash, is_adapter, save_adapter, with_base};
pub use apply::parameters;
pub use error::{WeightsError, WeightsErrorKind};
pub use file::{Tensors, read, write};
pub use path::ParameterPath;

use crate::network::{from_object, to_object};
use crate::{ConfigError, NetworkConfig};

/// Key of the configuration (JSON) in a `.safetensors` file's metadata.
pub const CONFIG_KEY: &str = "dynet.config";

/// The network in a `.safetensors` file that [`save`] wrote, and its configuration.
///
/// # Errors
/// An unreadable file, one without a configuration, or tensors that do not fit it.
pub fn load<C: NetworkConfig>(
    path: &Path,
    device: &Device,
) -> Result<(C, C::Network), WeightsError> {
    let tensors = read(path)?;
    let config = config(path, &tensors)?;
    let network = apply::apply(path, &config, tensors, device)?;
    Ok((config, network))
}

/// The configuration that a file was written with.
fn config<C: NetworkConfig>(path: &Path, tensors: &Tensors) -> Result<C, WeightsError> {
    let Some(text) = tensors.metadata.get(CONFIG_KEY) else {
        return Err(WeightsError::new(
            WeightsErrorKind::NoConfig,
            path,
            "the file does not say which network it belongs to: give its configuration",
        ));
    };
    serde_json::from_str(text)
        .map_err(|e| ConfigError::format(&e))
        .and_then(from_object)
        .and_then(|config: C| config.validate().map(|()| config))
        .map_err(|e| {
            let hint = detect::hint(&tensors.tensors, C::NAME);
            let message = format!(
                "its configuration does not describe a {}: {e}{hint}",
                C::NAME
            );
            WeightsError::new(WeightsErrorKind::NoConfig, path, message)
        })
}

/// The network in a checkpoint of a known configuration.
///
/// # Errors
/// An unreadable file, or tensors that do not fit the configuration.
pub fn load_as<C: NetworkConfig>(
    path: &Path,
    config: &C,
    device: &Device,
) -> Result<C::Network, WeightsError> {
    config
        .validate()
        .map_err(|e| WeightsError::new(WeightsErrorKind::NoConfig, path, e.to_string()))?;
    apply::apply(path, config, read(path)?, device)
}

/// The network of a known configuration with the tensors of a file that the caller read itself;
/// `path` is for messages.
///
/// # Errors
/// Tensors that do not fit the configuration.
pub fn from_tensors<C: NetworkConfig>(
    path: &Path,
    config: &C,
    tensors: Tensors,
    device: &Device,
) -> Result<C::Network, WeightsError> {
    config
        .validate()
        .map_err(|e| WeightsError::new(WeightsErrorKind::NoConfig, path, e.to_string()))?;
    apply::apply(path, config, tensors, device)
}

/// Writes a network and its configuration as `.safetensors`, to a temporary file that is then renamed, so that the
/// file is never incomplete.
///
/// # Errors
/// A folder that cannot be written.
pub fn save<C: NetworkConfig>(
    path: &Path,
    config: &C,
    network: &C::Network,
) -> Result<(), WeightsError> {
    let metadata = description(path, config)?;
    let tensors = parameters(network);
    write(path, &Tensors { metadata, tensors })
}

/// A file's metadata: the network's configuration with its family.
fn description<C: NetworkConfig>(
    path: &Path,
    config: &C,
) -> Result<BTreeMap<String, String>, WeightsError> {
    let json = to_object(config)
        .map_err(|e| WeightsError::new(WeightsErrorKind::Write, path, e.to_string()))?;
    Ok(BTreeMap::from([(CONFIG_KEY.to_owned(), json.to_string())]))
}
