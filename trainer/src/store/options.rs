//! The options of a store.

use super::part::Part;
use super::record::look;
use super::sum::Sha256Sum;
use dynet_core::{Error, ErrorKind, Result};
use serde::{Deserialize, Serialize};

/// Side of the cells in which the flatness of a patch is measured.
pub(crate) const CELL: u32 = 16;
/// Beyond this radius unrelated photos begin to match, and the search for duplicates becomes slow.
const WIDEST: u32 = 15;

/// The options of a store; a store can be continued only with the same options.
///
/// ```
/// use dynet_trainer::store::Options;
/// let options = Options::default().with_size(256).with_license("CC0-1.0");
/// assert_eq!((options.size, options.smallest), (256, 512));
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
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
    /// Sets the side of a patch in pixels.
    pub fn with_size(mut self, pixels: u32) -> Self {
        self.size = pixels;
        self
    }

    /// Sets how many pixels the shorter side of a photo must have.
    pub fn with_smallest(mut self, pixels: u32) -> Self {
        self.smallest = pixels;
        self
    }

    /// Sets how many megapixels a photo may have.
    pub fn with_largest(mut self, megapixels: u32) -> Self {
        self.largest = megapixels;
        self
    }

    /// Sets in how many bits near-duplicates differ at most; `None` keeps them.
    pub fn with_radius(mut self, bits: Option<u32>) -> Self {
        self.radius = bits;
        self
    }

    /// Leaves out these evaluation pictures.
    pub fn with_exclude(mut self, pictures: Vec<Excluded>) -> Self {
        self.exclude = pictures;
        self
    }

    /// Sets the license of photos that no `licenses.tsv` lists.
    pub fn with_license(mut self, license: impl Into<String>) -> Self {
        self.license = license.into();
        self
    }

    /// Sets the size at which a shard ends.
    pub fn with_shard_bytes(mut self, bytes: u64) -> Self {
        self.shard_bytes = bytes;
        self
    }

    /// Sets the share of the sources that this store holds; `None`: all of them.
    pub fn with_part(mut self, part: Option<Part>) -> Self {
        self.part = part;
        self
    }

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
