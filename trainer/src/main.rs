//! `dynet-train`: trains DyNet on a folder of photos.

mod cli;

use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::process::ExitCode;

use burn::tensor::Device;
use clap::{Args, Parser, Subcommand};
use dynet_models::{DyNet, DyNetConfig, weights};
use dynet_runtime::{Error, ErrorKind, Result};
use dynet_trainer::data::PatchSource;
use dynet_trainer::degrade::Task;
use dynet_trainer::{Progress, Recipe, RunFolder, Stage, Training, Validation, train};
use indicatif::{ProgressBar, ProgressStyle};

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
    /// Dynamic pre-training: fills in masked cells and mends degraded ones.
    Pretrain(Options),
    /// Fine-tuning for noise, rain and haze at once.
    Finetune(Options),
    Ingest(cli::ingest::Ingest),
    Merge(cli::ingest::Merge),
}

#[derive(Args)]
struct Options {
    /// Folder of photos (PNG, JPEG, WebP) to train on.
    #[arg(long)]
    photos: PathBuf,
    /// Folder of photos held apart, to measure on at every checkpoint.
    #[arg(long)]
    validate: Option<PathBuf>,
    /// Folder that takes the recipe, the log, the checkpoints and the weights.
    #[arg(long, default_value = "runs/latest")]
    run: PathBuf,
    /// Goes on from the newest checkpoint in the run folder.
    #[arg(long)]
    resume: bool,
    /// Weights to begin with (.safetensors of an earlier run); fresh ones otherwise.
    #[arg(long)]
    start: Option<PathBuf>,
    /// The network: `edge`, `paper`, or a JSON file of its configuration.
    #[arg(long, default_value = "edge")]
    network: String,
    /// What fine-tuning mends, such as `noise,rain`; everything otherwise.
    #[arg(long, value_delimiter = ',')]
    tasks: Vec<Task>,
    /// Updates of the weights.
    #[arg(long)]
    steps: Option<u64>,
    /// Patches a step.
    #[arg(long)]
    batch: Option<usize>,
    /// Side of a patch in pixels.
    #[arg(long)]
    patch: Option<usize>,
    /// Highest learning rate.
    #[arg(long)]
    rate: Option<f64>,
    /// Steps between checkpoints.
    #[arg(long)]
    checkpoint_every: Option<u64>,
    /// The same seed gives the same run.
    #[arg(long)]
    seed: Option<u64>,
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Pretrain(options) => run(Stage::Pretrain, &options),
        Command::Finetune(options) => run(Stage::Finetune, &options),
        Command::Ingest(options) => options.run(),
        Command::Merge(options) => options.run(),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("dynet-train: {e}");
            ExitCode::from(if e.kind() == ErrorKind::Argument {
                2
            } else {
                1
            })
        }
    }
}

fn run(stage: Stage, options: &Options) -> Result<()> {
    let device = Device::flex();
    let seed = options.seed.unwrap_or(1);
    let (network, start) = network(options, seed, &device)?;
    let mut recipe = Recipe::new(stage, network);
    recipe.seed = seed;
    if !options.tasks.is_empty() {
        recipe.tasks.clone_from(&options.tasks);
    }
    recipe.steps = options.steps.unwrap_or(recipe.steps);
    recipe.batch = options.batch.unwrap_or(recipe.batch);
    recipe.patch = options.patch.unwrap_or(recipe.patch);
    recipe.rate = options.rate.unwrap_or(recipe.rate);
    recipe.checkpoint_every = options.checkpoint_every.unwrap_or(recipe.checkpoint_every);
    recipe.validate()?;

    let photos = PatchSource::new(&options.photos, recipe.patch)?;
    for skipped in photos.skipped() {
        eprintln!(
            "dynet-train: left out {}: {}",
            skipped.path.display(),
            skipped.reason
        );
    }
    let validation = options
        .validate
        .as_deref()
        .map(Validation::new)
        .transpose()?;
    let folder = RunFolder::create(&options.run)?;
    println!(
        "{} photos, {:.0} megapixels; {} steps of {} patches into {}",
        photos.len(),
        photos.megapixels(),
        recipe.steps,
        recipe.batch,
        folder.path().display()
    );
    let bar = bar(recipe.steps);
    let mut observe = |progress: &Progress| show(&bar, progress);
    let training = Training {
        recipe: &recipe,
        photos: &photos,
        validation: validation.as_ref(),
        run: &folder,
        resume: options.resume,
        device: &device,
    };
    train(&training, start, &mut observe)?;
    bar.finish();
    println!("wrote {}", folder.weights().display());
    Ok(())
}

/// The network to begin with and its configuration.
fn network(options: &Options, seed: u64, device: &Device) -> Result<(DyNetConfig, DyNet)> {
    let wrong = |message: String| Error::new(ErrorKind::Argument, message);
    if let Some(path) = &options.start {
        return weights::load(path, device).map_err(|e| wrong(e.to_string()));
    }
    let config = match options.network.as_str() {
        "edge" => DyNetConfig::edge(),
        "paper" => DyNetConfig::paper(),
        file => {
            let text = std::fs::read_to_string(file).map_err(|e| Error::io("read", file, e))?;
            serde_json::from_str(&text)
                .map_err(|e| wrong(format!("{file} is no network configuration: {e}")))?
        }
    };
    config.validate().map_err(wrong)?;
    device.seed(seed);
    let network = config.init(device).start_at_identity();
    Ok((config, network))
}

fn bar(steps: u64) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let template = "{bar:30} {pos}/{len} {elapsed} left {eta} {msg}";
    ProgressBar::new(steps)
        .with_style(ProgressStyle::with_template(template).unwrap_or(ProgressStyle::default_bar()))
}

fn show(bar: &ProgressBar, progress: &Progress) {
    bar.set_position(progress.step);
    bar.set_message(format!("loss {:.4}", progress.loss));
    for (reuse, scores) in &progress.scores {
        let scores: Vec<String> = scores
            .iter()
            .map(|s| format!("{} {:.2} -> {:.2}", s.task, s.input, s.restored))
            .collect();
        let line = format!("step {} [{reuse}] {}", progress.step, scores.join(", "));
        if bar.is_hidden() {
            println!("{line}");
        } else {
            bar.println(line);
        }
    }
}
