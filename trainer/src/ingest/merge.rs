//! `dynet-train merge`: joins the stores of several machines into the one that a single machine would
//! have made.

use super::keep::Keeper;
use super::seen::Seen;
use crate::store::{
    Counts, Listing, Manifest, Options, Part, Patch, Record, Row, Sha256Sum, checked, order,
    read_index, records,
};
use dynet_core::{Error, ErrorKind, Result};
use std::cmp::Ordering;
use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::RwLock;

/// Merges finished part stores into `store`, or resumes an interrupted merge.
///
/// Every kept patch is verified against its SHA-256 while it is copied. Duplicates across parts are dropped. The
/// result equals, byte for byte, what one machine would have made.
///
/// # Errors
/// A part that is missing, given twice, unfinished or damaged; parts made with different options, or by
/// machines that found different files; a full disk.
pub fn merge(
    parts: &[PathBuf],
    store: &Path,
    observe: &mut dyn FnMut(&Counts),
) -> Result<Manifest> {
    let (options, roots, listing) = agree(parts)?;
    let seen = RwLock::new(Seen::new(options.radius));
    let mut keeper = Keeper::open(store, &options, &roots, &seen)?;
    if keeper.finished() {
        return keeper.leave();
    }
    let done = keeper.take_done();
    let mut readers = parts
        .iter()
        .map(|p| Reader::open(p))
        .collect::<Result<Vec<_>>>()?;
    let mut last: Option<Record> = None;
    let mut sources = 0;
    while let Some(reader) = first(&mut readers, &roots) {
        let Some((record, rows)) = reader.take()? else {
            break;
        };
        if last
            .as_ref()
            .is_some_and(|last| order(&roots, last, &record).is_ge())
        {
            let message = format!(
                "{} occurs twice or out of order: make the part again",
                record.source()
            );
            return Err(Error::new(ErrorKind::Manifest, message).in_file(&reader.folder));
        }
        sources += 1;
        if !done.contains(&record.id()) {
            keeper.keep(record.clone(), || reader.patches(&rows))?;
            observe(keeper.counts());
        }
        last = Some(record);
    }
    checked("sources", keeper.counts().sources, sources, store)?;
    keeper.finish(listing)
}

/// The options that all parts share, after a check that the parts are complete and belong together.
fn agree(parts: &[PathBuf]) -> Result<(Options, Vec<String>, Listing)> {
    let wrong =
        |message: String, part: &Path| Err(Error::new(ErrorKind::Argument, message).in_file(part));
    let mut agreed = None;
    let mut there = Vec::new();
    for path in parts {
        let manifest = Manifest::read_finished(path)?;
        let (Some(part), Some(listing)) = (manifest.options.part, manifest.listing) else {
            return wrong(
                "this store is complete, not a part made with --shard".to_owned(),
                path,
            );
        };
        let options = Options {
            part: None,
            ..manifest.options
        };
        let these = (options, manifest.roots, part.count);
        let (first, found) = agreed.get_or_insert((these.clone(), listing));
        if *first != these {
            let message =
                "this part was made with other options or sources than the first".to_owned();
            return wrong(message, path);
        }
        if *found != listing {
            let message = format!(
                "this machine found {} files, the first machine {}, or the names differ: give all the same sources",
                listing.files, found.files
            );
            return wrong(message, path);
        }
        if there.contains(&part.index) {
            return wrong(format!("part {} is given twice", String::from(part)), path);
        }
        there.push(part.index);
    }
    let Some(((options, roots, count), listing)) = agreed else {
        return Err(Error::new(ErrorKind::Argument, "give the parts to merge"));
    };
    if let Some(index) = (0..count).find(|index| !there.contains(index)) {
        let message = format!("part {} is missing", String::from(Part { index, count }));
        return Err(Error::new(ErrorKind::Missing, message));
    }
    Ok((options, roots, listing))
}

/// The part whose next source comes first in the walk.
fn first<'a>(readers: &'a mut [Reader], roots: &[String]) -> Option<&'a mut Reader> {
    let waiting = readers.iter_mut().filter(|reader| reader.next.is_some());
    waiting.min_by(|a, b| match (&a.next, &b.next) {
        (Some(a), Some(b)) => order(roots, a, b),
        _ => Ordering::Equal,
    })
}

