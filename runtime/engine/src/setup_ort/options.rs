//! What `dynet setup-ort` may be told.

use std::path::PathBuf;

/// The options of [`install`](super::install).
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct SetupOptions {
    /// The Python that has pip; `python3` where not given.
    pub python: Option<PathBuf>,
    /// Where to put the library; the cache folder where not given.
    pub folder: Option<PathBuf>,
    /// Fetch again even when the library is there.
    pub force: bool,
}

impl SetupOptions {
    /// Sets [`SetupOptions::python`].
    pub fn python(mut self, python: impl Into<PathBuf>) -> Self {
        self.python = Some(python.into());
        self
    }

    /// Sets [`SetupOptions::folder`].
    pub fn folder(mut self, folder: impl Into<PathBuf>) -> Self {
        self.folder = Some(folder.into());
        self
    }

    /// Sets [`SetupOptions::force`].
    pub fn force(mut self, force: bool) -> Self {
        self.force = force;
        self
    }
}
