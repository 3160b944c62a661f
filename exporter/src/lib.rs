//! Turns a [Burn](https://burn.dev) module's forward pass into ONNX graphs over one weights file.
//!
//! The forward pass is the only definition of a network: it is recorded on Burn's capture
//! device at several sizes of its inputs, and the recorded operations become ONNX nodes. Any
//! axis of any input may be free. Lengths that change with the inputs are computed inside the
//! graph, so one graph takes any size. An operation without a lowering, or a length that does
//! not follow from the free ones, is an error.
//!
//! ```
//! use burn::module::Module;
//! use burn::nn::{Embedding, EmbeddingConfig, Linear, LinearConfig};
//! use burn::tensor::{Device, Int, Tensor, activation};
//! use dynet_exporter::{Dim, Input, Options, WeightFile, export};
//!
//! #[derive(Module, Debug)]
//! struct Classifier {
//!     words: Embedding,
//!     head: Linear,
//! }
//!
//! impl Classifier {
//!     /// Words `[batch, length]` to classes `[batch, 4]`.
//!     fn forward(&self, words: Tensor<2, Int>) -> Tensor<2> {
//!         let mean = self.words.forward(words).mean_dim(1).squeeze_dim::<2>(1);
//!         activation::softmax(self.head.forward(mean), 1)
//!     }
//! }
//!
//! let device = Device::flex();
//! let classifier = Classifier {
//!     words: EmbeddingConfig::new(1000, 16).init(&device),
//!     head: LinearConfig::new(16, 4).init(&device),
//! };
//! let words = Input::new("words", [Dim::free("batch"), Dim::free("length")]);
//! let options = Options::default().with_outputs(["classes"]);
//! let exported = export(&classifier, |c, words| c.forward(words), &[words], &options)?;
//!
//! let mut weights = WeightFile::new("weights.bin");
//! let graph: Vec<u8> = exported.to_onnx("classifier", &mut weights)?;
//! assert_eq!(exported.parameters, 1000 * 16 + 16 * 4 + 4);
//! assert_eq!(weights.tensors(), 3);
//! # Ok::<(), dynet_exporter::Error>(())
//! ```
//!
//! Initializers have the paths of the module's parameters, and nodes the path of the module that
//! issued them, so that an engine's profile reads like the network: `encoder.attn.qkv/Conv`, and
//! `encoder.attn.qkv/Conv#2` where that convolution runs again. Burn records no modules, but an
//! operation that reads a weight belongs to the weight's module, and one that reads none to the
//! longest path shared by the last such operation before it and the first after it. Errors name
//! their place in the same way.
//!
//! `OPERATIONS.md`, beside this crate's manifest, lists the operations and the engines that ran them in tests.
//!
//! [`export_picture`] is shorter, for networks that restore pictures. It also counts their cost, and can export for
//! one size only ([`Picture::size`]) or for several pictures at once ([`Picture::batch`]).
//!
//! [`pack`] writes several graphs of one network and their metadata into a folder that `dynet` opens; the program
//! `dynet-export` is a thin layer over it.
#![warn(missing_docs)]

mod capture;
pub mod check;
mod cost;
mod dims;
mod error;
mod export;
mod graph;
mod input;
mod lower;
mod onnx;
pub mod pack;
mod passes;
mod paths;
mod ports;
pub mod quantize;
mod recorded;
mod symbols;
mod target;
mod trace;
mod weights;

pub use cost::{Cost, cost};
pub use error::{Error, ErrorKind, Result};
pub use export::{Exported, Options, export, export_picture};
pub use input::{Dim, Input, Picture};
pub use passes::{Accelerator, Partitions};
pub use ports::{Port, Ports};
pub use target::{Precision, Target};
pub use weights::{ALIGNMENT, WeightFile};
