//! The pictures that patches are cut from: photos in memory, or a store on disk.

use super::folder::{self, Skipped};
use crate::store::{Manifest, StoredPatches};
use dynet_core::{Error, ErrorKind, Result};
use image::RgbImage;
use rayon::prelude::*;
use std::borrow::Cow;
use std::path::Path;

/// Stores smaller than this (decoded, 3 bytes per pixel) are held in memory.
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
            return wrong("the store holds no patches".to_owned());
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

#[cfg(test)]
mod tests {
    use super::super::PatchSource;
    use super::*;
    use crate::ingest::ingest;
    use crate::store::Options;
    use std::sync::Mutex;

    fn source(pictures: Pictures) -> PatchSource {
        PatchSource {
            pictures,
            patch: 24,
            skipped: Vec::new(),
            faults: Mutex::default(),
        }
    }

    #[test]
    fn a_store_on_the_disk_gives_what_one_in_memory_gives() {
        let dir = tempfile::tempdir().unwrap();
        let (photos, store) = (dir.path().join("photos"), dir.path().join("store"));
        std::fs::create_dir(&photos).unwrap();
        for n in 0..6u32 {
            let grain = |x: u32, y: u32| (x * 31 + y * 17 + x * y * (n + 3)) as u8;
            let photo = RgbImage::from_fn(96, 96, |x, y| image::Rgb([9, grain(x, y), grain(y, x)]));
            let photo = image::imageops::blur(&photo, 0.5 + n as f32 / 8.0);
            photo.save(photos.join(format!("{n}.png"))).unwrap();
        }
        let options = Options {
            size: 48,
            smallest: 48,
            radius: None,
            ..Options::default()
        };
        ingest(&[photos], &store, &options, 1, &mut |_| {}).unwrap();

        let open = |held| Pictures::stored(StoredPatches::open(&store).unwrap(), 24, held).unwrap();
        let (memory, disk) = (source(open(HELD)), source(open(0)));
        assert!(matches!(memory.pictures, Pictures::Held { .. }));
        assert!(matches!(disk.pictures, Pictures::Stored(_)));
        let all = || (0..40).map(|i| disk.patch(5, i).unwrap());
        assert!(all().eq((0..40).map(|i| memory.patch(5, i).unwrap())));

        // A bad disk block: other patches replace it, and the fault is reported once.
        let tar = store.join("000000.tar");
        let mut bytes = std::fs::read(&tar).unwrap();
        bytes[512 + 60..512 + 90].fill(0);
        std::fs::write(&tar, bytes).unwrap();
        assert_eq!(all().count(), 40);
        let faults = disk.faults();
        assert!(faults.len() == 1 && faults[0].path == tar, "{faults:?}");
        assert!(faults[0].reason.contains("patch 0 is damaged"));
        // No patches are left.
        std::fs::remove_file(&tar).unwrap();
        assert!(disk.patch(5, 0).is_err());
    }
}
