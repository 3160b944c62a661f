//! Where each restored photo goes: turns the arguments into output paths.

use clap::error::ErrorKind as Usage;
use dynet_core::{Error, Result};
use dynet_image::Format;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// One photo to restore.
pub struct Job {
    pub input: PathBuf,
    /// Its output path, or why it has none.
    pub output: Result<PathBuf, &'static str>,
}

/// Gives every input its output. No output replaces an input or another output.
///
/// # Errors
/// Invalid arguments: several photos for one file.
pub fn plan(inputs: &[PathBuf], output: Option<&Path>) -> Result<Vec<Job>, clap::Error> {
    let folder = output.filter(|path| is_folder(path));
    if let (Some(file), None, true) = (output, folder, inputs.len() > 1) {
        let message = format!(
            "{} is a file's name, but there are {} photos; give a folder with -o (a new one with a / at its end)\n",
            file.display(),
            inputs.len()
        );
        return Err(clap::Error::raw(Usage::ArgumentConflict, message));
    }
    let mut taken: HashSet<PathBuf> = inputs.iter().map(|path| real(path)).collect();
    let jobs = inputs.iter().map(|input| {
        let path = match (folder, output) {
            (Some(folder), _) => folder.join(writable_name(input, "")),
            (None, Some(file)) => file.to_path_buf(),
            (None, None) => input.with_file_name(writable_name(input, ".restored")),
        };
        let free = taken.insert(real(&path));
        Job {
            input: input.clone(),
            output: if free { Ok(path) } else { Err(TAKEN) },
        }
    });
    Ok(jobs.collect())
}

const TAKEN: &str = "its output would replace one of the photos given, or another output; choose another place with -o";

/// Makes the folder that `-o` names, where it is one.
pub fn make_folder(output: Option<&Path>, jobs: &[Job]) -> Result<()> {
    match output {
        Some(folder) if is_folder(folder) && !jobs.is_empty() => {
            std::fs::create_dir_all(folder).map_err(|e| Error::io("create", folder, e))
        }
        _ => Ok(()),
    }
}

/// An existing folder, a name that ends in a slash, or a name without an extension.
fn is_folder(path: &Path) -> bool {
    path.is_dir()
        || path
            .as_os_str()
            .to_string_lossy()
            .ends_with(['/', std::path::MAIN_SEPARATOR])
        || path.extension().is_none()
}

/// The input's name with `mark` before the extension; PNG where its own format is not written.
fn writable_name(input: &Path, mark: &str) -> PathBuf {
    let mut name = input.file_stem().unwrap_or_default().to_os_string();
    name.push(mark);
    name.push(".");
    match input.extension() {
        Some(extension) if Format::from_path(input).is_ok() => name.push(extension),
        _ => name.push("png"),
    }
    name.into()
}

/// The canonical path, as far as it exists, so that two names of one file become equal.
fn real(path: &Path) -> PathBuf {
    if let Ok(real) = path.canonicalize() {
        return real;
    }
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.into());
    folder.join(path.file_name().unwrap_or_default())
}
