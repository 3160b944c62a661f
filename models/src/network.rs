//! What the networks have in common, so that [`weights`](crate::weights) serves them all.

use burn::module::Module;
use burn::tensor::Device;
use serde::{Serialize, de::DeserializeOwned};

use crate::layers::AdapterRank;
use crate::{DyNet, DyNetConfig, PromptIR, PromptIRConfig, Restormer, RestormerConfig};

/// The configuration of a network, from which the network itself can be built.
pub trait NetworkConfig: Clone + Serialize + DeserializeOwned {
    /// The network of this configuration.
    type Network: Module;

    /// What messages call the network.
    const NAME: &'static str;

    /// Tensors that published checkpoints hold though the forward pass never uses them, with
    /// their published shapes. In a file they may be there or not, in any shape, and are dropped.
    const UNUSED: &'static [(&'static str, [usize; 4])] = &[];

    /// Whether a tensor of that name in a published checkpoint is dropped:
    /// those of [`NetworkConfig::UNUSED`], and where a network has many more, those too.
    fn is_unused(name: &str) -> bool {
        Self::UNUSED.iter().any(|(unused, _)| *unused == name)
    }

    /// Width of the adapters beside the network's blocks, where it has them.
    fn adapter(&self) -> Option<AdapterRank> {
        None
    }

    /// The same network with adapters of that width, or without. A network of other blocks than
    /// Restormer's has none and stays as it is.
    fn with_adapter(self, _rank: Option<AdapterRank>) -> Self {
        self
    }

    /// Says what is wrong with a configuration that no network can have.
    fn validate(&self) -> Result<(), String>;

    /// A network with fresh weights; panics where [`NetworkConfig::validate`] refuses.
    fn init(&self, device: &Device) -> Self::Network;
}

impl NetworkConfig for DyNetConfig {
    type Network = DyNet;
    const NAME: &'static str = "DyNet";

    const UNUSED: &'static [(&'static str, [usize; 4])] = &[
        ("reduce_noise_channel_1.weight", [48, 112, 1, 1]),
        ("reduce_noise_channel_2.weight", [96, 224, 1, 1]),
        ("reduce_noise_channel_3.weight", [192, 448, 1, 1]),
    ];

    fn adapter(&self) -> Option<AdapterRank> {
        self.adapter
    }

    fn with_adapter(self, rank: Option<AdapterRank>) -> Self {
        Self {
            adapter: rank,
            ..self
        }
    }

    fn validate(&self) -> Result<(), String> {
        self.validate()
    }

    fn init(&self, device: &Device) -> DyNet {
        self.init(device)
    }
}

impl NetworkConfig for PromptIRConfig {
    type Network = PromptIR;
    const NAME: &'static str = "PromptIR";

    const UNUSED: &'static [(&'static str, [usize; 4])] = &[
        ("chnl_reduce1.weight", [64, 64, 1, 1]),
        ("chnl_reduce2.weight", [128, 128, 1, 1]),
        ("chnl_reduce3.weight", [256, 320, 1, 1]),
        ("reduce_noise_channel_1.weight", [48, 112, 1, 1]),
        ("reduce_noise_channel_2.weight", [96, 224, 1, 1]),
        ("reduce_noise_channel_3.weight", [192, 448, 1, 1]),
    ];

    fn adapter(&self) -> Option<AdapterRank> {
        self.shape.adapter
    }

    fn with_adapter(mut self, rank: Option<AdapterRank>) -> Self {
        self.shape.adapter = rank;
        self
    }

    fn validate(&self) -> Result<(), String> {
        self.validate()
    }

    fn init(&self, device: &Device) -> PromptIR {
        self.init(device)
    }
}

impl NetworkConfig for RestormerConfig {
    type Network = Restormer;
    const NAME: &'static str = "Restormer";

    fn adapter(&self) -> Option<AdapterRank> {
        self.adapter
    }

    fn with_adapter(self, rank: Option<AdapterRank>) -> Self {
        Self {
            adapter: rank,
            ..self
        }
    }

    fn validate(&self) -> Result<(), String> {
        self.validate()
    }

    fn init(&self, device: &Device) -> Restormer {
        self.init(device)
    }
}
