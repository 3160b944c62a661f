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
    /// Folder of the pack [default: $DYNET_PACK, or packs/default here or above the program]
    #[arg(long, value_name = "FOLDER")]
    pack: Option<PathBuf>,
    /// Variant of the network; `dynet info` lists them. auto takes the heaviest: best and slowest
    #[arg(long, value_name = "NAME", default_value = "auto")]
    variant: String,
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

/// A line of `--json`.
#[derive(Serialize)]
struct Line<'a> {
    input: &'a Path,
    output: &'a Path,
    variant: &'a str,
    backend: &'a str,
    width: usize,
    height: usize,
    tiles: usize,
    /// All of it, `prepare_ms` included.
    ms: f64,
    prepare_ms: f64,
    peak_rss_mb: Option<f64>,
    /// Times that a lighter variant or smaller tiles had to be taken; this version never does.
    demotions: usize,
}

impl Restore {
    pub fn run(self) -> ExitCode {
        let jobs = match outputs::plan(&self.input, self.output.as_deref()) {
            Ok(jobs) => jobs,
            Err(wrong_use) => wrong_use.exit(),
        };
        let opened = self.engine.open(self.pack.clone()).and_then(|restorer| {
            let variant = variant_name(&restorer, &self.variant)?;
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
            variant: Some(variant),
            tile: self.tile.0,
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
        let restored = restorer
            .restore(&photo.pixels, options)
            .map_err(|e| e.in_file(input))?;
        if self.compare {
            let mut shown = vec![("input".to_owned(), photo.pixels.clone())];
            for variant in &restorer.pack().manifest().variants {
                let image = if variant.name == restored.variant {
                    restored.image.clone()
                } else {
                    let options = Options {
                        variant: Some(variant.name.clone()),
                        tile: options.tile,
                        ..Options::default()
                    };
                    restorer.restore(&photo.pixels, &options)?.image
                };
                shown.push((variant.name.clone(), image));
            }
            compare::side_by_side(&shown).save(output.with_extension("compare.png"))?;
        }
        let (width, height) = (photo.pixels.width, photo.pixels.height);
        photo.pixels = restored.image;
        photo.save(output)?;
        if self.json {
            let line = Line {
                input,
                output,
                variant: &restored.variant,
                backend: &restored.backend,
                width,
                height,
                tiles: restored.tiles,
                ms: tenths(restored.ms),
                prepare_ms: tenths(restored.prepare_ms),
                peak_rss_mb: Memory::now().map(|memory| megabytes(memory.peak)),
                demotions: 0,
            };
            say(&serde_json::to_string(&line).unwrap_or_default());
        } else {
            say(&format!(
                "{} -> {}: {width}x{height}, variant {} on {}, {:.1} s",
                input.display(),
                output.display(),
                restored.variant,
                restored.backend,
                restored.ms / 1000.0,
            ));
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
