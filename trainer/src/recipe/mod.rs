//! The recipe of a training run, as TOML.

mod check;
mod library;
mod mix;
mod scenes;
mod schedule;

use dynet_core::{Error, ErrorKind, Result};
use dynet_models::{AnyConfig, Reuse};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

pub use library::{BUILT_IN, unknown_recipe};
pub use mix::SamplingWeights;
pub use scenes::Scenes;
pub use schedule::Schedule;

use crate::mix::Task;
use crate::step::{EstimatorTraining, Optim};
use dynet_degrade::mask::Mask;
use std::collections::BTreeMap;

/// The stage of training.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Stage {
    /// Fill in masked cells and restore degraded ones (DyNet, arXiv 2404.02154, section 3.2).
    Pretrain,
    /// Remove noise of sigma 15, 25 and 50, rain streaks and haze, with one network.
    Finetune,
    /// Learn one more task with adapters on a frozen network (AdaIR, arXiv 2404.11475).
    Adapt,
}

/// The recipe of a training run: everything except the photos.
///
/// ```
/// use dynet_trainer::{Recipe, Stage};
/// let recipe = Recipe::parse("stage = 'pretrain'\nnetwork = 'edge'\nsteps = 500")?;
/// assert_eq!((recipe.stage, recipe.steps), (Stage::Pretrain, 500));
/// assert!(recipe.mix.masked > 0.0); // what is not given is the stage's own
/// # Ok::<(), dynet_core::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Given")]
pub struct Recipe {
    /// The stage.
    pub stage: Stage,
    /// The same seed gives the same run.
    pub seed: u64,
    /// Number of training steps.
    pub steps: u64,
    /// Patches per step. The paper has 32.
    pub batch: usize,
    /// Number of parts of a batch. They run in parallel, on as many CPU threads or
    /// GPUs, and the gradient of each is clipped separately.
    pub parts: usize,
    /// Each part has one degradation, so that clipping per part gives every degradation the
    /// influence that its share in the mix implies. Otherwise each patch draws its own.
    pub uniform_parts: bool,
    /// Side of a patch in pixels, a multiple of the network's. The paper has 128.
    pub patch: usize,
    /// Highest learning rate. The paper has 1e-4 for pre-training and 2e-4 for fine-tuning, for a
    /// network ten times as large and hundreds of times as many steps; 3e-3 diverges.
    pub learning_rate: f64,
    /// Which variants a step trains.
    pub variant_sampling: VariantSampling,
    /// How much a lighter variant learns from the heaviest one's output instead of the clean patch, 0 to 1 (in-place
    /// distillation). The paper has 0.
    pub distill_weight: f32,
    /// Clamps the output to 0..=1 before the loss, as the published code does: outside that range
    /// no gradient flows.
    pub clamp: bool,
    /// Steps between checkpoints.
    pub checkpoint_every: u64,
    /// Ends the run after this many checkpoints without a better mean PSNR; 0 never does.
    pub patience: u64,
    /// The learning rate schedule.
    pub schedule: Schedule,
    /// The optimizer's settings.
    pub optim: Optim,
    /// Which degradation a sample gets.
    pub mix: SamplingWeights,
    /// Scenes that degrade photos with known levels. With scenes, the mix is empty unless given.
    pub scenes: Scenes,
    /// Shares of photo pairs in the mix, by the name that `--pairs NAME=FOLDER` gives them.
    pub pairs: BTreeMap<String, f32>,
    /// The masks of pre-training.
    pub mask: Mask,
    /// Variants to train, drawn by their shares; for a network without block reuse only `[1, 1, 1, 1]`.
    pub variants: Vec<Variant>,
    /// The network.
    pub network: AnyConfig,
}

/// Which variants a step trains.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum VariantSampling {
    /// One, drawn by its share, as in the paper.
    #[default]
    Alternate,
    /// One for each part of the batch, in turn from a random one on. It costs as much as `Alternate`, but every step
    /// trains several.
    Spread,
    /// The heaviest, the lightest and one between them, all on the whole batch, as in "Universally Slimmable
    /// Networks" (Yu and Huang, 2019). It costs as much as all three.
    Sandwich,
}

/// A variant and how often it is trained.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Variant {
    /// How often each level's block runs.
    pub reuse: Reuse,
    /// Its share of the steps, against the other variants'.
    pub share: f32,
}

impl Variant {
    /// S and L with equal shares; for a network without block reuse, its only variant.
    pub fn of(network: &AnyConfig) -> Vec<Self> {
        let variants: &[Reuse] = match network.reuses() {
            true => &[Reuse::S, Reuse::L],
            false => &[Reuse::ONCE],
        };
        let variants = variants.iter();
        variants.map(|&reuse| Self { reuse, share: 1.0 }).collect()
    }

    /// How many blocks it runs.
    fn blocks(&self) -> usize {
        self.reuse.counts().iter().sum()
    }
}

