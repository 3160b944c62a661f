//! Any network of this crate, for programs that read the kind of network from a file.

mod network;

use burn::tensor::Device;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

pub use network::AnyNetwork;

use crate::conditioned::{ConditionedDyNet, ConditionedDyNetConfig, LEVELS};
use crate::constyle::{
    ConStyleConfig, ConStyleConv, ConStyleConvConfig, ConStyleMaxim, ConStyleMaximConfig,
    ConStyleNAFNet, ConStyleNAFNetConfig, ConStyleRestormer, ConStyleRestormerConfig,
};
use crate::layers::AdapterRank;
use crate::network::{FAMILY_KEY, from_object, to_object};
use crate::{
    AirNet, AirNetConfig, ConfigError, ConfigErrorKind, DyNet, DyNetConfig, Maxim, MaximConfig,
    NAFNet, NAFNetConfig, NetworkConfig, OriginConv, OriginConvConfig, PromptIR, PromptIRConfig,
    Restormer, RestormerConfig,
};

/// The configuration of any network.
///
/// As JSON it is the network's own configuration plus its family: `{"family": "restormer", "dim": 48, ...}`. Without
/// a family it is a DyNet's.
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
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)] // the networks' names
#[non_exhaustive]
pub enum AnyConfig {
    DyNet(DyNetConfig),
    ConditionedDyNet(ConditionedDyNetConfig),
    PromptIR(PromptIRConfig),
    Restormer(RestormerConfig),
    NAFNet(NAFNetConfig),
    Maxim(MaximConfig),
    OriginConv(OriginConvConfig),
    AirNet(AirNetConfig),
    ConStyleConv(ConStyleConvConfig),
    ConStyleNAFNet(ConStyleNAFNetConfig),
    ConStyleRestormer(ConStyleRestormerConfig),
    ConStyleMaxim(ConStyleMaximConfig),
}

/// Applies one expression to the configuration in every variant.
macro_rules! each {
    ($config:expr, $one:ident => $do:expr) => {
        match $config {
            AnyConfig::DyNet($one) => $do,
            AnyConfig::ConditionedDyNet($one) => $do,
            AnyConfig::PromptIR($one) => $do,
            AnyConfig::Restormer($one) => $do,
            AnyConfig::NAFNet($one) => $do,
            AnyConfig::Maxim($one) => $do,
            AnyConfig::OriginConv($one) => $do,
            AnyConfig::AirNet($one) => $do,
            AnyConfig::ConStyleConv($one) => $do,
            AnyConfig::ConStyleNAFNet($one) => $do,
            AnyConfig::ConStyleRestormer($one) => $do,
            AnyConfig::ConStyleMaxim($one) => $do,
        }
    };
}

impl AnyConfig {
    /// The names that [`AnyConfig::named`] knows.
    pub const NAMES: [&str; 14] = [
        "photo",
        "edge",
        "paper",
        "tiny",
        "promptir",
        "restormer",
        "nafnet",
        "maxim",
        "origin-conv",
        "airnet",
        "constyle-conv",
        "constyle-nafnet",
        "constyle-restormer",
        "constyle-maxim",
    ];

    /// A network by name: the conditioned DyNet `photo`, the DyNets `edge`, `paper` and `tiny`, and the others as
    /// published; NAFNet has 32 channels, for noise.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "photo" => ConditionedDyNetConfig::photo().into(),
            "edge" => DyNetConfig::edge().into(),
            "paper" => DyNetConfig::paper().into(),
            "tiny" => DyNetConfig::tiny().into(),
            "promptir" => PromptIRConfig::paper().into(),
            "restormer" => RestormerConfig::paper().into(),
            "nafnet" => NAFNetConfig::sidd(32).into(),
            "maxim" => MaximConfig::paper().into(),
            "origin-conv" => OriginConvConfig::paper().into(),
            "airnet" => AirNetConfig::paper().into(),
            "constyle-conv" => ConStyleConvConfig::paper().into(),
            "constyle-nafnet" => ConStyleNAFNetConfig::paper().into(),
            "constyle-restormer" => ConStyleRestormerConfig::paper().into(),
            "constyle-maxim" => ConStyleMaximConfig::paper().into(),
            _ => return None,
        })
    }

    /// Height and width of an input must be multiples of this.
    pub fn input_multiple(&self) -> usize {
        each!(self, config => config.input_multiple())
    }

    /// Checks the configuration.
    ///
    /// # Errors
    /// A value of which no network can be built.
    pub fn validate(&self) -> Result<(), ConfigError> {
        each!(self, config => config.validate())
    }

    /// A network with fresh weights; panics where [`AnyConfig::validate`] refuses.
    pub fn init(&self, device: &Device) -> AnyNetwork {
        each!(self, config => config.init(device).into())
    }

    /// Channels at the first level.
    pub fn width(&self) -> usize {
        match self {
            Self::DyNet(config) => config.dim,
            Self::ConditionedDyNet(config) => config.dim,
            Self::PromptIR(config) => config.shape.dim,
            Self::Restormer(config) => config.dim,
            Self::NAFNet(config) => config.width,
            Self::Maxim(config) => config.features,
            Self::OriginConv(config) => config.dim,
            Self::AirNet(config) => config.features,
            Self::ConStyleConv(config) => config.dim,
            Self::ConStyleNAFNet(config) => config.dim,
            Self::ConStyleRestormer(config) => config.dim,
            Self::ConStyleMaxim(config) => config.features,
        }
    }

    /// The configuration of the prompter that guides it, if there is one.
    pub fn prompter(&self) -> Option<&ConStyleConfig> {
        match self {
            Self::ConStyleConv(config) => Some(&config.prompter),
            Self::ConStyleNAFNet(config) => Some(&config.prompter),
            Self::ConStyleRestormer(config) => Some(&config.prompter),
            Self::ConStyleMaxim(config) => Some(&config.prompter),
            _ => None,
        }
    }

    /// The same, mutable.
    pub fn prompter_mut(&mut self) -> Option<&mut ConStyleConfig> {
        match self {
            Self::ConStyleConv(config) => Some(&mut config.prompter),
            Self::ConStyleNAFNet(config) => Some(&mut config.prompter),
            Self::ConStyleRestormer(config) => Some(&mut config.prompter),
            Self::ConStyleMaxim(config) => Some(&mut config.prompter),
            _ => None,
        }
    }

    /// Values in the latent of a guided network; `None` for a network whose only input is the picture.
    pub fn latent(&self) -> Option<usize> {
        match self {
            Self::ConditionedDyNet(_) => Some(LEVELS.len()),
            _ => self.prompter().map(ConStyleConfig::latent),
        }
    }

    /// Whether its blocks are reused: the others run each block once, [`Reuse::ONCE`](crate::Reuse::ONCE).
    pub fn reuses(&self) -> bool {
        matches!(self, Self::DyNet(_) | Self::ConditionedDyNet(_))
    }
}

