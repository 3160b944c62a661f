//! The provenance of a run: program version, revision, device and data.

use crate::store::Sha256Sum;
use dynet_core::{Error, Result};
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use std::path::Path;
use std::process::Command;
use walkdir::WalkDir;

/// The contents of `about.json` in a run folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct About {
    /// The program's version.
    pub version: String,
    /// The revision of the git repository that the run was started in; empty outside of one.
    pub revision: String,
    /// Whether the repository had uncommitted changes.
    pub changed: bool,
    /// The device, as given.
    pub device: String,
    /// Number of photos and pairs.
    pub images: usize,
    /// SHA-256 over the names and sizes of all data files, sorted by name.
    pub data: String,
}

impl About {
    /// Describes the data in `folders`, which hold `images` images, and the repository of the current folder.
    ///
    /// # Errors
    /// A folder that cannot be read.
    pub fn new(images: usize, folders: &[&Path], device: &str) -> Result<Self> {
        let mut hash = Sha256::new();
        for folder in folders {
            list(folder, &mut hash)?;
        }
        let data = Sha256Sum(hash.finalize().into());
        let git = |arguments: &[&str]| {
            let output = Command::new("git").args(arguments).output().ok()?;
            let text = String::from_utf8(output.stdout).ok()?;
            output.status.success().then(|| text.trim().to_owned())
        };
        Ok(Self {
            version: env!("CARGO_PKG_VERSION").into(),
            revision: git(&["rev-parse", "HEAD"]).unwrap_or_default(),
            changed: git(&["status", "--porcelain"]).is_some_and(|text| !text.is_empty()),
            device: device.into(),
            images,
            data: data.to_string(),
        })
    }
}

/// Adds the files in `folder` and below to the hash.
fn list(folder: &Path, hash: &mut Sha256) -> Result<()> {
    let reading = |e: walkdir::Error| Error::io("read", folder, e.into());
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.map_err(reading)?;
        if !entry.file_type().is_dir() {
            let path = entry.path().strip_prefix(folder).unwrap_or(entry.path());
            let bytes = entry.metadata().map_err(reading)?.len();
            hash.update(format!("{}\t{bytes}\n", path.to_string_lossy()));
        }
    }
    Ok(())
}
