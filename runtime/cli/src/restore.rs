//! `dynet restore`.

use super::sizes::{Size, TileSide};
use super::{EngineFlags, compare, inputs, outputs, terminal};
use clap::Args;
use dynet::degradation::Degradation;
use dynet::restorer::{Options, Report, Restorer, TaskChoice};
use dynet_core::files::check_writable;
use dynet_core::memory::{Memory, megabytes};
use dynet_core::{Error, ErrorKind, Result};
use dynet_image::{Format, Photo};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Restore photos
#[derive(Args)]
#[command(after_help = "Examples:
  dynet restore rainy.jpg                     writes rainy.restored.jpg
  dynet restore rainy.jpg -o clean.png
  dynet restore holiday -o cleaned/ --skip-existing
  dynet restore scan*.tif -o cleaned/
  dynet restore rainy.jpg --task derain       a task of the pack, or of an --add-on
  dynet restore noisy.png --compare           also writes noisy.restored.compare.html

A photo that fails does not stop the others. Exit code: 0 all done, 1 some failed, 2 invalid arguments.")]
pub struct Restore {
    /// Photos (PNG, JPEG, WebP or TIFF), folders of photos, or patterns such as "*.jpg". Folders and
    /// patterns leave out hidden files and dynet's own output
    #[arg(required = true)]
    input: Vec<PathBuf>,
    /// Where to write: a file (.png, .jpg, .webp, .tif) for one photo, a folder for several
    /// [default: NAME.restored.EXT beside each photo]
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    /// The pack, a folder or a .dynet file [default: $DYNET_PACK, or the one in this program]
    #[arg(long, value_name = "PACK")]
    pack: Option<PathBuf>,
    /// Variant of the network; `dynet info` lists them. auto takes the heaviest within --budget-ms and
    /// --max-memory
    #[arg(long, value_name = "NAME", default_value = "auto")]
    variant: String,
    /// Task of the network: a name that `dynet info` lists, auto (detected in each photo) or none
    #[arg(long, value_name = "NAME", default_value = "none")]
    task: TaskChoice,
    /// Set the level of a degradation instead of detecting it, for packs whose network takes levels (`dynet info` lists
    /// them); 0 means not to remove it. Can be given several times
    #[arg(long = "level", value_name = "NAME=VALUE", value_parser = level)]
    levels: Vec<(String, f32)>,
    /// Time for each photo in milliseconds, without reading and writing: auto takes a lighter variant
    /// if needed. The first use measures the speed of this machine
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    budget_ms: Option<u32>,
    /// Memory limit of the program, such as 400M or 1.5G: uses smaller tiles or a lighter variant if needed
    #[arg(long, value_name = "SIZE")]
    max_memory: Option<Size>,
    #[command(flatten)]
    engine: EngineFlags,
    /// Longest side of the tiles that a photo is cut into, or auto; smaller tiles take less memory
    #[arg(long, value_name = "N", default_value = "auto")]
    tile: TileSide,
    /// Also write a comparison of the photo with every variant's result beside the output: a picture,
    /// NAME.compare.png, and a page with sliders, NAME.compare.html
    #[arg(long)]
    compare: bool,
    /// Print one JSON object per photo
    #[arg(long)]
    json: bool,
    /// Skip photos whose output already exists
    #[arg(long)]
    skip_existing: bool,
}

/// A line of `--json`.
#[derive(Serialize)]
struct Line<'a> {
    input: &'a Path,
    output: &'a Path,
    variant: &'a str,
    task: Option<&'a str>,
    /// With --task auto: what was found in the photo.
    #[serde(skip_serializing_if = "Option::is_none")]
    found: Option<Found>,
    /// The levels of degradation that the network received.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    levels: BTreeMap<&'a str, f32>,
    backend: &'a str,
    provider: &'a str,
    precision: &'a str,
    width: usize,
    height: usize,
    tiles: usize,
    /// The total, `prepare_ms` included.
    ms: f64,
    prepare_ms: f64,
    /// The expected `ms` without `prepare_ms`, with --budget-ms or --max-memory.
    #[serde(skip_serializing_if = "Option::is_none")]
    expected_ms: Option<f64>,
    peak_rss_mb: Option<f64>,
    /// How often an engine or a tile size had to be given up; `fallback_reasons` says which and why.
    fallbacks: usize,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fallback_reasons: Vec<String>,
    /// With --compare: the picture and the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    compare: Option<&'a Path>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<&'a Path>,
}

/// A degradation in `--json`.
#[derive(Serialize)]
struct Found {
    kind: &'static str,
    amount: f64,
}

impl From<Degradation> for Found {
    fn from(found: Degradation) -> Self {
        Self {
            kind: found.kind.name(),
            amount: tenths(found.amount.into()),
        }
    }
}

