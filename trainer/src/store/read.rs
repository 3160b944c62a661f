//! Reads patches out of a store, one at a time, on demand.

use super::finish::INDEX;
use super::index;
use super::manifest::{FileSum, Manifest};
use super::record::checked;
use dynet_core::{Error, ErrorKind, Result};
use image::{ImageFormat, RgbImage};
use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

/// Size of a tar's header, and the alignment of its entries.
const BLOCK: u64 = 512;

/// The patches of a store. Memory: 4 bytes a patch.
pub struct StoredPatches {
    size: u32,
    /// Each tar, and the number of the first patch after it.
    shards: Vec<(PathBuf, usize)>,
    /// Where in its tar each patch begins, in blocks; its length stands in the header before it.
    blocks: Vec<u32>,
}

impl StoredPatches {
    /// Opens a finished store: compares the sizes of its tars and the SHA-256 of its index.
    ///
    /// # Errors
    /// A folder that is not a finished store, or that lacks files.
    pub fn open(folder: &Path) -> Result<Self> {
        let manifest = Manifest::read_finished(folder)?;
        let index = manifest.files.get(INDEX).ok_or_else(|| {
            Error::new(
                ErrorKind::Manifest,
                "the store names no index: make it again",
            )
            .in_file(folder)
        })?;
        Self::of(folder, &manifest, index)
    }

    pub(super) fn of(folder: &Path, manifest: &Manifest, index: &FileSum) -> Result<Self> {
        let mut shards = Vec::new();
        let mut end = 0;
        for shard in &manifest.shards {
            let path = folder.join(format!("{}.tar", shard.name));
            shard.tar.check_size(&path)?;
            end += shard.patches as usize;
            shards.push((path, end));
        }
        let path = folder.join(INDEX);
        index.check(&path)?;
        let mut blocks = Vec::new();
        let mut good = true;
        index::offsets(&path, &mut |offset| {
            let block = u32::try_from(offset / BLOCK as i64).unwrap_or(0);
            good &= block > 0 && offset % BLOCK as i64 == 0;
            blocks.push(block);
        })?;
        checked("patches", blocks.len() as u64, end as u64, &path)?;
        if !good {
            let message = "a patch has an invalid position: make the store again";
            return Err(Error::new(ErrorKind::Manifest, message).in_file(path));
        }
        Ok(Self {
            size: manifest.options.size,
            shards,
            blocks,
        })
    }

    /// Number of patches in the store.
    pub fn len(&self) -> usize {
        self.blocks.len()
    }

    /// Whether the store has no patches.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// Side of every patch in pixels.
    pub fn size(&self) -> u32 {
        self.size
    }

    /// Patch `number`, from 0, in the order of the index.
    ///
    /// # Errors
    /// A number out of range, a tar that cannot be read, or a damaged patch; names the tar.
    pub fn read(&self, number: usize) -> Result<RgbImage> {
        let shard = self.shards.partition_point(|&(_, end)| end <= number);
        let (Some((path, _)), Some(&block)) = (self.shards.get(shard), self.blocks.get(number))
        else {
            let message = format!(
                "the store has {} patches, none with number {number}",
                self.len()
            );
            return Err(Error::new(ErrorKind::Argument, message));
        };
        let png = self
            .bytes(path, u64::from(block))
            .map_err(|e| Error::io("read", path, e))?;
        let damaged = |why: String| {
            let message = format!("patch {number} is damaged ({why}): copy the store again");
            Error::new(ErrorKind::Photo, message).in_file(path)
        };
        let picture = image::load_from_memory_with_format(&png, ImageFormat::Png)
            .map_err(|e| damaged(e.to_string()))?
            .into_rgb8();
        if picture.dimensions() != (self.size, self.size) {
            return Err(damaged(format!("{:?} pixels", picture.dimensions())));
        }
        Ok(picture)
    }

    fn bytes(&self, path: &Path, block: u64) -> std::io::Result<Vec<u8>> {
        let mut file = File::open(path)?;
        file.seek(SeekFrom::Start((block - 1) * BLOCK))?;
        let mut header = tar::Header::new_old();
        file.read_exact(header.as_mut_bytes())?;
        // A little more than the raw pixels: the stored length is untrusted.
        let most = 4 * u64::from(self.size) * u64::from(self.size) + 65_536;
        let mut png = Vec::new();
        file.take(header.entry_size()?.min(most))
            .read_to_end(&mut png)?;
        Ok(png)
    }
}
