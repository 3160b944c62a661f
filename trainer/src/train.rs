//! The training loop.

use std::time::Instant;

use burn::tensor::Device;
use dynet_models::{DyNet, Reuse};
use dynet_runtime::{Error, ErrorKind, Result};
use rand::RngExt;

use crate::batch::Batch;
use crate::data::{PatchSource, random};
use crate::recipe::Recipe;
use crate::run::{Checkpoint, RunFolder, weights_error};
use crate::step::Learner;
use crate::validate::{Score, Validation};

/// What the loop tells its caller after every step.
#[derive(Clone, Debug)]
pub struct Progress {
    /// Steps done.
    pub step: u64,
    /// The variant that this step trained.
    pub reuse: Reuse,
    /// Mean absolute error of this step's batch, 0 to 1.
    pub loss: f32,
    /// Learning rate of this step.
    pub rate: f64,
    /// Scores of each variant, on the steps that write a checkpoint.
    pub scores: Vec<(Reuse, Vec<Score>)>,
}

/// Separates the draws of variants from those of patches and degradations.
const VARIANTS: u64 = 0x7661_7269_616e_7473;

/// A training run and what it needs.
pub struct Training<'a> {
    /// What to do.
    pub recipe: &'a Recipe,
    /// Where patches come from.
    pub photos: &'a PatchSource,
    /// What checkpoints are measured on.
    pub validation: Option<&'a Validation>,
    /// Where checkpoints and weights go.
    pub run: &'a RunFolder,
    /// Goes on from the newest checkpoint in the run folder, when there is one.
    pub resume: bool,
    /// Where the network runs, such as `Device::flex()`.
    pub device: &'a Device,
}

/// Runs the recipe to its end and writes `weights.safetensors` into the run folder.
///
/// `start` is the network to begin with, unless a checkpoint takes its place. `observe` is called
/// after every step.
///
/// # Errors
/// A recipe that cannot be run, a folder that cannot be written, a checkpoint of another recipe,
/// or a loss that is no longer a number (the last checkpoint stays).
pub fn train(training: &Training, start: DyNet, observe: &mut dyn FnMut(&Progress)) -> Result<()> {
    let &Training {
        recipe,
        photos,
        validation,
        run,
        resume,
        device,
    } = training;
    recipe.validate()?;
    let resumed = if resume {
        run.resume(recipe, device)?
    } else {
        None
    };
    let (first, mut learner) = match resumed {
        Some((step, learner)) => (step, learner),
        None => (0, Learner::new(start, recipe.optim, device)),
    };
    let mix = recipe.mix();
    let begun = Instant::now();

    for step in first..recipe.steps {
        let batch = Batch::draw(photos, &mix, recipe.seed, step, recipe.batch)?;
        let choice =
            random::stream(VARIANTS, recipe.seed, step).random_range(0..recipe.variants.len());
        let reuse = recipe.variants[choice];
        let rate = recipe.rate(step);

        let loss = learner.step(&batch, reuse, rate);
        if !loss.is_finite() {
            return Err(Error::new(
                ErrorKind::NotFinite,
                format!(
                    "the loss of step {step} is {loss} (seed {}, variant {reuse}); the last checkpoint \
                     is kept: resume with a lower rate",
                    recipe.seed
                ),
            ));
        }

        let done = step + 1;
        let mut scores = Vec::new();
        if done % recipe.checkpoint_every == 0 || done == recipe.steps {
            let checkpoint = Checkpoint {
                step: done,
                recipe: recipe.clone(),
            };
            run.save(&checkpoint, &learner)?;
            if let Some(validation) = validation {
                for &reuse in &recipe.variants {
                    scores.push((reuse, validation.run(&learner.average.network, reuse)?));
                }
            }
            for (reuse, scores) in &scores {
                let scores: String = scores
                    .iter()
                    .map(|s| format!(",{}={:.3}", s.task, s.restored))
                    .collect();
                let seconds = begun.elapsed().as_secs();
                run.log(&format!("{done},{seconds},\"{reuse}\",{loss:.5}{scores}"))?;
            }
        }
        observe(&Progress {
            step: done,
            reuse,
            loss,
            rate,
            scores,
        });
    }
    let network = &learner.average.network;
    dynet_models::weights::save(&run.weights(), &recipe.network, network).map_err(weights_error)
}
