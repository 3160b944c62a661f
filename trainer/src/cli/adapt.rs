//! `dynet-train adapt`.

use std::path::PathBuf;

use clap::Args;
use dynet_core::{Error, ErrorKind, Result};
use dynet_models::layers::AdapterRank;
use dynet_models::{AnyConfig, AnyNetwork, NetworkConfig as _, weights};
use dynet_trainer::mix::Task;
use dynet_trainer::{Recipe, SamplingWeights, Stage, Variant};

use super::shared::{Shared, weights_error};

/// Trains adapters that give a finished network one more task; the network's own weights do not change.
#[derive(Args)]
#[command(after_help = "Examples:
  dynet-train adapt --base weights.safetensors --task jpeg --photos photos --run runs/jpeg
  dynet-train adapt --base weights.safetensors --task my-camera --pairs my-camera=pairs

A task of your own takes its name and a folder of pairs. Put the adapter into a pack by
`dynet-export add PACK --adapter runs/jpeg/adapter.safetensors --name jpeg`.")]
pub struct Adapt {
    /// The network's weights (.safetensors); `dynet-export weights PACK` takes them out of a pack.
    #[arg(long)]
    base: PathBuf,
    /// denoise, camera-noise, derain, dehaze, jpeg, deblur, super-resolution, desnow, or the name of a folder of pairs.
    #[arg(long)]
    task: String,
    /// Channels of each adapter: more channels learn more and make the file larger [default: 8, or for networks of
    /// dim 48 and above, such as Restormer, a sixteenth of the block's].
    #[arg(long)]
    rank: Option<usize>,
    #[command(flatten)]
    shared: Shared,
}

/// The degradation that a task removes, by the task's name in papers.
fn degraded(task: &str) -> Option<Task> {
    Some(match task {
        "denoise" => Task::Noise,
        "camera-noise" => Task::CameraNoise,
        "derain" => Task::Rain,
        "dehaze" => Task::Haze,
        "jpeg" => Task::Jpeg,
        "deblur" => Task::Blur,
        "super-resolution" => Task::LowResolution,
        "desnow" => Task::Snow,
        _ => return None,
    })
}

/// From this width on, the rank is a fraction of the block's channels.
const WIDE: usize = 48;
/// The rank for narrower networks.
const RANK: AdapterRank = AdapterRank::Fixed(8);

impl Adapt {
    /// Trains and writes `adapter.safetensors` into the run folder.
    pub fn run(&self) -> Result<()> {
        let (recipe, start) = self.recipe()?;
        let folder = self.shared.train(&recipe, start)?;
        // The run's weights hold the whole network; only the adapters are saved here.
        let device = burn::tensor::Device::flex();
        let (config, network): (AnyConfig, AnyNetwork) =
            weights::load(&folder.weights(), &device).map_err(weights_error)?;
        let path = folder.path().join("adapter.safetensors");
        weights::save_adapter(&path, &config, &network, &self.task).map_err(weights_error)?;
        say!("wrote {}", path.display());
        Ok(())
    }

    fn recipe(&self) -> Result<(Recipe, AnyNetwork)> {
        let wrong = |message: String| Err(Error::new(ErrorKind::Argument, message));
        let device = burn::tensor::Device::flex();
        let (config, base): (AnyConfig, AnyNetwork) =
            weights::load(&self.base, &device).map_err(weights_error)?;
        if config.adapter().is_some() {
            return wrong("the base already has adapters: give the network without them".into());
        }
        let rank = match self.rank {
            Some(rank) => AdapterRank::Fixed(rank),
            None if config.width() >= WIDE => AdapterRank::Divisor(16),
            None => RANK,
        };
        let config = config.with_adapter(Some(rank));
        if config.adapter().is_none() {
            return wrong(format!("a {} does not support adapters", config.family()));
        }
        let mut recipe = match &self.shared.recipe {
            Some(name) => Recipe::open(name)?,
            None => Recipe::new(Stage::Adapt, config.clone()),
        };
        recipe.stage = Stage::Adapt;
        recipe.optim.adapters = true;
        if recipe.network.reuses() != config.reuses() {
            recipe.variants = Variant::of(&config);
        }
        recipe.network = config;
        match degraded(&self.task) {
            Some(task) => recipe.mix = SamplingWeights::fine_tuning(&[task]),
            None => recipe.mix = SamplingWeights::default(),
        }
        for (name, _) in &self.shared.pairs {
            recipe.pairs.insert(name.clone(), PAIRS);
        }
        let own = self.shared.pairs.iter().any(|(name, _)| *name == self.task);
        if degraded(&self.task).is_none() && !own {
            return wrong(format!(
                "there is no data for {0}: give --pairs {0}=FOLDER, or one of the tasks denoise, \
                 camera-noise, derain, dehaze, jpeg, deblur, super-resolution, desnow",
                self.task
            ));
        }
        self.shared.put_over(&mut recipe);
        recipe.validate()?;
        device.seed(recipe.seed);
        let fresh = recipe.network.init(&device);
        let start = weights::with_base(&recipe.network, &fresh, &base, &device);
        Ok((recipe, start.map_err(weights_error)?))
    }
}

/// Share of a folder of pairs in the mix, against a clean share of 8.
const PAIRS: f32 = 24.0;
