//! `dynet inspect-photo`.

use super::{EngineFlags, inputs, terminal};
use clap::Args;
use dynet::degradation::{Degradation, Kind, estimate};
use dynet::restorer::Restorer;
use dynet_core::{ErrorKind, Result};
use dynet_image::Photo;
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Detect what is wrong with photos
#[derive(Args)]
#[command(after_help = "Examples:
  dynet inspect-photo photo.jpg
  dynet inspect-photo holiday/ --json

Detects JPEG blocks, noise, camera grain and blur, and names one when it is sure. `dynet restore --task auto`
uses the same detection. If it finds none of these, it detects rain and haze by what the pack's network
removes. Without a pack, it does not detect rain and haze.")]
pub struct Inspect {
    /// Photos, folders of photos, or patterns such as '*.jpg'
    #[arg(required = true)]
    photos: Vec<PathBuf>,
    /// Pack that detects rain and haze, a folder or a .dynet file
    /// [default: $DYNET_PACK, or the one in this program]
    #[arg(long, value_name = "PACK")]
    pack: Option<PathBuf>,
    #[command(flatten)]
    engine: EngineFlags,
    /// Print one JSON object per photo
    #[arg(long)]
    json: bool,
}

/// A line of `--json`.
#[derive(Serialize)]
struct Line<'a> {
    photo: &'a Path,
    found: Option<Found>,
}

#[derive(Serialize)]
struct Found {
    kind: &'static str,
    amount: f32,
}

impl Inspect {
    pub fn run(self) -> ExitCode {
        let photos = inputs::photos(&self.photos).unwrap_or_else(|error| error.exit());
        let restorer = match self.restorer() {
            Ok(restorer) => restorer,
            Err(error) => {
                terminal::error(&error);
                return error.exit_code().into();
            }
        };
        let mut code = ExitCode::SUCCESS;
        for path in &photos {
            match look(path, restorer.as_ref()) {
                Ok(found) => self.tell(path, found),
                // The other photos are still examined.
                Err(error) => {
                    terminal::error(&error);
                    code = ExitCode::FAILURE;
                }
            }
        }
        code
    }

    /// The opened pack; `None` if none is named and none is found.
    fn restorer(&self) -> Result<Option<Restorer>> {
        match self.engine.open(self.pack.clone()) {
            Err(error) if error.kind() == ErrorKind::Missing && self.pack.is_none() => {
                terminal::note(
                    "rain and haze are not detected: that needs a pack; give one with --pack",
                );
                Ok(None)
            }
            opened => opened.map(Some),
        }
    }

    fn tell(&self, photo: &Path, found: Option<Degradation>) {
        if self.json {
            let found = found.map(|found| Found {
                kind: found.kind.name(),
                amount: found.amount,
            });
            return terminal::say_json(&Line { photo, found });
        }
        let text = found.map_or("nothing found for sure".to_owned(), words);
        terminal::say(&format!("{}: {text}", photo.display()));
    }
}

fn look(path: &Path, restorer: Option<&Restorer>) -> Result<Option<Degradation>> {
    let photo = Photo::open(path)?.pixels;
    match restorer {
        Some(restorer) => restorer
            .inspect(&photo)
            .map_err(|error| error.in_file(path)),
        None => Ok(estimate(&photo)),
    }
}

fn words(Degradation { kind, amount, .. }: Degradation) -> String {
    match kind {
        Kind::Noise => format!("noise, sigma {amount:.0} of 255"),
        Kind::CameraNoise => format!("camera noise, sigma {amount:.0} of 255"),
        Kind::Jpeg => format!("JPEG of quality {amount:.0}"),
        Kind::Blur => format!("blur, sigma {amount:.1} pixels"),
        Kind::Rain => format!("rain, {amount:.0} levels of 255 deep"),
        Kind::Haze => format!("haze, {amount:.0} levels of 255 deep"),
        kind => format!("{}, {amount:.1}", kind.name()),
    }
}
