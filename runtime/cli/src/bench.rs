//! `dynet bench`.

use super::{EngineFlags, terminal, variant_name};
use clap::Args;
use dynet::restorer::{Options, Restorer, TaskChoice};
use dynet_core::memory::{Memory, megabytes};
use dynet_core::{Planar, Result};
use dynet_degrade::noise;
use dynet_eval::plot::{Curve, Panel, draw};
use dynet_image::Photo;
use dynet_pack::NetworkRef;
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Timed runs where their number is not given.
const RUNS: u32 = 10;

/// Measure the time and memory of each variant
#[derive(Args)]
#[command(after_help = "Examples:
  dynet bench packs/default
  dynet bench packs/default --backend tract --threads 1 --tile 256 --json
  dynet bench packs/default --variant s --minutes 30 --plot warm.png     shows whether heat slows it down

It restores one picture of the tile's size repeatedly. p50 is the median time; nine in ten runs take no longer
than p90. Memory is that of the process after the variant's runs: the peak, and the anonymous memory (copies
of weights, feature maps). Run one variant at a time to measure its memory alone.")]
pub struct Bench {
    /// The pack, a folder or a .dynet file [default: as in `dynet restore`]
    pack: Option<PathBuf>,
    /// Variant to measure; auto is the heaviest [default: every variant]
    #[arg(long, value_name = "NAME")]
    variant: Option<String>,
    /// Task of the network: a name that `dynet info` lists, auto (the time to choose counts) or none
    #[arg(long, value_name = "NAME", default_value = "none")]
    task: TaskChoice,
    #[command(flatten)]
    engine: EngineFlags,
    /// Side of the picture in pixels
    #[arg(long, value_name = "N", default_value_t = 256, value_parser = clap::value_parser!(u16).range(16..=4096))]
    tile: u16,
    /// Number of timed runs, after two warm-up runs [default: 10]
    // No default of clap's: it would count as given, and with it `requires` and `conflicts_with` stop to hold.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    runs: Option<u32>,
    /// Run for this many minutes instead, and print one line per minute
    #[arg(long, value_name = "N", conflicts_with = "runs", value_parser = clap::value_parser!(u32).range(1..=1440))]
    minutes: Option<u32>,
    /// With --minutes: plot the time of each minute to this file
    #[arg(
        long,
        value_name = "FILE.png",
        requires = "minutes",
        conflicts_with = "runs"
    )]
    plot: Option<PathBuf>,
    /// Print one JSON object per line
    #[arg(long)]
    json: bool,
}

/// A line of `--json`.
#[derive(Serialize)]
struct Line<'a> {
    variant: &'a str,
    task: Option<&'a str>,
    backend: &'a str,
    /// Where the engine runs.
    provider: &'a str,
    precision: &'a str,
    threads: usize,
    tile: usize,
    runs: usize,
    /// For the first run: reading the graph and rearranging the weights.
    prepare_ms: f64,
    p50_ms: f64,
    p90_ms: f64,
    megapixels_per_s: f64,
    peak_rss_mb: Option<f64>,
    anonymous_mb: Option<f64>,
    /// The part of the weights files that this variant reads.
    weights_mb: f64,
    /// Minutes since the first run, with `--minutes`.
    #[serde(skip_serializing_if = "Option::is_none")]
    minute: Option<u32>,
}

/// The measured network, and how long it took to prepare.
struct About<'a> {
    which: NetworkRef<'a>,
    prepare_ms: f64,
}

impl Bench {
    pub fn run(self) -> Result<()> {
        let restorer = self.engine.open(self.pack.clone())?;
        super::task(&restorer, &self.task)?;
        let names: Vec<String> = match &self.variant {
            Some(name) => vec![variant_name(&restorer, name)?],
            None => {
                let variants = &restorer.pack().manifest().variants;
                variants.iter().map(|v| v.name.clone()).collect()
            }
        };
        if !self.json {
            terminal::say(&format!(
                "{:<8} {:<7} {:<9} {:>7} {:>5} {:>11} {:>8} {:>8} {:>6} {:>8} {:>9} {:>10}",
                "variant",
                "backend",
                "precision",
                "threads",
                "tile",
                "prepare ms",
                "p50 ms",
                "p90 ms",
                "MP/s",
                "peak MB",
                "anon. MB",
                "weights MB"
            ));
        }
        let mut curves = Vec::new();
        for name in &names {
            let minutes = self.variant(&restorer, name)?;
            curves.push(Curve::new(name, minutes));
        }
        match &self.plot {
            Some(file) => plot(curves, file),
            None => Ok(()),
        }
    }

