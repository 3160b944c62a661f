//! Options that all training runs share, and the run itself.

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use clap::Args;
use dynet_core::{Error, ErrorKind, Result};
use dynet_models::{AnyNetwork, Reuse, weights};
use dynet_trainer::data::{PairSource, PatchSource};
use dynet_trainer::{
    About, Progress, Recipe, RunFolder, Samples, Training, Validation, Variant, devices, train,
};
use indicatif::{ProgressBar, ProgressStyle};

/// Options that override the recipe.
#[derive(Args)]
pub struct Shared {
    /// Folder of photos (PNG, JPEG, WebP) to degrade and train on.
    #[arg(long)]
    pub photos: Option<PathBuf>,
    /// Pairs to train on: a folder with `input` and `target`, under its name in the recipe. May be given several
    /// times.
    #[arg(long, value_name = "NAME=FOLDER", value_parser = named_folder)]
    pub pairs: Vec<(String, PathBuf)>,
    /// Photos with measured depth, for haze: a folder with the depth maps in `input` (brighter is farther) and the
    /// photos in `target`. Without it, depth is synthetic.
    #[arg(long)]
    depth: Option<PathBuf>,
    /// Folder of held-out photos to evaluate at every checkpoint.
    #[arg(long)]
    validate: Option<PathBuf>,
    /// Test set to evaluate at every checkpoint, as `dynet eval` does. May be given several times.
    #[arg(long)]
    eval: Vec<PathBuf>,
    /// Folder to write the recipe, metrics, checkpoints and weights to.
    #[arg(long, default_value = "runs/latest")]
    pub run: PathBuf,
    /// A TOML file, or the name of a built-in recipe: see `dynet-train recipes`.
    #[arg(long)]
    pub recipe: Option<String>,
    /// Resumes from the newest checkpoint in the run folder.
    #[arg(long)]
    resume: bool,
    /// Where to train: `cpu`, `cpu:4` (threads), or with the matching build feature `cuda:0,1`, `wgpu` or `tch`.
    #[arg(long, default_value = "cpu")]
    device: String,
    /// Trains only this variant, such as `2,3,3,4`, instead of several with shared weights.
    #[arg(long)]
    only: Option<Reuse>,
    /// Number of training steps.
    #[arg(long)]
    steps: Option<u64>,
    /// Patches per step.
    #[arg(long)]
    batch: Option<usize>,
    /// Side of a patch in pixels.
    #[arg(long)]
    patch: Option<usize>,
    /// Highest learning rate.
    #[arg(long, alias = "rate")]
    learning_rate: Option<f64>,
    /// Computes in bfloat16 with f32 weights (mixed precision); for GPUs.
    #[arg(long, alias = "half")]
    bf16: bool,
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

impl Shared {
    /// Applies the options to the recipe.
    pub fn put_over(&self, recipe: &mut Recipe) {
        recipe.optim.bf16 |= self.bf16;
        if let Some(reuse) = self.only {
            recipe.variants = vec![Variant { reuse, share: 1.0 }];
        }
        macro_rules! put {
            ($($name:ident),*) => { $(if let Some(value) = self.$name { recipe.$name = value; })* };
        }
        put!(seed, steps, batch, patch, learning_rate, checkpoint_every);
    }

    /// Trains the network `start` with the recipe.
    pub fn train(&self, recipe: &Recipe, start: AnyNetwork) -> Result<RunFolder> {
        let workers = devices(&self.device)?;
        let photos = self.photos.as_deref();
        let photos = photos
            .map(|folder| PatchSource::new(folder, recipe.patch))
            .transpose()?;
        for skipped in photos.iter().flat_map(|photos| photos.skipped()) {
            left_out(&skipped.path, &skipped.reason);
        }
        let open = |(name, folder): &(String, PathBuf)| {
            Ok((name.clone(), PairSource::new(folder, recipe.patch)?))
        };
        let pairs = self.pairs.iter().map(open).collect::<Result<_>>()?;
        let mut samples = Samples::new(recipe, photos, pairs)?;
        if let Some(folder) = &self.depth {
            samples = samples.with_depth(PairSource::new(folder, recipe.patch)?);
        }
        let validation = match (&self.validate, &self.eval[..]) {
            (None, []) => None,
            (folder, sets) => Some(Validation::new(recipe, folder.as_deref(), sets)?),
        };
        let folder = RunFolder::create(&self.run)?;
        if !self.resume && folder.has_checkpoints()? {
            let message = "this folder holds a run: give --resume to continue it, or another --run";
            return Err(Error::new(ErrorKind::Argument, message).in_file(&self.run));
        }
        let pairs = self.pairs.iter().map(|(_, folder)| folder);
        let data: Vec<&Path> = self
            .photos
            .iter()
            .chain(pairs)
            .map(PathBuf::as_path)
            .collect();
        let about = About::new(samples.images(), &data, &self.device)?;
        if !self.resume {
            folder.describe(&recipe.to_toml()?, &about)?;
        }
        say!(
            "{} photos and pairs; {} steps of {} patches into {}",
            about.images,
            recipe.steps,
            recipe.batch,
            folder.path().display()
        );
        let bar = bar(recipe.steps);
        let mut observe = |progress: &Progress| show(&bar, progress);
        let training = Training {
            recipe,
            samples: &samples,
            validation: validation.as_ref(),
            run: &folder,
            resume: self.resume,
            workers: &workers,
        };
        train(&training, start, &mut observe)?;
        bar.finish();
        for (path, reason) in samples.pairs().iter().flat_map(|(_, pairs)| pairs.broken()) {
            left_out(&path, &reason);
        }
        for fault in samples.photos().iter().flat_map(|photos| photos.faults()) {
            left_out(&fault.path, &fault.reason);
        }
        Ok(folder)
    }
}

/// Reports a photo that is not used.
pub fn left_out(path: &Path, reason: &impl std::fmt::Display) {
    eprintln!("dynet-train: left out {}: {reason}", path.display());
}

/// Converts a weights error into this program's error.
pub fn weights_error(e: weights::WeightsError) -> Error {
    Error::new(ErrorKind::Argument, e.to_string())
}

/// A progress bar of that many steps, hidden if stderr is not a terminal.
pub fn bar(steps: u64) -> ProgressBar {
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
            say!("{line}");
        } else {
            bar.println(line);
        }
    }
}
