//! The loop of a prompter's training.

use std::time::Instant;

use burn::tensor::Device;
use dynet_core::{Error, ErrorKind, Result};
use dynet_models::constyle::ConStyle;
use dynet_models::weights;

use super::batch::{PromptBatch, PromptPhotos};
use super::checkpoint::{self, State};
use super::figures;
use super::losses::Figures;
use super::recipe::PromptRecipe;
use super::step::Prompter;
use crate::prefetch::prefetch;
use crate::run::{RunFolder, weights_error};

/// The progress that the loop reports after every step.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct PromptProgress {
    /// Steps done.
    pub step: u64,
    /// Seconds that the steps so far took, without saving.
    pub seconds: f64,
    /// Share of that time, 0 to 1, spent waiting for batches.
    pub waited: f64,
    /// This step's losses.
    pub losses: Figures,
    /// Learning rate of this step.
    pub learning_rate: f64,
}

/// A training run and what it needs.
pub struct PromptTraining<'a> {
    /// The recipe to run.
    pub recipe: &'a PromptRecipe,
    /// Where patches come from.
    pub photos: &'a PromptPhotos,
    /// Where checkpoints and weights go.
    pub run: &'a RunFolder,
    /// Resumes from the newest checkpoint in the run folder, if there is one.
    pub resume: bool,
    /// Where it runs, given without gradients.
    pub device: &'a Device,
}

/// Runs the recipe to its end and writes `weights.safetensors`, the averaged encoder with its classifier,
/// into the run folder.
///
/// `start` is the initial encoder, unless a checkpoint replaces it: one of [`PromptRecipe::network`] with the classes
/// of [`PromptPhotos::classes`]. `observe` is called after every step.
///
/// # Errors
/// A recipe that cannot be run, a folder that cannot be written, a checkpoint of another recipe, or a loss that is
/// NaN or infinite (the last checkpoint is kept).
pub fn train_prompter(
    training: &PromptTraining,
    start: ConStyle,
    observe: &mut dyn FnMut(&PromptProgress),
) -> Result<()> {
    let &PromptTraining {
        recipe,
        photos,
        run,
        resume,
        device,
    } = training;
    recipe.validate()?;
    let config = recipe.network(photos.classes(recipe));
    let resumed = match resume {
        true => checkpoint::resume(run, recipe, &config, device)?,
        false => None,
    };
    let (mut at, mut prompter) = resumed.unwrap_or_else(|| {
        let state = State {
            step: 0,
            seconds: 0.0,
            waited: 0.0,
            queue_at: 0,
            recipe: recipe.clone(),
            network: config.clone(),
        };
        (state, Prompter::new(start, recipe, device))
    });
    let first = at.step;
    std::thread::scope(|scope| {
        let draw = |step| PromptBatch::draw(photos, recipe, step);
        let batches = prefetch(scope, first..recipe.steps, draw);
        for step in first..recipe.steps {
            let asked = Instant::now();
            let Ok(batch) = batches.recv() else { break };
            let batch = batch?;
            at.waited += asked.elapsed().as_secs_f64();

            let losses = prompter.step(&batch, step);
            if !losses.sum().is_finite() {
                return Err(diverged(step, &losses));
            }
            at.step = step + 1;
            at.seconds += asked.elapsed().as_secs_f64();
            at.queue_at = prompter.queue.at();
            let progress = PromptProgress {
                step: at.step,
                seconds: at.seconds,
                waited: at.waited / at.seconds.max(1e-9),
                losses,
                learning_rate: recipe.learning_rate(step),
            };
            if at.step == recipe.steps || at.step % recipe.checkpoint_every == 0 {
                checkpoint::save(run, &at, &prompter)?;
                figures::log(run.path(), &progress)?;
            }
            observe(&progress);
        }
        Ok(())
    })?;
    weights::save(&run.weights(), &config, &prompter.ema.network).map_err(weights_error)
}

fn diverged(step: u64, losses: &Figures) -> Error {
    let message = format!(
        "the losses of step {step} are not finite ({losses:?}); the last checkpoint is kept: \
         begin again with `normalize = true` in the recipe, or resume with a lower learning rate"
    );
    Error::new(ErrorKind::NotFinite, message)
}
