//! Zips of a pack's files, and the places in them that tests corrupt.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A zip of these files, stored, each beginning on a multiple of `alignment`.
pub fn stored(files: &[(String, Vec<u8>)], alignment: u16) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .with_alignment(alignment);
    for (name, bytes) in files {
        zip.start_file(name.as_str(), options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Where the parts of a zip's index are.
pub struct Places {
    /// The record at the zip's end.
    pub end: usize,
    /// The index's entries, in order.
    pub entries: Vec<usize>,
}

impl Places {
    /// Finds them by their signatures, for zips without a comment.
    pub fn of(zip: &[u8]) -> Self {
        let found = |mark: &[u8]| -> Vec<usize> {
            let windows = zip.windows(4).enumerate();
            windows
                .filter(|(_, w)| *w == mark)
                .map(|(at, _)| at)
                .collect()
        };
        Self {
            end: found(b"PK\x05\x06")[0],
            entries: found(b"PK\x01\x02"),
        }
    }

    /// Where the index says that a file begins.
    pub fn header_of(&self, zip: &[u8], entry: usize) -> u32 {
        let at = self.entries[entry] + 42;
        u32::from_le_bytes(zip[at..at + 4].try_into().unwrap())
    }
}

pub fn set_short(zip: &mut [u8], at: usize, value: u16) {
    zip[at..at + 2].copy_from_slice(&value.to_le_bytes());
}

pub fn set_long(zip: &mut [u8], at: usize, value: u32) {
    zip[at..at + 4].copy_from_slice(&value.to_le_bytes());
}
