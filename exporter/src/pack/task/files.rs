//! Adds a task's files to a pack, writes them as an add-on, and removes them.

use std::path::Path;

use dynet_pack::{MANIFEST_FILE, Manifest, Pack, SCHEMA, TASK_FILE, Task, TaskFile};

use crate::pack::staging::Staging;
use crate::pack::{broken, encoding, one_file};
use crate::{Error, ErrorKind, Result};

/// Writes an add-on, a folder or one file.
pub(super) fn write_apart(task: &Task, files: &[(&str, &[u8])], apart: &Path) -> Result<()> {
    if apart.is_dir() || apart.exists() && !one_file::is_meant(apart) {
        let text = "this exists already: give a new place for the add-on";
        return Err(Error::new(ErrorKind::Argument, text).at(apart.display().to_string()));
    }
    let mut staging = Staging::new(apart)?;
    for (name, bytes) in files {
        staging.file(name, bytes)?;
    }
    let task = TaskFile {
        schema: SCHEMA,
        task: task.clone(),
    };
    let text = serde_json::to_string_pretty(&task).map_err(encoding)?;
    staging.file(TASK_FILE, format!("{text}\n").as_bytes())?;
    staging.publish()
}

/// Adds a task to a pack that is a folder: its files first, then the manifest.
pub(super) fn install(
    mut manifest: Manifest,
    task: &Task,
    files: &[(&str, &[u8])],
    place: &Path,
) -> Result<()> {
    manifest.tasks.push(task.clone());
    let mut written = Vec::new();
    for (name, bytes) in files {
        let path = place.join(name);
        if let Err(error) = replace(&path, bytes) {
            for path in written {
                let _ = std::fs::remove_file(path);
            }
            return Err(error);
        }
        written.push(path);
    }
    replace_manifest(&manifest, place)
}

fn replace_manifest(manifest: &Manifest, place: &Path) -> Result<()> {
    let text = serde_json::to_string_pretty(manifest).map_err(encoding)?;
    replace(&place.join(MANIFEST_FILE), format!("{text}\n").as_bytes())
}

/// Writes a file beside its place and renames it.
fn replace(path: &Path, bytes: &[u8]) -> Result<()> {
    let failed = |error| Error::io("write", path, error);
    let temporary = path.with_extension("new");
    std::fs::write(&temporary, bytes).map_err(failed)?;
    std::fs::rename(&temporary, path).map_err(failed)
}

/// Removes a task from a pack that is a folder: the manifest first, then the task's files.
///
/// # Errors
/// [`ErrorKind::Pack`] for a pack that cannot be read or has no such task, [`ErrorKind::Io`].
pub fn remove(place: &Path, name: &str) -> Result<()> {
    let pack = Pack::open(place).map_err(broken)?;
    let task = pack.task(name).map_err(broken)?.clone();
    if !place.is_dir() {
        let text = "a one-file pack cannot be changed: leave out the add-on instead";
        return Err(Error::new(ErrorKind::Argument, text).at(place.display().to_string()));
    }
    let mut manifest = pack.manifest().clone();
    manifest.tasks.retain(|task| task.name != name);
    replace_manifest(&manifest, place)?;
    let graphs = task.variants.iter().flat_map(|variant| &variant.graphs);
    let graphs = graphs.map(|graph| &graph.entry.file);
    for file in graphs.chain([&task.weights.file]).chain(&task.card) {
        // The manifest no longer names it: if it is left behind, it does no harm.
        let _ = std::fs::remove_file(place.join(file));
    }
    Ok(())
}
