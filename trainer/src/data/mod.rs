//! From a folder of photos, or a store, to random training patches.
//!
//! ```no_run
//! use dynet_trainer::data::PatchSource;
//! let photos = PatchSource::new("photos/train", 64)?;
//! for skipped in photos.skipped() {
//!     eprintln!("left out {}: {}", skipped.path.display(), skipped.reason);
//! }
//! let patch = photos.patch(1, 0)?; // the same pixels for the same seed and index, on every machine
//! assert_eq!(patch.size(), (64, 64));
//! # Ok::<(), dynet_core::Error>(())
//! ```

pub(crate) mod crop;
pub(crate) mod folder;
mod labels;
mod pairs;
mod pictures;

pub use folder::Skipped;
pub use labels::LabelSource;
pub use pairs::PairSource;

use dynet_core::{Error, ErrorKind, Planar, Result};
use dynet_degrade::{random, roughness};
use image::RgbImage;
use pictures::Pictures;
use rand::RngExt;
use std::borrow::Cow;
use std::path::Path;
use std::sync::Mutex;

/// A patch counts as flat if the mean absolute difference between neighboring pixels (0 to 1) is below this: sky,
/// blurred background, plain wall.
pub const FLAT: f32 = 1.5 / 255.0;
/// Flat patches teach little, but a network that never sees them damages skies: most are dropped.
const DROP_FLAT: f64 = 0.7;
/// Draws before a flat patch is accepted, so that a folder of flat photos still trains.
const TRIES: usize = 8;
/// Maximum number of recorded faults.
const MAX_FAULTS: usize = 1000;

/// Photos (8 bits a channel) from which square patches are cut at random.
pub struct PatchSource {
    pictures: Pictures,
    patch: usize,
    skipped: Vec<Skipped>,
    faults: Mutex<Vec<Skipped>>,
}

impl PatchSource {
    /// Reads every PNG, JPEG and WebP photo directly inside `folder`, in the order of their names; or
    /// opens the store that `dynet-train ingest` made in `folder`.
    ///
    /// Photos that cannot be decoded or are smaller than `patch` on a side are skipped and listed in
    /// [`PatchSource::skipped`]; other files are ignored. Memory: 3 bytes per pixel. A store of more than 1 GiB stays
    /// on disk and takes 4 bytes per patch.
    ///
    /// # Errors
    /// A `patch` of 0, a folder that cannot be read or has no usable photo; a store that is unfinished or damaged.
    pub fn new(folder: impl AsRef<Path>, patch: usize) -> Result<Self> {
        if patch == 0 {
            let message = "patches need a size of at least 1 pixel; give for example 64";
            return Err(Error::new(ErrorKind::Argument, message));
        }
        let (pictures, skipped) = Pictures::open(folder.as_ref(), patch)?;
        Ok(Self {
            pictures,
            patch,
            skipped,
            faults: Mutex::default(),
        })
    }

    /// One patch `[3, patch, patch]`, quantized to 8 bits, the same for the same `(seed, index)`.
    ///
    /// A photo is drawn in proportion to its area, then a uniform position in it. Half of the time a larger square is
    /// downscaled by 1 to 4. The patch is in one of the 8 symmetries.
    ///
    /// # Errors
    /// None for photos. In a store on disk, a picture that can no longer be read is replaced by another draw and
    /// listed in [`PatchSource::faults`]; repeated failures are an error.
    pub fn patch(&self, seed: u64, index: u64) -> Result<Planar> {
        let mut rng = random::stream(random::PATCHES, seed, index);
        Ok(self.rough(&mut rng)?.1)
    }

    /// One patch `[3, patch, patch]` that shows a large part of a photo: a square of 0.2 to 1 times its shorter side,
    /// downscaled, in one of the 8 symmetries. The same for the same `(seed, index)`.
    ///
    /// Haze covers a whole photo; in a small part of it, haze cannot be distinguished from a pale object.
    ///
    /// # Errors
    /// As [`PatchSource::patch`].
    pub fn view(&self, seed: u64, index: u64) -> Result<Planar> {
        let mut rng = random::stream(random::PATCHES, seed, index);
        let photo = self.photo(&mut rng)?;
        Ok(crop::view(&photo, self.patch, &mut rng))
    }

