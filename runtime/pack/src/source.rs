//! Where a pack's files come from: a folder, one zip, or the program itself.

use std::fs::File;
use std::path::{Path, PathBuf};

use super::archive::Archive;
use super::files::{read_capped, resolve};
use super::{MANIFEST_FILE, TASK_FILE};
use crate::bytes::Bytes;
use dynet_core::{Error, ErrorKind, Result};

/// The files of a pack; every name is checked before it is used.
#[derive(Debug)]
pub(super) enum Source {
    /// A folder, its path canonical.
    Folder(PathBuf),
    Archive(Archive),
    /// Names and bytes.
    Embedded(&'static [(&'static str, &'static [u8])]),
}

impl Source {
    /// Opens the folder or file at `path`.
    pub fn at(path: &Path) -> Result<Self> {
        let path = path
            .canonicalize()
            .map_err(|e| Error::io("open", path, e))?;
        if path.is_dir() {
            return Ok(Self::Folder(path));
        }
        // Opening a pipe could block for ever.
        if !path.is_file() {
            return Err(super::archive::no_pack(&path));
        }
        let bytes = map(&path)?;
        Archive::open(&path, bytes).map(Self::Archive)
    }

    /// The path of the whole source.
    pub fn path(&self) -> &Path {
        match self {
            Self::Folder(folder) => folder,
            Self::Archive(archive) => archive.path(),
            Self::Embedded(_) => Path::new("the pack in this program"),
        }
    }

    /// Where a file of that name lies, for messages.
    pub fn path_of(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    /// The bytes of a file of at most `cap` bytes, and its path.
    pub fn file(&self, name: &str, cap: u64) -> Result<(PathBuf, Bytes)> {
        match self {
            Self::Folder(folder) => {
                let path = resolve(folder, name)?;
                // Read rather than mapped: it is small, and cannot change under the reader.
                let bytes = Bytes::from_vec(read_capped(&path, cap)?);
                Ok((path, bytes))
            }
            Self::Archive(archive) => Ok((self.path_of(name), archive.file(name, Some(cap))?)),
            Self::Embedded(_) => self.mapped(name),
        }
    }

    /// As [`Source::file`] for the manifest of a pack or an add-on, with a clear error when it is the
    /// other kind.
    pub fn named(&self, manifest: &str, cap: u64) -> Result<(PathBuf, Bytes)> {
        self.file(manifest, cap).map_err(|error| {
            let other = match manifest {
                MANIFEST_FILE => TASK_FILE,
                _ => MANIFEST_FILE,
            };
            if error.kind() != ErrorKind::Missing || self.file(other, cap).is_err() {
                return error;
            }
            let text = match other {
                TASK_FILE => {
                    "this is an add-on, which only works with its pack: give the pack, and this \
                     file with --add-on"
                }
                _ => "this is a pack, not an add-on: an add-on has a task.json in it",
            };
            Error::new(ErrorKind::Unsupported, text).in_file(self.path())
        })
    }

    /// The bytes of a file of any size, mapped, and its path.
    pub fn mapped(&self, name: &str) -> Result<(PathBuf, Bytes)> {
        match self {
            Self::Folder(folder) => {
                let path = resolve(folder, name)?;
                let bytes = map(&path)?;
                Ok((path, bytes))
            }
            Self::Archive(archive) => Ok((self.path_of(name), archive.file(name, None)?)),
            Self::Embedded(files) => match files.iter().find(|(known, _)| *known == name) {
                Some((_, bytes)) => Ok((self.path_of(name), Bytes::from_static(bytes))),
                None => {
                    let text = format!("there is no {name} in it");
                    Err(Error::new(ErrorKind::Missing, text).in_file(self.path()))
                }
            },
        }
    }
}

fn map(path: &Path) -> Result<Bytes> {
    let file = File::open(path).map_err(|e| Error::io("open", path, e))?;
    Bytes::map(&file).map_err(|e| Error::io("map", path, e))
}
