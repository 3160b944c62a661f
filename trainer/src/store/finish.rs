//! The files made from all shards: the index, the list of what was left out, the sheet.

use super::atomic_file::AtomicFile;
use super::index::{self, IndexWriter};
use super::manifest::{FileSum, Manifest};
use super::read::StoredPatches;
use super::record::{Record, State, records};
use dynet_core::{Error, ErrorKind, Result};
use image::codecs::png::PngEncoder;
use image::imageops::{self, FilterType};
use image::{ExtendedColorType, ImageEncoder, RgbImage};
use std::collections::{BTreeMap, HashMap};
use std::io::Write as _;
use std::path::Path;

pub(super) const INDEX: &str = "index.parquet";
const SKIPPED: &str = "skipped.csv";
const SHEET: &str = "sheet.png";
pub(super) const NAMES: [&str; 3] = [INDEX, SKIPPED, SHEET];

/// Thumbnails on the sheet, their side and the white between them in pixels.
const COLUMNS: u32 = 8;
const ROWS: u32 = 6;
const SIDE: u32 = 128;
const GAP: u32 = 4;

pub(super) fn write(folder: &Path, manifest: &Manifest) -> Result<BTreeMap<String, FileSum>> {
    let mut index = IndexWriter::create(folder, INDEX)?;
    for shard in &manifest.shards {
        let path = folder.join(format!("{}.parquet", shard.name));
        shard.index.check(&path)?;
        index.add(index::read(&path)?)?;
    }
    let index = index.commit()?;
    let patches = StoredPatches::of(folder, manifest, &index)?;
    let mut files = BTreeMap::from([
        (INDEX.to_owned(), index),
        (SKIPPED.to_owned(), skipped(folder, manifest)?),
    ]);
    if !patches.is_empty() {
        files.insert(SHEET.to_owned(), sheet(folder, &patches)?);
    }
    Ok(files)
}

/// `source,state,reason,of`, one line per source that was left out.
fn skipped(folder: &Path, manifest: &Manifest) -> Result<FileSum> {
    // Two passes over the records instead of all names in memory: first the names that are needed ...
    let mut names = HashMap::new();
    each_record(folder, manifest, &mut |_, record| {
        names.extend(record.of.map(|of| (of, String::new())));
        Ok(())
    })?;
    let file = AtomicFile::create(folder, SKIPPED)?;
    let failed = file.failed();
    let wrong = |e: csv::Error| match e.into_kind() {
        csv::ErrorKind::Io(e) => failed(e),
        other => Error::new(ErrorKind::Io, format!("{other:?}")).in_file(folder.join(SKIPPED)),
    };
    let mut table = csv::Writer::from_writer(file);
    table
        .write_record(["source", "state", "reason", "of"])
        .map_err(wrong)?;
    // ... then the lines; the original of a duplicate always comes before it.
    each_record(folder, manifest, &mut |number, record| {
        if let Some(name) = names.get_mut(&number) {
            *name = record.source();
        }
        let state = match record.state {
            State::Kept => return Ok(()),
            State::Exact => "exact",
            State::Similar => "similar",
            State::Small => "small",
            State::Large => "large",
            State::Transparent => "transparent",
            State::Graphic => "graphic",
            State::Framed => "framed",
            State::Test => "test",
            State::Unreadable => "unreadable",
        };
        let of = record.of.and_then(|of| names.get(&of));
        let of = of.map_or("", String::as_str);
        table
            .write_record([&record.source(), state, &record.reason, of])
            .map_err(wrong)
    })?;
    table
        .into_inner()
        .map_err(|e| failed(e.into_error()))?
        .commit()
}

fn each_record(
    folder: &Path,
    manifest: &Manifest,
    visit: &mut dyn FnMut(u64, Record) -> Result<()>,
) -> Result<()> {
    let mut number = 0;
    for shard in &manifest.shards {
        let path = folder.join(format!("{}.jsonl", shard.name));
        for record in records(&path, &shard.sources)? {
            visit(number, record?)?;
            number += 1;
        }
    }
    Ok(())
}

/// Patches from all over the store, evenly spaced, each shrunk to a thumbnail.
fn sheet(folder: &Path, patches: &StoredPatches) -> Result<FileSum> {
    let count = (patches.len() as u64).min(u64::from(COLUMNS * ROWS));
    let (columns, cell) = (COLUMNS.min(count as u32), SIDE + GAP);
    let rows = (count as u32).div_ceil(columns);
    let white = image::Rgb([255; 3]);
    let mut sheet = RgbImage::from_pixel(columns * cell + GAP, rows * cell + GAP, white);
    for at in 0..count {
        let patch = patches.read((at * patches.len() as u64 / count) as usize)?;
        let thumbnail = imageops::resize(&patch, SIDE, SIDE, FilterType::Triangle);
        let (column, row) = (at as u32 % columns, at as u32 / columns);
        let (x, y) = (column * cell + GAP, row * cell + GAP);
        imageops::replace(&mut sheet, &thumbnail, x.into(), y.into());
    }
    let (width, height) = sheet.dimensions();
    let mut png = Vec::new();
    PngEncoder::new(&mut png)
        .write_image(&sheet, width, height, ExtendedColorType::Rgb8)
        .map_err(|e| Error::new(ErrorKind::Unsupported, e.to_string()))?;
    let mut file = AtomicFile::create(folder, SHEET)?;
    let failed = file.failed();
    file.write_all(&png).map_err(failed)?;
    file.commit()
}