    /// One patch `[3, patch, patch]` of a random kind, all equally likely: as in [`PatchSource::view`]; as in
    /// [`PatchSource::patch`], including flat ones; a few pixels much enlarged, like an out-of-focus background; and,
    /// if `soft`, a slightly blurred patch. The same for the same `(seed, index)`.
    ///
    /// For clean samples: a network that sees smooth surfaces only in haze mistakes every smooth surface for haze.
    /// `soft` is false for a network that removes blur, because it must not learn to keep blur.
    ///
    /// # Errors
    /// As [`PatchSource::patch`].
    pub fn any(&self, seed: u64, index: u64, soft: bool) -> Result<Planar> {
        let mut rng = random::stream(random::PATCHES, seed, index);
        let photo = self.photo(&mut rng)?;
        Ok(match rng.random_range(0..if soft { 4 } else { 3 }) {
            0 => crop::view(&photo, self.patch, &mut rng),
            1 => crop::random(&photo, self.patch, &mut rng),
            2 => crop::blurred(&photo, self.patch, &mut rng),
            _ => crop::soft(&photo, self.patch, &mut rng),
        })
    }

    /// Two patches of one photo: that of [`PatchSource::patch`], and one from anywhere in the photo.
    ///
    /// # Errors
    /// As [`PatchSource::patch`].
    pub fn two(&self, seed: u64, index: u64) -> Result<[Planar; 2]> {
        let mut rng = random::stream(random::PATCHES, seed, index);
        let (photo, patch) = self.rough(&mut rng)?;
        let other = crop::random(&photo, self.patch, &mut rng);
        Ok([patch, other])
    }

    /// A patch, rarely a flat one, and its photo.
    fn rough(&self, rng: &mut impl rand::Rng) -> Result<(Cow<'_, RgbImage>, Planar)> {
        let mut drawn = self.draw(rng)?;
        for _ in 1..TRIES {
            if roughness(&drawn.1) >= FLAT || !rng.random_bool(DROP_FLAT) {
                break;
            }
            drawn = self.draw(rng)?;
        }
        Ok(drawn)
    }

    fn draw(&self, rng: &mut impl rand::Rng) -> Result<(Cow<'_, RgbImage>, Planar)> {
        let photo = self.photo(rng)?;
        let patch = crop::random(&photo, self.patch, rng);
        Ok((photo, patch))
    }

    /// A photo drawn in proportion to its area.
    fn photo(&self, rng: &mut impl rand::Rng) -> Result<Cow<'_, RgbImage>> {
        let mut pixel = rng.random_range(0..self.pictures.pixels().max(1));
        let mut found = self.pictures.at(pixel);
        for _ in 1..TRIES {
            if let Err(fault) = &found {
                self.remember(fault);
                pixel = rng.random_range(0..self.pictures.pixels().max(1));
                found = self.pictures.at(pixel);
            }
        }
        found
    }

    fn remember(&self, fault: &Error) {
        let mut faults = self.faults.lock().unwrap_or_else(|e| e.into_inner());
        let path = fault.file().unwrap_or(Path::new("")).to_path_buf();
        let reason = fault.to_string();
        let fault = Skipped { path, reason };
        // The same patch recurs in later epochs; a failing disk must not fill the memory.
        if faults.len() < MAX_FAULTS && !faults.contains(&fault) {
            faults.push(fault);
        }
    }

    /// Pictures of a store that could not be read since it was opened, 1000 at most.
    pub fn faults(&self) -> Vec<Skipped> {
        self.faults
            .lock()
            .unwrap_or_else(|e| e.into_inner())
            .clone()
    }

    /// Number of photos, or of patches in a store.
    pub fn len(&self) -> usize {
        self.pictures.len()
    }

    /// Never true: [`PatchSource::new`] refuses a folder without photos.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Their pixels in total, in millions.
    pub fn megapixels(&self) -> f64 {
        self.pictures.pixels() as f64 / 1e6
    }

    /// Photos that were left out, and why.
    pub fn skipped(&self) -> &[Skipped] {
        &self.skipped
    }
}
