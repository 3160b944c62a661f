//! `dynet-export check`.

use std::path::PathBuf;

use clap::Args;
use dynet_exporter::{Error, pack};

use super::table::Table;
use super::{EngineArgs, ToleranceArgs, photos_in};

/// The options of `check`.
#[derive(Args)]
pub struct CheckArgs {
    /// The pack: a folder or a .dynet file.
    #[arg(value_name = "PACK")]
    pack: PathBuf,
    /// The weights that it was made from (.safetensors) [default: the pack's own].
    #[arg(long, value_name = "FILE")]
    weights: Option<PathBuf>,
    /// A folder of clean photos to check on; otherwise only synthetic pictures.
    #[arg(long, value_name = "DIR")]
    photos: Option<PathBuf>,
    #[command(flatten)]
    tolerance: ToleranceArgs,
    #[command(flatten)]
    engines: EngineArgs,
    /// Print each check as one line of JSON.
    #[arg(long)]
    json: bool,
}

impl CheckArgs {
    /// Checks and prints.
    pub fn run(self) -> Result<(), Error> {
        let engines = self.engines.get()?;
        let mut table = Table::new(self.json);
        let photos = photos_in(self.photos.as_deref())?;
        let (weights, tolerance) = (self.weights.as_deref(), self.tolerance.get());
        pack::verify(&self.pack, weights, &photos, tolerance, &engines, |check| {
            table.row(check)
        })
    }
}
