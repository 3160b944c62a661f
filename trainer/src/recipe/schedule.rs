//! The learning rate schedule.

use serde::{Deserialize, Serialize};

/// A rate of 0, a linear warmup, then a decay along half a cosine.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Schedule {
    /// Steps at rate 0 before all others. The published code has them by mistake: its first two epochs change
    /// nothing.
    #[serde(default, alias = "idle")]
    pub delay: u64,
    /// Steps over which the rate rises from 0 to its maximum.
    pub warmup: u64,
    /// Where the cosine would reach 0, as a multiple of the run's steps: 1 ends at 0, the published 120 of 150 epochs
    /// (1.25) end at 13 % of the maximum rate.
    #[serde(default = "whole", alias = "reach")]
    pub cosine_end: f64,
    /// Keeps the maximum rate after the warmup, as in the paper's pre-training.
    #[serde(default)]
    pub constant: bool,
}

fn whole() -> f64 {
    1.0
}

impl Default for Schedule {
    /// 100 warmup steps, then down to 0 at the end of the run.
    fn default() -> Self {
        Self {
            delay: 0,
            warmup: 100,
            cosine_end: 1.0,
            constant: false,
        }
    }
}

impl Schedule {
    /// The fraction of the maximum rate, 0 to 1, at `step` (from 0) of a run of `steps`.
    pub fn share(&self, step: u64, steps: u64) -> f64 {
        let Some(step) = step.checked_sub(self.delay) else {
            return 0.0;
        };
        if step < self.warmup {
            return (step + 1) as f64 / self.warmup as f64;
        }
        if self.constant {
            return 1.0;
        }
        let before = self.delay + self.warmup;
        let fall = (steps as f64 * self.cosine_end - before as f64).max(1.0);
        let done = ((step - self.warmup) as f64 / fall).min(1.0);
        0.5 * (1.0 + (std::f64::consts::PI * done).cos())
    }
}
