//! `store.json`: what a store was made with and which files belong to it.

use super::atomic_file::AtomicFile;
use super::options::Options;
use super::record::Counts;
use super::sum::Sha256Sum;
use dynet_core::{Error, ErrorKind, Result};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;

/// The file that makes a folder a store.
pub const MANIFEST: &str = "store.json";
/// Raised when a reader of the old format would misread the new one.
const SCHEMA: u32 = 1;

/// The contents of `store.json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of this format.
    pub schema: u32,
    /// All sources are processed, and `index.parquet`, `skipped.csv` and `sheet.png` exist.
    pub finished: bool,
    /// What the store was made with.
    pub options: Options,
    /// Last names of the folders and files that were read, in their order.
    pub roots: Vec<String>,
    /// The files that were found there, of all parts; known when the store is finished.
    pub listing: Option<Listing>,
    /// Sums over the shards.
    pub counts: Counts,
    /// In order.
    pub shards: Vec<Shard>,
    /// The files that belong to no shard, by name.
    pub files: BTreeMap<String, FileSum>,
}

/// One shard: `NAME.tar`, `NAME.parquet` and `NAME.jsonl`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shard {
    /// Six digits.
    pub name: String,
    /// Patches in the tar, rows in the Parquet file.
    pub patches: u64,
    /// Lines in the JSON file.
    pub records: u64,
    /// Size and hash of the tar.
    pub tar: FileSum,
    /// Size and hash of the Parquet file.
    pub index: FileSum,
    /// Size and hash of the JSON lines.
    pub sources: FileSum,
}

/// A file's size and SHA-256.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileSum {
    /// Its size.
    pub bytes: u64,
    /// Its SHA-256.
    pub sha256: Sha256Sum,
}

/// What a walk over the sources found, so that machines can check that they saw the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listing {
    /// Photos and tars, of all parts.
    pub files: u64,
    /// SHA-256 over their names.
    pub sha256: Sha256Sum,
}

impl Shard {
    /// The name of shard `number`, from 0.
    pub(super) fn name(number: usize) -> String {
        format!("{number:06}")
    }
}

impl FileSum {
    /// Compares the file at `path` with this sum, reading it once.
    pub(crate) fn check(&self, path: &Path) -> Result<()> {
        let (sha256, bytes) = Sha256Sum::of_file(path)?;
        if bytes != self.bytes {
            return Err(self.wrong_size(path, bytes));
        }
        if sha256 != self.sha256 {
            let message = format!(
                "its SHA-256 is {sha256}, not {}: copy it again",
                self.sha256
            );
            return Err(Error::new(ErrorKind::WrongHash, message).in_file(path));
        }
        Ok(())
    }

    /// Compares the size alone, for files too large to read each time.
    pub(crate) fn check_size(&self, path: &Path) -> Result<()> {
        let metadata = std::fs::metadata(path).map_err(|e| Error::io("read", path, e))?;
        if metadata.len() != self.bytes {
            return Err(self.wrong_size(path, metadata.len()));
        }
        Ok(())
    }

    fn wrong_size(&self, path: &Path, bytes: u64) -> Error {
        let message = format!("it has {bytes} bytes, not {}: copy it again", self.bytes);
        Error::new(ErrorKind::WrongSize, message).in_file(path)
    }
}

impl Manifest {
    /// The manifest of a store without shards.
    pub(crate) fn new(options: Options, roots: Vec<String>) -> Self {
        Self {
            schema: SCHEMA,
            finished: false,
            options,
            roots,
            listing: None,
            counts: Counts::default(),
            shards: Vec::new(),
            files: BTreeMap::new(),
        }
    }

    /// Whether `folder` is a store, finished or not.
    pub fn is_there(folder: &Path) -> bool {
        folder.join(MANIFEST).is_file()
    }

    /// Reads `store.json`.
    ///
    /// # Errors
    /// A folder that is not a store, or a store of a newer format.
    pub fn read(folder: &Path) -> Result<Self> {
        let path = folder.join(MANIFEST);
        let text = std::fs::read_to_string(&path).map_err(|e| Error::io("read", &path, e))?;
        let wrong = |e: serde_json::Error| {
            Error::new(
                ErrorKind::Manifest,
                format!("not a description of a store: {e}"),
            )
            .in_file(&path)
        };
        // The version first: the other fields of a newer format are unknown here.
        #[derive(Deserialize)]
        struct Version {
            schema: u32,
        }
        let version: Version = serde_json::from_str(&text).map_err(wrong)?;
        if version.schema != SCHEMA {
            let message = format!(
                "the store has format {}, this program reads {SCHEMA}: use the program that wrote it",
                version.schema
            );
            return Err(Error::new(ErrorKind::UnknownSchema, message).in_file(&path));
        }
        let manifest: Self = serde_json::from_str(&text).map_err(wrong)?;
        // File names are built from these; an untrusted store must not name files outside of it.
        let named = manifest.shards.iter().map(|shard| shard.name.as_str());
        if !named.eq((0..manifest.shards.len()).map(Shard::name)) {
            let message = "its shards are not numbered from 000000 on: make the store again";
            return Err(Error::new(ErrorKind::Manifest, message).in_file(&path));
        }
        Ok(manifest)
    }

    /// Reads `store.json` of a store that is complete.
    ///
    /// # Errors
    /// As [`Manifest::read`], and an unfinished store.
    pub fn read_finished(folder: &Path) -> Result<Self> {
        let manifest = Self::read(folder)?;
        if !manifest.finished {
            let message = "the store is not finished: run the command that made it once more";
            return Err(Error::new(ErrorKind::Argument, message).in_file(folder));
        }
        Ok(manifest)
    }

    /// Replaces the old manifest atomically.
    pub(super) fn save(&self, folder: &Path) -> Result<()> {
        let mut file = AtomicFile::create(folder, MANIFEST)?;
        let text = serde_json::to_string_pretty(self)
            .map_err(|e| Error::new(ErrorKind::Manifest, e.to_string()))?;
        let failed = file.failed();
        file.write_all(text.as_bytes()).map_err(failed)?;
        file.commit().map(|_| ())
    }
}
