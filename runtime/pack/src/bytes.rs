//! Bytes of files, mapped or in memory, shared and cut without copying.

use std::fs::File;
use std::ops::{Deref, Range};
use std::sync::Arc;

use memmap2::{Mmap, MmapOptions};

/// A part of a mapped file or of a buffer, which lives as long as any of its parts.
#[derive(Clone, Debug)]
pub(crate) struct Bytes {
    whole: Arc<Whole>,
    range: Range<usize>,
}

#[derive(Debug)]
enum Whole {
    Mapped(Mmap),
    Owned(Vec<u8>),
    Static(&'static [u8]),
}

impl Bytes {
    /// Takes bytes that are part of the program.
    pub fn from_static(bytes: &'static [u8]) -> Self {
        Self {
            range: 0..bytes.len(),
            whole: Arc::new(Whole::Static(bytes)),
        }
    }

    /// Takes bytes that are in memory.
    pub fn from_vec(bytes: Vec<u8>) -> Self {
        Self {
            range: 0..bytes.len(),
            whole: Arc::new(Whole::Owned(bytes)),
        }
    }

    /// Maps a whole file for reading.
    pub fn map(file: &File) -> std::io::Result<Self> {
        Self::map_range(file, 0, file.metadata()?.len())
    }

    /// Maps `length` bytes of a file from `offset`, which need not lie on a page's border.
    ///
    /// # Errors
    /// `UnexpectedEof` when the file is shorter: reading such a map would end the process.
    #[allow(unsafe_code)]
    pub fn map_range(file: &File, offset: u64, length: u64) -> std::io::Result<Self> {
        let end = offset.checked_add(length);
        if end.is_none_or(|end| file.metadata().is_ok_and(|about| about.len() < end)) {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        let too_long = |_| std::io::Error::from(std::io::ErrorKind::OutOfMemory);
        let length = usize::try_from(length).map_err(too_long)?;
        if length == 0 {
            // Some systems refuse to map nothing.
            return Ok(Self::from_vec(Vec::new()));
        }
        // SAFETY: the map is private, read-only and bounds-checked through its slice. What remains
        // is another process changing the file while it is mapped: a pack is replaced by writing a
        // new file and renaming it (the exporter does so), never by writing into the old one, and
        // whoever can write into an installed pack can already replace this program's input.
        let map = unsafe { MmapOptions::new().offset(offset).len(length).map(file)? };
        Ok(Self {
            range: 0..map.len(),
            whole: Arc::new(Whole::Mapped(map)),
        })
    }

    /// A part of these bytes, `None` where the range reaches beyond them.
    pub fn part(&self, range: Range<usize>) -> Option<Self> {
        self.get(range.clone())?;
        Some(Self {
            whole: self.whole.clone(),
            range: self.range.start + range.start..self.range.start + range.end,
        })
    }

    /// These bytes from an address that is a multiple of `alignment`: themselves, or a copy.
    pub fn aligned(self, alignment: usize) -> Self {
        if self.as_ptr().align_offset(alignment) == 0 {
            return self;
        }
        // The allocation is large enough for both, so it stays where it is.
        let mut copy = Vec::<u8>::with_capacity(self.len() + alignment);
        let start = copy.as_ptr().align_offset(alignment).min(alignment);
        copy.resize(start, 0);
        copy.extend_from_slice(&self);
        Self {
            range: start..copy.len(),
            whole: Arc::new(Whole::Owned(copy)),
        }
    }
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        let whole: &[u8] = match &*self.whole {
            Whole::Mapped(map) => map,
            Whole::Owned(bytes) => bytes,
            Whole::Static(bytes) => bytes,
        };
        &whole[self.range.clone()]
    }
}
