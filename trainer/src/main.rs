//! `dynet-train`: trains DyNet on a folder of photos.

#[macro_use]
mod terminal;
mod cli;

use std::path::Path;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use dynet_core::Result;
use dynet_trainer::{BUILT_IN, Stage, prompt, unknown_recipe};

/// Trains DyNet: one set of weights that serves the light and the heavy variant.
#[derive(Parser)]
#[command(
    version,
    after_help = "Example:
  dynet-train pretrain --photos photos --run runs/pre --steps 2000
  dynet-train finetune --photos photos --run runs/fine --start runs/pre/weights.safetensors"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Dynamic pre-training: fills in masked cells and restores degraded ones.
    Pretrain(cli::run::Options),
    /// Fine-tuning for noise, rain and haze at once.
    Finetune(cli::run::Options),
    Adapt(cli::adapt::Adapt),
    Prompt(cli::prompt::Prompt),
    Clusters(cli::clusters::ClustersArgs),
    Ingest(cli::ingest::Ingest),
    Merge(cli::ingest::Merge),
    /// Writes a contact sheet of training samples.
    Preview(cli::preview::Options),
    /// Lists the built-in recipes, or prints one.
    Recipes {
        /// The recipe to print, or a TOML file to print with every value.
        name: Option<String>,
    },
}

fn main() -> ExitCode {
    cli::allocator::keep_freed_memory();
    let done = match Cli::parse().command {
        Command::Pretrain(options) => cli::run::run(Stage::Pretrain, &options),
        Command::Finetune(options) => cli::run::run(Stage::Finetune, &options),
        Command::Adapt(options) => options.run(),
        Command::Prompt(options) => options.run(),
        Command::Clusters(options) => options.run(),
        Command::Ingest(options) => options.run(),
        Command::Merge(options) => options.run(),
        Command::Preview(options) => cli::preview::run(&options),
        Command::Recipes { name } => recipes(name.as_deref()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("dynet-train: {e:#}");
            e.exit_code().into()
        }
    }
}

fn recipes(name: Option<&str>) -> Result<()> {
    let Some(name) = name else {
        for (name, text) in BUILT_IN.iter().chain(prompt::BUILT_IN) {
            // The first line of each says what it is.
            let what = text.lines().next().unwrap_or_default();
            say!("{name:16} {}", what.trim_start_matches("# "));
        }
        return Ok(());
    };
    let mut all = BUILT_IN.iter().chain(prompt::BUILT_IN);
    match all.find(|(known, _)| *known == name) {
        Some((_, text)) => say!("{}", text.trim_end()),
        None if !Path::new(name).exists() => {
            let all = BUILT_IN.iter().chain(prompt::BUILT_IN);
            return Err(unknown_recipe(name, all));
        }
        // A file: with every default value filled in.
        None => say!(
            "{}",
            dynet_trainer::Recipe::open(name)?.to_toml()?.trim_end()
        ),
    }
    Ok(())
}