    /// Measures a variant; with `--minutes`, the median time of each minute.
    fn variant(&self, restorer: &Restorer, name: &str) -> Result<Vec<(f64, f64)>> {
        let side = usize::from(self.tile);
        let mut grey = Planar::new(side, side);
        grey.data_mut().fill(0.5);
        let picture = noise::gaussian(&grey, 25.0, 0, 0);
        let options = Options::default()
            .variant(name)
            .task(self.task.clone())
            .tile(side);
        let first = restorer.restore(&picture, &options)?.report;
        let about = About {
            which: NetworkRef {
                task: first.task.as_deref(),
                variant: name,
            },
            prepare_ms: first.prepare_ms,
        };
        restorer.restore(&picture, &options)?;

        let minutes = self.minutes.map(|minutes| 1..=minutes);
        let mut curve = Vec::new();
        for minute in minutes.into_iter().flatten() {
            let end = Instant::now() + Duration::from_secs(60);
            let mut times = Vec::new();
            while Instant::now() < end {
                times.push(restorer.restore(&picture, &options)?.report.ms);
            }
            let p50 = self.report(restorer, &about, times, Some(minute))?;
            curve.push((f64::from(minute), p50));
        }
        if self.minutes.is_none() {
            let runs = (0..self.runs.unwrap_or(RUNS))
                .map(|_| Ok(restorer.restore(&picture, &options)?.report.ms));
            let times = runs.collect::<Result<Vec<f64>>>()?;
            self.report(restorer, &about, times, None)?;
        }
        Ok(curve)
    }

    /// Prints a line; returns the median time.
    fn report(
        &self,
        restorer: &Restorer,
        about: &About,
        mut times: Vec<f64>,
        minute: Option<u32>,
    ) -> Result<f64> {
        times.sort_by(f64::total_cmp);
        let at = |share: f64| times[((times.len() - 1) as f64 * share).round() as usize];
        let side = usize::from(self.tile);
        let graph = restorer.graph(about.which)?;
        let memory = Memory::now();
        let line = Line {
            variant: about.which.variant,
            task: about.which.task,
            backend: restorer.backend(),
            provider: restorer.provider(),
            precision: restorer.precision(),
            threads: restorer.threads(),
            tile: side,
            runs: times.len(),
            prepare_ms: about.prepare_ms,
            p50_ms: at(0.5),
            p90_ms: at(0.9),
            megapixels_per_s: (side * side) as f64 / 1e3 / at(0.5),
            peak_rss_mb: memory.map(|memory| megabytes(memory.peak)),
            anonymous_mb: memory.map(|memory| megabytes(memory.anonymous)),
            weights_mb: megabytes(graph.facts.weight_bytes),
            minute,
        };
        if self.json {
            terminal::say_json(&line);
            return Ok(line.p50_ms);
        }
        let megabytes = |value: Option<f64>| value.map_or("-".into(), |mb| format!("{mb:.1}"));
        terminal::say(&format!(
            "{:<8} {:<7} {:<9} {:>7} {:>5} {:>11.0} {:>8.1} {:>8.1} {:>6.2} {:>8} {:>9} {:>10.1}",
            line.variant,
            line.backend,
            line.precision,
            line.threads,
            line.tile,
            line.prepare_ms,
            line.p50_ms,
            line.p90_ms,
            line.megapixels_per_s,
            megabytes(line.peak_rss_mb),
            megabytes(line.anonymous_mb),
            line.weights_mb,
        ));
        Ok(line.p50_ms)
    }
}

fn plot(curves: Vec<Curve>, file: &Path) -> Result<()> {
    let panel = Panel {
        title: "p50 of a picture, ms".into(),
        across: "minute".into(),
        curves,
    };
    Photo::from_pixels(draw(&[panel])).save(file)
}