impl Restore {
    pub fn run(self) -> ExitCode {
        let jobs = inputs::photos(&self.input)
            .and_then(|photos| outputs::plan(&photos, self.output.as_deref()));
        let jobs = match jobs {
            Ok(jobs) => jobs,
            Err(wrong_use) => wrong_use.exit(),
        };
        let opened = self.engine.open(self.pack.clone()).and_then(|restorer| {
            let variant = match &*self.variant {
                "auto" => None,
                name => Some(restorer.pack().variant(name)?.name.clone()),
            };
            let task = super::task(&restorer, &self.task)?;
            outputs::make_folder(self.output.as_deref(), &jobs)?;
            Ok((restorer, variant, task))
        });
        let (restorer, variant, task) = match opened {
            Ok(opened) => opened,
            Err(error) => {
                terminal::error(&error);
                return error.exit_code().into();
            }
        };
        let mut options = Options::default()
            .task(task)
            .levels(self.levels.iter().cloned())
            .tile(self.tile.0)
            .budget_ms(self.budget_ms.map(f64::from))
            .max_memory(self.max_memory.map(|size| size.0));
        options.variant = variant;
        let bar = terminal::progress(jobs.len());
        let mut failed = 0;
        for job in &jobs {
            let name = job.input.display().to_string();
            bar.set_message(name.clone());
            let options = options.clone().observer(terminal::tiles(&bar, name));
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
        Format::from_path(output)?;
        check_writable(output)?;
        let mut photo = Photo::open(input)?;
        let (width, height) = photo.pixels.size();
        let before = self.compare.then(|| photo.pixels.clone());
        let options = &with_jpeg_level(restorer, options, &photo);
        let report = restorer
            .restore_in_place(&mut photo.pixels, options)
            .map_err(|e| e.in_file(input))?;
        let compared = before.map(|before| {
            let restored = (&photo, &report);
            let options = &options.clone().task(report.task.clone());
            compare::write(restorer, options, input, &before, restored, output)
        });
        let compared = compared.transpose()?;
        photo.save(output)?;
        if self.json {
            let line = Line {
                input,
                output,
                variant: &report.variant,
                task: report.task.as_deref(),
                found: report.found.map(Found::from),
                levels: report
                    .levels
                    .iter()
                    .map(|(name, value)| (&**name, *value))
                    .collect(),
                backend: &report.backend,
                provider: &report.provider,
                precision: &report.precision,
                width,
                height,
                tiles: report.tiles,
                ms: tenths(report.ms),
                prepare_ms: tenths(report.prepare_ms),
                expected_ms: report.expected_ms.map(tenths),
                peak_rss_mb: Memory::now().map(|memory| megabytes(memory.peak)),
                fallbacks: report.fallbacks.len(),
                fallback_reasons: report.fallbacks,
                compare: compared.as_ref().map(|written| &*written.picture),
                page: compared.as_ref().map(|written| &*written.page),
            };
            say(&serde_json::to_string(&line).unwrap_or_default());
        } else {
            say(&format!(
                "{} -> {}: {width}x{height}, variant {}{} on {}, {:.1} s",
                input.display(),
                output.display(),
                report.variant,
                self.about_task(&report),
                report.backend,
                report.ms / 1000.0,
            ));
            if let Some(written) = &compared {
                say(&format!("compared in {}", written.page.display()));
            }
            report
                .fallbacks
                .iter()
                .for_each(|line| terminal::note(line));
            if let Some(late) = self.late(&report) {
                terminal::note(&late);
            }
        }
        Ok(())
    }

    /// The note on a photo that took longer than its budget.
    fn late(&self, report: &Report) -> Option<String> {
        let budget = f64::from(self.budget_ms?);
        let took = report.ms - report.prepare_ms;
        (took > budget).then(|| {
            format!(
                "took {took:.0} ms with variant {}, more than the budget of {budget:.0} ms",
                report.variant
            )
        })
    }

    /// The words on the task; none if no task was requested.
    fn about_task(&self, report: &Report) -> String {
        let found = report.found.map(|found| found.kind.name());
        match (&self.task, report.task.as_deref(), found) {
            (TaskChoice::Auto, Some(task), Some(found)) => format!(" with {task} for {found}"),
            (TaskChoice::Auto, _, Some(found)) => format!(" without a task ({found} found)"),
            (TaskChoice::Auto, _, None) => " without a task (nothing found for sure)".to_owned(),
            (_, Some(task), _) => format!(" with {task}"),
            _ => String::new(),
        }
    }

    fn failed(&self, input: &Path, error: &Error) {
        terminal::error(error);
        if self.json {
            terminal::say_json(&serde_json::json!({"input": input, "error": format!("{error:#}")}));
        }
    }
}

/// Adds the JPEG level of the file's own table, if the network takes one and the user set none.
fn with_jpeg_level(restorer: &Restorer, options: &Options, photo: &Photo) -> Options {
    let mut options = options.clone();
    let levels = restorer
        .pack()
        .manifest()
        .prompter
        .iter()
        .flat_map(|prompter| &prompter.levels);
    if let Some(quality) = photo.jpeg_quality
        && levels.into_iter().any(|level| level.name == JPEG)
    {
        let level = 1.0 - f32::from(quality) / 100.0;
        options.levels.entry(JPEG.to_owned()).or_insert(level);
    }
    options
}

/// The level of JPEG's compression, `1 - quality / 100`.
const JPEG: &str = "jpeg";

/// `NAME=VALUE`.
pub fn level(text: &str) -> std::result::Result<(String, f32), String> {
    let wrong = || format!("{text:?} is not a level: give NAME=VALUE, such as noise=0.05");
    let (name, value) = text.split_once('=').ok_or_else(wrong)?;
    let value = value.parse().map_err(|_| wrong())?;
    Ok((name.to_owned(), value))
}

fn tenths(ms: f64) -> f64 {
    (ms * 10.0).round() / 10.0
}
