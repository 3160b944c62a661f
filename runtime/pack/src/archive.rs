//! A pack in one zip, with uncompressed files.
//!
//! The zip crate reads the index; nothing is unpacked. [`check_end`] first makes sure that there
//! is one index, small and where it belongs, so that what that crate reads and allocates is bounded.

use std::collections::HashMap;
use std::io::{Cursor, copy, sink};
use std::ops::Range;
use std::path::{Path, PathBuf};

use zip::read::{ArchiveOffset, Config};
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use super::files::{is_plain_name, missing, too_large, unsafe_name};
use crate::bytes::Bytes;
use dynet_core::{Error, ErrorKind, Result};

/// More files than the largest manifest can name.
const MAX_ENTRIES: u16 = 2048;
/// The largest index: room for that many names of 128 bytes, and what zip programs add to each.
const MAX_INDEX_BYTES: u64 = 1 << 20;
/// The zip's checksum is verified for files up to this size. The two files without a hash in the
/// manifest, itself and the model card, are not larger.
const MAX_SUMMED_BYTES: u64 = 1 << 20;
/// How a zip begins, and the record at its end.
const START: &[u8] = b"PK\x03\x04";
const END: &[u8] = b"PK\x05\x06";
const END_BYTES: usize = 22;
/// How an entry of the index begins.
const INDEX: &[u8] = b"PK\x01\x02";

/// A zip, with the places of its files.
#[derive(Debug)]
pub(super) struct Archive {
    path: PathBuf,
    whole: Bytes,
    entries: HashMap<String, Range<usize>>,
}

impl Archive {
    /// Reads the index of `whole` and checks all of it; `path` is for messages.
    pub fn open(path: &Path, whole: Bytes) -> Result<Self> {
        if !whole.starts_with(START) {
            return Err(no_pack(path));
        }
        let entries = check_end(&whole).and_then(|count| read_index(&whole, count));
        Ok(Self {
            path: path.to_owned(),
            entries: entries.map_err(|e| e.in_file(path))?,
            whole,
        })
    }

    /// Where the zip lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The bytes of one file, of at most `cap` where that is given.
    pub fn file(&self, name: &str, cap: Option<u64>) -> Result<Bytes> {
        let path = self.path.join(name);
        if !is_plain_name(name) {
            return Err(unsafe_name(name).in_file(&self.path));
        }
        let range = self.entries.get(name).cloned();
        let part = range.and_then(|range| self.whole.part(range));
        let part = part.ok_or_else(|| missing().in_file(&path))?;
        match cap.filter(|&cap| part.len() as u64 > cap) {
            Some(cap) => Err(too_large(cap).in_file(&path)),
            None => Ok(part),
        }
    }
}

/// The error for a file that is not a pack.
pub(super) fn no_pack(path: &Path) -> Error {
    Error::new(
        ErrorKind::Unsupported,
        "a pack is a folder with a pack.json in it (an add-on: a task.json), or such a folder as one \
         .dynet file; give one of these",
    )
    .in_file(path)
}

/// Checks the record that ends a zip and returns the number of entries.
///
/// Zips of more than 4 GiB, of several parts, or with a comment are not supported: a pack needs none
/// of that, and so the record has a fixed place.
fn check_end(bytes: &[u8]) -> Result<usize> {
    let cut = || bad("the zip has no index at its end, so it is truncated; fetch the pack again");
    let index_end = bytes.len().checked_sub(END_BYTES).ok_or_else(cut)?;
    let end = &bytes[index_end..];
    if !end.starts_with(END) {
        return Err(cut());
    }
    let short = |at: usize| u16::from_le_bytes([end[at], end[at + 1]]);
    let long = |at: usize| u64::from(short(at)) | u64::from(short(at + 2)) << 16;
    let (size, start) = (long(12), long(16));
    let one_part = short(4) == 0 && short(6) == 0 && short(8) == short(10) && short(20) == 0;
    let begins = |start: u64| {
        let start = usize::try_from(start).ok();
        start.and_then(|start| bytes.get(start..)?.get(..INDEX.len())) == Some(INDEX)
    };
    if !one_part || start + size != index_end as u64 || !begins(start) {
        return Err(bad(
            "the zip's index is not where its end says; fetch the pack again, or write it with \
             `zip -0`",
        ));
    }
    let count = short(10);
    if count > MAX_ENTRIES || size > MAX_INDEX_BYTES {
        return Err(Error::new(
            ErrorKind::TooLarge,
            format!(
                "the zip has {count} files and an index of {size} bytes; a pack has at most \
                 {MAX_ENTRIES} and {MAX_INDEX_BYTES}"
            ),
        ));
    }
    Ok(usize::from(count))
}

/// The names of all files with their places.
fn read_index(whole: &Bytes, count: usize) -> Result<HashMap<String, Range<usize>>> {
    let config = Config {
        archive_offset: ArchiveOffset::Known(0),
    };
    let mut zip = ZipArchive::with_config(config, Cursor::new(&whole[..])).map_err(broken)?;
    if zip.has_duplicate_names() || zip.len() != count {
        return Err(bad("the zip has two files with the same name"));
    }
    let files_end = zip.central_directory_start();
    let mut entries = HashMap::new();
    for index in 0..count {
        let entry = zip.by_index_raw(index).map_err(broken)?;
        let name = entry.name().map_err(broken)?.into_owned();
        if !is_plain_name(&name) {
            return Err(unsafe_name(&name));
        }
        if entry.encrypted() || entry.compression() != CompressionMethod::Stored {
            return Err(bad(format!(
                "{name:?} is compressed or encrypted; a pack is used in place, so store it: \
                 `zip -0 NAME.dynet *` in the pack's folder"
            )));
        }
        let size = entry.size();
        let range = entry
            .data_start()
            .filter(|_| entry.compressed_size() == size)
            .and_then(|start| Some(start..start.checked_add(size)?))
            .filter(|range| range.end <= files_end)
            .and_then(|range| Some(range.start.try_into().ok()?..range.end.try_into().ok()?));
        let Some(range) = range else {
            return Err(bad(format!("{name:?} does not lie inside the zip")));
        };
        if size <= MAX_SUMMED_BYTES {
            drop(entry);
            let mut entry = zip.by_index(index).map_err(broken)?;
            copy(&mut entry, &mut sink()).map_err(|e| {
                bad(format!("{name:?} is damaged; fetch the pack again")).caused_by(e)
            })?;
        }
        // Names that differ in the index may be one after decoding.
        if entries.insert(name, range).is_some() {
            return Err(bad("the zip has two files with the same name"));
        }
    }
    // Covers files that share bytes, and files that the index does not list.
    zip.validate_header_consistency().map_err(broken)?;
    Ok(entries)
}

fn broken(error: ZipError) -> Error {
    bad("this zip is damaged; fetch the pack again").caused_by(error)
}

fn bad(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Archive, message)
}
