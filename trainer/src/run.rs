//! The folder of a training run.

use std::fs;
use std::path::{Path, PathBuf};

use burn::module::Module;
use burn::optim::ModuleOptimizer;
use burn::tensor::Device;
use dynet_core::{Error, ErrorKind, Result};
use dynet_models::{AnyConfig, weights};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::ema::Ema;
use crate::metrics;
use crate::recipe::Recipe;
use crate::step::Learner;
use crate::train::Progress;

pub(crate) const WEIGHTS: &str = "weights.safetensors";
pub(crate) const EMA: &str = "ema.safetensors";
const OPTIMIZER: &str = "optimizer.bpk";
const STATE: &str = "state.json";
const PREFIX: &str = "checkpoint-";
/// If the disk fills up while the newest is written, a complete one must remain.
const KEPT: usize = 2;

/// Where a run writes: `recipe.toml`, `about.json`, `metrics.csv` and its plot `curves.png`,
/// folders `checkpoint-STEP`, and in the end `weights.safetensors`.
#[derive(Clone, Debug)]
pub struct RunFolder {
    path: PathBuf,
}

/// The state of a checkpoint.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// Steps done.
    pub step: u64,
    /// Seconds that they took, without evaluation and saving.
    pub seconds: f64,
    /// Seconds of these spent waiting for batches.
    pub waited: f64,
    /// The best checkpoint so far, if the run is evaluated.
    pub best: Option<Best>,
    /// The recipe it belongs to.
    pub recipe: Recipe,
}

impl Checkpoint {
    /// Before the first step.
    pub fn beginning(recipe: &Recipe) -> Self {
        Self {
            step: 0,
            seconds: 0.0,
            waited: 0.0,
            best: None,
            recipe: recipe.clone(),
        }
    }
}

/// The score of the best checkpoint.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Best {
    /// Its step.
    pub step: u64,
    /// Mean PSNR over all tasks and variants, in dB.
    pub psnr: f64,
}

