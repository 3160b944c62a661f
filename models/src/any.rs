//! Any network of this crate, for programs that learn from a file which one they have.

use burn::module::Module;
use burn::tensor::{Device, Tensor};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::layers::AdapterRank;
use crate::network::from_object;
use crate::{DyNet, DyNetConfig, NetworkConfig, PromptIR, PromptIRConfig, Restormer};
use crate::{RestormerConfig, Reuse};

/// The configuration of any network.
///
/// As text it is the network's own, with its family beside: `{"family": "restormer", "dim": 48, ...}`.
/// Without a family it is a DyNet's.
///
/// ```
/// use burn::tensor::{Device, Tensor};
/// use dynet_models::{AnyConfig, Reuse};
/// let config: AnyConfig = serde_json::from_str(
///     r#"{"family": "restormer", "dim": 4, "blocks": [1, 1, 1, 1], "refinement": 1,
///         "heads": [1, 1, 2, 2], "ffn_expansion": 2.0, "norm": "bias_free"}"#,
/// )?;
/// let device = Device::flex();
/// let photo = Tensor::<4>::zeros([1, 3, 16, 24], &device);
/// let restored = config.init(&device).forward(photo, Reuse::ONCE);
/// assert_eq!(restored.dims(), [1, 3, 16, 24]);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "family", rename_all = "lowercase")]
#[allow(missing_docs)] // the networks' names
pub enum AnyConfig {
    DyNet(DyNetConfig),
    PromptIR(PromptIRConfig),
    Restormer(RestormerConfig),
}

/// Any network. Parameter paths are the network's own.
#[derive(Module, Debug)]
#[allow(missing_docs, clippy::large_enum_variant)] // the networks' names; there are few of these
pub enum AnyNetwork {
    DyNet(DyNet),
    PromptIR(PromptIR),
    Restormer(Restormer),
}

/// The same for the configuration in every variant.
macro_rules! each {
    ($config:expr, $one:ident => $do:expr) => {
        match $config {
            AnyConfig::DyNet($one) => $do,
            AnyConfig::PromptIR($one) => $do,
            AnyConfig::Restormer($one) => $do,
        }
    };
}

impl AnyConfig {
    /// What [`AnyConfig::named`] knows.
    pub const NAMES: [&str; 5] = ["edge", "paper", "tiny", "promptir", "restormer"];

    /// A network by name: the DyNets `edge`, `paper` and `tiny`, and the published others.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "edge" => Self::DyNet(DyNetConfig::edge()),
            "paper" => Self::DyNet(DyNetConfig::paper()),
            "tiny" => Self::DyNet(DyNetConfig::tiny()),
            "promptir" => Self::PromptIR(PromptIRConfig::paper()),
            "restormer" => Self::Restormer(RestormerConfig::paper()),
            _ => return None,
        })
    }

    /// Height and width of an input must be multiples of this.
    pub fn input_multiple(&self) -> usize {
        each!(self, config => config.input_multiple())
    }

    /// Says what is wrong with a configuration that no network can have.
    pub fn validate(&self) -> Result<(), String> {
        each!(self, config => config.validate())
    }

    /// A network with fresh weights; panics where [`AnyConfig::validate`] refuses.
    pub fn init(&self, device: &Device) -> AnyNetwork {
        each!(self, config => config.init(device).into())
    }

    /// Channels at full width of the picture, or of the stem.
    pub fn width(&self) -> usize {
        match self {
            Self::DyNet(config) => config.dim,
            Self::PromptIR(config) => config.shape.dim,
            Self::Restormer(config) => config.dim,
        }
    }

    /// Whether its blocks are reused: the others run each block once, [`Reuse::ONCE`].
    pub fn reuses(&self) -> bool {
        matches!(self, Self::DyNet(_))
    }
}

impl NetworkConfig for AnyConfig {
    type Network = AnyNetwork;

    const FAMILY: &'static str = "any";
    const UNUSED: &'static [(&'static str, [usize; 4])] = &[];

    fn family(&self) -> &'static str {
        each!(self, config => config.family())
    }

    fn unused(&self) -> &'static [(&'static str, [usize; 4])] {
        each!(self, config => config.unused())
    }

    fn from_json(family: Option<&str>, config: Value) -> Result<Self, String> {
        Ok(match family.unwrap_or(DyNetConfig::FAMILY) {
            DyNetConfig::FAMILY => Self::DyNet(NetworkConfig::from_json(family, config)?),
            PromptIRConfig::FAMILY => Self::PromptIR(NetworkConfig::from_json(family, config)?),
            RestormerConfig::FAMILY => Self::Restormer(NetworkConfig::from_json(family, config)?),
            other => return Err(format!("there is no family of networks {other:?}")),
        })
    }

    fn to_json(&self) -> Result<Value, serde_json::Error> {
        each!(self, config => config.to_json())
    }

    fn adapter(&self) -> Option<AdapterRank> {
        each!(self, config => config.adapter())
    }

    fn with_adapter(self, rank: Option<AdapterRank>) -> Self {
        each!(self, config => config.with_adapter(rank).into())
    }

    fn validate(&self) -> Result<(), String> {
        self.validate()
    }

    fn init(&self, device: &Device) -> AnyNetwork {
        self.init(device)
    }
}

impl<'de> Deserialize<'de> for AnyConfig {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let object = serde_json::Map::deserialize(deserializer)?;
        from_object(object).map_err(D::Error::custom)
    }
}

impl AnyNetwork {
    /// Restores a batch of pictures; shapes and values as the network's own `forward`. Networks whose
    /// blocks are not reused take no heed of `reuse`.
    pub fn forward(&self, image: Tensor<4>, reuse: Reuse) -> Tensor<4> {
        match self {
            Self::DyNet(network) => network.forward(image, reuse),
            Self::PromptIR(network) => network.forward(image),
            Self::Restormer(network) => network.forward(image),
        }
    }

    /// Zeroes the last convolution, so that an untrained network gives its input back: it would
    /// otherwise begin below its input.
    pub fn start_at_identity(mut self) -> Self {
        let last = match &mut self {
            Self::DyNet(network) => &mut network.output,
            Self::PromptIR(network) => &mut network.output,
            Self::Restormer(network) => &mut network.output,
        };
        *last = last.clone().zeroed();
        self
    }
}

macro_rules! from {
    ($($name:ident $config:ident),*) => { $(
        impl From<$config> for AnyConfig {
            fn from(config: $config) -> Self {
                Self::$name(config)
            }
        }
        impl From<$name> for AnyNetwork {
            fn from(network: $name) -> Self {
                Self::$name(network)
            }
        }
    )* };
}
from!(DyNet DyNetConfig, PromptIR PromptIRConfig, Restormer RestormerConfig);
