//! Atomic writes: a file appears complete or not at all.

use std::io::Write;
use std::path::Path;

use crate::{Error, ErrorKind, Result};

/// Writes a temporary file beside `path` and renames it, so that nobody ever sees half of it.
///
/// # Errors
/// The folder is missing or not writable, the disk is full, or `path` is a folder.
pub fn write_atomic(path: impl AsRef<Path>, bytes: &[u8]) -> Result<()> {
    let path = path.as_ref();
    let mut file = temporary(path)?;
    file.write_all(bytes)
        .map_err(|e| Error::io("write", path, e))?;
    file.persist(path)
        .map_err(|e| Error::io("write", path, e.error))?;
    Ok(())
}

/// Checks that the file can be written, before long work begins.
///
/// # Errors
/// As [`write_atomic`].
pub fn check_writable(path: impl AsRef<Path>) -> Result<()> {
    temporary(path.as_ref()).map(|_| ())
}

/// An empty file beside `path`, deleted when dropped.
fn temporary(path: &Path) -> Result<tempfile::NamedTempFile> {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    if path.is_dir() {
        return Err(
            Error::new(ErrorKind::Io, "this is a folder; give the name of a file").in_file(path),
        );
    }
    temporary_in(folder, ".dynet-", ".part")
}

/// An empty file in `folder`, deleted when dropped. Temporary files are private by default; this one gets the
/// permissions of any new file, because it is to be renamed to a lasting one.
///
/// # Errors
/// The folder is missing or not writable.
pub fn temporary_in(folder: &Path, prefix: &str, suffix: &str) -> Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(prefix).suffix(suffix);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder
        .tempfile_in(folder)
        .map_err(|e| Error::io("write into", folder, e))
}
