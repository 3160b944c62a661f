//! `dynet setup-ort`.

use super::terminal;
use clap::Args;
use dynet_core::Result;
use dynet_engine::setup_ort::{SetupOptions, install};
use std::path::PathBuf;

/// Install ONNX Runtime's library, which is faster than the built-in engine
#[derive(Args)]
#[command(after_help = "Example:
  dynet setup-ort

Fetches the pinned wheel from PyPI with the Python package manager pip, checks its SHA-256, and
keeps the library in the user's cache folder, where every dynet command finds it.")]
pub struct SetupOrt {
    /// Python that has pip [default: python3]
    #[arg(long, value_name = "PROGRAM")]
    python: Option<PathBuf>,
    /// Folder for the library [default: the cache folder, where dynet looks for it]
    #[arg(long, value_name = "FOLDER")]
    folder: Option<PathBuf>,
    /// Fetch it again even if it exists
    #[arg(long)]
    force: bool,
}

impl SetupOrt {
    pub fn run(self) -> Result<()> {
        let bar = terminal::progress(1);
        bar.set_message("fetching ONNX Runtime");
        let mut options = SetupOptions::default().force(self.force);
        (options.python, options.folder) = (self.python, self.folder);
        let result = install(&options);
        bar.finish_and_clear();
        let (library, fetched) = result?;
        let state = if fetched {
            "installed"
        } else {
            "already there"
        };
        terminal::say(&format!("{}: {state}", library.display()));
        Ok(())
    }
}
