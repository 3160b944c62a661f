//! Weights on disk, under the parameter names of the official PyTorch checkpoints.
//!
//! - [`save`] writes `.safetensors` with the network's configuration in the file's metadata,
//!   so that [`load`] needs nothing else.
//! - [`load_as`] reads `.safetensors`, `.pth`, `.pt` or `.ckpt` of a known configuration: the
//!   `net.` prefix of Lightning checkpoints is dropped, and the three convolutions that the
//!   forward pass never uses may be there or not. Anything else that is missing, left over or
//!   of another shape is an error that names it.

mod apply;
mod error;
mod file;

use std::path::Path;

use burn::tensor::Device;

pub use apply::parameters;
pub use error::{WeightsError, WeightsErrorKind};
pub use file::{Tensors, read, write};

use crate::{DyNet, DyNetConfig};

/// Key of the configuration (JSON) in a `.safetensors` file's metadata.
pub const CONFIG_KEY: &str = "dynet.config";

/// Tensors that official checkpoints hold though the forward pass never uses them. They may be
/// there or not, in any shape, and are dropped.
pub const UNUSED: [&str; 3] = [
    "reduce_noise_channel_1.weight",
    "reduce_noise_channel_2.weight",
    "reduce_noise_channel_3.weight",
];

/// The network in a `.safetensors` file that [`save`] wrote, and its configuration.
///
/// # Errors
/// An unreadable file, one without a configuration, or tensors that do not fit it.
pub fn load(path: &Path, device: &Device) -> Result<(DyNetConfig, DyNet), WeightsError> {
    let tensors = read(path)?;
    let Some(text) = &tensors.config else {
        return Err(WeightsError::new(
            WeightsErrorKind::NoConfig,
            path,
            "the file does not say which network it belongs to: give its configuration",
        ));
    };
    let config: DyNetConfig = serde_json::from_str(text)
        .map_err(|e| e.to_string())
        .and_then(|config: DyNetConfig| config.validate().map(|()| config))
        .map_err(|e| {
            let message = format!("its configuration makes no network: {e}");
            WeightsError::new(WeightsErrorKind::NoConfig, path, message)
        })?;
    let network = apply::apply(path, &config, tensors, device)?;
    Ok((config, network))
}

/// The network in a checkpoint of a known configuration.
///
/// # Errors
/// An unreadable file, or tensors that do not fit the configuration.
pub fn load_as(path: &Path, config: &DyNetConfig, device: &Device) -> Result<DyNet, WeightsError> {
    config
        .validate()
        .map_err(|e| WeightsError::new(WeightsErrorKind::NoConfig, path, e))?;
    apply::apply(path, config, read(path)?, device)
}

/// Writes a network and its configuration as `.safetensors`, beside the target first and then
/// renamed, so that the file is never half there.
///
/// # Errors
/// A folder that cannot be written.
pub fn save(path: &Path, config: &DyNetConfig, network: &DyNet) -> Result<(), WeightsError> {
    let config = serde_json::to_string(config)
        .map_err(|e| WeightsError::new(WeightsErrorKind::Write, path, e.to_string()))?;
    write(
        path,
        &Tensors {
            config: Some(config),
            tensors: parameters(network),
        },
    )
}
