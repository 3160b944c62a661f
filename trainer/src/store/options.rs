//! The options of a store.

use super::record::look;
use super::sum::Sha256Sum;
use dynet_core::{Error, ErrorKind, Result};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// Side of the cells in which the flatness of a patch is measured.
pub(crate) const CELL: u32 = 16;
/// Beyond this radius unrelated photos begin to match, and the search for duplicates becomes slow.
const WIDEST: u32 = 15;

/// The options of a store; a store can be continued only with the same options.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Options {
    /// Side of a patch in pixels, a multiple of 16.
    pub size: u32,
    /// Photos whose shorter side has fewer pixels are left out.
    pub smallest: u32,
    /// Photos of more megapixels are left out: they set the memory that a worker may need.
    pub largest: u32,
    /// Near-duplicates are photos whose hashes differ in at most this many of 128 bits; `None` keeps them.
    pub radius: Option<u32>,
    /// Evaluation pictures: their copies and near-duplicates (within `radius` bits) are left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exclude: Vec<Excluded>,
    /// License of photos that no `licenses.tsv` lists.
    #[serde(alias = "licence")]
    pub license: String,
    /// A shard ends with the photo that takes it to this many bytes.
    pub shard_bytes: u64,
    /// The share of the sources that this store holds; `None`: all of them.
    pub part: Option<Part>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            size: 512,
            smallest: 512,
            largest: 100,
            radius: Some(8),
            exclude: Vec::new(),
            license: String::new(),
            shard_bytes: 500_000_000,
            part: None,
        }
    }
}

impl Options {
    /// # Errors
    /// Invalid values; the message suggests valid ones.
    pub fn validate(&self) -> Result<()> {
        let wrong = |message: String| Err(Error::new(ErrorKind::Argument, message));
        if self.size == 0 || !self.size.is_multiple_of(CELL) || self.size > 8192 {
            return wrong(format!(
                "patches of {} pixels: give a multiple of {CELL} up to 8192, for example 512",
                self.size
            ));
        }
        if self.smallest < self.size {
            return wrong(format!(
                "photos of {} pixels hold no patch of {}: raise the smallest side or shrink the patch",
                self.smallest, self.size
            ));
        }
        if self.largest == 0 {
            return wrong("0 megapixels leave no photo; give for example 100".to_owned());
        }
        if let Some(part) = self.part.filter(|part| part.index >= part.count) {
            return wrong(format!("there is no part {}", String::from(part)));
        }
        if let Some(radius) = self.radius.filter(|&r| r > WIDEST) {
            return wrong(format!(
                "a radius of {radius} bits would drop unrelated photos; the maximum is {WIDEST}"
            ));
        }
        Ok(())
    }
}

/// An evaluation picture.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Excluded {
    /// Its folder's last name and its own: `cbsd68/3096.png`.
    pub name: String,
    /// SHA-256 of its file.
    pub sha256: Sha256Sum,
    /// Its difference hash.
    #[serde(with = "look")]
    pub look: Option<u128>,
}

/// One of several machines that share the work: `2/8` is the third of eight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Part {
    /// From 0.
    pub index: u64,
    /// How many machines there are.
    pub count: u64,
}

impl Part {
    /// Whether this machine processes the file of that name.
    pub(crate) fn owns(&self, file: &str) -> bool {
        Sha256Sum::of(file.as_bytes()).number() % self.count == self.index
    }
}

impl FromStr for Part {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let numbers = text.split_once('/').and_then(|(index, count)| {
            Some((index.parse::<u64>().ok()?, count.parse::<u64>().ok()?))
        });
        match numbers {
            Some((index, count)) if index < count => Ok(Self { index, count }),
            _ => Err(Error::new(
                ErrorKind::Argument,
                format!(
                    "{text:?} is not a part I/N; four machines have the parts 0/4, 1/4, 2/4 and 3/4"
                ),
            )),
        }
    }
}

impl From<Part> for String {
    fn from(part: Part) -> Self {
        format!("{}/{}", part.index, part.count)
    }
}

impl TryFrom<String> for Part {
    type Error = Error;

    fn try_from(text: String) -> Result<Self> {
        text.parse()
    }
}