impl RunFolder {
    /// Creates the folder if it does not exist.
    ///
    /// # Errors
    /// A place that cannot be written.
    pub fn create(path: impl Into<PathBuf>) -> Result<Self> {
        let path = path.into();
        fs::create_dir_all(&path).map_err(|e| Error::io("create", &path, e))?;
        Ok(Self { path })
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where the weights of the finished run go.
    pub fn weights(&self) -> PathBuf {
        self.path.join(WEIGHTS)
    }

    /// Writes the run's recipe, given as TOML, and its provenance, `about.json`.
    ///
    /// # Errors
    /// A full disk, or a folder that cannot be written.
    pub fn describe(&self, recipe: &str, about: &impl Serialize) -> Result<()> {
        let text = serde_json::to_string_pretty(about)
            .map_err(|e| Error::new(ErrorKind::Argument, e.to_string()))?;
        for (name, text) in [("recipe.toml", recipe), ("about.json", &text)] {
            let path = self.path.join(name);
            fs::write(&path, text).map_err(|e| Error::io("write", &path, e))?;
        }
        Ok(())
    }

    /// Appends a checkpoint's figures to `metrics.csv` and redraws `curves.png`.
    ///
    /// # Errors
    /// A full disk, or a folder that cannot be written.
    pub fn log(&self, progress: &Progress) -> Result<()> {
        let path = self.path.join("metrics.csv");
        metrics::append(&path, progress)?;
        metrics::plot(&path, &self.path.join("curves.png"))
    }

    /// Writes a checkpoint.
    ///
    /// # Errors
    /// A full disk, or a folder that cannot be written.
    pub fn save(&self, checkpoint: &Checkpoint, learner: &Learner) -> Result<()> {
        self.keep(checkpoint.step, checkpoint, |folder| {
            let config = &checkpoint.recipe.network;
            let network = learner.network.clone().valid();
            weights::save(&folder.join(WEIGHTS), config, &network).map_err(weights_error)?;
            let average = &learner.ema.network;
            weights::save(&folder.join(EMA), config, average).map_err(weights_error)?;
            save_optimizer(folder, &learner.optimizer)
        })
    }

    /// Writes the checkpoint of a step, its `state` and the files of `write`, atomically (a temporary folder, then a
    /// rename); then removes the oldest.
    pub(crate) fn keep(
        &self,
        step: u64,
        state: &impl Serialize,
        write: impl FnOnce(&Path) -> Result<()>,
    ) -> Result<()> {
        let temporary = tempfile::tempdir_in(&self.path)
            .map_err(|e| Error::io("create a folder in", &self.path, e))?;
        write(temporary.path())?;
        let text = serde_json::to_string_pretty(state)
            .map_err(|e| Error::new(ErrorKind::Argument, e.to_string()))?;
        let path = temporary.path().join(STATE);
        fs::write(&path, text).map_err(|e| Error::io("write", &path, e))?;

        let target = self.path.join(format!("{PREFIX}{step:08}"));
        if target.exists() {
            fs::remove_dir_all(&target).map_err(|e| Error::io("replace", &target, e))?;
        }
        fs::rename(temporary.keep(), &target).map_err(|e| Error::io("rename", &target, e))?;
        let all = self.checkpoints()?;
        for old in all.iter().rev().skip(KEPT) {
            fs::remove_dir_all(old).map_err(|e| Error::io("remove", old, e))?;
        }
        Ok(())
    }

    /// The newest checkpoint, when there is one.
    ///
    /// # Errors
    /// A checkpoint of another recipe, or one that cannot be read.
    pub fn resume(
        &self,
        recipe: &Recipe,
        workers: &[Device],
    ) -> Result<Option<(Checkpoint, Learner)>> {
        let Some((folder, checkpoint)) = self.newest::<Checkpoint>()? else {
            return Ok(None);
        };
        if checkpoint.recipe != *recipe {
            return Err(another_recipe(&folder));
        }
        let device = workers.first().cloned().unwrap_or_else(Device::flex);
        let load = |name: &str| {
            weights::load::<AnyConfig>(&folder.join(name), &device).map_err(weights_error)
        };
        let mut learner = Learner::new(load(WEIGHTS)?.1, recipe.optim, workers);
        let average = load(EMA)?.1;
        learner.ema = Ema::resume(average, recipe.optim.ema_decay, checkpoint.step);
        learner.optimizer = load_optimizer(&folder, learner.optimizer)?;
        Ok(Some((checkpoint, learner)))
    }

    /// The folder of the newest checkpoint and its state, when there is one.
    pub(crate) fn newest<S: DeserializeOwned>(&self) -> Result<Option<(PathBuf, S)>> {
        let Some(folder) = self.checkpoints()?.pop() else {
            return Ok(None);
        };
        let path = folder.join(STATE);
        let text = fs::read_to_string(&path).map_err(|e| Error::io("read", &path, e))?;
        let state = serde_json::from_str(&text).map_err(|e| {
            Error::new(ErrorKind::Manifest, format!("not a checkpoint state: {e}")).in_file(&path)
        })?;
        Ok(Some((folder, state)))
    }

    /// Whether a run has written a checkpoint here.
    ///
    /// # Errors
    /// A folder that cannot be read.
    pub fn has_checkpoints(&self) -> Result<bool> {
        Ok(!self.checkpoints()?.is_empty())
    }

    /// Checkpoint folders, oldest first.
    fn checkpoints(&self) -> Result<Vec<PathBuf>> {
        let mut found = Vec::new();
        for entry in fs::read_dir(&self.path).map_err(|e| Error::io("read", &self.path, e))? {
            let path = entry.map_err(|e| Error::io("read", &self.path, e))?.path();
            let name = path
                .file_name()
                .and_then(|n| n.to_str())
                .unwrap_or_default();
            if path.is_dir() && name.starts_with(PREFIX) {
                found.push(path);
            }
        }
        found.sort();
        Ok(found)
    }
}

pub(crate) fn another_recipe(folder: &Path) -> Error {
    let message =
        "this run was started with another recipe: give the same options, or another run folder";
    Error::new(ErrorKind::Argument, message).in_file(folder.join(STATE))
}

pub(crate) fn save_optimizer(folder: &Path, optimizer: &ModuleOptimizer) -> Result<()> {
    let saved = optimizer.save(folder.join(OPTIMIZER));
    saved.map_err(|e| Error::new(ErrorKind::Io, format!("cannot save the optimizer: {e}")))
}

pub(crate) fn load_optimizer(folder: &Path, optimizer: ModuleOptimizer) -> Result<ModuleOptimizer> {
    optimizer.load(folder.join(OPTIMIZER)).map_err(|e| {
        Error::new(
            ErrorKind::Io,
            format!("cannot read the optimizer state: {e}"),
        )
        .in_file(folder)
    })
}

pub(crate) fn weights_error(e: weights::WeightsError) -> Error {
    let kind = match e.kind() {
        weights::WeightsErrorKind::Write => ErrorKind::Io,
        _ => ErrorKind::Unsupported,
    };
    Error::new(kind, e.to_string())
}
