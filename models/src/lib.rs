//! Image restoration networks in [Burn](https://burn.dev).
//!
//! [`DyNet`] is a restoration network whose blocks are reused: the same weights run as the
//! light variant [`Reuse::S`], the heavy [`Reuse::L`], and everything between.
//!
//! ```
//! use burn::tensor::{Device, Tensor};
//! use dynet_models::{DyNetConfig, Reuse};
//!
//! let device = Device::flex();
//! let network = DyNetConfig { dim: 4, heads: [1, 2, 2, 4], ..DyNetConfig::edge() }.init(&device);
//! let photo = Tensor::<4>::zeros([1, 3, 32, 48], &device);
//! let light = network.forward(photo.clone(), Reuse::S);
//! let heavy = network.forward(photo, Reuse::L);
//! assert_eq!(light.dims(), heavy.dims());
//! ```
//!
//! [`Restormer`] is the source of these blocks, and AdaIR's base; every transformer block
//! takes an [adapter](layers::Adapter). [`PromptIR`], of the same blocks, is the baseline of DyNet.
//! [`NAFNet`], [`Maxim`], the plain [`OriginConv`] and [`AirNet`] are common baselines, and
//! [`constyle`] has the prompter that guides four of them. [`AnyNetwork`] can hold any of them.
//!
//! [`weights`] loads and saves them under the names of the official PyTorch checkpoints.
#![warn(missing_docs)]

pub mod airnet;
mod any;
pub mod conditioned;
mod config;
pub mod constyle;
mod dynet;
mod error;
pub mod fast;
mod format;
mod guided;
pub mod layers;
mod maxim;
mod nafnet;
mod network;
mod origin_conv;
mod promptir;
mod restormer;
mod reuse;
mod stem;
pub mod weights;

pub use airnet::{AirNet, AirNetConfig};
pub use any::{AnyConfig, AnyNetwork};
pub use conditioned::{
    BlockKind, ConditionedDyNet, ConditionedDyNetConfig, LEVEL_PARTS, LEVELS, OVERVIEW_LEVELS,
};
pub use config::DyNetConfig;
pub use dynet::{DyNet, PatchEmbed};
pub use error::{ConfigError, ConfigErrorKind};
pub use guided::GuidedNetwork;
pub use maxim::{Maxim, MaximConfig, MaximDecoder};
pub use nafnet::{NAFNet, NAFNetConfig};
pub use network::NetworkConfig;
pub use origin_conv::{OriginConv, OriginConvConfig};
pub use promptir::{PromptIR, PromptIRConfig};
pub use restormer::{Restormer, RestormerConfig};
pub use reuse::{Reuse, ReuseError};
pub use stem::Stem;
