//! One shard that is being written: a tar of patches, their index, their sources.

use super::atomic_file::AtomicFile;
use super::index::{IndexWriter, Row};
use super::manifest::Shard;
use super::record::Record;
use super::sum::Sha256Sum;
use dynet_core::{Error, ErrorKind, Result};
use serde::Serialize;
use std::io::{self, Write as _};
use std::path::Path;

/// A patch to be stored.
pub(crate) struct Patch {
    pub x: u32,
    pub y: u32,
    /// Share of its area that is flat.
    pub flatness: f32,
    pub png: Vec<u8>,
}

/// The JSON entry of a patch in the tar.
#[derive(Serialize)]
struct Description<'a> {
    source: &'a str,
    license: &'a str,
    x: u32,
    y: u32,
    width: u32,
    height: u32,
    flatness: f32,
    sha256: Sha256Sum,
}

/// Three files that are being written.
pub(super) struct OpenShard {
    name: String,
    tar: tar::Builder<AtomicFile>,
    rows: Vec<Row>,
    records: Vec<u8>,
    count: u64,
}

impl OpenShard {
    pub fn create(folder: &Path, number: usize) -> Result<Self> {
        let name = Shard::name(number);
        let tar = AtomicFile::create(folder, &format!("{name}.tar"))?;
        Ok(Self {
            name,
            tar: tar::Builder::new(tar),
            rows: Vec::new(),
            records: Vec::new(),
            count: 0,
        })
    }

    /// Adds patch number `key` of a source.
    pub fn add(&mut self, key: u64, patch: &Patch, record: &Record, size: u32) -> Result<()> {
        let (key, source) = (format!("{key:08}"), record.source());
        let sha256 = Sha256Sum::of(&patch.png);
        let description = serde_json::to_vec(&Description {
            source: &source,
            license: &record.license,
            x: patch.x,
            y: patch.y,
            width: size,
            height: size,
            flatness: patch.flatness,
            sha256,
        })
        .map_err(|e| Error::new(ErrorKind::Manifest, e.to_string()))?;
        let failed = self.tar.get_ref().failed();
        let offset = self
            .entry(&format!("{key}.png"), &patch.png)
            .map_err(&failed)?;
        self.entry(&format!("{key}.json"), &description)
            .map_err(failed)?;
        self.rows.push(Row {
            shard: format!("{}.tar", self.name),
            key,
            offset: offset as i64,
            bytes: patch.png.len() as i32,
            source,
            license: record.license.clone(),
            x: patch.x as i32,
            y: patch.y as i32,
            width: size as i32,
            height: size as i32,
            flatness: patch.flatness,
            sha256: sha256.to_string(),
        });
        Ok(())
    }

    /// Adds the source itself, after its patches.
    pub fn end(&mut self, record: &Record) -> Result<()> {
        serde_json::to_writer(&mut self.records, record)
            .map_err(|e| Error::new(ErrorKind::Manifest, e.to_string()))?;
        self.records.push(b'\n');
        self.count += 1;
        Ok(())
    }

    /// Bytes in the tar.
    pub fn bytes(&self) -> u64 {
        self.tar.get_ref().bytes()
    }

    /// Sources so far.
    pub fn records(&self) -> u64 {
        self.count
    }

    /// Appends a file that is the same on every machine: no time, no owner. Returns its offset.
    fn entry(&mut self, name: &str, bytes: &[u8]) -> io::Result<u64> {
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        header.set_mtime(0);
        // A short name takes a single header block.
        let offset = self.tar.get_ref().bytes() + 512;
        self.tar.append_data(&mut header, name, bytes)?;
        Ok(offset)
    }

    /// Completes the three files.
    pub fn commit(self, folder: &Path) -> Result<Shard> {
        let failed = self.tar.get_ref().failed();
        let tar = self.tar.into_inner().map_err(failed)?.commit()?;
        let patches = self.rows.len() as u64;
        let mut index = IndexWriter::create(folder, &format!("{}.parquet", self.name))?;
        index.add(self.rows)?;
        let index = index.commit()?;
        let mut sources = AtomicFile::create(folder, &format!("{}.jsonl", self.name))?;
        let failed = sources.failed();
        sources.write_all(&self.records).map_err(failed)?;
        Ok(Shard {
            name: self.name,
            patches,
            records: self.count,
            tar,
            index,
            sources: sources.commit()?,
        })
    }
}
