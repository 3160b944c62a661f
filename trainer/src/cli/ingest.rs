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

/// Builds a store of training patches from photos, without duplicates, screenshots and flat patches.
///
/// An interrupted run continues when the same command runs again. `--photos STORE` then trains on it.
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
    /// Folder to write the store to.
    #[arg(short, long)]
    output: PathBuf,
    /// Side of a patch in pixels, a multiple of 16.
    #[arg(long, default_value_t = 512)]
    size: u32,
    /// Skips photos with fewer pixels on a side [default: the patch's side].
    #[arg(long)]
    smallest: Option<u32>,
    /// Skips photos of more megapixels: a worker needs 18 bytes per pixel.
    #[arg(long, default_value_t = 100)]
    largest: u32,
    /// Near-duplicates are photos whose 128-bit hashes differ in at most this many bits, 0 to 15.
    #[arg(long, default_value_t = 8)]
    radius: u32,
    /// Keeps near-duplicates; only identical files are dropped.
    #[arg(long, conflicts_with = "radius")]
    keep_similar: bool,
    /// Folder of evaluation pictures: identical files and near-duplicates are left out. May be given several times.
    #[arg(long, value_name = "FOLDER")]
    exclude: Vec<PathBuf>,
    /// License of photos that are not listed in a `licenses.tsv` (`file<TAB>license` per line) beside them.
    #[arg(long, alias = "licence", default_value = "")]
    license: String,
    /// Processes part I of N, counted from 0: for one of N machines, each with its own store.
    #[arg(long, value_name = "I/N")]
    shard: Option<Part>,
    /// Size of a tar in megabytes.
    #[arg(long, default_value_t = 500.0)]
    shard_megabytes: f64,
    /// Number of photos processed at once [default: one per processor].
    #[arg(long)]
    workers: Option<usize>,
    /// Prints the counts as one JSON object.
    #[arg(long)]
    json: bool,
}

/// Merges the stores of several machines into one and checks that nothing is lost or duplicated.
#[derive(Args)]
#[command(after_help = "Example:
  dynet-train merge part-0 part-1 part-2 -o store")]
pub struct Merge {
    /// The stores made with `--shard 0/N` to `--shard N-1/N`.
    #[arg(required = true)]
    parts: Vec<PathBuf>,
    /// Folder to write the merged store to.
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
        let options = Options::default()
            .with_size(self.size)
            .with_smallest(self.smallest.unwrap_or(self.size))
            .with_largest(self.largest)
            .with_exclude(ingest::excluded(&self.exclude)?)
            .with_radius((!self.keep_similar).then_some(self.radius))
            .with_license(self.license)
            .with_shard_bytes((self.shard_megabytes * 1e6) as u64)
            .with_part(self.shard);
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

/// Shows the progress of `work` on a terminal, then its result.
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
        say!("{line}");
        return Ok(());
    }
    say!(
        "{} photos found, {} kept: {} patches in {} shards of {}\n\
         left out: {} with equal bytes, {} that look the same, {} small, {} large, {} transparent, \
         {} screenshots or drawings, {} with a border, {} used for evaluation, {} unreadable ({})\n\
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
