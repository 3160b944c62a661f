//! What `pack.json` says: the types that the exporter writes and this crate reads.
//!
//! Schema 1. Readers ignore keys that they do not know, so that later writers may add some;
//! a change that an old reader would misunderstand gets a new schema number.

use serde::{Deserialize, Serialize};

use super::{Macs, Prompter, Task};

/// The schema number that this crate reads and writes.
pub const SCHEMA: u32 = 1;

/// The name of the manifest inside a pack.
pub const MANIFEST_FILE: &str = "pack.json";

/// A whole `pack.json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Schema number, [`SCHEMA`].
    pub schema: u32,
    /// Short name, such as `dynet-edge`.
    pub name: String,
    /// Version of the pack's contents, such as `0.1.0`.
    pub version: String,
    /// SPDX license expression of the weights.
    #[serde(alias = "licence")]
    pub license: String,
    /// Number format of `weights`: `fp32`, `fp16` or `int8`.
    pub precision: String,
    /// The network that was exported.
    pub network: Network,
    /// The degradations that the network was trained to remove, named as [`Task::kind`]; empty if unknown. The runtime
    /// limits what a network for `haze` changes (`dynet::Options::independent_tiles`).
    #[serde(alias = "mends", default, skip_serializing_if = "Vec::is_empty")]
    pub degradations: Vec<String>,
    /// What the graphs accept.
    pub input: Input,
    /// The one weights file.
    pub weights: FileEntry,
    /// Weights files of further precisions: one for all graphs of a precision.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub further_weights: Vec<FileEntry>,
    /// The variants, lightest first.
    pub variants: Vec<Variant>,
    /// The second graph of a guided network; see [`Prompter`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prompter: Option<Prompter>,
    /// The network with adapters; see [`Task`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tasks: Vec<Task>,
    /// The error of each graph against the exported network, when the pack was written.
    #[serde(default)]
    pub checks: Vec<Check>,
    /// Measured restoration quality.
    #[serde(default)]
    pub quality: Vec<Quality>,
    /// File name of the model card.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<String>,
}

/// The network behind a pack.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Network {
    /// Architecture family, such as `dynet`.
    pub family: String,
    /// The network's own configuration; this crate shows it and does not interpret it.
    #[serde(default)]
    pub config: serde_json::Value,
}

/// What a pack's graphs accept: RGB in 0..1, `[1, 3, height, width]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Input {
    /// Height and width must be multiples of this, 1 to 1024.
    pub multiple: usize,
    /// Whether height and width are free (true) or fixed in the graph.
    pub dynamic: bool,
}

/// A file of the pack with its size and hash.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FileEntry {
    /// Plain file name inside the pack's folder.
    pub file: String,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 in lower-case hexadecimal.
    pub sha256: String,
}

/// One depth of the network: the same weights, a different number of block repeats.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Variant {
    /// Name, such as `s`.
    pub name: String,
    /// How often each stage's block runs; empty for networks without reuse.
    #[serde(default)]
    pub reuse: Vec<usize>,
    /// Number of distinct weights that it uses.
    pub parameters: u64,
    /// Multiply-accumulates of all kinds per input pixel of a typical picture.
    pub macs_per_pixel: f64,
    /// The same by kind and for any picture; missing in packs of the first exporter, and where
    /// a network's cost does not grow with the number of pixels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub macs: Option<Macs>,
    /// The graphs, one per target.
    pub graphs: Vec<Graph>,
}

impl Variant {
    /// The one with the most multiplications.
    pub fn heaviest(variants: &[Self]) -> Option<&Self> {
        let variants = variants.iter();
        variants.max_by(|a, b| a.macs_per_pixel.total_cmp(&b.macs_per_pixel))
    }
}

/// One ONNX graph of a variant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Graph {
    /// The kind of hardware it was lowered for, such as `cpu` or `mobile-256`.
    pub target: String,
    /// Number format of its weights; the manifest's where not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub precision: Option<String>,
    /// The weights file that it points into; the manifest's where not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weights: Option<String>,
    /// Height and width of the pictures that it takes; any size if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<[usize; 2]>,
    /// Its file.
    #[serde(flatten)]
    pub entry: FileEntry,
}

