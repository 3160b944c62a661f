//! Everything that decides what a training run does.

use dynet_models::{DyNetConfig, Reuse};
use dynet_runtime::{Error, ErrorKind, Result};
use serde::{Deserialize, Serialize};

use crate::degrade::{Mix, Task};
use crate::step::Optim;

/// Which task the pictures set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Fill in masked cells and mend degraded ones (DyNet, arXiv 2404.02154, section 3.2).
    Pretrain,
    /// Noise at sigma 15, 25 and 50, rain streaks and haze, all by one network.
    Finetune,
}

/// A training run, but for the photos.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recipe {
    /// The task.
    pub stage: Stage,
    /// The network.
    pub network: DyNetConfig,
    /// The same seed gives the same run.
    pub seed: u64,
    /// What fine-tuning mends; pre-training has its own task.
    pub tasks: Vec<Task>,
    /// Updates of the weights.
    pub steps: u64,
    /// Patches a step. The paper has 32.
    pub batch: usize,
    /// Side of a patch in pixels, a multiple of the network's. The paper has 128.
    pub patch: usize,
    /// Highest learning rate. The paper has 1e-4 for pre-training and 2e-4 for fine-tuning, for a
    /// network ten times as large and hundreds of times as many steps; 3e-3 diverges.
    pub rate: f64,
    /// Steps over which the rate climbs from 0; afterwards it falls along a cosine to 0.
    pub warmup: u64,
    /// How gradients become updates.
    pub optim: Optim,
    /// The variant of a step is drawn from these with equal chances.
    pub variants: Vec<Reuse>,
    /// Steps between checkpoints.
    pub checkpoint_every: u64,
}

impl Recipe {
    /// The recipe of the shipped pack, for two CPU cores and an hour or two.
    pub fn new(stage: Stage, network: DyNetConfig) -> Self {
        Self {
            stage,
            network,
            seed: 1,
            tasks: Task::ALL.to_vec(),
            steps: 3000,
            batch: 8,
            patch: 64,
            rate: 7e-4,
            warmup: 100,
            optim: Optim {
                weight_decay: 1e-4,
                clip: 0.05,
                average: 0.999,
            },
            variants: vec![Reuse::S, Reuse::L],
            checkpoint_every: 200,
        }
    }

    /// # Errors
    /// Says which value no run can have.
    pub fn validate(&self) -> Result<()> {
        let wrong = |message: String| Err(Error::new(ErrorKind::Argument, message));
        if let Err(message) = self.network.validate() {
            return wrong(message);
        }
        let multiple = self.network.input_multiple();
        if self.patch == 0 || !self.patch.is_multiple_of(multiple) {
            return wrong(format!(
                "patches are {} pixels wide; this network takes multiples of {multiple}",
                self.patch
            ));
        }
        if self.batch == 0 || self.steps == 0 || self.checkpoint_every == 0 {
            return wrong("batch, steps and the checkpoint interval must be at least 1".into());
        }
        if self.variants.is_empty() {
            return wrong("give at least one variant to train".into());
        }
        if self.tasks.is_empty() {
            return wrong("give at least one task".into());
        }
        let Optim { clip, average, .. } = self.optim;
        if !(clip >= 0.0 && (0.0..1.0).contains(&average)) {
            return wrong(format!(
                "gradients clipped at {clip}, weights averaged by {average}: give 0 or more, and 0 to \
                 below 1"
            ));
        }
        if !(self.rate > 0.0 && self.rate < 1.0) {
            return wrong(format!("the learning rate is {}: give 0 to 1", self.rate));
        }
        Ok(())
    }

    /// What the stage does to clean patches.
    pub fn mix(&self) -> Mix {
        match self.stage {
            Stage::Pretrain => Mix::pre_training(),
            Stage::Finetune => Mix::fine_tuning(&self.tasks),
        }
    }

    /// The learning rate of a step (counted from 0): linear warm-up, then a cosine to 0.
    pub fn rate(&self, step: u64) -> f64 {
        if step < self.warmup {
            return self.rate * (step + 1) as f64 / self.warmup as f64;
        }
        let left = self.steps.saturating_sub(self.warmup).max(1) as f64;
        let done = ((step - self.warmup) as f64 / left).min(1.0);
        self.rate * 0.5 * (1.0 + (std::f64::consts::PI * done).cos())
    }
}
