//! `dynet-train pretrain` and `dynet-train finetune`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use dynet_core::{Error, ErrorKind, Result};
use dynet_models::{AnyConfig, AnyNetwork, DyNetConfig, weights};
use dynet_trainer::mix::Task;
use dynet_trainer::prompt::guide;
use dynet_trainer::{Recipe, SamplingWeights, Stage, Variant};

use super::shared::{Shared, weights_error};

/// Options of a run that trains the whole network.
#[derive(Args)]
pub struct Options {
    #[command(flatten)]
    shared: Shared,
    /// Initial weights (.safetensors of an earlier run); random if not given.
    #[arg(long)]
    start: Option<PathBuf>,
    /// The network: a DyNet (`edge`, `paper` or `tiny`), another network such as `restormer` or `constyle-nafnet`, or
    /// a JSON file of its configuration.
    #[arg(long)]
    network: Option<String>,
    /// The prompter of a ConStyle network (weights of `dynet-train prompt`); it is frozen while the rest is trained.
    #[arg(long)]
    prompter: Option<PathBuf>,
    /// The pre-training objective [default: the recipe's].
    #[arg(long, value_enum)]
    objective: Option<Objective>,
    /// Degradations that fine-tuning removes and `--objective adair` applies, such as `noise,rain` [default: all].
    #[arg(long, value_delimiter = ',')]
    tasks: Vec<Task>,
}

/// A pre-training objective.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Objective {
    /// Masked and degraded cells, as in DyNet.
    Masked,
    /// Whole patches with one of many synthetic degradations, as in AdaIR: the base for adapters.
    Adair,
}

/// Runs one stage.
pub fn run(stage: Stage, options: &Options) -> Result<()> {
    let (recipe, start) = recipe(stage, options)?;
    let folder = options.shared.train(&recipe, start)?;
    say!("wrote {}", folder.weights().display());
    Ok(())
}

/// The recipe with the options applied, and the initial network.
fn recipe(stage: Stage, options: &Options) -> Result<(Recipe, AnyNetwork)> {
    let wrong = |message: String| Error::new(ErrorKind::Argument, message);
    let mut recipe = match &options.shared.recipe {
        Some(name) => Recipe::open(name)?,
        None => Recipe::new(stage, DyNetConfig::edge()),
    };
    if recipe.stage != stage {
        let message = "this recipe is for another stage: see its first line";
        return Err(wrong(message.into()));
    }
    match options.objective {
        Some(_) if stage != Stage::Pretrain => {
            return Err(wrong("--objective is for pretrain".into()));
        }
        Some(Objective::Masked) => recipe.mix = SamplingWeights::PRE_TRAINING,
        Some(Objective::Adair) => recipe.mix = SamplingWeights::fine_tuning(&Task::SYNTHETIC),
        None => {}
    }
    if !options.tasks.is_empty() {
        if recipe.mix.masked > 0.0 {
            let message = "masking has no tasks: give --objective adair, or omit --tasks";
            return Err(wrong(message.into()));
        }
        recipe.mix = SamplingWeights::fine_tuning(&options.tasks);
    }
    if let Some(name) = &options.network {
        take(network(name)?, &mut recipe);
    }
    let device = burn::tensor::Device::flex();
    let loaded = match &options.start {
        Some(path) => {
            let (config, network) = weights::load(path, &device).map_err(weights_error)?;
            take(config, &mut recipe);
            Some(network)
        }
        None => None,
    };
    let mut shape = recipe.network.clone();
    let prompter = match &options.prompter {
        Some(path) => Some(guide::open(path, &mut shape)?),
        None => None,
    };
    if loaded.is_some() && shape != recipe.network {
        let message = "the prompter's width differs from that of the network in --start";
        return Err(wrong(message.into()));
    }
    recipe.network = shape;
    let mut start = match loaded {
        Some(network) => network,
        None => {
            recipe
                .network
                .validate()
                .map_err(|e| wrong(e.to_string()))?;
            device.seed(recipe.seed);
            recipe.network.init(&device).zero_init_output()
        }
    };
    if let Some(prompter) = prompter {
        start = guide::guide(start, prompter);
        recipe.optim.prompter_frozen = true;
    }
    options.shared.put_over(&mut recipe);
    recipe.validate()?;
    Ok((recipe, start))
}

/// Replaces the network of a recipe, and its variants.
fn take(network: AnyConfig, recipe: &mut Recipe) {
    if network.reuses() != recipe.network.reuses() {
        recipe.variants = Variant::of(&network);
    }
    recipe.network = network;
}

fn network(name: &str) -> Result<AnyConfig> {
    if let Some(config) = AnyConfig::named(name) {
        return Ok(config);
    }
    let text = std::fs::read_to_string(name).map_err(|e| Error::io("read", name, e))?;
    serde_json::from_str(&text).map_err(|e| {
        let message = format!("{name} is not a network configuration: {e}");
        Error::new(ErrorKind::Argument, message)
    })
}
