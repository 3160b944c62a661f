//! `dynet-export add`, `remove` and `weights`.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use dynet_exporter::{Error, pack};

use super::pack::read_quality;
use super::table::Table;
use super::{EngineArgs, ToleranceArgs, photos_in};

/// The options of `add`.
#[derive(Args)]
pub struct AddArgs {
    /// The pack: a folder, or with `-o` also a .dynet file.
    #[arg(value_name = "PACK")]
    pack: PathBuf,
    /// The adapter that `dynet-train adapt` wrote (adapter.safetensors).
    #[arg(long, value_name = "FILE")]
    adapter: PathBuf,
    /// The task's name for `dynet restore --task`: letters, digits, - and _.
    #[arg(long, value_name = "NAME")]
    name: String,
    /// The degradation that it removes, for `--task auto`: noise, camera-noise, rain, jpeg, blur, haze,
    /// low-resolution [default: from the task that it was trained for].
    #[arg(long)]
    kind: Option<String>,
    /// Write an add-on here (a folder, or one file NAME.dynet) and leave the pack unchanged.
    #[arg(short, long, value_name = "ADDON")]
    output: Option<PathBuf>,
    /// The base's weights (.safetensors) [default: the pack's own].
    #[arg(long, value_name = "FILE")]
    weights: Option<PathBuf>,
    /// A card to copy: training data, strengths and weaknesses.
    #[arg(long, value_name = "FILE")]
    card: Option<PathBuf>,
    /// Measured quality to record: the lines that `dynet eval --task NAME --json` printed.
    #[arg(long, value_name = "FILE")]
    quality: Option<PathBuf>,
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

impl AddArgs {
    /// Exports, checks and adds.
    pub fn run(self) -> Result<(), Error> {
        let quality = self.quality.map(read_quality).transpose()?;
        let mut job = pack::TaskJob::new(self.name, self.adapter);
        job.kind = self.kind;
        job.card = self.card;
        job.quality = quality.unwrap_or_default();
        job.weights = self.weights;
        job.tolerance = self.tolerance.get();
        job.photos = photos_in(self.photos.as_deref())?;
        let engines = self.engines.get()?;
        let mut table = Table::new(self.json);
        let apart = self.output.as_deref();
        let task = pack::add(&job, &self.pack, apart, &engines, |step| table.step(step))?;
        let _ = writeln!(
            std::io::stderr(),
            "added {} to {}: {} values of its own, {:.0} kB",
            task.name,
            apart.unwrap_or(&self.pack).display(),
            task.parameters,
            task.weights.bytes as f64 / 1e3
        );
        Ok(())
    }
}

/// The options of `remove`.
#[derive(Args)]
pub struct RemoveArgs {
    /// The pack, a folder.
    #[arg(value_name = "PACK")]
    pack: PathBuf,
    /// The task's name.
    #[arg(value_name = "NAME")]
    name: String,
}

impl RemoveArgs {
    /// Removes.
    pub fn run(self) -> Result<(), Error> {
        pack::remove(&self.pack, &self.name)
    }
}

/// The options of `weights`.
#[derive(Args)]
pub struct WeightsArgs {
    /// The pack: a folder or a .dynet file.
    #[arg(value_name = "PACK")]
    pack: PathBuf,
    /// The file to write (.safetensors).
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

impl WeightsArgs {
    /// Reads and writes.
    pub fn run(self) -> Result<(), Error> {
        pack::extract_weights(&self.pack, &self.output)
    }
}
