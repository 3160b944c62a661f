//! Validation on held-out photos and whole test sets.

use burn::module::Module;
use burn::tensor::Tensor;
use dynet_core::metrics::psnr;
use dynet_core::{Planar, Result};
use dynet_eval::{Protocol, Set, evaluate_with};
use dynet_models::{AnyNetwork, Reuse};
use std::path::{Path, PathBuf};

use crate::batch::{levels, tensor};
use crate::data::PatchSource;
use crate::recipe::{Recipe, SamplingWeights};
use crate::samples::{Sample, clean};
use crate::scenes;
use dynet_degrade::TrainingDegradation;
use dynet_degrade::mask::Mask;

/// Fixed degraded patches of held-out photos, and whole sets as `dynet eval` measures them.
pub struct Validation {
    patches: Vec<Task>,
    scenes: Vec<(&'static str, Vec<Sample>)>,
    sets: Vec<Set>,
}

/// A task's name and its degraded and clean patches.
type Task = (&'static str, Vec<(Planar, Planar)>);

/// Mean PSNR in dB of one task.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Score {
    /// The task; for a whole set, its name and task.
    pub task: String,
    /// PSNR of the degraded patches.
    pub input: f64,
    /// PSNR of the restored patches.
    pub restored: f64,
}

/// Each task, its degradation, and whether a recipe trains it.
type Listed = (
    &'static str,
    TrainingDegradation,
    fn(&SamplingWeights) -> f32,
);

const TASKS: [Listed; 12] = [
    ("denoise-25", TrainingDegradation::Gaussian(25.0), |s| {
        s.gaussian_15 + s.gaussian_25 + s.gaussian_50 + s.float_noise
    }),
    ("camera-noise", TrainingDegradation::Camera, |s| {
        s.camera_noise
    }),
    ("derain", TrainingDegradation::LightRain, |s| {
        s.light_rain + s.heavy_rain
    }),
    ("dehaze", TrainingDegradation::Haze, |s| s.haze),
    ("jpeg", TrainingDegradation::Jpeg, |s| s.jpeg),
    ("deblur", TrainingDegradation::Blur, |s| s.blur),
    ("upscale", TrainingDegradation::LowResolution, |s| {
        s.low_resolution
    }),
    ("contrast", TrainingDegradation::Contrast, |s| s.contrast),
    ("desnow", TrainingDegradation::Snow, |s| {
        s.snow + s.contrast_snow
    }),
    ("two-pass", TrainingDegradation::TwoPass, |s| s.two_pass),
    ("clean", TrainingDegradation::Clean, |s| s.clean),
    ("masked", TrainingDegradation::Masked(Mask::PAPER), |s| {
        s.masked
    }),
];
const PATCHES: u64 = 12;
const SIDE: usize = 128;

impl Validation {
    /// For the tasks that `recipe` trains, patches of the photos in `folder`, the same at every
    /// call; and any number of whole sets.
    ///
    /// # Errors
    /// A folder without usable photos; a set that [`Set::open`] refuses.
    pub fn new(recipe: &Recipe, folder: Option<&Path>, sets: &[PathBuf]) -> Result<Self> {
        let patches = folder.map(|folder| patches(recipe, folder));
        let scenes = folder.map(|folder| {
            let photos = PatchSource::new(folder, SIDE)?;
            scenes::validation(&photos, &recipe.scenes, PATCHES)
        });
        Ok(Self {
            patches: patches.transpose()?.unwrap_or_default(),
            scenes: scenes.transpose()?.unwrap_or_default(),
            sets: sets.iter().map(Set::open).collect::<Result<_>>()?,
        })
    }

    /// The score of each task.
    ///
    /// # Errors
    /// A photo of a set that cannot be read.
    pub fn run(&self, network: &AnyNetwork, reuse: Reuse) -> Result<Vec<Score>> {
        let network = network.clone().valid();
        let device = network.devices().into_iter().next().unwrap_or_default();
        let mut restore = |input: &Planar| {
            let output = network.forward(tensor(std::slice::from_ref(input), &device), reuse);
            picture(output, input)
        };
        let mut scores = Vec::new();
        for (task, pairs) in &self.patches {
            let (mut input, mut restored) = (0.0, 0.0);
            for (degraded, clean) in pairs {
                input += bounded_psnr(degraded, clean)?;
                restored += bounded_psnr(&restore(degraded)?, clean)?;
            }
            let n = pairs.len() as f64;
            scores.push(Score {
                task: (*task).into(),
                input: input / n,
                restored: restored / n,
            });
        }
        for (task, samples) in &self.scenes {
            scores.extend(conditioned(&network, reuse, task, samples)?);
        }
        let (name, protocol) = (reuse.to_string(), Protocol::default());
        for set in &self.sets {
            for row in evaluate_with(&mut restore, &name, set, &protocol, &mut |_, _| ())? {
                scores.push(Score {
                    task: format!("{} {}", row.set, row.task),
                    input: row.psnr_in,
                    restored: row.psnr,
                });
            }
        }
        Ok(scores)
    }
}

/// A network's output as a picture of the size of its input.
fn picture(output: Tensor<4>, input: &Planar) -> Result<Planar> {
    let data = output.into_data().try_into_vec().unwrap_or_default();
    Planar::from_data(input.width(), input.height(), data)
}

/// PSNR in dB, capped at 60: the infinite value of equal pictures would dominate a mean.
fn bounded_psnr(restored: &Planar, clean: &Planar) -> Result<f64> {
    Ok(psnr(restored, clean)?.min(60.0))
}

fn patches(recipe: &Recipe, folder: &Path) -> Result<Vec<Task>> {
    let photos = PatchSource::new(folder, SIDE)?;
    let set = |&(task, degradation, _): &Listed| {
        let pairs = (0..PATCHES)
            .map(|i| {
                let clean = clean(&photos, degradation, recipe.mix.blur == 0.0, 0, i)?;
                let mut rng = dynet_degrade::random::stream(0, 0, i);
                Ok((degradation.apply(&clean, &mut rng), clean))
            })
            .collect::<Result<_>>()?;
        Ok((task, pairs))
    };
    let trained = TASKS.iter().filter(|(.., share)| share(&recipe.mix) > 0.0);
    trained.map(set).collect()
}

/// The scores of a task whose levels are known: one with estimated levels and, for a network that takes levels, one
/// ("told") with the known levels.
fn conditioned(
    network: &AnyNetwork,
    reuse: Reuse,
    task: &str,
    samples: &[Sample],
) -> Result<Vec<Score>> {
    let device = network.devices().into_iter().next().unwrap_or_default();
    let (mut input, mut blind, mut told) = (0.0, 0.0, 0.0);
    for sample in samples {
        let degraded = tensor(std::slice::from_ref(&sample.input), &device);
        let score = |output| bounded_psnr(&picture(output, &sample.input)?, &sample.target);
        input += bounded_psnr(&sample.input, &sample.target)?;
        blind += score(network.forward(degraded.clone(), reuse))?;
        if let (Some(network), Some(condition)) = (network.conditioned(), sample.condition) {
            let known = levels(&[condition], |c| c.target, &device);
            told += score(network.forward(degraded, known, reuse))?;
        }
    }
    let count = samples.len().max(1) as f64;
    let row = |task: String, sum: f64| Score {
        task,
        input: input / count,
        restored: sum / count,
    };
    let mut rows = vec![row(task.to_owned(), blind)];
    if network.conditioned().is_some() {
        rows.push(row(format!("{task} told"), told));
    }
    Ok(rows)
}
