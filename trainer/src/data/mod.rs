//! From a folder of photos to random training patches.
//!
//! ```no_run
//! use dynet_trainer::data::PatchSource;
//! let photos = PatchSource::new("photos/train", 64)?;
//! for skipped in photos.skipped() {
//!     eprintln!("left out {}: {}", skipped.path.display(), skipped.reason);
//! }
//! let patch = photos.patch(1, 0); // the same pixels for the same seed and index, on every machine
//! assert_eq!((patch.width, patch.height), (64, 64));
//! # Ok::<(), dynet_runtime::Error>(())
//! ```

mod crop;
mod folder;
mod pairs;
pub mod random;

pub use folder::Skipped;
pub use pairs::PairSource;

use dynet_runtime::{Error, ErrorKind, Planar, Result};
use image::RgbImage;
use rand::RngExt;
use std::path::Path;

/// Mean absolute step between neighbouring pixels (0 to 1) under which a patch counts as almost flat:
/// sky, blurred background, plain wall. One and a half levels of 255.
pub const FLAT: f32 = 1.5 / 255.0;
/// Almost flat patches teach little, but a network that never sees them spoils skies: most are dropped.
const DROP_FLAT: f64 = 0.7;
/// Patches drawn before a flat one is taken after all, so that a folder of flat photos still trains.
const TRIES: usize = 8;
/// Half of the patches are shrunk by up to this factor: finer texture from the same photos, and cleaner.
const MOST_SHRINK: f32 = 4.0;

/// Photos in memory (8 bits a channel) from which square patches are cut at random.
pub struct PatchSource {
    photos: Vec<RgbImage>,
    /// Photo `i` owns the pixels from `ends[i - 1]` to `ends[i]`: a large photo is drawn more often.
    ends: Vec<u64>,
    patch: usize,
    skipped: Vec<Skipped>,
}

impl PatchSource {
    /// Reads every PNG, JPEG and WebP photo directly inside `folder`, in the order of their names.
    ///
    /// Photos that cannot be decoded or are smaller than `patch` on a side are skipped and listed in
    /// [`PatchSource::skipped`]; other files are ignored. Memory: 3 bytes a pixel.
    ///
    /// # Errors
    /// A `patch` of 0, a folder that cannot be read, or not one usable photo in it.
    pub fn new(folder: impl AsRef<Path>, patch: usize) -> Result<Self> {
        let folder = folder.as_ref();
        if patch == 0 {
            let message = "patches need a size of at least 1 pixel; give for example 64";
            return Err(Error::new(ErrorKind::Argument, message));
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
        let mut end = 0;
        let ends = photos
            .iter()
            .map(|photo| {
                end += u64::from(photo.width()) * u64::from(photo.height());
                end
            })
            .collect();
        Ok(Self {
            photos,
            ends,
            patch,
            skipped,
        })
    }

    /// One patch `[3, patch, patch]`, whole levels of 255, the same for the same `(seed, index)`.
    ///
    /// A photo is drawn by its area, a place in it uniformly, half of the time a larger place that is
    /// shrunk by 1 to 4, then one of the 8 flips and turns.
    pub fn patch(&self, seed: u64, index: u64) -> Planar {
        let mut rng = random::stream(random::PATCHES, seed, index);
        let mut patch = self.draw(&mut rng);
        for _ in 1..TRIES {
            if crop::roughness(&patch) >= FLAT || !rng.random_bool(DROP_FLAT) {
                break;
            }
            patch = self.draw(&mut rng);
        }
        patch
    }

    fn draw(&self, rng: &mut impl rand::Rng) -> Planar {
        let pixels = self.ends.last().copied().unwrap_or(1);
        let pixel = rng.random_range(0..pixels);
        let photo = &self.photos[self.ends.partition_point(|&end| end <= pixel)];
        let side = self.patch as f32;
        let room = photo.width().min(photo.height()) as f32 / side;
        let shrink = if rng.random_bool(0.5) {
            rng.random_range(1.0..=room.clamp(1.0, MOST_SHRINK))
        } else {
            1.0
        };
        let cut = (side * shrink) as u32;
        let x = rng.random_range(0..=photo.width() - cut);
        let y = rng.random_range(0..=photo.height() - cut);
        let symmetry = crop::Symmetry(rng.random_range(0..8));
        crop::cut(photo, (x, y), cut, self.patch as u32, symmetry)
    }

    /// Photos in memory.
    pub fn len(&self) -> usize {
        self.photos.len()
    }

    /// Never true: [`PatchSource::new`] refuses a folder without photos.
    pub fn is_empty(&self) -> bool {
        self.photos.is_empty()
    }

    /// Pixels in memory, in millions.
    pub fn megapixels(&self) -> f64 {
        self.ends.last().copied().unwrap_or(0) as f64 / 1e6
    }

    /// Photos that were left out, and why.
    pub fn skipped(&self) -> &[Skipped] {
        &self.skipped
    }
}
