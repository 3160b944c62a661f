//! The bytes of a weights file, mapped once and shared by every session.

use std::fs::File;
use std::path::Path;

use memmap2::Mmap;

use crate::{Error, Result};

/// The bytes that graphs' external initializers point into.
#[derive(Debug)]
pub struct Weights {
    file: String,
    bytes: Bytes,
}

#[derive(Debug)]
enum Bytes {
    Mapped(Mmap),
    Owned(Vec<u8>),
}

impl Weights {
    /// Maps a file; `file` is the name that graphs give as the `location` of their tensors.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Missing`] or [`crate::ErrorKind::Io`].
    pub fn map(path: &Path, file: impl Into<String>) -> Result<Self> {
        let handle = File::open(path).map_err(|e| Error::io("open", path, e))?;
        let length = handle
            .metadata()
            .map_err(|e| Error::io("read", path, e))?
            .len();
        let bytes = if length == 0 {
            // Some systems refuse to map nothing.
            Bytes::Owned(Vec::new())
        } else {
            Bytes::Mapped(map_file(&handle).map_err(|e| Error::io("map", path, e))?)
        };
        Ok(Self {
            file: file.into(),
            bytes,
        })
    }

    /// Takes bytes that are already in memory.
    pub fn from_vec(bytes: Vec<u8>, file: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            bytes: Bytes::Owned(bytes),
        }
    }

    /// The name that graphs give as the `location` of their tensors.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// All bytes of the file.
    pub fn bytes(&self) -> &[u8] {
        match &self.bytes {
            Bytes::Mapped(map) => map,
            Bytes::Owned(bytes) => bytes,
        }
    }
}

/// Maps a file for reading.
#[allow(unsafe_code)]
fn map_file(file: &File) -> std::io::Result<Mmap> {
    // SAFETY: the map is private, read-only and bounds-checked through its slice. What remains is
    // another process changing the file while it is mapped: a pack is replaced by writing a new
    // file and renaming it (the exporter does so), never by writing into the old one, and whoever
    // can write into an installed pack can already replace this program's input.
    unsafe { Mmap::map(file) }
}
