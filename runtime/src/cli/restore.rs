//! `dynet restore`.

use super::{EngineFlags, compare, outputs, terminal, variant_name};
use clap::Args;
use dynet_runtime::memory::{Memory, megabytes};
use dynet_runtime::photo::{Photo, check_place};
use dynet_runtime::restorer::{Options, Restorer};
use dynet_runtime::{Error, ErrorKind, Result};
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Restore photos
#[derive(Args)]
#[command(after_help = "Examples:
  dynet restore rainy.jpg                     writes rainy.restored.jpg
  dynet restore rainy.jpg -o clean.png
  dynet restore *.jpg -o cleaned/ --skip-existing
  dynet restore noisy.png --compare           also writes noisy.restored.compare.png

A photo that fails does not stop the others. Exit code: 0 all done, 1 some failed, 2 wrong use.")]
pub struct Restore {
    /// Photos: PNG, JPEG or WebP
    #[arg(required = true)]
    input: Vec<PathBuf>,
    /// Where to write: a file (.png, .jpg, .webp) for one photo, a folder for several
    /// [default: NAME.restored.EXT beside each photo]
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    /// The pack, a folder or a .dynet file [default: $DYNET_PACK, or packs/default here or above the program]
    #[arg(long, value_name = "PACK")]
    pack: Option<PathBuf>,
    /// Variant of the network; `dynet info` lists them. auto takes the heaviest that keeps to
    /// --budget-ms and --max-memory
    #[arg(long, value_name = "NAME", default_value = "auto")]
    variant: String,
    /// Time for each photo in milliseconds, reading and writing not counted: auto takes a lighter
    /// variant where it must. The first time this measures how fast the machine is
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    budget_ms: Option<u32>,
    /// Memory that the program may take, such as 400M or 1.5G: smaller tiles, a lighter variant
    #[arg(long, value_name = "SIZE")]
    max_memory: Option<Size>,
    #[command(flatten)]
    engine: EngineFlags,
    /// Longest side of the pieces that a photo is cut into, or auto; smaller takes less memory
    #[arg(long, value_name = "N", default_value = "auto")]
    tile: TileSide,
    /// Also write the photo and its restoration by every variant side by side, as
    /// NAME.compare.png beside the output
    #[arg(long)]
    compare: bool,
    /// Print one JSON object a photo
    #[arg(long)]
    json: bool,
    /// Leave photos alone whose output is there already
    #[arg(long)]
    skip_existing: bool,
}

/// `--tile`: a side, or nothing for `auto`.
#[derive(Clone, Copy)]
struct TileSide(Option<usize>);

impl std::str::FromStr for TileSide {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.parse() {
            _ if text == "auto" => Ok(Self(None)),
            Ok(side @ 64..=16384) => Ok(Self(Some(side))),
            _ => Err("give auto or a number from 64 to 16384".into()),
        }
    }
}

/// `--max-memory`: bytes, read from a number with K, M or G.
#[derive(Clone, Copy)]
struct Size(u64);

impl std::str::FromStr for Size {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let units = [("K", 1e3), ("M", 1e6), ("G", 1e9), ("", 1.0)];
        let upper = text.trim_end_matches(['b', 'B']).to_ascii_uppercase();
        let unit = units.iter().find_map(|(unit, factor)| {
            Some((
                upper.strip_suffix(unit)?.trim().parse::<f64>().ok()?,
                factor,
            ))
        });
        match unit {
            Some((number, factor)) if (1e6..1e15).contains(&(number * factor)) => {
                Ok(Self((number * factor) as u64))
            }
            _ => Err("give a size of at least 1 MB, such as 400M or 1.5G".into()),
        }
    }
}

/// A line of `--json`.
#[derive(Serialize)]
struct Line<'a> {
    input: &'a Path,
    output: &'a Path,
    variant: &'a str,
    backend: &'a str,
    ep: &'a str,
    precision: &'a str,
    width: usize,
    height: usize,
    tiles: usize,
    /// All of it, `prepare_ms` included.
    ms: f64,
    prepare_ms: f64,
    /// What `ms` without `prepare_ms` was expected to be, with --budget-ms or --max-memory.
    #[serde(skip_serializing_if = "Option::is_none")]
    expected_ms: Option<f64>,
    peak_rss_mb: Option<f64>,
    /// How often an engine or a tile size had to be given up; `demoted` says which and why.
    demotions: usize,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    demoted: Vec<String>,
}

