//! `dynet-train ingest` and `dynet-train merge`.

use clap::Args;
use dynet_core::{Error, ErrorKind, Result};
use dynet_trainer::ingest;
use dynet_trainer::store::{Counts, Manifest, Options, Part};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Makes a store of training patches from photos: no duplicates, no screenshots, no flat patches.
///
/// Stopped at any moment, the same command goes on. `--photos STORE` then trains on it.
#[derive(Args)]
#[command(after_help = "Examples:
  dynet-train ingest photos more/shard-*.tar -o store --license CC0-1.0
  dynet-train ingest photos -o store --exclude cbsd68 --exclude rain100l
  dynet-train ingest photos -o part-2 --shard 2/8     # on the third of eight machines
  dynet-train merge part-* -o store")]
pub struct Ingest {
    /// Folders of photos (PNG, JPEG, WebP) and tars of photos.
    #[arg(required = true)]
    sources: Vec<PathBuf>,
    /// Folder that becomes the store.
    #[arg(short, long)]
    output: PathBuf,
    /// Side of a patch in pixels, a multiple of 16.
    #[arg(long, default_value_t = 512)]
    size: u32,
    /// Leaves out photos with fewer pixels on a side; the patch's side where not given.
    #[arg(long)]
    smallest: Option<u32>,
    /// Leaves out photos of more megapixels: a worker takes 18 bytes a pixel.
    #[arg(long, default_value_t = 100)]
    largest: u32,
    /// Bits of 128 in which photos that look the same may differ, 0 to 15.
    #[arg(long, default_value_t = 8)]
    radius: u32,
    /// Keeps photos that look the same; only equal files are dropped.
    #[arg(long, conflicts_with = "radius")]
    keep_similar: bool,
    /// Folder of pictures that are kept for measuring: what equals them or looks like them is left out. May
    /// be given several times.
    #[arg(long, value_name = "FOLDER")]
    exclude: Vec<PathBuf>,
    /// License of photos that no `licenses.tsv` (`file<TAB>license` a line) beside them names.
    #[arg(long, alias = "licence", default_value = "")]
    license: String,
    /// Does share I of N of the work, from 0/N: for one of N machines, into a store of its own.
    #[arg(long, value_name = "I/N")]
    shard: Option<Part>,
    /// Size of a tar in megabytes.
    #[arg(long, default_value_t = 500.0)]
    shard_megabytes: f64,
    /// Photos worked on at once; one for each processor where not given.
    #[arg(long)]
    workers: Option<usize>,
    /// Prints the counts as one JSON object.
    #[arg(long)]
    json: bool,
}

/// Joins the stores of several machines into one, checking that nothing is lost or doubled.
#[derive(Args)]
#[command(after_help = "Example:
  dynet-train merge part-0 part-1 part-2 -o store")]
pub struct Merge {
    /// The stores made with `--shard 0/N` to `--shard N-1/N`.
    #[arg(required = true)]
    parts: Vec<PathBuf>,
    /// Folder that becomes the joined store.
    #[arg(short, long)]
    output: PathBuf,
    /// Prints the counts as one JSON object.
    #[arg(long)]
    json: bool,
}

impl Ingest {
    /// Runs the command.
    pub fn run(self) -> Result<()> {
        if !(self.shard_megabytes > 0.0 && self.shard_megabytes < 1e9) {
            let message = "a tar needs a size above 0 megabytes; give for example 500";
            return Err(Error::new(ErrorKind::Argument, message));
        }
        let options = Options {
            size: self.size,
            smallest: self.smallest.unwrap_or(self.size),
            largest: self.largest,
            exclude: ingest::excluded(&self.exclude)?,
            radius: (!self.keep_similar).then_some(self.radius),
            license: self.license,
            shard_bytes: (self.shard_megabytes * 1e6) as u64,
            part: self.shard,
        };
        let processors = || std::thread::available_parallelism().map_or(1, usize::from);
        let workers = self.workers.unwrap_or_else(processors);
        report(&self.output, self.json, |observe| {
            ingest::ingest(&self.sources, &self.output, &options, workers, observe)
        })
    }
}

impl Merge {
    /// Runs the command.
    pub fn run(self) -> Result<()> {
        report(&self.output, self.json, |observe| {
            ingest::merge(&self.parts, &self.output, observe)
        })
    }
}

/// Shows how `work` goes on, where somebody looks, and what came of it.
fn report(
    store: &Path,
    json: bool,
    work: impl FnOnce(&mut dyn FnMut(&Counts)) -> Result<Manifest>,
) -> Result<()> {
    let begun = Instant::now();
    let bar = spinner();
    let manifest = work(&mut |counts| {
        bar.set_position(counts.sources);
        bar.set_message(format!("{} patches", counts.patches));
    })?;
    bar.finish_and_clear();
    let counts = &manifest.counts;
    if json {
        let mut line = json!(counts);
        line["store"] = json!(store);
        line["shards"] = json!(manifest.shards.len());
        line["seconds"] = json!(begun.elapsed().as_secs_f64());
        println!("{line}");
        return Ok(());
    }
    println!(
        "{} photos met, {} kept: {} patches in {} shards of {}\n\
         left out: {} with equal bytes, {} that look the same, {} small, {} large, {} transparent, \
         {} screenshots or drawings, {} with a border, {} kept for measuring, {} unreadable ({})\n\
         flat patches dropped: {}",
        counts.sources,
        counts.kept,
        counts.patches,
        manifest.shards.len(),
        store.display(),
        counts.exact,
        counts.similar,
        counts.small,
        counts.large,
        counts.transparent,
        counts.graphic,
        counts.framed,
        counts.test,
        counts.unreadable,
        store.join("skipped.csv").display(),
        counts.flat
    );
    Ok(())
}

fn spinner() -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let template = "{spinner} {pos} photos, {msg}, {per_sec}, {elapsed}";
    ProgressBar::new_spinner().with_style(
        ProgressStyle::with_template(template).unwrap_or(ProgressStyle::default_spinner()),
    )
}
