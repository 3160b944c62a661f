//! Where patches are cut from: photos in memory, or a store on the disk.

use super::folder::{self, Skipped};
use crate::store::{Manifest, StoredPatches};
use dynet_runtime::{Error, ErrorKind, Result};
use image::RgbImage;
use rayon::prelude::*;
use std::borrow::Cow;
use std::path::Path;

/// Stores of fewer bytes (decoded, 3 a pixel) are held in memory.
const HELD: u64 = 1 << 30;

pub(super) enum Pictures {
    Held {
        photos: Vec<RgbImage>,
        /// Photo `i` owns the pixels from `ends[i - 1]` to `ends[i]`: a large photo is drawn more often.
        ends: Vec<u64>,
    },
    Stored(StoredPatches),
}

impl Pictures {
    pub fn open(folder: &Path, patch: usize) -> Result<(Self, Vec<Skipped>)> {
        if Manifest::is_there(folder) {
            let store = StoredPatches::open(folder)?;
            return Self::stored(store, patch, HELD)
                .map(|pictures| (pictures, Vec::new()))
                .map_err(|e| e.in_file(folder));
        }
        let (photos, skipped) = folder::load(folder, patch)?;
        if photos.is_empty() {
            let first = skipped
                .first()
                .map_or(String::new(), |s| format!("; the first: {}", s.reason));
            return Err(Error::new(
                ErrorKind::Missing,
                format!(
                    "no usable photo (PNG, JPEG or WebP, at least {patch} pixels a side) in this \
                     folder, {} skipped{first}",
                    skipped.len()
                ),
            )
            .in_file(folder));
        }
        Ok((Self::held(photos), skipped))
    }

    fn stored(store: StoredPatches, patch: usize, held: u64) -> Result<Self> {
        let size = u64::from(store.size());
        let wrong = |message: String| Err(Error::new(ErrorKind::Missing, message));
        if store.is_empty() {
            return wrong("the store holds no patch".to_owned());
        }
        if size < patch as u64 {
            return wrong(format!(
                "the store's patches have {size} pixels a side, fewer than {patch}: train on smaller ones"
            ));
        }
        if 3 * size * size * store.len() as u64 > held {
            return Ok(Self::Stored(store));
        }
        let all = 0..store.len();
        let photos: Result<Vec<_>> = all.into_par_iter().map(|i| store.read(i)).collect();
        Ok(Self::held(photos?))
    }

    fn held(photos: Vec<RgbImage>) -> Self {
        let mut end = 0;
        let ends = photos
            .iter()
            .map(|photo| {
                end += u64::from(photo.width()) * u64::from(photo.height());
                end
            })
            .collect();
        Self::Held { photos, ends }
    }

    pub fn len(&self) -> usize {
        match self {
            Self::Held { photos, .. } => photos.len(),
            Self::Stored(store) => store.len(),
        }
    }

    pub fn pixels(&self) -> u64 {
        match self {
            Self::Held { ends, .. } => ends.last().copied().unwrap_or(0),
            Self::Stored(store) => area(store) * store.len() as u64,
        }
    }

    /// The picture that owns pixel number `pixel`.
    pub fn at(&self, pixel: u64) -> Result<Cow<'_, RgbImage>> {
        match self {
            Self::Held { photos, ends } => Ok(Cow::Borrowed(
                &photos[ends.partition_point(|&end| end <= pixel)],
            )),
            Self::Stored(store) => store.read((pixel / area(store)) as usize).map(Cow::Owned),
        }
    }
}

fn area(store: &StoredPatches) -> u64 {
    u64::from(store.size()) * u64::from(store.size())
}