/// One comparison of an exported graph with the network it came from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Check {
    /// File name of the graph.
    pub graph: String,
    /// The engine that ran it.
    pub engine: String,
    /// Height of the test picture.
    pub height: usize,
    /// Width of the test picture.
    pub width: usize,
    /// Largest absolute difference.
    pub max_abs: f64,
    /// Peak signal-to-noise ratio against Burn's output, in dB.
    pub db_vs_burn: f64,
    /// Peak signal-to-noise ratio against the picture before it was degraded, in dB.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub db_vs_truth: Option<f64>,
    /// How much more Burn's output has against that picture, in dB: what export cost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub db_lost: Option<f64>,
    /// Number of nodes in the graph.
    pub nodes: usize,
    /// Time of one run, in milliseconds.
    pub ms: f64,
    /// Into how many pieces accelerators would cut the graph; missing for graphs of any size,
    /// which they do not support.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partitions: Option<Partitions>,
}

/// Pieces of a graph that an accelerator runs: 1 is best, 0 means none of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Partitions {
    /// ONNX Runtime's NNAPI provider (Android).
    pub nnapi: usize,
    /// ONNX Runtime's CoreML provider, ML programs (Apple).
    pub coreml: usize,
}

/// Measured quality of one variant on one set of pictures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quality {
    /// Name of the set of pictures.
    pub set: String,
    /// The task, such as `denoise-25`.
    pub task: String,
    /// The variant's name.
    pub variant: String,
    /// Number of pictures.
    pub images: usize,
    /// Mean PSNR of the degraded pictures, in dB; infinite (`null` in JSON) if they equal the clean ones.
    #[serde(deserialize_with = "decibels")]
    pub psnr_in: f64,
    /// Mean PSNR of the restored pictures, in dB; infinite (`null` in JSON) if they equal the clean ones.
    #[serde(deserialize_with = "decibels")]
    pub psnr: f64,
    /// Mean SSIM of the degraded pictures.
    pub ssim_in: f64,
    /// Mean SSIM of the restored pictures.
    pub ssim: f64,
}

/// JSON has no infinity; serde writes it as `null`.
fn decibels<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or(f64::INFINITY))
}

impl Manifest {
    /// The variant of that name.
    pub fn variant(&self, name: &str) -> Option<&Variant> {
        self.variants.iter().find(|variant| variant.name == name)
    }

    /// The task of that name.
    pub fn task(&self, name: &str) -> Option<&Task> {
        self.tasks.iter().find(|task| task.name == name)
    }

    /// Whether haze is among `degradations`.
    pub fn removes_haze(&self) -> bool {
        self.degradations.iter().any(|kind| kind == "haze")
    }

    /// The number format of a graph's weights.
    pub fn precision_of<'a>(&'a self, graph: &'a Graph) -> &'a str {
        graph.precision.as_deref().unwrap_or(&self.precision)
    }

    /// The weights file that a graph points into.
    pub fn weights_of<'a>(&'a self, graph: &'a Graph) -> &'a str {
        graph.weights.as_deref().unwrap_or(&self.weights.file)
    }

    /// Of a variant's graphs for pictures of any size and in `precision`, the one for `target`, or
    /// the first where there is none.
    pub fn graph<'a>(
        &'a self,
        variant: &'a Variant,
        target: &str,
        precision: &str,
    ) -> Option<&'a Graph> {
        self.best(&variant.graphs, target, precision)
    }

    /// As [`Self::graph`], among these graphs.
    pub(super) fn best<'a>(
        &'a self,
        graphs: impl IntoIterator<Item = &'a Graph>,
        target: &str,
        precision: &str,
    ) -> Option<&'a Graph> {
        let fits = |graph: &&Graph| graph.size.is_none() && self.precision_of(graph) == precision;
        let mut graphs = graphs.into_iter().filter(fits);
        let first = graphs.next();
        let exact = first.into_iter().chain(graphs).find(|g| g.target == target);
        exact.or(first)
    }

    /// A graph for an engine's `target`, of any variant and precision; those of a target with a
    /// tile size (`mobile-256`) count as the target's.
    pub fn graph_for(&self, target: &str) -> Option<&Graph> {
        let mut graphs = self.variants.iter().flat_map(|variant| &variant.graphs);
        graphs.find(|graph| graph.is_for(target))
    }
}

impl Graph {
    /// Whether it was made for an engine's `target`, whatever its tile size.
    pub fn is_for(&self, target: &str) -> bool {
        let rest = self.target.strip_prefix(target);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    }
}
