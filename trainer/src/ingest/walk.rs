//! Finds the photos in folders and tars, in the same order on every machine.

use super::license::Licenses;
use crate::store::{Listing, Options, Sha256Sum};
use dynet_core::{Error, ErrorKind, Result};
use dynet_image::Format;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// A photo that was found.
pub(super) struct Source {
    /// See [`crate::store::Record::file`], and so on.
    pub file: String,
    pub member: String,
    pub position: u64,
    pub license: String,
    pub place: Place,
}

/// Where its bytes are.
pub(super) enum Place {
    File(PathBuf),
    Member {
        tar: PathBuf,
        offset: u64,
        bytes: u64,
    },
    /// A source that could not be opened, and the reason.
    Fault(String),
}

/// A folder or file to walk, and its last name, which identifies it in stores on every machine.
pub(super) struct Root {
    path: PathBuf,
    pub name: String,
}

/// Resolves the sources given on the command line.
pub(super) fn roots(paths: &[PathBuf]) -> Result<Vec<Root>> {
    let mut roots: Vec<Root> = Vec::new();
    for path in paths {
        let whole = path
            .canonicalize()
            .map_err(|e| Error::io("read", path, e))?;
        // `.` has no name of its own.
        let name = path.file_name().or(whole.file_name()).unwrap_or_default();
        let name = name.to_string_lossy().into_owned();
        if roots.iter().any(|root| root.name == name) {
            let message = format!(
                "two sources are called {name:?}, but stores identify sources by name: rename one"
            );
            return Err(Error::new(ErrorKind::Argument, message).in_file(path));
        }
        roots.push(Root { path: whole, name });
    }
    Ok(roots)
}

/// Refuses a store inside one of its sources: the walk would find the store's own files.
pub(super) fn check_outside(roots: &[Root], store: &Path) -> Result<()> {
    // The store may not exist yet; its nearest existing folder decides.
    let whole = std::path::absolute(store).map_err(|e| Error::io("find", store, e))?;
    let there = whole
        .ancestors()
        .find_map(|folder| folder.canonicalize().ok());
    match roots
        .iter()
        .find(|root| there.as_ref().is_some_and(|f| f.starts_with(&root.path)))
    {
        None => Ok(()),
        Some(root) => {
            let message = format!(
                "the store lies inside its source {}: put it elsewhere",
                root.name
            );
            Err(Error::new(ErrorKind::Argument, message).in_file(store))
        }
    }
}

/// Calls `each` for every photo of this store's part, until it returns `false`.
///
/// Returns what was found in all parts. Damaged tars and unreadable folders are sources too, with a fault as their
/// place. The file's name determines the part, so the photos of a tar stay together.
///
/// # Errors
/// A `licenses.tsv` that is not tab separated.
pub(super) fn walk(
    roots: &[Root],
    options: &Options,
    each: &mut dyn FnMut(Source) -> bool,
) -> Result<Listing> {
    let (mut files, mut names) = (0, Sha256::new());
    'all: for root in roots {
        let folder = if root.path.is_dir() {
            Some(&*root.path)
        } else {
            root.path.parent()
        };
        let mut licenses = Licenses::new(folder.unwrap_or(Path::new("")), &options.license);
        for entry in entries(&root.path) {
            let (path, mut fault) = match entry {
                Ok(entry) if !entry.file_type().is_file() => continue,
                Ok(entry) => (entry.into_path(), None),
                Err(e) => (
                    e.path().unwrap_or(&root.path).to_path_buf(),
                    Some(e.to_string()),
                ),
            };
            let is_tar = path
                .extension()
                .is_some_and(|e| e.eq_ignore_ascii_case("tar"));
            if is_compressed_tar(&path) {
                fault = Some("compressed: unpack it to a plain .tar or a folder".into());
            }
            if fault.is_none() && !is_tar && Format::from_path(&path).is_err() {
                continue;
            }
            let file = name(root, &path);
            files += 1;
            names.update(format!("{file}\n"));
            if options.part.is_some_and(|part| !part.owns(&file)) {
                continue;
            }
            let on = if is_tar && fault.is_none() {
                members(&path, &file, &mut licenses, each)?
            } else {
                each(Source {
                    license: licenses.of(&path, "")?,
                    file,
                    member: String::new(),
                    position: 0,
                    place: fault.map_or(Place::File(path), Place::Fault),
                })
            };
            if !on {
                break 'all;
            }
        }
    }
    let sha256 = Sha256Sum(names.finalize().into());
    Ok(Listing { files, sha256 })
}

/// Photos are read in place, by their offset: a compressed archive has no such offsets.
fn is_compressed_tar(path: &Path) -> bool {
    let name = path.to_string_lossy().to_lowercase();
    let mut ends = [".tar.gz", ".tgz", ".tar.zst", ".tar.xz", ".tar.bz2"].into_iter();
    ends.any(|end| name.ends_with(end))
}

/// Depth-first, sorted by name, without hidden files (macOS puts one beside each photo).
fn entries(root: &Path) -> impl Iterator<Item = walkdir::Result<DirEntry>> {
    let hidden = |e: &DirEntry| e.depth() > 0 && e.file_name().as_encoded_bytes().starts_with(b".");
    WalkDir::new(root)
        .follow_links(true)
        .sort_by(|a, b| {
            a.file_name()
                .to_string_lossy()
                .cmp(&b.file_name().to_string_lossy())
        })
        .into_iter()
        .filter_entry(move |e| !hidden(e))
}

/// The name of a source, such as `photos/2019/sea.jpg`: the same on every machine, wherever `photos` is.
fn name(root: &Root, path: &Path) -> String {
    let mut name = root.name.clone();
    for part in path.strip_prefix(&root.path).unwrap_or(path) {
        name.push('/');
        name.push_str(&part.to_string_lossy());
    }
    name
}

/// The photos in a tar. Only its headers are read here.
fn members(
    path: &Path,
    file: &str,
    licenses: &mut Licenses,
    each: &mut dyn FnMut(Source) -> bool,
) -> Result<bool> {
    let mut next = 0;
    let mut found = |member: String, place: Place, license: String| {
        let source = Source {
            file: file.to_owned(),
            member,
            position: next,
            license,
            place,
        };
        next += 1;
        each(source)
    };
    let mut fault = None;
    match File::open(path).map(tar::Archive::new) {
        Err(e) => fault = Some(e),
        Ok(mut archive) => match archive.entries_with_seek() {
            Err(e) => fault = Some(e),
            Ok(entries) => {
                for entry in entries {
                    let entry = match entry {
                        Ok(entry) => entry,
                        Err(e) => {
                            fault = Some(e);
                            break;
                        }
                    };
                    let member = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
                    if !entry.header().entry_type().is_file() || Format::from_path(&member).is_err()
                    {
                        continue;
                    }
                    let place = Place::Member {
                        tar: path.to_path_buf(),
                        offset: entry.raw_file_position(),
                        bytes: entry.size(),
                    };
                    let license = licenses.of(path, &member)?;
                    if !found(member, place, license) {
                        return Ok(false);
                    }
                }
            }
        },
    }
    Ok(match fault {
        None => true,
        // Photos before the damage are used; the rest of the tar is one fault.
        Some(e) => found(
            String::new(),
            Place::Fault(format!("the tar is damaged: {e}")),
            String::new(),
        ),
    })
}
