//! The common interface of networks, so that [`weights`](crate::weights) serves them all.

use burn::module::Module;
use burn::tensor::Device;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use crate::layers::AdapterRank;
use crate::{
    ConfigError, ConfigErrorKind, DyNet, DyNetConfig, PromptIR, PromptIRConfig, Restormer,
    RestormerConfig,
};

/// The configuration of a network, from which the network itself can be built.
pub trait NetworkConfig: Clone + Serialize + DeserializeOwned {
    /// The network of this configuration.
    type Network: Module;

    /// The name of the networks of this kind in files.
    const FAMILY: &'static str;
    /// The network's name in messages.
    const NAME: &'static str;

    /// Tensors that published checkpoints hold though the forward pass never uses them, with
    /// their published shapes. In a file they may be there or not, in any shape, and are dropped.
    fn unused(&self) -> &'static [(&'static str, [usize; 4])] {
        &[]
    }

    /// Whether a tensor of that name in a published checkpoint is dropped:
    /// those of [`NetworkConfig::unused`], and where a network has many more, those too.
    fn is_unused(&self, name: &str) -> bool {
        self.unused().iter().any(|(unused, _)| *unused == name)
    }

    /// [`NetworkConfig::NAME`] of this network.
    fn name(&self) -> &'static str {
        Self::NAME
    }

    /// The family of this network.
    fn family(&self) -> &'static str {
        Self::FAMILY
    }

    /// Reads the configuration that a file gives for a network of `family`; older files do not
    /// name it.
    ///
    /// # Errors
    /// Names the other family, or what in the configuration cannot be read.
    fn from_json(family: Option<&str>, config: Value) -> Result<Self, ConfigError> {
        match family {
            Some(other) if other != Self::FAMILY => {
                let message = format!("the network is a {other}, not a {}", Self::FAMILY);
                Err(ConfigError::new(ConfigErrorKind::Family, message).at(FAMILY_KEY))
            }
            _ => serde_json::from_value(config).map_err(|e| ConfigError::format(&e)),
        }
    }

    /// The configuration as a file has it beside the family.
    ///
    /// # Errors
    /// None in practice: every value has a JSON form.
    fn to_json(&self) -> Result<Value, serde_json::Error> {
        serde_json::to_value(self)
    }

    /// Width of the adapters beside the network's blocks, where it has them.
    fn adapter(&self) -> Option<AdapterRank> {
        None
    }

    /// The same network with adapters of that width, or without. Networks without Restormer's blocks have no adapters
    /// and do not change.
    fn with_adapter(self, _rank: Option<AdapterRank>) -> Self {
        self
    }

    /// Checks the configuration.
    ///
    /// # Errors
    /// A value of which no network can be built.
    fn validate(&self) -> Result<(), ConfigError>;

    /// A network with fresh weights; panics where [`NetworkConfig::validate`] refuses.
    fn init(&self, device: &Device) -> Self::Network;
}

/// The key of the family in a configuration's JSON; files without it are older than the other families.
pub(crate) const FAMILY_KEY: &str = "family";

/// Reads a configuration with its family.
pub(crate) fn from_object<C: NetworkConfig>(
    mut object: Map<String, Value>,
) -> Result<C, ConfigError> {
    match object.remove(FAMILY_KEY) {
        None => C::from_json(None, Value::Object(object)),
        Some(Value::String(family)) => C::from_json(Some(&family), Value::Object(object)),
        Some(_) => {
            let message = "the family of a network must be a string";
            Err(ConfigError::new(ConfigErrorKind::Format, message).at(FAMILY_KEY))
        }
    }
}

/// The configuration with its family.
pub(crate) fn to_object<C: NetworkConfig>(config: &C) -> Result<Value, serde_json::Error> {
    let mut object = config.to_json()?;
    object[FAMILY_KEY] = config.family().into();
    Ok(object)
}

impl NetworkConfig for DyNetConfig {
    type Network = DyNet;
    const NAME: &'static str = "DyNet";
    const FAMILY: &'static str = "dynet";

    fn unused(&self) -> &'static [(&'static str, [usize; 4])] {
        &[
            ("reduce_noise_channel_1.weight", [48, 112, 1, 1]),
            ("reduce_noise_channel_2.weight", [96, 224, 1, 1]),
            ("reduce_noise_channel_3.weight", [192, 448, 1, 1]),
        ]
    }

    fn adapter(&self) -> Option<AdapterRank> {
        self.adapter
    }

    fn with_adapter(self, rank: Option<AdapterRank>) -> Self {
        Self {
            adapter: rank,
            ..self
        }
    }

    fn validate(&self) -> Result<(), ConfigError> {
        self.validate()
    }

    fn init(&self, device: &Device) -> DyNet {
        self.init(device)
    }
}

impl NetworkConfig for PromptIRConfig {
    type Network = PromptIR;
    const NAME: &'static str = "PromptIR";
    const FAMILY: &'static str = "promptir";

    fn unused(&self) -> &'static [(&'static str, [usize; 4])] {
        &[
            ("chnl_reduce1.weight", [64, 64, 1, 1]),
            ("chnl_reduce2.weight", [128, 128, 1, 1]),
            ("chnl_reduce3.weight", [256, 320, 1, 1]),
            ("reduce_noise_channel_1.weight", [48, 112, 1, 1]),
            ("reduce_noise_channel_2.weight", [96, 224, 1, 1]),
            ("reduce_noise_channel_3.weight", [192, 448, 1, 1]),
        ]
    }

    fn adapter(&self) -> Option<AdapterRank> {
        self.shape.adapter
    }

    fn with_adapter(mut self, rank: Option<AdapterRank>) -> Self {
        self.shape.adapter = rank;
        self
    }

    fn validate(&self) -> Result<(), ConfigError> {
        self.validate()
    }

    fn init(&self, device: &Device) -> PromptIR {
        self.init(device)
    }
}

impl NetworkConfig for RestormerConfig {
    type Network = Restormer;
    const NAME: &'static str = "Restormer";
    const FAMILY: &'static str = "restormer";

    fn adapter(&self) -> Option<AdapterRank> {
        self.adapter
    }

    fn with_adapter(self, rank: Option<AdapterRank>) -> Self {
        Self {
            adapter: rank,
            ..self
        }
    }

    fn validate(&self) -> Result<(), ConfigError> {
        self.validate()
    }

    fn init(&self, device: &Device) -> Restormer {
        self.init(device)
    }
}
