//! How well the network restores patches that it does not train on.

use burn::module::Module;
use dynet_models::{DyNet, Reuse};
use dynet_runtime::metrics::psnr;
use dynet_runtime::{Planar, Result};
use std::path::Path;

use crate::batch::tensor;
use crate::data::PatchSource;
use crate::degrade::Degradation;

/// Fixed degraded patches of held-out photos.
pub struct Validation {
    sets: Vec<(&'static str, Vec<(Planar, Planar)>)>,
}

/// Mean PSNR in dB of one task.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    /// The task.
    pub task: &'static str,
    /// Of the degraded patches.
    pub input: f64,
    /// Of the restored patches.
    pub restored: f64,
}

const TASKS: [(&str, Degradation); 4] = [
    ("denoise-25", Degradation::Gaussian(25.0)),
    ("derain", Degradation::LightRain),
    ("dehaze", Degradation::Haze),
    ("clean", Degradation::Clean),
];
const PATCHES: u64 = 12;
const SIDE: usize = 128;

impl Validation {
    /// Patches of the photos in `folder`, the same at every call.
    ///
    /// # Errors
    /// A folder without usable photos.
    pub fn new(folder: &Path) -> Result<Self> {
        let photos = PatchSource::new(folder, SIDE)?;
        let sets = TASKS
            .iter()
            .map(|&(task, degradation)| {
                let pairs = (0..PATCHES)
                    .map(|i| {
                        let clean = photos.patch(0, i)?;
                        let mut rng = crate::data::random::stream(0, 0, i);
                        Ok((degradation.apply(&clean, &mut rng), clean))
                    })
                    .collect::<Result<_>>()?;
                Ok((task, pairs))
            })
            .collect::<Result<_>>()?;
        Ok(Self { sets })
    }

    /// The score of each task.
    ///
    /// # Errors
    /// None on patches of its own making; the metric's are passed on.
    pub fn run(&self, network: &DyNet, reuse: Reuse) -> Result<Vec<Score>> {
        let network = network.clone().valid();
        let device = network.output.weight.val().device();
        self.sets
            .iter()
            .map(|(task, pairs)| {
                let (mut input, mut restored) = (0.0, 0.0);
                for (degraded, clean) in pairs {
                    let output =
                        network.forward(tensor(std::slice::from_ref(degraded), &device), reuse);
                    let output = Planar {
                        data: output.into_data().try_into_vec().unwrap_or_default(),
                        ..*degraded
                    };
                    // 60 dB stands for equal: an infinite value would swallow the mean.
                    input += psnr(degraded, clean)?.min(60.0);
                    restored += psnr(&output, clean)?.min(60.0);
                }
                let n = pairs.len() as f64;
                Ok(Score {
                    task,
                    input: input / n,
                    restored: restored / n,
                })
            })
            .collect()
    }
}
