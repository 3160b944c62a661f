//! `dynet verify`.

use super::{EngineFlags, terminal};
use clap::Args;
use dynet::restorer::Options;
use dynet_core::{Planar, Result};
use dynet_pack::Task;
use serde::Serialize;
use std::path::PathBuf;

/// Side of the test picture.
const SIDE: usize = 64;

/// Check that a pack is complete and runs
#[derive(Args)]
#[command(after_help = "Example:
  dynet verify packs/default

Checks sizes and SHA-256 of all files, that every tensor lies inside the weights, and runs each
variant once on a small picture, by itself and with every task.")]
pub struct Verify {
    /// The pack, a folder or a .dynet file [default: as in `dynet restore`]
    pack: Option<PathBuf>,
    #[command(flatten)]
    engine: EngineFlags,
    /// Print one JSON object per variant
    #[arg(long)]
    json: bool,
}

/// A line of `--json`.
#[derive(Serialize)]
struct Line<'a> {
    pack: PathBuf,
    variant: &'a str,
    task: Option<&'a str>,
    backend: &'a str,
    ok: bool,
}

impl Verify {
    pub fn run(self) -> Result<()> {
        let restorer = self.engine.open(self.pack)?;
        let mut picture = Planar::new(SIDE, SIDE);
        for (i, value) in picture.data_mut().iter_mut().enumerate() {
            *value = (i % SIDE) as f32 / SIDE as f32;
        }
        let manifest = restorer.pack().manifest();
        let tasks = manifest.tasks.iter();
        for task in std::iter::once(None).chain(tasks.map(Some)) {
            let name = task.map(|task| task.name.clone());
            let variants = task.map_or(&manifest.variants, |task: &Task| &task.variants);
            for variant in variants {
                let options = Options::default()
                    .variant(variant.name.clone())
                    .task(name.clone());
                let report = restorer.restore(&picture, &options)?.report;
                let (variant, backend) = (&report.variant, &report.backend);
                if self.json {
                    terminal::say_json(&Line {
                        pack: restorer.pack().path().into(),
                        variant,
                        task: name.as_deref(),
                        backend,
                        ok: true,
                    });
                } else {
                    let with = name.as_ref().map(|name| format!(" with {name}"));
                    let with = with.unwrap_or_default();
                    terminal::say(&format!("variant {variant}{with} runs on {backend}"));
                }
            }
        }
        if !self.json {
            terminal::say(&format!(
                "{}: all files are intact",
                restorer.pack().path().display()
            ));
        }
        Ok(())
    }
}
