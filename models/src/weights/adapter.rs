//! An adapter on disk: the few tensors that one task adds to a frozen network.

use std::collections::BTreeMap;
use std::path::Path;

use burn::tensor::{Device, TensorData};
use sha2::{Digest as _, Sha256};

use super::error::{WeightsError, WeightsErrorKind};
use super::file::{Tensors, read, write};
use super::{apply, description, parameters};
use crate::NetworkConfig;

/// Key of the base's hash in an adapter file's metadata.
const BASE_KEY: &str = "dynet.base";
/// Key of the task in an adapter file's metadata.
const TASK_KEY: &str = "dynet.task";

/// The metadata of an adapter file.
#[derive(Clone, Debug, PartialEq)]
pub struct AdapterFile<C> {
    /// The network with its adapters.
    pub config: C,
    /// [`base_hash`] of the network that the adapter was trained on.
    pub base: String,
    /// What it removes, such as `jpeg`.
    pub task: String,
}

/// Whether a parameter of that path belongs to an adapter.
///
/// ```
/// use dynet_models::weights::is_adapter;
/// assert!(is_adapter("latent.adapter1.up.weight") && !is_adapter("latent.attn.qkv.weight"));
/// ```
pub fn is_adapter(path: &str) -> bool {
    path.split('.')
        .any(|part| part == "adapter1" || part == "adapter2")
}

/// SHA-256, in hexadecimal, over names, shapes and values of all tensors but those of adapters.
pub fn base_hash(tensors: &BTreeMap<String, TensorData>) -> String {
    let mut hash = Sha256::new();
    for (name, data) in tensors.iter().filter(|(name, _)| !is_adapter(name)) {
        let shape: Vec<usize> = data.shape().iter().copied().collect();
        hash.update(format!("{name} {shape:?}\n"));
        hash.update(data.as_bytes());
    }
    let digest = hash.finalize();
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The adapters of `adapted`, a network of `config`, beside the blocks of `base`.
///
/// # Errors
/// A base of another network.
pub fn with_base<C: NetworkConfig>(
    config: &C,
    adapted: &C::Network,
    base: &C::Network,
    device: &Device,
) -> Result<C::Network, WeightsError> {
    let mut tensors = parameters(adapted);
    tensors.retain(|name, _| is_adapter(name));
    let base = parameters(base).into_iter();
    tensors.extend(base.filter(|(name, _)| !is_adapter(name)));
    let tensors = Tensors {
        metadata: BTreeMap::new(),
        tensors,
    };
    apply::apply(Path::new("the base"), config, tensors, device)
}

/// Writes the adapters of a network as `.safetensors`, with the hash of its base and the task's name.
///
/// # Errors
/// A network without adapters, or a folder that cannot be written.
pub fn save_adapter<C: NetworkConfig>(
    path: &Path,
    config: &C,
    network: &C::Network,
    task: &str,
) -> Result<(), WeightsError> {
    let mut tensors = parameters(network);
    let base = base_hash(&tensors);
    tensors.retain(|name, _| is_adapter(name));
    if tensors.is_empty() {
        let message = "the network has no adapters to write";
        return Err(WeightsError::new(WeightsErrorKind::NoConfig, path, message));
    }
    let mut metadata = description(path, config)?;
    metadata.insert(BASE_KEY.to_owned(), base);
    metadata.insert(TASK_KEY.to_owned(), task.to_owned());
    write(path, &Tensors { metadata, tensors })
}

/// The network of `config` and `base` with the adapters of the file at `path` beside its blocks.
///
/// # Errors
/// A file that is not an adapter ([`WeightsErrorKind::NoConfig`]), one of another network or of the same
/// network's other weights ([`WeightsErrorKind::Base`]), tensors that are missing or misshapen.
pub fn attach<C: NetworkConfig + PartialEq>(
    path: &Path,
    config: &C,
    base: &C::Network,
    device: &Device,
) -> Result<(AdapterFile<C>, C::Network), WeightsError> {
    let mut file = read(path)?;
    let refuse = |kind, message: String| Err(WeightsError::new(kind, path, message));
    let own: C = super::config(path, &file)?;
    let text = |key: &str| file.metadata.get(key).cloned();
    let (Some(_), Some(trained_on), Some(task)) = (own.adapter(), text(BASE_KEY), text(TASK_KEY))
    else {
        let message = "this is not an adapter: give a file that `dynet-train adapt` wrote";
        return refuse(WeightsErrorKind::NoConfig, message.into());
    };
    if own.clone().with_adapter(None) != config.clone().with_adapter(None) {
        let message = "the adapter is for another network (width, levels or prompts differ)";
        return refuse(WeightsErrorKind::Base, message.into());
    }
    if let Some(name) = file.tensors.keys().find(|name| !is_adapter(name)) {
        let message = format!("tensor {name} is not part of an adapter");
        return refuse(WeightsErrorKind::Extra, message);
    }
    let mut tensors = parameters(base);
    tensors.retain(|name, _| !is_adapter(name));
    let hash = base_hash(&tensors);
    if hash != trained_on {
        let message = format!(
            "the adapter was trained on other weights of this network (hash {trained_on:.12}..., \
             these have {hash:.12}...): train it again on these, or take its own base"
        );
        return refuse(WeightsErrorKind::Base, message);
    }
    file.tensors.append(&mut tensors);
    let network = apply::apply(path, &own, file, device)?;
    let said = AdapterFile {
        config: own,
        base: trained_on,
        task,
    };
    Ok((said, network))
}
