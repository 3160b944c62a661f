//! `dynet-train pretrain` and `dynet-train finetune`.

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use clap::Args;
use dynet_models::{DyNet, DyNetConfig, Reuse, weights};
use dynet_runtime::{Error, ErrorKind, Result};
use dynet_trainer::data::{PairSource, PatchSource};
use dynet_trainer::degrade::Task;
use dynet_trainer::{
    About, Progress, Recipe, RunFolder, Samples, Shares, Stage, Training, Validation, Variant,
    devices, preset, train,
};
use indicatif::{ProgressBar, ProgressStyle};

/// What a run takes; where an option is left out, the recipe decides.
#[derive(Args)]
pub struct Options {
    /// Folder of photos (PNG, JPEG, WebP) to degrade and train on.
    #[arg(long)]
    photos: Option<PathBuf>,
    /// Pairs to train on: a folder with `input` and `target`, by the name that the recipe has for
    /// it. Can be given several times.
    #[arg(long, value_name = "NAME=FOLDER", value_parser = named_folder)]
    pairs: Vec<(String, PathBuf)>,
    /// Photos with measured depth, for haze: a folder with the depth maps in `input` (brighter is
    /// farther) and the photos in `target`. Otherwise depth is made up.
    #[arg(long)]
    depth: Option<PathBuf>,
    /// Folder of photos held apart, to measure on at every checkpoint.
    #[arg(long)]
    validate: Option<PathBuf>,
    /// Sets to measure on as `dynet eval` does, at every checkpoint. Can be given several times.
    #[arg(long)]
    eval: Vec<PathBuf>,
    /// Folder that takes the recipe, the figures, the checkpoints and the weights.
    #[arg(long, default_value = "runs/latest")]
    run: PathBuf,
    /// A TOML file, or the name of a built-in recipe: see `dynet-train recipes`.
    #[arg(long)]
    recipe: Option<String>,
    /// Goes on from the newest checkpoint in the run folder.
    #[arg(long)]
    resume: bool,
    /// Weights to begin with (.safetensors of an earlier run); fresh ones otherwise.
    #[arg(long)]
    start: Option<PathBuf>,
    /// Where to train: `cpu`, `cpu:4` (threads), and, where built in, `cuda:0,1`, `wgpu`, `tch`.
    #[arg(long, default_value = "cpu")]
    device: String,
    /// The network: `edge`, `paper`, `tiny`, or a JSON file of its configuration.
    #[arg(long)]
    network: Option<String>,
    /// What fine-tuning mends, such as `noise,rain`; everything otherwise.
    #[arg(long, value_delimiter = ',')]
    tasks: Vec<Task>,
    /// Trains this variant alone, such as `2,3,3,4`, instead of several over the same weights.
    #[arg(long)]
    only: Option<Reuse>,
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
    /// Computes in bfloat16 over weights in f32 (mixed precision); for GPUs.
    #[arg(long)]
    half: bool,
    /// Steps between checkpoints.
    #[arg(long)]
    checkpoint_every: Option<u64>,
    /// The same seed gives the same run.
    #[arg(long)]
    seed: Option<u64>,
}

fn named_folder(text: &str) -> Result<(String, PathBuf), String> {
    match text.split_once('=') {
        Some((name, folder)) if !name.is_empty() => Ok((name.into(), folder.into())),
        _ => Err("give NAME=FOLDER".into()),
    }
}

/// Runs one stage.
pub fn run(stage: Stage, options: &Options) -> Result<()> {
    let workers = devices(&options.device)?;
    let (recipe, start) = recipe(stage, options)?;

    let photos = options.photos.as_deref();
    let photos = photos
        .map(|folder| PatchSource::new(folder, recipe.patch))
        .transpose()?;
    for skipped in photos.iter().flat_map(|photos| photos.skipped()) {
        let path = skipped.path.display();
        eprintln!("dynet-train: left out {path}: {}", skipped.reason);
    }
    let open = |(name, folder): &(String, PathBuf)| {
        Ok((name.clone(), PairSource::new(folder, recipe.patch)?))
    };
    let pairs = options.pairs.iter().map(open).collect::<Result<_>>()?;
    let mut samples = Samples::new(&recipe, photos, pairs)?;
    if let Some(folder) = &options.depth {
        samples = samples.with_depth(PairSource::new(folder, recipe.patch)?);
    }
    let validation = match (&options.validate, &options.eval[..]) {
        (None, []) => None,
        (folder, sets) => Some(Validation::new(&recipe, folder.as_deref(), sets)?),
    };
    let folder = RunFolder::create(&options.run)?;
    let data = options
        .photos
        .iter()
        .chain(options.pairs.iter().map(|(_, folder)| folder));
    let data: Vec<&Path> = data.map(PathBuf::as_path).collect();
    let about = About::new(&samples, &data, &options.device)?;
    if !options.resume {
        folder.describe(&recipe, &about)?;
    }
    println!(
        "{} photos and pairs; {} steps of {} patches into {}",
        about.images,
        recipe.steps,
        recipe.batch,
        folder.path().display()
    );
    let bar = bar(recipe.steps);
    let mut observe = |progress: &Progress| show(&bar, progress);
    let training = Training {
        recipe: &recipe,
        samples: &samples,
        validation: validation.as_ref(),
        run: &folder,
        resume: options.resume,
        workers: &workers,
    };
    train(&training, start, &mut observe)?;
    bar.finish();
    for (path, reason) in samples.pairs().iter().flat_map(|(_, pairs)| pairs.broken()) {
        eprintln!("dynet-train: left out {}: {reason}", path.display());
    }
    for fault in samples.photos().iter().flat_map(|photos| photos.faults()) {
        eprintln!(
            "dynet-train: left out {}: {}",
            fault.path.display(),
            fault.reason
        );
    }
    println!("wrote {}", folder.weights().display());
    Ok(())
}

/// The recipe with the options put over it, and the network to begin with.
fn recipe(stage: Stage, options: &Options) -> Result<(Recipe, DyNet)> {
    let wrong = |message: String| Error::new(ErrorKind::Argument, message);
    let mut recipe = match &options.recipe {
        Some(name) => Recipe::open(name)?,
        None => Recipe::new(stage, DyNetConfig::edge()),
    };
    if recipe.stage != stage {
        let message = "this recipe is for the other of `pretrain` and `finetune`";
        return Err(wrong(message.into()));
    }
    if !options.tasks.is_empty() {
        recipe.mix = Shares::fine_tuning(&options.tasks);
    }
    recipe.optim.half |= options.half;
    if let Some(reuse) = options.only {
        recipe.variants = vec![Variant { reuse, share: 1.0 }];
    }
    macro_rules! put {
        ($($name:ident),*) => { $(if let Some(value) = options.$name { recipe.$name = value; })* };
    }
    put!(seed, steps, batch, patch, rate, checkpoint_every);
    if let Some(name) = &options.network {
        recipe.network = network(name)?;
    }
    let device = burn::tensor::Device::flex();
    let start = match &options.start {
        Some(path) => {
            let loaded = weights::load(path, &device).map_err(|e| wrong(e.to_string()))?;
            recipe.network = loaded.0;
            loaded.1
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
