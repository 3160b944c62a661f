//! `dynet-train prompt`.

use std::path::PathBuf;

use clap::Args;
use dynet_core::{Error, ErrorKind, Result};
use dynet_models::NetworkConfig as _;
use dynet_trainer::data::{LabelSource, PatchSource};
use dynet_trainer::mix::Task;
use dynet_trainer::prompt::{
    Pretext, PromptPhotos, PromptProgress, PromptRecipe, PromptTraining, train_prompter,
};
use dynet_trainer::{About, RunFolder, SamplingWeights, devices};

use super::shared::{bar, left_out};

/// Trains ConStyle's prompter, which encodes a photo's degradation for a restoration network (ConStyle v2, stage 1).
#[derive(Args)]
#[command(after_help = "Examples:
  dynet-train prompt --photos photos --recipe edge-prompt --run runs/prompter
  dynet-train prompt --labels imagenet/train --recipe paper-prompt --device cuda --run runs/prompter
  dynet-train finetune --network constyle-nafnet --prompter runs/prompter/weights.safetensors --photos photos

The last line is stage 2. `dynet-train recipes paper-prompt` prints the published recipe, `edge-prompt` ours for two CPU cores.")]
pub struct Prompt {
    /// Folder of photos (PNG, JPEG, WebP) without classes.
    #[arg(long)]
    photos: Option<PathBuf>,
    /// Folder with one subfolder of photos per class; the classes are learned as well.
    #[arg(long, conflicts_with = "photos")]
    labels: Option<PathBuf>,
    /// Degradations to apply, such as `noise,rain,snow` [default: the two published pipelines].
    #[arg(long, value_delimiter = ',')]
    tasks: Vec<Task>,
    /// What a prompt identifies: the photo that a patch shows (as published) or its degradation.
    #[arg(long, value_enum, conflicts_with = "labels")]
    pretext: Option<Pretext>,
    /// Folder to write the recipe, metrics, checkpoints and weights to.
    #[arg(long, default_value = "runs/prompter")]
    run: PathBuf,
    /// A TOML file, `edge-prompt` or `paper-prompt`.
    #[arg(long)]
    recipe: Option<String>,
    /// Resumes from the newest checkpoint in the run folder.
    #[arg(long)]
    resume: bool,
    /// Where to train: `cpu`, or with the matching build feature `cuda:0`, `wgpu` or `tch`; the first of several.
    #[arg(long, default_value = "cpu")]
    device: String,
    /// Number of training steps.
    #[arg(long)]
    steps: Option<u64>,
    /// Patches per step.
    #[arg(long)]
    batch: Option<usize>,
    /// Side of a patch in pixels.
    #[arg(long)]
    patch: Option<usize>,
    /// Size of the queue of earlier prompts, the negatives of a batch; a multiple of the batch size.
    #[arg(long)]
    queue: Option<usize>,
    /// Channels of the first convolution; the prompt has 8 times as many values.
    #[arg(long)]
    width: Option<usize>,
    /// Learning rate of the first step.
    #[arg(long, alias = "rate")]
    learning_rate: Option<f64>,
    /// Steps between checkpoints.
    #[arg(long)]
    checkpoint_every: Option<u64>,
    /// The same seed gives the same run.
    #[arg(long)]
    seed: Option<u64>,
}

impl Prompt {
    /// Trains and writes `weights.safetensors` into the run folder.
    pub fn run(&self) -> Result<()> {
        let recipe = self.recipe()?;
        let device = devices(&self.device)?.swap_remove(0);
        let (photos, data) = self.photos(recipe.patch)?;
        let classes = photos.classes(&recipe);
        let config = recipe.network(classes);
        config
            .validate()
            .map_err(|e| Error::new(ErrorKind::Argument, e.to_string()))?;
        device.seed(recipe.seed);
        let start = config.init(&device);
        let folder = RunFolder::create(&self.run)?;
        if !self.resume {
            let about = About::new(photos.images(), &[data.as_path()], &self.device)?;
            folder.describe(&recipe.to_toml()?, &about)?;
        }
        say!(
            "{} photos{}; {} steps of {} patches into {}",
            photos.images(),
            classes.map_or(String::new(), |count| format!(" in {count} classes")),
            recipe.steps,
            recipe.batch,
            folder.path().display()
        );
        let bar = bar(recipe.steps);
        let mut observe = |progress: &PromptProgress| {
            bar.set_position(progress.step);
            bar.set_message(format!("loss {:.4}", progress.losses.sum()));
        };
        let training = PromptTraining {
            recipe: &recipe,
            photos: &photos,
            run: &folder,
            resume: self.resume,
            device: &device,
        };
        train_prompter(&training, start, &mut observe)?;
        bar.finish();
        for (path, reason) in photos.broken() {
            left_out(&path, &reason);
        }
        say!("wrote {}", folder.weights().display());
        Ok(())
    }

    /// The recipe with the command-line options applied.
    fn recipe(&self) -> Result<PromptRecipe> {
        let mut recipe = match &self.recipe {
            Some(name) => PromptRecipe::open(name)?,
            None => PromptRecipe::default(),
        };
        macro_rules! put {
            ($($name:ident),*) => { $(if let Some(value) = self.$name { recipe.$name = value; })* };
        }
        put!(
            pretext,
            seed,
            steps,
            batch,
            patch,
            queue,
            width,
            learning_rate,
            checkpoint_every
        );
        recipe.last_learning_rate = recipe.last_learning_rate.min(recipe.learning_rate);
        if !self.tasks.is_empty() {
            recipe.mix = SamplingWeights::fine_tuning(&self.tasks);
        }
        recipe.validate()?;
        Ok(recipe)
    }

    fn photos(&self, patch: usize) -> Result<(PromptPhotos, PathBuf)> {
        match (&self.photos, &self.labels) {
            (Some(folder), _) => {
                let photos = PatchSource::new(folder, patch)?;
                for skipped in photos.skipped() {
                    left_out(&skipped.path, &skipped.reason);
                }
                Ok((PromptPhotos::Plain(photos), folder.clone()))
            }
            (None, Some(folder)) => {
                let photos = LabelSource::new(folder, patch)?;
                Ok((PromptPhotos::Labeled(photos), folder.clone()))
            }
            (None, None) => {
                let message =
                    "give --photos FOLDER, or --labels FOLDER with a subfolder for each class";
                Err(Error::new(ErrorKind::Argument, message))
            }
        }
    }
}
