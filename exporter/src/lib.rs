//! Turns a [Burn](https://burn.dev) module's forward pass into ONNX graphs over one weights file.
//!
//! The forward pass is the only definition of a network: it is recorded on Burn's capture
//! device at several picture sizes, and the recorded operations become ONNX nodes. Lengths that
//! change with the picture are computed inside the graph, so one graph takes any size. An
//! operation without a lowering, or a length that does not follow from height and width, is an
//! error.
//!
//! ```
//! use burn::nn::PaddingConfig2d;
//! use burn::nn::conv::Conv2dConfig;
//! use burn::tensor::Device;
//! use dynet_exporter::{Picture, WeightFile, export};
//!
//! let blur = Conv2dConfig::new([3, 3], [3, 3])
//!     .with_padding(PaddingConfig2d::Same)
//!     .init(&Device::flex());
//! let exported = export(&blur, |conv, image| conv.forward(image), Picture::default())?;
//! let mut weights = WeightFile::new("weights.bin");
//! let graph: Vec<u8> = exported.to_onnx("blur", &mut weights)?;
//! assert_eq!(weights.tensors(), 2); // the weight and the bias
//! assert_eq!(exported.macs_per_pixel, 81.0);
//! # Ok::<(), dynet_exporter::Error>(())
//! ```
//!
//! [`pack`] puts several graphs of one network, and what is known about them, into a folder
//! that `dynet-runtime` opens; the program `dynet-export` is a thin layer over it.
#![warn(missing_docs)]

mod capture;
pub mod check;
mod cost;
mod dims;
mod error;
mod export;
mod graph;
mod lower;
mod onnx;
pub mod pack;
pub mod quantize;
mod staging;
mod trace;
mod weights;

pub use cost::{Cost, cost};
pub use error::{Error, ErrorKind, Result};
pub use export::{Exported, Picture, export};
pub use weights::{ALIGNMENT, WeightFile};
