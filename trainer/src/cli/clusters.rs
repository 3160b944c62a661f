//! `dynet-train clusters`: whether a prompter distinguishes degradations.

use std::path::PathBuf;

use burn::tensor::Device;
use clap::Args;
use dynet_core::{Error, ErrorKind, Result};
use dynet_degrade::TrainingDegradation;
use dynet_degrade::mask::Mask;
use dynet_image::Photo;
use dynet_models::constyle::{ConStyle, ConStyleConfig};
use dynet_models::weights;
use dynet_trainer::SamplingWeights;
use dynet_trainer::data::PatchSource;
use dynet_trainer::mix::Task;
use dynet_trainer::prompt::Clusters;

use super::shared::weights_error;

/// Plots a prompter's prompts for photos with known degradations.
#[derive(Args)]
#[command(after_help = "Example:
  dynet-train clusters --prompter runs/prompter/weights.safetensors --photos photos -o clusters.png

For each degradation, prints how often the nearest other prompt has the same degradation.")]
pub struct ClustersArgs {
    /// The prompter's weights, written by `dynet-train prompt`.
    #[arg(long)]
    prompter: PathBuf,
    /// Folder of photos (PNG, JPEG, WebP) that the prompter was not trained on.
    #[arg(long)]
    photos: PathBuf,
    /// Degradations to apply, such as `noise,rain,snow`.
    #[arg(long, value_delimiter = ',', default_value = "noise,rain,jpeg,blur")]
    tasks: Vec<Task>,
    /// Patches for each degradation.
    #[arg(long, default_value_t = 32, value_parser = clap::value_parser!(u64).range(2..=1000))]
    each: u64,
    /// Side of a patch in pixels.
    #[arg(long, default_value_t = 128, value_parser = clap::value_parser!(u64).range(32..=1024))]
    patch: u64,
    /// Output file of the plot (PNG).
    #[arg(short, long, default_value = "clusters.png")]
    out: PathBuf,
}

impl ClustersArgs {
    /// Plots the prompts and prints the shares.
    pub fn run(&self) -> Result<()> {
        let device = Device::flex();
        let (_, prompter): (ConStyleConfig, ConStyle) =
            weights::load(&self.prompter, &device).map_err(weights_error)?;
        let shares = SamplingWeights::fine_tuning(&self.tasks).parts(Mask::default());
        let trained = shares.into_iter().filter(|(_, share)| *share > 0.0);
        let degradations: Vec<TrainingDegradation> =
            trained.map(|(degradation, _)| degradation).collect();
        if degradations.len() < 2 {
            let message = "give two tasks or more";
            return Err(Error::new(ErrorKind::Argument, message));
        }
        let photos = PatchSource::new(&self.photos, self.patch as usize)?;
        let clusters = Clusters::new(&prompter, &photos, &degradations, self.each)?;
        for (name, share) in clusters.gathered() {
            say!("{name:16} {:3.0} %", 100.0 * share);
        }
        Photo::from_pixels(clusters.picture()).save(&self.out)?;
        say!("wrote {}", self.out.display());
        Ok(())
    }
}
