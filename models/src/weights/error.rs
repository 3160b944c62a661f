//! What can be wrong with a weights file.

use std::fmt;
use std::path::{Path, PathBuf};

/// A weights file that cannot be used, and why.
#[derive(Clone, Debug)]
pub struct WeightsError {
    kind: WeightsErrorKind,
    path: PathBuf,
    message: String,
}

/// The kinds of [`WeightsError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WeightsErrorKind {
    /// The file is missing, truncated, or not a checkpoint.
    Read,
    /// The file or its folder cannot be written.
    Write,
    /// The file does not say which network it belongs to, or its configuration is invalid.
    NoConfig,
    /// A tensor of the network is not in the file.
    Missing,
    /// A tensor of the file is not in the network.
    Extra,
    /// A tensor has another shape in the file than in the network.
    Shape,
    /// An adapter of another network, or of other weights of the same network.
    Base,
}

impl WeightsError {
    pub(super) fn new(kind: WeightsErrorKind, path: &Path, message: impl Into<String>) -> Self {
        Self {
            kind,
            path: path.to_path_buf(),
            message: message.into(),
        }
    }

    /// The kind of error.
    pub fn kind(&self) -> WeightsErrorKind {
        self.kind
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl fmt::Display for WeightsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.message)
    }
}

impl std::error::Error for WeightsError {}
