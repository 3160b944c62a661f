//! `dynet-train pretrain` and `dynet-train finetune`.

use std::path::PathBuf;

use clap::Args;
use dynet_models::{DyNet, DyNetConfig, weights};
use dynet_runtime::{Error, ErrorKind, Result};
use dynet_trainer::degrade::Task;
use dynet_trainer::{Recipe, Shares, Stage, preset};

use super::shared::{Shared, weights_error};

/// What a run of the whole network takes.
#[derive(Args)]
pub struct Options {
    #[command(flatten)]
    shared: Shared,
    /// Weights to begin with (.safetensors of an earlier run); fresh ones otherwise.
    #[arg(long)]
    start: Option<PathBuf>,
    /// The network: `edge`, `paper`, `tiny`, or a JSON file of its configuration.
    #[arg(long)]
    network: Option<String>,
    /// What fine-tuning mends, such as `noise,rain`; everything otherwise.
    #[arg(long, value_delimiter = ',')]
    tasks: Vec<Task>,
}

/// Runs one stage.
pub fn run(stage: Stage, options: &Options) -> Result<()> {
    let (recipe, start) = recipe(stage, options)?;
    let folder = options.shared.train(&recipe, start)?;
    println!("wrote {}", folder.weights().display());
    Ok(())
}

/// The recipe with the options put over it, and the network to begin with.
fn recipe(stage: Stage, options: &Options) -> Result<(Recipe, DyNet)> {
    let wrong = |message: String| Error::new(ErrorKind::Argument, message);
    let mut recipe = match &options.shared.recipe {
        Some(name) => Recipe::open(name)?,
        None => Recipe::new(stage, DyNetConfig::edge()),
    };
    if recipe.stage != stage {
        let message = "this recipe is for another stage: see its first line";
        return Err(wrong(message.into()));
    }
    if !options.tasks.is_empty() {
        recipe.mix = Shares::fine_tuning(&options.tasks);
    }
    options.shared.put_over(&mut recipe);
    if let Some(name) = &options.network {
        recipe.network = network(name)?;
    }
    let device = burn::tensor::Device::flex();
    let start = match &options.start {
        Some(path) => {
            let (config, network) = weights::load(path, &device).map_err(weights_error)?;
            recipe.network = config;
            network
        }
        None => {
            recipe.network.validate().map_err(wrong)?;
            device.seed(recipe.seed);
            recipe.network.init(&device).start_at_identity()
        }
    };
    recipe.validate()?;
    Ok((recipe, start))
}

fn network(name: &str) -> Result<DyNetConfig> {
    if let Some(config) = preset(name) {
        return Ok(config);
    }
    let text = std::fs::read_to_string(name).map_err(|e| Error::io("read", name, e))?;
    serde_json::from_str(&text).map_err(|e| {
        let message = format!("{name} is no network configuration: {e}");
        Error::new(ErrorKind::Argument, message)
    })
}
