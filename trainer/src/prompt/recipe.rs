//! Everything that decides what the training of a prompter does, but for the photos.

use std::path::Path;

use clap::ValueEnum;
use dynet_core::{Error, ErrorKind, Result};
use dynet_models::constyle::ConStyleConfig;
use serde::{Deserialize, Serialize};

use super::queue::Queue;
use crate::mix::Mix;
use crate::recipe::SamplingWeights;
use dynet_degrade::TrainingDegradation;
use dynet_degrade::mask::Mask;

/// The recipes that come with the program, each with its name and its TOML text: the published one, and ours.
pub const BUILT_IN: &[(&str, &str)] = &[
    (
        "paper-prompt",
        include_str!("../../recipes/paper-prompt.toml"),
    ),
    (
        "edge-prompt",
        include_str!("../../recipes/edge-prompt.toml"),
    ),
];

/// What a prompt is to tell of a degraded patch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "snake_case")]
pub enum Pretext {
    /// Which photo it shows, whatever was done to it, as published: the following encoder sees the clean
    /// patch, and classes are the labels of labelled photos.
    #[default]
    Photos,
    /// What was done to it: the following encoder sees another place of the photo that was degraded in the
    /// same way, as that of AirNet (Li et al., 2022) does, and classes are the degradations of the mix.
    Degradations,
}

/// The training of a prompter. By default for two CPU cores and about an hour, otherwise as published.
///
/// ```
/// use dynet_trainer::prompt::PromptRecipe;
/// let recipe = PromptRecipe::parse("steps = 500\nbatch = 8\nqueue = 800")?;
/// assert_eq!((recipe.steps, recipe.momentum), (500, 0.999));
/// # Ok::<(), dynet_core::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PromptRecipe {
    /// The same seed gives the same run.
    pub seed: u64,
    /// Updates of the weights.
    pub steps: u64,
    /// Patches a step, 2 or more: they are compared with each other.
    pub batch: usize,
    /// Side of a patch in pixels.
    pub patch: usize,
    /// Channels of the encoder's first convolution, 16 as published; the prompt has 8 times as many values.
    pub width: usize,
    /// Prompts of earlier batches that a batch is told apart from, a multiple of the batch.
    pub queue: usize,
    /// Share of its old weights that the following encoder keeps in a step.
    pub momentum: f32,
    /// What the likeness of prompts is divided by.
    pub temperature: f32,
    /// What a prompt is to tell.
    pub pretext: Pretext,
    /// Share of the run, 0 to 1, in which the classes of labelled photos are learned. Published: 50,000 of
    /// 400,000 steps. Degradations are learned to the end.
    pub class_share: f64,
    /// Learns from what the following encoder takes the clean picture for (knowledge distillation), where
    /// there is a classifier.
    pub distil: bool,
    /// Classes of the classifier. Labelled photos and degradations have their own number; without either
    /// and without this there is no classifier, and with it, distillation alone trains it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub classes: Option<usize>,
    /// Learning rate of the first step.
    #[serde(alias = "rate")]
    pub learning_rate: f64,
    /// Learning rate of the last step, half a cosine below.
    #[serde(alias = "last_rate")]
    pub last_learning_rate: f64,
    /// Weight decay of AdamW.
    pub weight_decay: f32,
    /// Decay of the moving average of the weights: the share of it that a step keeps. The average is what a run
    /// gives in the end. 0 gives the last weights.
    #[serde(alias = "average")]
    pub ema_decay: f32,
    /// Longest gradient (Euclidean norm over all weights); a longer one is shortened to it. 0, as
    /// published, leaves gradients as they are.
    pub clip: f32,
    /// Steps between checkpoints.
    pub checkpoint_every: u64,
    /// Compares prompts after they were brought to length 1. The published code compares them as they are
    /// though the temperature is that of unit vectors, so its logits are large; this is the steadier way,
    /// where a run diverges. It changes the contrastive loss alone.
    pub normalise: bool,
    /// Cuts the clean patch of [`Pretext::Photos`] from another place of the photo than the degraded one, as
    /// the published code does, whose two random crops are drawn apart. The prompt then has to be what two places of a photo
    /// have in common. Otherwise both show the same place.
    pub independent_crops: bool,
    /// Leaves the running statistics of the averaged weights as they began, mean 0 and variance 1, as in the
    /// published checkpoints, whose average was taken of parameters alone. In use, normalising is then but
    /// a factor and an offset. Otherwise statistics are averaged like weights.
    pub initial_statistics: bool,
    /// Which degradation a patch gets; the published two routes.
    pub mix: SamplingWeights,
}