impl NetworkConfig for AnyConfig {
    type Network = AnyNetwork;

    const NAME: &'static str = "network";
    const FAMILY: &'static str = "any";

    fn name(&self) -> &'static str {
        each!(self, config => config.name())
    }

    fn family(&self) -> &'static str {
        each!(self, config => config.family())
    }

    fn unused(&self) -> &'static [(&'static str, [usize; 4])] {
        each!(self, config => config.unused())
    }

    fn is_unused(&self, name: &str) -> bool {
        each!(self, config => config.is_unused(name))
    }

    fn from_json(family: Option<&str>, config: Value) -> Result<Self, ConfigError> {
        Ok(match family.unwrap_or(DyNetConfig::FAMILY) {
            DyNetConfig::FAMILY => DyNetConfig::from_json(family, config)?.into(),
            ConditionedDyNetConfig::FAMILY => {
                ConditionedDyNetConfig::from_json(family, config)?.into()
            }
            PromptIRConfig::FAMILY => PromptIRConfig::from_json(family, config)?.into(),
            RestormerConfig::FAMILY => RestormerConfig::from_json(family, config)?.into(),
            NAFNetConfig::FAMILY => NAFNetConfig::from_json(family, config)?.into(),
            MaximConfig::FAMILY => MaximConfig::from_json(family, config)?.into(),
            OriginConvConfig::FAMILY => OriginConvConfig::from_json(family, config)?.into(),
            AirNetConfig::FAMILY => AirNetConfig::from_json(family, config)?.into(),
            ConStyleConvConfig::FAMILY => ConStyleConvConfig::from_json(family, config)?.into(),
            ConStyleNAFNetConfig::FAMILY => ConStyleNAFNetConfig::from_json(family, config)?.into(),
            ConStyleRestormerConfig::FAMILY => {
                ConStyleRestormerConfig::from_json(family, config)?.into()
            }
            ConStyleMaximConfig::FAMILY => ConStyleMaximConfig::from_json(family, config)?.into(),
            other => {
                let message = format!("unknown network family {other:?}");
                return Err(ConfigError::new(ConfigErrorKind::Family, message).at(FAMILY_KEY));
            }
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

    fn validate(&self) -> Result<(), ConfigError> {
        self.validate()
    }

    fn init(&self, device: &Device) -> AnyNetwork {
        self.init(device)
    }
}

impl Serialize for AnyConfig {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let object = to_object(self).map_err(S::Error::custom)?;
        object.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for AnyConfig {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let object = serde_json::Map::deserialize(deserializer)?;
        from_object(object).map_err(serde::de::Error::custom)
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
from!(
    DyNet DyNetConfig,
    ConditionedDyNet ConditionedDyNetConfig,
    PromptIR PromptIRConfig,
    Restormer RestormerConfig,
    NAFNet NAFNetConfig,
    Maxim MaximConfig,
    OriginConv OriginConvConfig,
    AirNet AirNetConfig,
    ConStyleConv ConStyleConvConfig,
    ConStyleNAFNet ConStyleNAFNetConfig,
    ConStyleRestormer ConStyleRestormerConfig,
    ConStyleMaxim ConStyleMaximConfig
);
