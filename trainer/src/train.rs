//! The training loop.

use std::time::Instant;

use burn::tensor::Device;
use dynet_core::{Error, ErrorKind, Result};
use dynet_models::{AnyNetwork, Reuse, weights};
use rand::seq::IndexedRandom;

use crate::batch::Batch;
use crate::mix::Mix;
use crate::prefetch::prefetch;
use crate::recipe::{Recipe, VariantSampling};
use crate::run::{Best, Checkpoint, RunFolder, weights_error};
use crate::samples::Samples;
use crate::step::{Learner, StepPlan};
use crate::validate::{Score, Validation};
use dynet_degrade::random;

/// The progress that the loop reports after every step.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Progress {
    /// Steps done.
    pub step: u64,
    /// The variants that this step trained.
    pub variants: Vec<Reuse>,
    /// Seconds that the steps so far took, without evaluation and saving.
    pub seconds: f64,
    /// Mean absolute error of this step's batch, 0 to 1.
    pub loss: f32,
    /// Learning rate of this step.
    pub learning_rate: f64,
    /// Share of that time, 0 to 1, spent waiting for batches.
    pub waited: f64,
    /// Scores of each variant, on the steps that write a checkpoint.
    pub scores: Vec<(Reuse, Vec<Score>)>,
}

/// Separates the draws of variants from those of patches and degradations.
const VARIANTS: u64 = 0x7661_7269_616e_7473;

/// A training run and what it needs.
pub struct Training<'a> {
    /// The recipe to run.
    pub recipe: &'a Recipe,
    /// Where patches come from.
    pub samples: &'a Samples,
    /// The data to evaluate checkpoints on.
    pub validation: Option<&'a Validation>,
    /// Where checkpoints and weights go.
    pub run: &'a RunFolder,
    /// Resumes from the newest checkpoint in the run folder, if there is one.
    pub resume: bool,
    /// Where the parts of a batch run: see [`Learner::new`].
    pub workers: &'a [Device],
}

/// Runs the recipe to its end and writes `weights.safetensors` into the run folder.
///
/// `start` is the initial network, unless a checkpoint replaces it. `observe` is called after every step.
///
/// # Errors
/// A recipe that cannot be run, a folder that cannot be written, a checkpoint of another recipe, or a loss that is
/// NaN or infinite (the last checkpoint is kept).
pub fn train(
    training: &Training,
    start: impl Into<AnyNetwork>,
    observe: &mut dyn FnMut(&Progress),
) -> Result<()> {
    let &Training {
        recipe,
        samples,
        validation,
        run,
        resume,
        workers,
    } = training;
    recipe.validate()?;
    let resumed = match resume {
        true => run.resume(recipe, workers)?,
        false => None,
    };
    let (mut at, mut learner) = match resumed {
        Some(resumed) => resumed,
        None => {
            let learner = Learner::new(start, recipe.optim, workers);
            (Checkpoint::beginning(recipe), learner)
        }
    };
    let lessons = Lessons::new(recipe)?;
    let first = at.step;

    std::thread::scope(|scope| {
        let draw = |step| Batch::draw(samples, recipe, step);
        let batches = prefetch(scope, first..recipe.steps, draw);
        for step in first..recipe.steps {
            let asked = Instant::now();
            let Ok(batch) = batches.recv() else { break };
            let batch = batch?;
            at.waited += asked.elapsed().as_secs_f64();

            let plan = lessons.draw(step);
            let loss = learner.step(&batch, &plan);
            if !loss.is_finite() {
                return Err(diverged(recipe, step, &plan, &batch, loss));
            }

            at.step = step + 1;
            at.seconds += asked.elapsed().as_secs_f64();
            let mut progress = Progress {
                step: at.step,
                seconds: at.seconds,
                loss,
                learning_rate: plan.learning_rate,
                variants: plan.variants,
                waited: at.waited / at.seconds.max(1e-9),
                scores: Vec::new(),
            };
            let last = at.step == recipe.steps;
            let mut stop = false;
            if last || at.step % recipe.checkpoint_every == 0 {
                if let Some(validation) = validation {
                    let network = &learner.ema.network;
                    for variant in &recipe.variants {
                        let scores = validation.run(network, variant.reuse)?;
                        progress.scores.push((variant.reuse, scores));
                    }
                    let psnr = mean(&progress.scores);
                    if at.best.is_none_or(|best| psnr > best.psnr) {
                        let step = at.step;
                        at.best = Some(Best { step, psnr });
                    }
                }
                run.save(&at, &learner)?;
                run.log(&progress)?;
                let best = at.best.map_or(at.step, |best| best.step);
                let without = (at.step - best) / recipe.checkpoint_every;
                stop = recipe.patience > 0 && without >= recipe.patience;
            }
            observe(&progress);
            if stop {
                break;
            }
        }
        Ok(())
    })?;
    weights::save(&run.weights(), &recipe.network, &learner.ema.network).map_err(weights_error)
}

/// Draws what each step trains.
struct Lessons<'a> {
    recipe: &'a Recipe,
    variants: Mix<Reuse>,
}

impl<'a> Lessons<'a> {
    fn new(recipe: &'a Recipe) -> Result<Self> {
        let shares: Vec<_> = recipe.variants.iter().map(|v| (v.reuse, v.share)).collect();
        let variants = Mix::new(&shares)?;
        Ok(Self { recipe, variants })
    }

    fn draw(&self, step: u64) -> StepPlan {
        let recipe = self.recipe;
        let (heaviest, lightest) = (recipe.heaviest(), recipe.lightest());
        let mut rng = random::stream(VARIANTS, recipe.seed, step);
        let mut variants: Vec<_> = recipe.variants.iter().map(|v| v.reuse).collect();
        match recipe.variant_sampling {
            VariantSampling::Alternate => variants = vec![self.variants.draw(&mut rng)],
            VariantSampling::Spread => {
                let first = self.variants.draw(&mut rng);
                let at = variants.iter().position(|v| *v == first);
                variants.rotate_left(at.unwrap_or(0));
            }
            VariantSampling::Sandwich => {
                variants.retain(|v| *v != heaviest && *v != lightest);
                let between = variants.choose(&mut rng).copied();
                variants = vec![heaviest];
                variants.extend((lightest != heaviest).then_some(lightest));
                variants.extend(between);
            }
        }
        StepPlan {
            variants,
            spread: recipe.variant_sampling == VariantSampling::Spread,
            teacher: (recipe.distill_weight > 0.0).then_some((heaviest, recipe.distill_weight)),
            clamp: recipe.clamp,
            learning_rate: recipe.learning_rate(step),
        }
    }
}

fn mean(scores: &[(Reuse, Vec<Score>)]) -> f64 {
    let all: Vec<f64> = scores
        .iter()
        .flat_map(|(_, s)| s.iter().map(|s| s.restored))
        .collect();
    all.iter().sum::<f64>() / all.len().max(1) as f64
}

fn diverged(recipe: &Recipe, step: u64, plan: &StepPlan, batch: &Batch, loss: f32) -> Error {
    let variants: Vec<String> = plan.variants.iter().map(ToString::to_string).collect();
    let mut what = batch.what.clone();
    what.dedup();
    Error::new(
        ErrorKind::NotFinite,
        format!(
            "the loss of step {step} is {loss} (seed {}, variant {}, batch of {}); the last \
             checkpoint is kept: resume with a lower learning rate",
            recipe.seed,
            variants.join(" and "),
            what.join(", ")
        ),
    )
}
