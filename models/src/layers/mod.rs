//! The blocks that the networks share.
//!
//! The fields carry the names of the authors' PyTorch modules, so that a parameter's path
//! in Burn is its name in an official checkpoint.

mod adapter;
mod attention;
mod block;
mod conv;
mod feed_forward;
mod norm;
mod prompt;
mod resample;
mod resize;

pub use adapter::{Adapter, AdapterRank};
pub use attention::Attention;
pub use block::{TransformerBlock, run};
pub use conv::Conv;
pub use feed_forward::FeedForward;
pub use norm::{LayerNorm, NormKind};
pub use prompt::{PromptGen, join_prompt};
pub use resample::{Downsample, Upsample, pixel_shuffle, pixel_unshuffle};
pub use resize::resize;