impl Default for PromptRecipe {
    fn default() -> Self {
        Self {
            seed: 1,
            steps: 3000,
            batch: 16,
            patch: 96,
            width: 16,
            queue: 4096,
            momentum: 0.999,
            temperature: 0.07,
            pretext: Pretext::Photos,
            class_share: 0.125,
            distil: true,
            classes: None,
            learning_rate: 3e-4,
            last_learning_rate: 1e-4,
            weight_decay: 1e-4,
            ema_decay: 0.999,
            clip: 0.0,
            checkpoint_every: 200,
            normalise: false,
            independent_crops: false,
            initial_statistics: false,
            mix: SamplingWeights {
                contrast_snow: 4.0,
                two_pass: 6.0,
                ..SamplingWeights::default()
            },
        }
    }
}

impl PromptRecipe {
    /// Reads a recipe from TOML; what it leaves out is as in `default`.
    ///
    /// # Errors
    /// Text that is no TOML, or an unknown name.
    pub fn parse(text: &str) -> Result<Self> {
        toml::from_str(text).map_err(|e| wrong(format!("this is no recipe of a prompter: {e}")))
    }

    /// One of [`BUILT_IN`] by its name, or one from a TOML file.
    ///
    /// # Errors
    /// A file that cannot be read, or what [`PromptRecipe::parse`] says.
    pub fn open(name: &str) -> Result<Self> {
        if let Some((_, text)) = BUILT_IN.iter().find(|(known, _)| *known == name) {
            return Self::parse(text);
        }
        let path = Path::new(name);
        let text = std::fs::read_to_string(path).map_err(|e| Error::io("read", path, e))?;
        Self::parse(&text).map_err(|e| e.in_file(path))
    }

    /// The recipe as TOML, every value written out.
    ///
    /// # Errors
    /// None in practice: every value has a TOML form.
    pub fn to_toml(&self) -> Result<String> {
        toml::to_string(self).map_err(|e| wrong(e.to_string()))
    }

    /// The encoder, with a classifier of that many classes, those of the pretext, or of the recipe's own.
    pub fn network(&self, classes: Option<usize>) -> ConStyleConfig {
        ConStyleConfig {
            width: self.width,
            classes: classes.or(self.classes),
        }
    }

    /// The degradations of the mix.
    pub fn degradations(&self) -> Vec<TrainingDegradation> {
        let parts = self.mix.parts(Mask::PAPER).into_iter();
        let drawn = parts.filter(|(_, share)| *share > 0.0);
        drawn.map(|(degradation, _)| degradation).collect()
    }

    /// The learning rate of a step, counted from 0.
    pub fn learning_rate(&self, step: u64) -> f64 {
        let done = step as f64 / self.steps.max(1) as f64;
        let share = 0.5 * (1.0 + (std::f64::consts::PI * done.min(1.0)).cos());
        self.last_learning_rate + (self.learning_rate - self.last_learning_rate) * share
    }

    /// Whether a step, counted from 0, learns classes.
    pub fn learns_classes(&self, step: u64) -> bool {
        let degradations = self.pretext == Pretext::Degradations;
        degradations || (step as f64) < self.steps as f64 * self.class_share
    }

    /// # Errors
    /// Says which value no run can have.
    pub fn validate(&self) -> Result<()> {
        self.network(None).validate().map_err(wrong)?;
        if self.batch < 2 || self.steps == 0 || self.checkpoint_every == 0 || self.patch < 16 {
            let message = "a batch has 2 patches or more, a patch 16 pixels or more, a run and what lies \
                           between its checkpoints a step or more";
            return Err(wrong(message.into()));
        }
        Queue::check(self.queue, self.batch)?;
        let below_one = |share: f32| (0.0..1.0).contains(&share);
        if !below_one(self.momentum) || !below_one(self.ema_decay) {
            return Err(wrong("momentum and average are 0 to below 1".into()));
        }
        if !(self.temperature > 0.0 && self.clip >= 0.0 && (0.0..=1.0).contains(&self.class_share))
        {
            let message = "the temperature is above 0, `clip` 0 or more, `class_share` 0 to 1";
            return Err(wrong(message.into()));
        }
        if !(0.0 < self.last_learning_rate
            && self.last_learning_rate <= self.learning_rate
            && self.learning_rate < 1.0)
        {
            let (from, to) = (self.learning_rate, self.last_learning_rate);
            let message = format!("learning rates from {from} to {to}: give 0 to 1, falling");
            return Err(wrong(message));
        }
        Mix::new(&self.mix.parts(Mask::PAPER))?;
        if self.pretext == Pretext::Degradations && self.degradations().len() < 2 {
            let message = "with one degradation there is none to tell it from: give several --tasks, or \
                           several shares in [mix]";
            return Err(wrong(message.into()));
        }
        Ok(())
    }
}

fn wrong(message: String) -> Error {
    Error::new(ErrorKind::Argument, message)
}
