//! The report of a restoration.

use crate::degradation::Degradation;
use dynet_core::Planar;

/// A restored picture and its report.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Restored {
    /// The picture, of the input's size; values may lie slightly outside 0..1.
    pub image: Planar,
    /// The report.
    pub report: Report,
}

/// How a restoration was done.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Report {
    /// The variant that ran.
    pub variant: String,
    /// The task that it ran with; `None` for the pack's own network.
    pub task: Option<String>,
    /// With [`super::TaskChoice::Auto`]: what was found in the picture, `None` when unsure. There may be
    /// no task for it.
    pub found: Option<Degradation>,
    /// The levels of degradation that the network received, by name; empty if it takes none.
    pub levels: Vec<(String, f32)>,
    /// The engine that ran it, at the end.
    pub backend: String,
    /// Where the engine computed: `cpu`, or an accelerator.
    pub provider: String,
    /// Number format of the weights.
    pub precision: String,
    /// How many tiles the picture was cut into.
    pub tiles: usize,
    /// Milliseconds in all, `prepare_ms` included, but not the first call's measuring of this machine for a budget.
    pub ms: f64,
    /// Milliseconds spent preparing the graph; near 0 when it was prepared before.
    pub prepare_ms: f64,
    /// Expected milliseconds without preparing, if there was a budget.
    pub expected_ms: Option<f64>,
    /// What had to be given up, for this picture or before it: engines that failed, tiles too
    /// large for the memory. One line for each.
    pub fallbacks: Vec<String>,
}
