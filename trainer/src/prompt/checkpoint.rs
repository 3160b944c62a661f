//! A prompter's state on disk.

use std::collections::BTreeMap;
use std::path::Path;

use burn::module::Module as _;
use burn::tensor::{Device, Tensor};
use dynet_core::{Error, ErrorKind, Result};
use dynet_models::constyle::{ConStyle, ConStyleConfig};
use dynet_models::weights::{self, Tensors};
use serde::{Deserialize, Serialize};

use super::queue::Queue;
use super::recipe::PromptRecipe;
use super::step::Prompter;
use crate::ema::Ema;
use crate::run::{
    EMA, RunFolder, WEIGHTS, another_recipe, load_optimizer, save_optimizer, weights_error,
};

const MOMENTUM: &str = "momentum.safetensors";
const QUEUE: &str = "queue.safetensors";

/// What a checkpoint says about itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// Steps done.
    pub step: u64,
    /// Seconds that they took, without saving.
    pub seconds: f64,
    /// Seconds of these in which steps waited for their batch.
    pub waited: f64,
    /// The queue position that is filled next.
    pub queue_at: usize,
    /// The recipe it belongs to.
    pub recipe: PromptRecipe,
    /// The encoder and its classifier.
    pub network: ConStyleConfig,
}

/// Writes a checkpoint.
pub fn save(run: &RunFolder, state: &State, prompter: &Prompter) -> Result<()> {
    run.keep(state.step, state, |folder| {
        let network = |name: &str, network: &ConStyle| {
            weights::save(&folder.join(name), &state.network, network).map_err(weights_error)
        };
        network(WEIGHTS, &prompter.network.clone().valid())?;
        network(MOMENTUM, &prompter.momentum.network)?;
        network(EMA, &prompter.ema.network)?;
        let queue = prompter.queue.values().into_data();
        let queue = Tensors {
            tensors: BTreeMap::from([("queue".to_owned(), queue)]),
            ..Tensors::default()
        };
        weights::write(&folder.join(QUEUE), &queue).map_err(weights_error)?;
        save_optimizer(folder, &prompter.optimizer)
    })
}

/// The newest checkpoint, when there is one.
pub fn resume(
    run: &RunFolder,
    recipe: &PromptRecipe,
    config: &ConStyleConfig,
    device: &Device,
) -> Result<Option<(State, Prompter)>> {
    let Some((folder, state)) = run.newest::<State>()? else {
        return Ok(None);
    };
    if state.recipe != *recipe || state.network != *config {
        return Err(another_recipe(&folder));
    }
    let network = |name: &str| {
        let loaded = weights::load::<ConStyleConfig>(&folder.join(name), device);
        loaded.map(|(_, network)| network).map_err(weights_error)
    };
    let mut prompter = Prompter::new(network(WEIGHTS)?, recipe, device);
    prompter.momentum.network = network(MOMENTUM)?;
    let average = Ema::resume(network(EMA)?, recipe.ema_decay, state.step);
    prompter.ema = match recipe.initial_statistics {
        true => average,
        false => average.with_statistics(),
    };
    prompter.queue = queue(&folder.join(QUEUE), recipe, state.queue_at, device)?;
    prompter.optimizer = load_optimizer(&folder, prompter.optimizer)?;
    Ok(Some((state, prompter)))
}

fn queue(path: &Path, recipe: &PromptRecipe, at: usize, device: &Device) -> Result<Queue> {
    let mut file = weights::read(path).map_err(weights_error)?;
    let places = [recipe.network(None).latent(), recipe.queue];
    match file.tensors.remove("queue") {
        Some(values) if values.shape().iter().copied().eq(places) && at < recipe.queue => {
            Ok(Queue::of(Tensor::from_data(values, device), at))
        }
        _ => {
            let message = format!("this is not a queue of shape {places:?}");
            Err(Error::new(ErrorKind::Manifest, message).in_file(path))
        }
    }
}
