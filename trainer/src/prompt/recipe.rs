//! The recipe of a prompter's training: everything except the photos.

use std::path::Path;

use clap::ValueEnum;
use dynet_core::{Error, ErrorKind, Result};
use dynet_models::constyle::ConStyleConfig;
use serde::{Deserialize, Serialize};

use super::queue::Queue;
use crate::mix::Mix;
use crate::recipe::{SamplingWeights, unknown_recipe};
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

/// What a prompt identifies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Pretext {
    /// The photo, whatever its degradation, as published: the momentum encoder sees the clean patch, and classes are
    /// the labels of labeled photos.
    #[default]
    Photos,
    /// The degradation: the momentum encoder sees another patch of the photo with the same degradation,
    /// as in AirNet (Li et al., 2022), and classes are the degradations of the mix.
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
    /// Number of training steps.
    pub steps: u64,
    /// Patches per step, 2 or more: they are compared with each other.
    pub batch: usize,
    /// Side of a patch in pixels.
    pub patch: usize,
    /// Channels of the encoder's first convolution, 16 as published; the prompt has 8 times as many values.
    pub width: usize,
    /// Size of the queue of earlier prompts, the negatives of a batch; a multiple of the batch size.
    pub queue: usize,
    /// Decay of the momentum encoder: the fraction of its old weights that a step keeps.
    pub momentum: f32,
    /// Temperature: similarities of prompts are divided by it.
    pub temperature: f32,
    /// What a prompt identifies.
    pub pretext: Pretext,
    /// Fraction of the run, 0 to 1, in which the classes of labeled photos are learned. Published: 50,000 of 400,000
    /// steps. Degradations are learned to the end.
    pub class_share: f64,
    /// Learns from the momentum encoder's class prediction for the clean picture (knowledge distillation), if there
    /// is a classifier.
    #[serde(alias = "distil")]
    pub distill: bool,
    /// Number of classes of the classifier, for runs without labels and degradation classes; distillation alone then
    /// trains it. Without this value, such runs have no classifier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub classes: Option<usize>,
    /// Learning rate of the first step.
    #[serde(alias = "rate")]
    pub learning_rate: f64,
    /// Learning rate of the last step; the rate falls along half a cosine.
    #[serde(alias = "last_rate")]
    pub last_learning_rate: f64,
    /// Weight decay of AdamW.
    pub weight_decay: f32,
    /// Decay of the moving average of the weights. The average is the result of a run; 0 gives the last weights.
    #[serde(alias = "average")]
    pub ema_decay: f32,
    /// Maximum gradient norm (Euclidean, over all weights); larger gradients are scaled down to it. 0, as published,
    /// turns clipping off.
    pub clip: f32,
    /// Steps between checkpoints.
    pub checkpoint_every: u64,
    /// Scales prompts to length 1 before they are compared. The published code does not, although its temperature is
    /// for unit vectors, so its logits are large. Use this if a run diverges. It changes only the contrastive loss.
    #[serde(alias = "normalise")]
    pub normalize: bool,
    /// With [`Pretext::Photos`], cuts the clean patch and the degraded one at independent positions, as the published
    /// code does. A prompt then has to capture what two patches of a photo share. Otherwise both show the same place.
    pub independent_crops: bool,
    /// Keeps the initial running statistics, mean 0 and variance 1, in the averaged weights, as in the published
    /// checkpoints, whose average covers parameters only. At inference, normalization is then only a scale and a
    /// shift. Otherwise statistics are averaged like weights.
    pub initial_statistics: bool,
    /// Sampling weights of the degradations; by default, the two published pipelines.
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
            distill: true,
            classes: None,
            learning_rate: 3e-4,
            last_learning_rate: 1e-4,
            weight_decay: 1e-4,
            ema_decay: 0.999,
            clip: 0.0,
            checkpoint_every: 200,
            normalize: false,
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
    /// Reads a recipe from TOML; missing values are those of `default`.
    ///
    /// # Errors
    /// Text that is not TOML, or an unknown name.
    pub fn parse(text: &str) -> Result<Self> {
        toml::from_str(text).map_err(|e| wrong(format!("this is not a prompter recipe: {e}")))
    }

    /// One of [`BUILT_IN`] by its name, or one from a TOML file.
    ///
    /// # Errors
    /// A name that is neither, a file that cannot be read, or what [`PromptRecipe::parse`] says.
    pub fn open(name: &str) -> Result<Self> {
        if let Some((_, text)) = BUILT_IN.iter().find(|(known, _)| *known == name) {
            return Self::parse(text);
        }
        let path = Path::new(name);
        if !path.exists() {
            return Err(unknown_recipe(name, BUILT_IN));
        }
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

    /// The encoder; its classifier has `classes` classes, or the recipe's own number.
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
    /// Names the invalid value.
    pub fn validate(&self) -> Result<()> {
        self.network(None)
            .validate()
            .map_err(|e| wrong(e.to_string()))?;
        if self.batch < 2 || self.steps == 0 || self.checkpoint_every == 0 || self.patch < 16 {
            let message = "give a batch of at least 2 patches, patches of at least 16 pixels, and at least \
                           1 step per run and between checkpoints";
            return Err(wrong(message.into()));
        }
        Queue::check(self.queue, self.batch)?;
        let below_one = |share: f32| (0.0..1.0).contains(&share);
        if !below_one(self.momentum) || !below_one(self.ema_decay) {
            return Err(wrong(
                "give `momentum` and `ema_decay` from 0 to below 1".into(),
            ));
        }
        if !(self.temperature > 0.0 && self.clip >= 0.0 && (0.0..=1.0).contains(&self.class_share))
        {
            let message =
                "give a temperature above 0, a `clip` of 0 or more, a `class_share` of 0 to 1";
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
            let message = "one degradation alone cannot be distinguished: give several --tasks, or \
                           several shares in [mix]";
            return Err(wrong(message.into()));
        }
        Ok(())
    }
}

fn wrong(message: String) -> Error {
    Error::new(ErrorKind::Argument, message)
}
