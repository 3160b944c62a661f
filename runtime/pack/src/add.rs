//! Tasks of a pack: those that it lists, and those in add-ons.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use super::archive::Archive;
use super::load::{self, LoadedGraph};
use super::open::{MAX_MANIFEST_BYTES, Pack};
use super::source::Source;
use super::task_rules::{check_new_name, check_task, parse_task};
use super::{Manifest, TASK_FILE, Task};
use crate::Weights;
use crate::bytes::Bytes;
use dynet_core::{Error, Result};

/// The files of a task.
pub(super) struct Loaded {
    pub weights: Arc<Weights>,
    pub graphs: Vec<LoadedGraph>,
}

impl Pack {
    /// Adds the task in an add-on: a folder with a `task.json` in it, or such a folder as one
    /// `.dynet` file. All of it is checked as [`Pack::open`] checks a pack. The pack's files
    /// do not change; on an error, nothing is added.
    ///
    /// # Errors
    /// As [`Pack::open`]; [`dynet_core::ErrorKind::WrongHash`] when the add-on was made for other
    /// weights, [`dynet_core::ErrorKind::Manifest`] when the name of its task is taken or its variants
    /// are not the pack's.
    pub fn add(&mut self, path: impl AsRef<Path>) -> Result<&Task> {
        self.take(Source::at(path.as_ref())?)
    }

    /// Adds the add-on that is `length` bytes of `file` from `offset`, as [`Pack::from_file`] opens
    /// a pack.
    ///
    /// # Errors
    /// As [`Pack::add`]; also when the file is shorter than that.
    pub fn add_file(&mut self, file: &File, offset: u64, length: u64) -> Result<&Task> {
        let path = Path::new("add-on in an open file");
        let bytes = Bytes::map_range(file, offset, length);
        let bytes = bytes.map_err(|e| Error::io("map", path, e))?;
        self.take(Source::Archive(Archive::open(path, bytes)?))
    }

    /// Adds a `.dynet` add-on that is in memory.
    ///
    /// # Errors
    /// As [`Pack::add`].
    pub fn add_bytes(&mut self, bytes: Vec<u8>) -> Result<&Task> {
        let path = Path::new("add-on in memory");
        let archive = Archive::open(path, Bytes::from_vec(bytes))?;
        self.take(Source::Archive(archive))
    }

    /// Checks, before a task is made, that one of that name can be added.
    ///
    /// # Errors
    /// [`dynet_core::ErrorKind::Manifest`] for a name that is taken or that no task may have.
    pub fn check_new_task(&self, name: &str) -> Result<()> {
        check_new_name(self.manifest(), name).map_err(|e| e.in_file(self.path()))
    }

    fn take(&mut self, source: Source) -> Result<&Task> {
        let (path, text) = source.named(TASK_FILE, MAX_MANIFEST_BYTES)?;
        let task = parse_task(&text, &path)?;
        check_task(self.manifest(), &task).map_err(|e| e.in_file(&path))?;
        let loaded = load(&source, self.manifest(), &self.weights()[0], &task)?;
        Ok(self.put(task, loaded, source))
    }
}

/// Reads and checks the files of a task, whose entry in the manifest was checked.
pub(super) fn load(
    source: &Source,
    manifest: &Manifest,
    base: &Arc<Weights>,
    task: &Task,
) -> Result<Loaded> {
    let weights = load::weights(source, &task.weights)?;
    let both = vec![base.clone(), weights.clone()];
    let graphs = load::graphs(
        source,
        Some(&task.name),
        task.variants.iter().flat_map(|variant| &variant.graphs),
        (manifest.signature(), manifest.input.multiple),
        &|_| both.clone(),
    )?;
    Ok(Loaded { weights, graphs })
}