/// Reads a part from its beginning, shard by shard.
struct Reader {
    folder: PathBuf,
    manifest: Manifest,
    /// The next source, and the rows of its patches; `rows` has the rest of the shard.
    next: Option<Record>,
    records: Box<dyn Iterator<Item = Result<Record>>>,
    rows: std::vec::IntoIter<Row>,
    shard: usize,
    /// Sources and patches read so far.
    met: (u64, u64),
}

impl Reader {
    fn open(folder: &Path) -> Result<Self> {
        let mut reader = Self {
            folder: folder.to_path_buf(),
            manifest: Manifest::read_finished(folder)?,
            next: None,
            records: Box::new(std::iter::empty()),
            rows: Vec::new().into_iter(),
            shard: 0,
            met: (0, 0),
        };
        reader.advance()?;
        Ok(reader)
    }

    /// Goes to the next source, into the next shard where this one ends.
    fn advance(&mut self) -> Result<()> {
        loop {
            if let Some(record) = self.records.next() {
                self.next = Some(record?);
                return Ok(());
            }
            checked(
                "patches more than its sources have",
                self.rows.len() as u64,
                0,
                &self.folder,
            )?;
            let Some(shard) = self.manifest.shards.get(self.shard) else {
                self.next = None;
                let counts = &self.manifest.counts;
                checked("sources", self.met.0, counts.sources, &self.folder)?;
                return checked("patches", self.met.1, counts.patches, &self.folder);
            };
            let path = |ending: &str| self.folder.join(format!("{}.{ending}", shard.name));
            shard.tar.check_size(&path("tar"))?;
            shard.index.check(&path("parquet"))?;
            self.rows = read_index(&path("parquet"))?.into_iter();
            self.records = Box::new(records(&path("jsonl"), &shard.sources)?);
            self.shard += 1;
        }
    }

    fn take(&mut self) -> Result<Option<(Record, Vec<Row>)>> {
        let Some(record) = self.next.take() else {
            return Ok(None);
        };
        let part = self.manifest.options.part;
        if part.is_none_or(|part| !part.owns(&record.file)) {
            let message = format!(
                "{} belongs to another part: make this one again",
                record.file
            );
            return Err(Error::new(ErrorKind::Manifest, message).in_file(&self.folder));
        }
        let rows: Vec<_> = self.rows.by_ref().take(record.patches as usize).collect();
        let source = record.source();
        let own = rows.iter().filter(|row| row.source == source).count() as u64;
        checked("patches of a source", own, record.patches, &self.folder)?;
        self.met = (self.met.0 + 1, self.met.1 + own);
        self.advance()?;
        Ok(Some((record, rows)))
    }

    fn patches(&self, rows: &[Row]) -> Result<Vec<Patch>> {
        rows.iter().map(|row| self.patch(row)).collect()
    }

    fn patch(&self, row: &Row) -> Result<Patch> {
        // Untrusted: it comes from a file.
        let shards = &self.manifest.shards;
        let known = shards
            .iter()
            .any(|s| row.shard == format!("{}.tar", s.name));
        let (true, Ok(offset), Ok(bytes)) =
            (known, u64::try_from(row.offset), usize::try_from(row.bytes))
        else {
            let message = format!(
                "patch {} has an invalid position: make the part again",
                row.key
            );
            return Err(Error::new(ErrorKind::Manifest, message).in_file(&self.folder));
        };
        let path = self.folder.join(&row.shard);
        let failed = |e| Error::io("read", &path, e);
        let mut file = File::open(&path).map_err(failed)?;
        file.seek(SeekFrom::Start(offset)).map_err(failed)?;
        let mut png = vec![0; bytes];
        file.read_exact(&mut png).map_err(failed)?;
        if Sha256Sum::of(&png).to_string() != row.sha256 {
            let message = format!("patch {} is damaged: copy or make the part again", row.key);
            return Err(Error::new(ErrorKind::WrongHash, message).in_file(&path));
        }
        Ok(Patch {
            x: row.x as u32,
            y: row.y as u32,
            flatness: row.flatness,
            png,
        })
    }
}
