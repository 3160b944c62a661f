//! Opens the files of a pack, never those outside its folder.

use std::fmt::Write as _;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::FileEntry;
use dynet_core::{Error, ErrorKind, Result};

/// Whether `name` is one plain file name on every system: no separators, no drive, no `..`.
pub(super) fn is_plain_name(name: &str) -> bool {
    let forbidden = |c: char| c.is_control() || "/\\:*?\"<>|".contains(c);
    !name.is_empty()
        && name.len() <= 128
        && !name.starts_with('.')
        && !name.ends_with(['.', ' '])
        && !name.contains(forbidden)
}

/// The path of a pack's file, with links followed; it lies inside `folder` and is a regular file.
///
/// `folder` is canonical.
pub(super) fn resolve(folder: &Path, name: &str) -> Result<PathBuf> {
    if !is_plain_name(name) {
        return Err(unsafe_name(name).in_file(folder));
    }
    let path = folder.join(name);
    let real = path.canonicalize().map_err(|e| match e.kind() {
        std::io::ErrorKind::NotFound => missing().in_file(&path),
        _ => Error::io("open", &path, e),
    })?;
    if !real.starts_with(folder) {
        return Err(Error::new(
            ErrorKind::UnsafePath,
            "this is a link that leaves the pack's folder; replace it with the file itself",
        )
        .in_file(&path));
    }
    // Opening a pipe or a device could block for ever.
    if !real.is_file() {
        return Err(Error::new(ErrorKind::UnsafePath, "this is not a regular file").in_file(&path));
    }
    Ok(real)
}

/// The error for a name that is not plain.
pub(super) fn unsafe_name(name: &str) -> Error {
    Error::new(
        ErrorKind::UnsafePath,
        format!(
            "the file name {name:?} is not a plain name inside the pack; \
             do not use this pack unless you trust who made it, and ask them for a clean one"
        ),
    )
}

/// The error for a file that the manifest names and the pack lacks.
pub(super) fn missing() -> Error {
    Error::new(
        ErrorKind::Missing,
        "the pack lacks this file; fetch or export the pack again",
    )
}

/// The error for a file of more than `cap` bytes.
pub(super) fn too_large(cap: u64) -> Error {
    Error::new(
        ErrorKind::TooLarge,
        format!("it is larger than the limit of {cap} bytes"),
    )
}

/// Reads a file of at most `cap` bytes, whatever size the manifest gives.
pub(super) fn read_capped(path: &Path, cap: u64) -> Result<Vec<u8>> {
    let file = File::open(path).map_err(|e| Error::io("open", path, e))?;
    let mut bytes = Vec::new();
    file.take(cap + 1)
        .read_to_end(&mut bytes)
        .map_err(|e| Error::io("read", path, e))?;
    if bytes.len() as u64 > cap {
        return Err(too_large(cap).in_file(path));
    }
    Ok(bytes)
}

/// Compares bytes with what the manifest says about them.
pub(super) fn check_bytes(path: &Path, bytes: &[u8], entry: &FileEntry) -> Result<()> {
    check_size(path, bytes.len() as u64, entry)?;
    let found = sha256_hex(bytes);
    if !found.eq_ignore_ascii_case(&entry.sha256) {
        return Err(Error::new(
            ErrorKind::WrongHash,
            format!(
                "its SHA-256 is {found}, the manifest says {}: the file is damaged or was changed; \
                 fetch or export the pack again",
                entry.sha256
            ),
        )
        .in_file(path));
    }
    Ok(())
}

/// Compares a size with what the manifest says.
fn check_size(path: &Path, length: u64, entry: &FileEntry) -> Result<()> {
    if length != entry.bytes {
        return Err(Error::new(
            ErrorKind::WrongSize,
            format!(
                "it has {length} bytes, the manifest says {}: the file is cut short or was \
                 changed; fetch or export the pack again",
                entry.bytes
            ),
        )
        .in_file(path));
    }
    Ok(())
}

/// The SHA-256 of `bytes` in lower-case hexadecimal, as manifests hold it.
pub fn sha256_hex(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    let mut text = String::with_capacity(2 * digest.len());
    for byte in digest.iter() {
        // Writing into a String cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}
