//! A pack as one file: a zip whose files are stored, so that they can be used in place.

use std::io::Write;
use std::path::{Path, PathBuf};

use dynet_core::files::temporary_in;
use tempfile::NamedTempFile;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use crate::{Error, ErrorKind, Result};

/// The extension of such a file.
const EXTENSION: &str = "dynet";
/// The alignment of files: the page size of most machines, and a multiple of the tensors' 64 bytes.
const ALIGNMENT: u16 = 4096;

/// Whether a pack of that name is to be one file.
pub(super) fn is_meant(target: &Path) -> bool {
    target.extension().is_some_and(|e| e == EXTENSION) && !target.is_dir()
}

/// A pack under construction in a temporary file next to its target.
#[derive(Debug)]
pub(crate) struct OneFile {
    target: PathBuf,
    zip: ZipWriter<NamedTempFile>,
}

impl OneFile {
    pub(super) fn new(target: &Path) -> Result<Self> {
        let folder = match target.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        std::fs::create_dir_all(folder).map_err(|error| Error::io("create", folder, error))?;
        let file = temporary_in(folder, ".dynet-export-", "")?;
        Ok(Self {
            target: target.to_owned(),
            zip: ZipWriter::new(file),
        })
    }

    /// Adds a file without a timestamp or owner, so that equal packs are equal files.
    pub(super) fn file(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .last_modified_time(DateTime::default())
            .system(System::Unix)
            .unix_permissions(0o644)
            .with_alignment(ALIGNMENT);
        let started = self.zip.start_file(name, options);
        started.map_err(|error| failed(&self.target, error.to_string()))?;
        let written = self.zip.write_all(bytes);
        written.map_err(|error| Error::io("write", &self.target, error))
    }

    /// Moves the file into its place.
    pub(super) fn publish(self) -> Result<()> {
        let file = self.zip.finish();
        let file = file.map_err(|error| failed(&self.target, error.to_string()))?;
        let moved = file.persist(&self.target);
        moved.map_err(|error| Error::io("write", &self.target, error.error))?;
        Ok(())
    }
}

fn failed(target: &Path, cause: String) -> Error {
    let text = format!("cannot write {} as one file: {cause}", target.display());
    Error::new(ErrorKind::Io, text)
}
