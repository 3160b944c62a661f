//! The bytes of a weights file, mapped once and shared by every session.

use std::fs::File;
use std::path::Path;

use super::bytes::Bytes;
use dynet_core::{Error, Result};

/// Engines read tensors in place with vector instructions; 64 bytes are the widest.
const ALIGNMENT: usize = 64;

/// The bytes that graphs' external initializers point into.
#[derive(Debug)]
pub struct Weights {
    file: String,
    bytes: Bytes,
}

impl Weights {
    /// Maps a file; `file` is the name that graphs give as the `location` of their tensors.
    ///
    /// # Errors
    /// [`dynet_core::ErrorKind::Missing`] or [`dynet_core::ErrorKind::Io`].
    pub fn map(path: &Path, file: impl Into<String>) -> Result<Self> {
        let handle = File::open(path).map_err(|e| Error::io("open", path, e))?;
        let bytes = Bytes::map(&handle).map_err(|e| Error::io("map", path, e))?;
        Ok(Self::from_bytes(bytes, file))
    }

    /// Takes bytes that are already in memory.
    pub fn from_vec(bytes: Vec<u8>, file: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            bytes: Bytes::from_vec(bytes),
        }
    }

    /// Takes a part of a mapped file. Where that does not start on a multiple of 64 bytes, as in a
    /// zip that another program wrote, the bytes are copied, once.
    pub(crate) fn from_bytes(bytes: Bytes, file: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            bytes: bytes.aligned(ALIGNMENT),
        }
    }

    /// The name that graphs give as the `location` of their tensors.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// All bytes of the file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}
