//! `dynet-export pack`.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use dynet_exporter::{Error, ErrorKind, Precision, Target, pack};
use dynet_models::Reuse;
use dynet_pack::Quality;

use super::table::Table;
use super::{EngineArgs, ToleranceArgs, asked, photos_in};

/// The options of `pack`.
#[derive(Args)]
pub struct PackArgs {
    /// Trained weights (.safetensors).
    #[arg(long, value_name = "FILE")]
    weights: PathBuf,
    /// A variant of DyNet: its name, and how often each level's block runs; may be repeated. Networks whose blocks
    /// run once have one variant, whose name may be given.
    #[arg(long = "variant", value_name = "NAME[=N,N,N,N]", value_parser = asked)]
    variants: Vec<(String, Option<Reuse>)>,
    /// What to export for, comma-separated: cpu, tract, cuda, mobile:256, mobile:256x384;
    /// `dynet-export targets` explains them.
    #[arg(
        long = "target",
        value_name = "NAME",
        value_delimiter = ',',
        default_value = "cpu"
    )]
    targets: Vec<Target>,
    /// Number formats of the weights, comma-separated: fp32, fp16, int8. The first is the runtime's default.
    #[arg(
        long = "precision",
        value_name = "NAME",
        value_delimiter = ',',
        default_value = "fp32"
    )]
    precisions: Vec<Precision>,
    /// A folder of photos like those to restore, for the calibration of int8: 8 to 32 are enough.
    #[arg(long, value_name = "DIR")]
    calibrate: Option<PathBuf>,
    /// A folder of clean photos to check on; otherwise only synthetic pictures.
    #[arg(long, value_name = "DIR")]
    photos: Option<PathBuf>,
    #[command(flatten)]
    tolerance: ToleranceArgs,
    #[command(flatten)]
    engines: EngineArgs,
    /// What to write: a pack for dynet, or a model repository for NVIDIA's Triton server.
    #[arg(long, value_enum, default_value_t)]
    layout: Layout,
    /// The folder to write, or one file named NAME.dynet; an older pack there is replaced.
    #[arg(short, long, value_name = "PACK")]
    output: PathBuf,
    /// The pack's name [default: that of the folder or file].
    #[arg(long)]
    name: Option<String>,
    /// The pack's version.
    #[arg(long, default_value = "0.1.0")]
    pack_version: String,
    /// License of the weights, as an SPDX expression.
    #[arg(long, alias = "licence", default_value = "MIT OR Apache-2.0")]
    license: String,
    /// Degradations that the network removes, comma-separated: noise, camera-noise, rain, haze, jpeg, blur,
    /// low-resolution, or others. If haze is among them, photos in tiles are protected from false detection of haze.
    #[arg(long, alias = "mends", value_name = "KIND", value_delimiter = ',')]
    degradations: Vec<String>,
    /// A model card to copy into the pack; without it, an existing CARD.md is kept.
    #[arg(long, value_name = "FILE")]
    card: Option<PathBuf>,
    /// Measured quality to record: the lines that `dynet eval --json` printed.
    #[arg(long, value_name = "FILE")]
    quality: Option<PathBuf>,
    /// Print each check as one line of JSON.
    #[arg(long)]
    json: bool,
}

/// The degradations that the runtime knows.
const KNOWN: [&str; 7] = [
    "noise",
    "camera-noise",
    "rain",
    "haze",
    "jpeg",
    "blur",
    "low-resolution",
];

/// The layout to write.
#[derive(Clone, Copy, Default, clap::ValueEnum)]
enum Layout {
    #[default]
    Pack,
    Triton,
}

impl PackArgs {
    /// Exports, checks and writes.
    pub fn run(self) -> Result<(), Error> {
        let one_file = self.output.extension().is_some_and(|e| e == "dynet");
        let own_name = match one_file {
            true => self.output.file_stem(),
            false => self.output.file_name(),
        };
        let own_name = own_name.map(|name| name.to_string_lossy().into_owned());
        let name = self.name.or(own_name).unwrap_or_else(|| "dynet".to_owned());
        let mut job = pack::Job::new(name, self.weights, Vec::new());
        job.variants = self.variants;
        job.targets = self.targets;
        job.precisions = self.precisions;
        job.calibrate = self.calibrate;
        job.version = self.pack_version;
        job.license = self.license;
        job.degradations = self.degradations;
        job.card = self.card;
        job.quality = self
            .quality
            .map(read_quality)
            .transpose()?
            .unwrap_or_default();
        job.tolerance = self.tolerance.get();
        job.photos = photos_in(self.photos.as_deref())?;
        for kind in job
            .degradations
            .iter()
            .filter(|kind| !KNOWN.contains(&kind.as_str()))
        {
            let known = KNOWN.join(", ");
            eprintln!("note: {kind:?} is a degradation that dynet does not know; it knows {known}");
        }
        let engines = self.engines.get()?;
        let mut table = Table::new(self.json);
        if matches!(self.layout, Layout::Triton) {
            return pack::write_triton(&job, &self.output, &engines, |step| table.step(step));
        }
        let manifest = pack::write(&job, &self.output, &engines, |step| table.step(step))?;
        let files = std::iter::once(&manifest.weights).chain(&manifest.further_weights);
        let sizes: Vec<_> = files
            .map(|file| format!("{:.2} MB", file.bytes as f64 / 1e6))
            .collect();
        let _ = writeln!(
            std::io::stderr(),
            "wrote {}: {} variants, {} graphs over {} of weights",
            self.output.display(),
            manifest.variants.len(),
            manifest
                .variants
                .iter()
                .map(|v| v.graphs.len())
                .sum::<usize>(),
            sizes.join(" and ")
        );
        Ok(())
    }
}

pub fn read_quality(path: PathBuf) -> Result<Vec<Quality>, Error> {
    let text = std::fs::read_to_string(&path).map_err(|error| Error::io("read", &path, error))?;
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let parsed = lines.map(|line| {
        serde_json::from_str(line).map_err(|error| {
            let text = format!(
                "{} is not what `dynet eval --json` prints: {error}",
                path.display()
            );
            Error::new(ErrorKind::Argument, text)
        })
    });
    parsed.collect()
}
