//! Tasks: a pack's network with an adapter.
//!
//! A task has a graph for each of the pack's variants. Most of their tensors lie in the pack's own
//! weights file; the adapter's few lie in the task's. A task is listed in the pack's manifest, or
//! comes in an add-on: a folder or a `.dynet` file like a pack's, with a `task.json`
//! ([`TaskFile`]) in place of the `pack.json`.

use serde::{Deserialize, Serialize};

use super::{Check, FileEntry, Quality, Variant};

/// The name of the manifest inside an add-on.
pub const TASK_FILE: &str = "task.json";

/// One task of a pack.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Task {
    /// Its name for `--task`: 1 to 64 ASCII letters, digits, `-` and `_`; not `auto` or `none`.
    pub name: String,
    /// The degradation that it removes: `noise`, `camera-noise`, `rain`, `jpeg`, `blur`, `haze`,
    /// `low-resolution`, or another. `auto` takes the task whose kind it finds in a photo.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The network's configuration with the adapter, as [`super::Network::config`].
    #[serde(default)]
    pub config: serde_json::Value,
    /// SHA-256 of the weights file that the graphs point into: the manifest's `weights`.
    pub base: String,
    /// The adapter's own weights.
    pub weights: FileEntry,
    /// Number of the adapter's own values.
    pub parameters: u64,
    /// The pack's variants, by the same names, with the task's graphs. Their `parameters` and
    /// multiplications are the base's and the adapter's together.
    pub variants: Vec<Variant>,
    /// The error of each graph against the exported network, when it was written.
    #[serde(default)]
    pub checks: Vec<Check>,
    /// Measured restoration quality.
    #[serde(default)]
    pub quality: Vec<Quality>,
    /// File name of the task's card.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<String>,
}

/// A whole `task.json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TaskFile {
    /// Schema number, [`super::SCHEMA`].
    pub schema: u32,
    /// The task.
    pub task: Task,
}

impl Task {
    /// The variant of that name.
    pub fn variant(&self, name: &str) -> Option<&Variant> {
        self.variants.iter().find(|variant| variant.name == name)
    }
}
