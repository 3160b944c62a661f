//! The outcome for each source: one JSON line per source, also for those that were left out.

use super::manifest::FileSum;
use super::sum::Sha256Sum;
use dynet_core::{Error, ErrorKind, Result};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;

/// The outcome for a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum State {
    /// Its patches are in the store, except flat ones.
    Kept,
    /// An earlier source has the same bytes.
    Exact,
    /// An earlier source looks the same.
    Similar,
    /// Fewer pixels than asked for.
    Small,
    /// More pixels than asked for.
    Large,
    /// A graphic with transparent areas, whose colors are arbitrary there.
    Transparent,
    /// A screenshot or a drawing.
    Graphic,
    /// A scan or a photo with a border of one color.
    Framed,
    /// It is, or looks like, an evaluation picture.
    Test,
    /// Damaged, truncated, of an unsupported format, or a file that could not be opened.
    Unreadable,
}

/// A source and its outcome.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// The file, from the last name of the folder that was given: `photos/2019/sea.jpg`.
    pub file: String,
    /// The photo inside it, where the file is a tar.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub member: String,
    /// Its place among the tar's entries.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub position: u64,
    /// Its outcome.
    pub state: State,
    /// The reason, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// The earlier source that it duplicates: a number from 0 over the lines of all shards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<u64>,
    /// Bits in which the hashes of the two differ.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub apart: Option<u32>,
    /// SHA-256 of the photo's file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<Sha256Sum>,
    /// Its difference hash, 32 hexadecimal digits.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "look")]
    pub look: Option<u128>,
    /// The license; empty if not given.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[serde(alias = "licence")]
    pub license: String,
    /// Patches in the store.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub patches: u64,
    /// Patches that were dropped because they are flat.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub flat: u64,
}

fn is_zero(n: &u64) -> bool {
    *n == 0
}

pub(super) mod look {
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(look: &Option<u128>, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&format_args!("{:032x}", look.unwrap_or_default()))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u128>, D::Error> {
        let text = String::deserialize(from)?;
        u128::from_str_radix(&text, 16)
            .map(Some)
            .map_err(serde::de::Error::custom)
    }
}

impl Record {
    /// File and member as one name.
    pub fn source(&self) -> String {
        if self.member.is_empty() {
            self.file.clone()
        } else {
            format!("{}/{}", self.file, self.member)
        }
    }

    /// Identifies a source that is done.
    pub(crate) fn id(&self) -> u64 {
        id(&self.file, &self.member, self.position)
    }
}

/// See [`Record::id`].
pub(crate) fn id(file: &str, member: &str, position: u64) -> u64 {
    Sha256Sum::of(format!("{file}\n{member}\n{position}").as_bytes()).number()
}

/// The order in which a walk over `roots` visits two sources.
pub(crate) fn order(roots: &[String], a: &Record, b: &Record) -> Ordering {
    let root = |r: &Record| {
        let first = r.file.split('/').next();
        roots.iter().position(|root| Some(root.as_str()) == first)
    };
    root(a)
        .cmp(&root(b))
        .then_with(|| a.file.split('/').cmp(b.file.split('/')))
        .then_with(|| a.position.cmp(&b.position))
}

/// Reads a shard's records one by one, after comparing the file with `sum`.
pub(crate) fn records(
    path: &Path,
    sum: &FileSum,
) -> Result<impl Iterator<Item = Result<Record>> + use<>> {
    sum.check(path)?;
    let path = path.to_path_buf();
    let file = File::open(&path).map_err(|e| Error::io("open", &path, e))?;
    Ok(BufReader::new(file).lines().map(move |line| {
        let line = line.map_err(|e| Error::io("read", &path, e))?;
        serde_json::from_str(&line).map_err(|e| {
            Error::new(
                ErrorKind::Manifest,
                format!("not a record of a source: {e}"),
            )
            .in_file(&path)
        })
    }))
}

/// Checks a count against the manifest.
pub(crate) fn checked(what: &str, found: u64, promised: u64, path: &Path) -> Result<()> {
    if found == promised {
        return Ok(());
    }
    let message =
        format!("it holds {found} {what}, store.json says {promised}: make the store again");
    Err(Error::new(ErrorKind::Manifest, message).in_file(path))
}

/// Sums over the sources of a store.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// All sources.
    pub sources: u64,
    /// Sources kept, also those whose patches were all flat.
    pub kept: u64,
    /// See [`State::Exact`].
    pub exact: u64,
    /// See [`State::Similar`].
    pub similar: u64,
    /// See [`State::Small`].
    pub small: u64,
    /// See [`State::Large`].
    pub large: u64,
    /// See [`State::Transparent`].
    pub transparent: u64,
    /// See [`State::Graphic`].
    #[serde(default)]
    pub graphic: u64,
    /// See [`State::Framed`].
    #[serde(default)]
    pub framed: u64,
    /// See [`State::Test`].
    #[serde(default)]
    pub test: u64,
    /// See [`State::Unreadable`].
    pub unreadable: u64,
    /// Patches in the store.
    pub patches: u64,
    /// Patches of kept sources that were dropped because they are flat.
    pub flat: u64,
}

impl Counts {
    pub(super) fn add(&mut self, record: &Record) {
        self.sources += 1;
        self.patches += record.patches;
        self.flat += record.flat;
        *match record.state {
            State::Kept => &mut self.kept,
            State::Exact => &mut self.exact,
            State::Similar => &mut self.similar,
            State::Small => &mut self.small,
            State::Large => &mut self.large,
            State::Transparent => &mut self.transparent,
            State::Graphic => &mut self.graphic,
            State::Framed => &mut self.framed,
            State::Test => &mut self.test,
            State::Unreadable => &mut self.unreadable,
        } += 1;
    }
}