impl Recipe {
    /// The recipe of the shipped pack's network for two CPU cores and an hour or two.
    pub fn new(stage: Stage, network: impl Into<AnyConfig>) -> Self {
        let network = network.into();
        Self {
            stage,
            seed: 1,
            steps: 3000,
            batch: 8,
            parts: 2,
            uniform_parts: true,
            patch: 64,
            learning_rate: 7e-4,
            variant_sampling: VariantSampling::Alternate,
            distill_weight: 0.0,
            clamp: false,
            checkpoint_every: 200,
            patience: 0,
            schedule: Schedule::default(),
            optim: Optim {
                weight_decay: 1e-4,
                muon: false,
                clip: 0.2,
                ema_decay: 0.999,
                bf16: false,
                adapters: stage == Stage::Adapt,
                estimator: EstimatorTraining::Joint,
                prompter_frozen: false,
                prompter_by_batch: false,
            },
            mix: match stage {
                Stage::Pretrain => SamplingWeights::PRE_TRAINING,
                Stage::Finetune => SamplingWeights::fine_tuning(&Task::ALL),
                // `dynet-train adapt --task` sets it.
                Stage::Adapt => SamplingWeights::default(),
            },
            scenes: Scenes::default(),
            pairs: BTreeMap::new(),
            mask: Mask::default(),
            variants: Variant::of(&network),
            network,
        }
    }

    /// Reads a recipe from TOML; missing values are those of [`Recipe::new`].
    ///
    /// # Errors
    /// Text that is not TOML, an unknown name, or an invalid value.
    pub fn parse(text: &str) -> Result<Self> {
        toml::from_str(text)
            .map_err(|e| Error::new(ErrorKind::Argument, format!("this is not a recipe: {e}")))
    }

    /// The recipe as TOML, every value written out.
    ///
    /// # Errors
    /// None in practice: every value has a TOML form.
    pub fn to_toml(&self) -> Result<String> {
        toml::to_string(self).map_err(|e| Error::new(ErrorKind::Argument, e.to_string()))
    }

    /// The learning rate of a step, counted from 0.
    pub fn learning_rate(&self, step: u64) -> f64 {
        self.learning_rate * self.schedule.share(step, self.steps)
    }

    /// The heaviest variant, the teacher in distillation.
    pub fn heaviest(&self) -> Reuse {
        let heaviest = self.variants.iter().max_by_key(|variant| variant.blocks());
        heaviest.map_or(Reuse::L, |variant| variant.reuse)
    }

    /// The lightest variant.
    pub fn lightest(&self) -> Reuse {
        let lightest = self.variants.iter().min_by_key(|variant| variant.blocks());
        lightest.map_or(Reuse::S, |variant| variant.reuse)
    }
}

/// A recipe as written: only the stage and the network are required. Names of earlier versions are accepted.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Given {
    stage: Stage,
    #[serde(deserialize_with = "network")]
    network: AnyConfig,
    seed: Option<u64>,
    steps: Option<u64>,
    batch: Option<usize>,
    parts: Option<usize>,
    uniform_parts: Option<bool>,
    patch: Option<usize>,
    #[serde(alias = "rate")]
    learning_rate: Option<f64>,
    #[serde(alias = "turns")]
    variant_sampling: Option<VariantSampling>,
    #[serde(alias = "teach")]
    distill_weight: Option<f32>,
    clamp: Option<bool>,
    checkpoint_every: Option<u64>,
    patience: Option<u64>,
    schedule: Option<Schedule>,
    optim: Option<Optim>,
    mix: Option<SamplingWeights>,
    scenes: Option<Scenes>,
    pairs: Option<BTreeMap<String, f32>>,
    mask: Option<Mask>,
    variants: Option<Vec<Variant>>,
}

impl TryFrom<Given> for Recipe {
    type Error = Error;

    fn try_from(given: Given) -> Result<Self> {
        let mut recipe = Self::new(given.stage, given.network);
        if given.scenes.is_some() {
            // Scenes replace the stage's own mix.
            recipe.mix = SamplingWeights::default();
        }
        macro_rules! take {
            ($($name:ident),*) => { $(if let Some(value) = given.$name { recipe.$name = value; })* };
        }
        take!(
            seed,
            steps,
            batch,
            parts,
            uniform_parts,
            patch,
            learning_rate,
            variant_sampling,
            distill_weight,
            clamp
        );
        take!(
            checkpoint_every,
            patience,
            schedule,
            optim,
            mix,
            scenes,
            pairs,
            mask,
            variants
        );
        recipe.validate()?;
        Ok(recipe)
    }
}

/// A network by name, or by its whole configuration.
fn network<'de, D: Deserializer<'de>>(deserializer: D) -> Result<AnyConfig, D::Error> {
    let given = serde_json::Value::deserialize(deserializer)?;
    match given.as_str() {
        Some(name) => AnyConfig::named(name).ok_or_else(|| {
            let names = AnyConfig::NAMES.join(", ");
            D::Error::custom(format!(
                "there is no network {name:?}: give one of {names}, or a table"
            ))
        }),
        None => serde_json::from_value(given).map_err(D::Error::custom),
    }
}
