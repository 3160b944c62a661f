//! The blocks of MAXIM (Tu et al., arXiv 2201.02973; code: github.com/google-research/maxim, Apache-2.0), as in the
//! PyTorch port of ConStyle's authors: with the exact GELU, which the original code approximates.
//!
//! Everything here works on `[batch, channels, height, width]`, whatever the order in which MAXIM keeps it.
#![allow(non_snake_case)] // the authors' names are the parameters' paths

mod channel;
mod cross_gating;
mod gmlp;
mod mix;
mod norm;
mod unet;

pub use channel::{ChannelAttention, ChannelMixing, Rcab, Rdcab};
pub use cross_gating::{CrossGating, GatingWeights};
pub use gmlp::{Gating, Gmlp, MultiAxisGmlp};
pub use mix::Axes;
pub use norm::Norm;
pub use unet::{Bottleneck, UNetBlock, UpSampleRatio};
