//! A pack: a folder with a manifest, graphs, and the one weights file that all graphs share; or one
//! file, named `*.dynet`, which is a zip of the same files, stored without compression.
//!
//! ```text
//! pack.json            the manifest, see [`Manifest`]
//! weights.bin          every tensor once; weights.int8.bin and such for further precisions
//! s.cpu.onnx           a graph; its initializers are external data in weights.bin
//! CARD.md              what it was trained on and what it is good at
//! prompter.cpu.onnx    the prompter's graph of a guided network, see [`Prompter`]
//! derain.bin           tensors of a task's adapter, see [`Task`]
//! derain.s.cpu.onnx    a graph of that task; its initializers are in weights.bin and derain.bin
//! ```
//! A task may also come in an add-on, a separate folder or file, see [`Pack::add`].
//!
//! # What is checked before an engine sees a pack
//! A pack may come from anywhere, so [`Pack::open`] does not trust it. It checks that
//!
//! - the manifest has a limited size and a known schema,
//! - file names are plain, and their files lie inside the folder, links followed,
//! - a zip is uncompressed, and its files do not overlap or lie outside,
//! - sizes and SHA-256 match,
//! - every tensor lies inside its weights file and fits its shape,
//! - tasks are for these weights,
//! - graphs are flat (no nested graphs, functions or sparse tensors), and define every name before its use,
//! - operations are those of ONNX that `dynet-export` writes,
//! - all shapes fit, and the graph needs no more memory and time than restoration does. Opening checks this for
//!   a small picture, an engine again for the size that it runs.
//!
//! Anything else is an [`dynet_core::Error`], never a panic.
//!
//! The hashes find damage, not malice: whoever writes a pack writes its hashes too.

#![warn(missing_docs)]

mod add;
mod archive;
pub mod bytes;
mod files;
mod find;
mod load;
mod macs;
mod manifest;
mod onnx;
mod open;
mod prompter;
mod rules;
mod signature;
mod sizes;
mod source;
mod task;
mod task_rules;
mod tensors;
mod verify;
mod weights;

pub use files::sha256_hex;
pub use find::{NetworkRef, PackGraph};
pub use macs::{LinearCost, Macs, Size};
pub use manifest::{
    Check, FileEntry, Graph, Input, MANIFEST_FILE, Manifest, Network, Partitions, Quality, SCHEMA,
    Variant,
};
pub use open::Pack;
pub use prompter::{Level, Prompter};
#[doc(hidden)] // For fuzzing.
pub use rules::parse_manifest;
pub use signature::Signature;
pub use sizes::{Needs, is_known, verify_sizes};
pub use task::{TASK_FILE, Task, TaskFile};
#[doc(hidden)] // For engines that read initializers themselves.
pub use tensors::external_range;
pub use verify::{GraphFacts, verify_graph};
pub use weights::Weights;

/// Name of a graph's input, `[1, 3, H, W]`, RGB in 0..1.
pub const INPUT: &str = "image";

/// Name of a graph's output, `[1, 3, H, W]`.
pub const OUTPUT: &str = "restored";

/// Name of a prompter's output and of a guided graph's second input, `[1, N]`.
pub const LATENT: &str = "latent";
