//! What is measured, and how.

use std::collections::BTreeMap;

use dynet::restorer::TaskChoice;
use dynet_degrade::Degradation;

/// What to measure.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Protocol {
    /// The degradations of a folder of clean photos, each measured by itself.
    pub degradations: Vec<Degradation>,
    /// Seed of the noise; the same seed gives every variant and engine the same noise.
    pub seed: u64,
    /// Compares [`luma`](dynet_core::metrics::luma) instead of RGB. Rows do not record it.
    pub luma: bool,
    /// The task whose adapter the network gets. Rows do not record it.
    pub task: TaskChoice,
    /// Levels of degradation that replace the estimated ones ([`Options::levels`](dynet::Options::levels)). Rows do not record them.
    pub levels: BTreeMap<String, f32>,
}

impl Default for Protocol {
    /// Noise of sigma 15, 25 and 50, seed 0, no task.
    fn default() -> Self {
        Self {
            degradations: [15.0, 25.0, 50.0].map(Degradation::Noise).to_vec(),
            seed: 0,
            luma: false,
            task: TaskChoice::None,
            levels: BTreeMap::new(),
        }
    }
}

impl Protocol {
    /// Sets [`Protocol::degradations`].
    pub fn degradations(mut self, degradations: impl IntoIterator<Item = Degradation>) -> Self {
        self.degradations = degradations.into_iter().collect();
        self
    }

    /// Sets [`Protocol::seed`].
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Sets [`Protocol::luma`].
    pub fn luma(mut self, luma: bool) -> Self {
        self.luma = luma;
        self
    }

    /// Sets [`Protocol::task`].
    pub fn task(mut self, task: impl Into<TaskChoice>) -> Self {
        self.task = task.into();
        self
    }

    /// Sets [`Protocol::levels`].
    pub fn levels(mut self, levels: impl IntoIterator<Item = (String, f32)>) -> Self {
        self.levels = levels.into_iter().collect();
        self
    }
}
