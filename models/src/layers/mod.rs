//! The blocks that the networks share.
//!
//! The fields carry the names of the authors' PyTorch modules, so that a parameter's path
//! in Burn is its name in an official checkpoint.

mod adapter;
mod attention;
mod batch_norm;
mod block;
mod conv;
mod deform;
mod downscale;
mod feed_forward;
mod layer;
mod linear;
pub mod maxim;
mod nafblock;
mod norm;
mod partial_conv;
mod pool;
mod prelu;
mod prompt;
mod resample;
mod resize;
mod sequential;
mod strided;
mod up_conv;

pub use adapter::{Adapter, AdapterRank};
pub use attention::Attention;
pub use batch_norm::BatchNorm;
pub use block::{TransformerBlock, run};
pub use conv::Conv;
pub use deform::DeformConv;
pub use downscale::{nearest, resize_smooth};
pub use feed_forward::FeedForward;
pub use layer::Layer;
pub use linear::Linear;
pub use nafblock::{LayerNorm2d, NAFBlock};
pub use norm::{LayerNorm, NormKind};
pub use partial_conv::{PartialConv, PartialConvBlock};
pub use pool::Pool;
pub use prelu::{ConvAct, ConvBlock, PRelu, conv_act, conv_block};
pub use prompt::{PromptGen, join_prompt};
pub use resample::{Downsample, Upsample, pixel_shuffle, pixel_unshuffle};
pub use resize::resize;
pub use sequential::Sequential;
pub use strided::StridedConv;
pub use up_conv::UpConv;