impl Restore {
    pub fn run(self) -> ExitCode {
        let jobs = match outputs::plan(&self.input, self.output.as_deref()) {
            Ok(jobs) => jobs,
            Err(wrong_use) => wrong_use.exit(),
        };
        let opened = self.engine.open(self.pack.clone()).and_then(|restorer| {
            let variant = match self.budget_ms.is_some() || self.max_memory.is_some() {
                true if self.variant == "auto" => None,
                _ => Some(variant_name(&restorer, &self.variant)?),
            };
            outputs::make_folder(self.output.as_deref(), &jobs)?;
            Ok((restorer, variant))
        });
        let (restorer, variant) = match opened {
            Ok(opened) => opened,
            Err(error) => {
                terminal::error(&error);
                return ExitCode::FAILURE;
            }
        };
        let options = Options {
            variant,
            tile: self.tile.0,
            budget_ms: self.budget_ms.map(f64::from),
            max_memory: self.max_memory.map(|size| size.0),
            ..Options::default()
        };
        let bar = terminal::progress(jobs.len());
        let mut failed = 0;
        for job in &jobs {
            bar.set_message(job.input.display().to_string());
            let result = job
                .output
                .as_ref()
                .map_err(|message| Error::new(ErrorKind::Argument, *message).in_file(&job.input));
            let result = result.and_then(|output| {
                self.one(&restorer, &options, &job.input, output, &|line| {
                    bar.suspend(|| terminal::say(line))
                })
            });
            if let Err(error) = result {
                failed += 1;
                bar.suspend(|| self.failed(&job.input, &error));
            }
            bar.inc(1);
        }
        bar.finish_and_clear();
        if failed > 0 && jobs.len() > 1 {
            terminal::note(&format!("{failed} of {} photos failed", jobs.len()));
        }
        ExitCode::from(u8::from(failed > 0))
    }

    fn one(
        &self,
        restorer: &Restorer,
        options: &Options,
        input: &Path,
        output: &Path,
        say: &dyn Fn(&str),
    ) -> Result<()> {
        if self.skip_existing && output.exists() {
            if self.json {
                say(
                    &serde_json::json!({"input": input, "output": output, "skipped": true})
                        .to_string(),
                );
            }
            return Ok(());
        }
        check_place(output)?;
        let mut photo = Photo::open(input)?;
        let (width, height) = (photo.pixels.width, photo.pixels.height);
        let before = self.compare.then(|| photo.pixels.clone());
        let report = restorer
            .restore_in_place(&mut photo.pixels, options)
            .map_err(|e| e.in_file(input))?;
        if let Some(before) = before {
            let shown = compare::every_variant(restorer, options, before, &report, &photo.pixels)?;
            compare::side_by_side(&shown).save(output.with_extension("compare.png"))?;
        }
        photo.save(output)?;
        if self.json {
            let line = Line {
                input,
                output,
                variant: &report.variant,
                backend: &report.backend,
                ep: &report.provider,
                precision: &report.precision,
                width,
                height,
                tiles: report.tiles,
                ms: tenths(report.ms),
                prepare_ms: tenths(report.prepare_ms),
                expected_ms: report.expected_ms.map(tenths),
                peak_rss_mb: Memory::now().map(|memory| megabytes(memory.peak)),
                demotions: report.demotions.len(),
                demoted: report.demotions,
            };
            say(&serde_json::to_string(&line).unwrap_or_default());
        } else {
            say(&format!(
                "{} -> {}: {width}x{height}, variant {} on {}, {:.1} s",
                input.display(),
                output.display(),
                report.variant,
                report.backend,
                report.ms / 1000.0,
            ));
            report
                .demotions
                .iter()
                .for_each(|line| terminal::note(line));
        }
        Ok(())
    }

    fn failed(&self, input: &Path, error: &Error) {
        terminal::error(error);
        if self.json {
            terminal::say_json(&serde_json::json!({"input": input, "error": error.to_string()}));
        }
    }
}

fn tenths(ms: f64) -> f64 {
    (ms * 10.0).round() / 10.0
}
