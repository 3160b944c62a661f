//! Writes a store shard by shard, or continues an interrupted one.

use super::atomic_file::UNFINISHED;
use super::finish;
use super::manifest::{Listing, MANIFEST, Manifest};
use super::options::Options;
use super::record::{Record, records};
use super::shard::{OpenShard, Patch};
use dynet_core::{Error, ErrorKind, Result};
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// A shard also ends after this many records, so that a crash does not lose a long run of duplicates.
const MAX_RECORDS: u64 = 10_000;
/// Held by the process that writes a store.
const LOCK: &str = "store.lock";

pub(crate) struct Writer {
    folder: PathBuf,
    manifest: Manifest,
    open: Option<OpenShard>,
    _lock: File,
}

impl Writer {
    /// Creates a store in `folder`, or continues the one that is there.
    pub fn open(folder: &Path, options: &Options, roots: &[String]) -> Result<Self> {
        options.validate()?;
        fs::create_dir_all(folder).map_err(|e| Error::io("create", folder, e))?;
        if !Manifest::is_there(folder) && names(folder)?.iter().any(|name| !is_ours(name)) {
            let message = "this folder holds other files but no store: give an empty or a new one";
            return Err(Error::new(ErrorKind::Argument, message).in_file(folder));
        }
        let lock = lock(folder)?;
        let wanted = Manifest::new(options.clone(), roots.to_vec());
        let manifest = if Manifest::is_there(folder) {
            let found = Manifest::read(folder)?;
            if found.options != wanted.options || found.roots != wanted.roots {
                let message = "this store was made with other options or sources: give the same, or another folder";
                return Err(Error::new(ErrorKind::Argument, message).in_file(folder));
            }
            found
        } else {
            wanted.save(folder)?;
            wanted
        };
        let writer = Self {
            folder: folder.to_path_buf(),
            manifest,
            open: None,
            _lock: lock,
        };
        writer.check_and_clean()?;
        Ok(writer)
    }

    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The sources that are done, in their order.
    pub fn records(&self) -> impl Iterator<Item = Result<Record>> + '_ {
        self.manifest.shards.iter().flat_map(|shard| {
            let path = self.folder.join(format!("{}.jsonl", shard.name));
            let (good, bad) = match records(&path, &shard.sources) {
                Ok(records) => (Some(records), None),
                Err(e) => (None, Some(Err(e))),
            };
            good.into_iter().flatten().chain(bad)
        })
    }

    /// Adds a source and its patches. They stay together in one shard.
    pub fn add(&mut self, record: &Record, patches: &[Patch]) -> Result<()> {
        let shard = match &mut self.open {
            Some(shard) => shard,
            closed => closed.insert(OpenShard::create(&self.folder, self.manifest.shards.len())?),
        };
        let size = self.manifest.options.size;
        for (key, patch) in (self.manifest.counts.patches..).zip(patches) {
            shard.add(key, patch, record, size)?;
        }
        shard.end(record)?;
        self.manifest.counts.add(record);
        let full = shard.bytes() >= self.manifest.options.shard_bytes;
        if full || shard.records() == MAX_RECORDS {
            self.close()?;
        }
        Ok(())
    }

    /// Completes the open shard and names it in `store.json`.
    fn close(&mut self) -> Result<()> {
        if let Some(shard) = self.open.take() {
            self.manifest.shards.push(shard.commit(&self.folder)?);
            self.manifest.save(&self.folder)?;
        }
        Ok(())
    }

    /// Writes the files made from all shards, and marks the store as finished.
    pub fn finish(mut self, listing: Listing) -> Result<Manifest> {
        self.close()?;
        self.manifest.listing = Some(listing);
        self.manifest.files = finish::write(&self.folder, &self.manifest)?;
        self.manifest.finished = true;
        self.manifest.save(&self.folder)?;
        self.leave()
    }

    /// Closes the store and removes its lock.
    pub fn leave(self) -> Result<Manifest> {
        let lock = self.folder.join(LOCK);
        fs::remove_file(&lock).map_err(|e| Error::io("remove", lock, e))?;
        Ok(self.manifest)
    }

    /// Removes the unfinished files of an interrupted process, after a check that the others exist.
    fn check_and_clean(&self) -> Result<()> {
        let mut known = vec![MANIFEST.to_owned(), LOCK.to_owned()];
        known.extend(self.manifest.files.keys().cloned());
        for shard in &self.manifest.shards {
            let files = [
                ("tar", shard.tar),
                ("parquet", shard.index),
                ("jsonl", shard.sources),
            ];
            for (ending, sum) in files {
                let name = format!("{}.{ending}", shard.name);
                sum.check_size(&self.folder.join(&name))?;
                known.push(name);
            }
        }
        known.sort();
        for name in names(&self.folder)? {
            if known.binary_search(&name).is_err() && is_ours(&name) {
                let path = self.folder.join(name);
                fs::remove_file(&path).map_err(|e| Error::io("remove", path, e))?;
            }
        }
        Ok(())
    }
}

/// The system releases the lock when the process ends, for any reason.
fn lock(folder: &Path) -> Result<File> {
    let path = folder.join(LOCK);
    let file = File::create(&path).map_err(|e| Error::io("create", &path, e))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(fs::TryLockError::WouldBlock) => {
            let message =
                "another process is writing this store: wait for it, or give another folder";
            Err(Error::new(ErrorKind::Argument, message).in_file(folder))
        }
        Err(fs::TryLockError::Error(e)) => Err(Error::io("lock", &path, e)),
    }
}

fn names(folder: &Path) -> Result<Vec<String>> {
    let failed = |e| Error::io("read", folder, e);
    fs::read_dir(folder)
        .map_err(failed)?
        .map(|entry| {
            Ok(entry
                .map_err(failed)?
                .file_name()
                .to_string_lossy()
                .into_owned())
        })
        .collect()
}

/// Whether a store writes files of this name.
fn is_ours(name: &str) -> bool {
    let name = name.strip_suffix(UNFINISHED).unwrap_or(name);
    let shard = |(stem, ending): (&str, &str)| {
        stem.len() >= 6
            && stem.bytes().all(|b| b.is_ascii_digit())
            && ["tar", "parquet", "jsonl"].contains(&ending)
    };
    [MANIFEST, LOCK].contains(&name)
        || finish::NAMES.contains(&name)
        || name.split_once('.').is_some_and(shard)
}
