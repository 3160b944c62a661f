//! Atomic writing of a pack, into a folder or into one file.

use std::fs;
use std::path::{Path, PathBuf};

use dynet_pack::{MANIFEST_FILE, Manifest};
use tempfile::TempDir;

use super::one_file::{self, OneFile};
use crate::{Error, ErrorKind, Result};

/// A pack under construction, removed again unless it is published.
#[derive(Debug)]
pub(crate) enum Staging {
    Folder(Folder),
    OneFile(Box<OneFile>),
}

impl Staging {
    /// Begins a pack at `target`: one file where that ends in `.dynet`, otherwise a folder.
    ///
    /// # Errors
    /// [`ErrorKind::Io`] when it cannot be written.
    pub fn new(target: &Path) -> Result<Self> {
        match one_file::is_meant(target) {
            true => OneFile::new(target).map(|file| Self::OneFile(Box::new(file))),
            false => Folder::new(target).map(Self::Folder),
        }
    }

    /// Writes one file.
    pub fn file(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        match self {
            Self::Folder(folder) => folder.file(name, bytes),
            Self::OneFile(file) => file.file(name, bytes),
        }
    }

    /// Moves the pack into place.
    pub fn publish(self) -> Result<()> {
        match self {
            Self::Folder(folder) => folder.publish(),
            Self::OneFile(file) => file.publish(),
        }
    }
}

/// A pack under construction in a temporary folder.
///
/// A new pack appears all at once. In an existing folder, each file is replaced atomically, the manifest last:
/// opening the pack in between fails with a wrong hash. Files that are not part of a pack are kept.
#[derive(Debug)]
pub(crate) struct Folder {
    target: PathBuf,
    exists: bool,
    folder: TempDir,
    files: Vec<String>,
}

impl Folder {
    /// Makes the temporary folder, beside `target` or, where that exists, inside it.
    fn new(target: &Path) -> Result<Self> {
        let exists = target.is_dir();
        if !exists && target.symlink_metadata().is_ok() {
            return Err(Error::new(
                ErrorKind::Io,
                format!(
                    "{} is a file: give a folder, or a name that ends in .dynet",
                    target.display()
                ),
            ));
        }
        let place = match target.parent() {
            _ if exists => target,
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        fs::create_dir_all(place).map_err(|error| Error::io("create", place, error))?;
        let mut builder = tempfile::Builder::new();
        builder.prefix(".dynet-export-");
        // The user's umask decides, as for any new folder; temporary ones are private.
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(fs::Permissions::from_mode(0o777));
        }
        let folder = builder.tempdir_in(place);
        Ok(Self {
            target: target.to_owned(),
            exists,
            folder: folder.map_err(|error| Error::io("write into", place, error))?,
            files: Vec::new(),
        })
    }

    fn file(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        let path = self.folder.path().join(name);
        fs::write(&path, bytes).map_err(|error| Error::io("write", &path, error))?;
        self.files.push(name.to_owned());
        Ok(())
    }

    /// Moves the files into place, in the order in which they were written.
    fn publish(self) -> Result<()> {
        let failed = |error| Error::io("write", &self.target, error);
        if !self.exists {
            fs::rename(self.folder.path(), &self.target).map_err(failed)?;
            // It is no longer there to be removed.
            let _ = self.folder.keep();
            return Ok(());
        }
        let old = graphs(&self.target);
        for name in &self.files {
            let from = self.folder.path().join(name);
            fs::rename(from, self.target.join(name)).map_err(failed)?;
        }
        for name in old.iter().filter(|name| !self.files.contains(name)) {
            // The new manifest does not name it: if it is left behind, it does no harm.
            let _ = fs::remove_file(self.target.join(name));
        }
        Ok(())
    }
}

/// The graphs of the pack that is in a folder, and the graphs and weights of its tasks.
fn graphs(folder: &Path) -> Vec<String> {
    let manifest = fs::read(folder.join(MANIFEST_FILE)).ok();
    let manifest = manifest.and_then(|text| serde_json::from_slice::<Manifest>(&text).ok());
    let Some(manifest) = manifest else {
        return Vec::new();
    };
    let tasks = manifest.tasks.iter();
    let of_tasks = tasks.clone().flat_map(|task| &task.variants);
    let graphs = manifest.variants.iter().chain(of_tasks);
    let graphs = graphs.flat_map(|variant| &variant.graphs);
    let prompter = manifest.prompter.iter();
    let graphs = graphs.chain(prompter.flat_map(|prompter| &prompter.graphs));
    let names = graphs.map(|graph| &graph.entry.file);
    let names = names.chain(tasks.map(|task| &task.weights.file));
    // Only plain names: the manifest is untrusted.
    let ours = |name: &&String| name.ends_with(".onnx") || name.ends_with(".bin");
    let plain = |name: &&String| !name.contains(['/', '\\']);
    names.filter(ours).filter(plain).cloned().collect()
}
