//! `dynet inspect-photo`.

use super::{inputs, terminal};
use clap::Args;
use dynet_runtime::degradation::{Degradation, Kind, estimate};
use dynet_runtime::photo::Photo;
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Say what is wrong with photos
#[derive(Args)]
#[command(after_help = "Examples:
  dynet inspect-photo photo.jpg
  dynet inspect-photo holiday/ --json

Looks for JPEG's blocks, noise, a camera's grain and blur, and names one when it is sure: it is what
`--task auto` of `dynet restore` goes by. Rain and haze are not looked for. No pack is needed.")]
pub struct Inspect {
    /// Photos, folders of photos, or patterns such as '*.jpg'
    #[arg(required = true)]
    photos: Vec<PathBuf>,
    /// Print one JSON object a photo
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
        let mut code = ExitCode::SUCCESS;
        for path in &photos {
            match Photo::open(path) {
                Ok(photo) => self.tell(path, estimate(&photo.pixels)),
                // The others are still worth a look.
                Err(error) => {
                    terminal::error(&error);
                    code = ExitCode::FAILURE;
                }
            }
        }
        code
    }

    fn tell(&self, photo: &Path, found: Option<Degradation>) {
        if self.json {
            let found = found.map(|found| Found {
                kind: found.kind.name(),
                amount: found.amount,
            });
            return terminal::say_json(&Line { photo, found });
        }
        let text = found.map_or("nothing sure found".to_owned(), words);
        terminal::say(&format!("{}: {text}", photo.display()));
    }
}

fn words(Degradation { kind, amount }: Degradation) -> String {
    match kind {
        Kind::Noise => format!("noise, sigma {amount:.0} of 255"),
        Kind::CameraNoise => format!("camera noise, sigma {amount:.0} of 255"),
        Kind::Jpeg => format!("JPEG of quality {amount:.0}"),
        Kind::Blur => format!("blur, sigma {amount:.1} pixels"),
        kind => format!("{}, {amount:.1}", kind.name()),
    }
}
