//! ConStyle v2 (Fan et al., arXiv 2406.18242; code: github.com/Dongqi-Fan/ConStyle_v2): a small encoder, trained to
//! separate degradation from content, guides one restoration network for all degradations.
//!
//! [`ConStyle`] is that encoder. [`Guided`] is the restoration network, in three versions with different blocks:
//! [`ConStyleConvConfig`], [`ConStyleNAFNetConfig`] and [`ConStyleRestormerConfig`]. [`ConStyleMaxim`] has its own
//! topology.
//!
//! A guided network ([`Prompted`], [`GuidedNetwork`](crate::GuidedNetwork)) runs in two steps, so that one prompt
//! serves all tiles of a photo:
//!
//! ```
//! use burn::tensor::{Device, Tensor};
//! use dynet_models::{GuidedNetwork as _, NetworkConfig as _, Reuse};
//! use dynet_models::constyle::{ConStyleConfig, ConStyleConvConfig, Prompted as _};
//!
//! let device = Device::flex();
//! let prompter = ConStyleConfig { width: 2, classes: None };
//! let network = ConStyleConvConfig { dim: 4, prompter }.init(&device);
//! let photo = Tensor::<4>::zeros([1, 3, 32, 48], &device);
//! let latent = network.prompter(photo.clone());
//! let tile = photo.clone().narrow(3, 0, 16);
//! assert_eq!(network.restore(tile, latent, Reuse::ONCE).dims(), [1, 3, 32, 16]);
//! assert_eq!(network.forward(photo).dims(), [1, 3, 32, 48]);
//! ```

mod conv;
mod encoder;
mod maxim;
mod nafnet;
mod prompted;
mod restormer;
mod unet;

pub use conv::{ConStyleConv, ConStyleConvConfig};
pub use encoder::{ConStyle, ConStyleConfig, Encoder, Style};
pub use maxim::{ConStyleMaxim, ConStyleMaximConfig, ShuffleUp, UpBlock};
pub use nafnet::{ConStyleNAFNet, ConStyleNAFNetConfig};
pub use prompted::Prompted;
pub use restormer::{ConStyleRestormer, ConStyleRestormerConfig};
pub use unet::{Affine, DownConcat, Guided, UpConcat};
