//! Decides in order which sources to keep, and writes them.

use super::seen::{Seen, Twin};
use crate::store::{Counts, Listing, Manifest, Options, Patch, Record, State, Writer};
use dynet_core::{Error, ErrorKind, Result};
use std::collections::HashSet;
use std::path::Path;
use std::sync::{PoisonError, RwLock};

pub(super) struct Keeper<'a> {
    writer: Writer,
    seen: &'a RwLock<Seen>,
    done: HashSet<u64>,
}

impl<'a> Keeper<'a> {
    /// Opens the store and restores its index of known photos.
    pub fn open(
        folder: &Path,
        options: &Options,
        roots: &[String],
        seen: &'a RwLock<Seen>,
    ) -> Result<Self> {
        let writer = Writer::open(folder, options, roots)?;
        let mut done = HashSet::new();
        if !writer.manifest().finished {
            let mut seen = seen.write().unwrap_or_else(PoisonError::into_inner);
            for (number, record) in (0..).zip(writer.records()) {
                let record = record?;
                done.insert(record.id());
                if let Some(sha256) = &record.sha256 {
                    // Equal hashes are stored once.
                    let look = record.look.filter(|_| record.apart != Some(0));
                    seen.add(sha256, look, number);
                }
            }
        }
        Ok(Self { writer, seen, done })
    }

    pub fn finished(&self) -> bool {
        self.writer.manifest().finished
    }

    pub fn counts(&self) -> &Counts {
        &self.writer.manifest().counts
    }

    /// The sources that an earlier run has processed.
    pub fn take_done(&mut self) -> HashSet<u64> {
        std::mem::take(&mut self.done)
    }

    /// Processes the next source. `record` describes the source alone; duplicates are detected here, and `patches` is
    /// called only for a source that is kept.
    pub fn keep(
        &mut self,
        mut record: Record,
        patches: impl FnOnce() -> Result<Vec<Patch>>,
    ) -> Result<()> {
        let number = u32::try_from(self.counts().sources).map_err(|_| {
            let message = "a store holds 4 billion sources at most: make several";
            Error::new(ErrorKind::TooLarge, message)
        })?;
        if let Some(sha256) = record.sha256 {
            let mut seen = self.seen.write().unwrap_or_else(PoisonError::into_inner);
            (record.state, record.of, record.apart) = match seen.find(&sha256, record.look) {
                None => (State::Kept, None, None),
                Some(Twin::Exact(of)) => (State::Exact, Some(of.into()), None),
                Some(Twin::Similar { number, apart }) => {
                    (State::Similar, Some(number.into()), Some(apart))
                }
            };
            if record.state == State::Exact {
                // Known only if the copy was decoded before its duplicate was added, which depends on timing.
                record.look = None;
            } else {
                let look = record.look.filter(|_| record.apart != Some(0));
                seen.add(&sha256, look, number);
            }
        }
        let patches = match record.state {
            State::Kept => patches()?,
            _ => Vec::new(),
        };
        record.patches = patches.len() as u64;
        if record.state != State::Kept {
            record.flat = 0;
        }
        self.writer.add(&record, &patches)
    }

    pub fn finish(self, listing: Listing) -> Result<Manifest> {
        self.writer.finish(listing)
    }

    /// Closes a store that was already finished.
    pub fn leave(self) -> Result<Manifest> {
        self.writer.leave()
    }
}
