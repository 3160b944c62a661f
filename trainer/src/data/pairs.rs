//! Patches from pairs of photos, degraded and clean: Rain100L, RESIDE, anyone's own.

use super::{crop, folder};
use dynet_core::{Error, ErrorKind, Planar, Result};
use dynet_degrade::random;
use dynet_eval::{Pair, Set};
use image::RgbImage;
use rand::RngExt;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Pairs tried before a draw fails: a few broken files must not stop a long run.
const TRIES: u64 = 32;

/// A folder with `input` and `target`, read on demand: real sets do not fit in memory.
pub struct PairSource {
    pairs: Vec<Pair>,
    patch: usize,
    broken: Mutex<BTreeMap<PathBuf, String>>,
}

impl PairSource {
    /// Finds the pairs in `folder`, matched by name as in `dynet eval`.
    ///
    /// # Errors
    /// A folder without `input` and `target`, or an input without its target.
    pub fn new(folder: impl AsRef<Path>, patch: usize) -> Result<Self> {
        let folder = folder.as_ref();
        let set = Set::open(folder)?;
        if !set.paired {
            let message = "pairs need the folders `input` and `target`";
            return Err(Error::new(ErrorKind::Missing, message).in_file(folder));
        }
        Ok(Self {
            pairs: set.pairs,
            patch,
            broken: Mutex::default(),
        })
    }

    /// A degraded patch and the clean one, `[3, patch, patch]`; the same for the same `(seed, index)`.
    ///
    /// Draws a pair, a position in it, then one of the 8 symmetries. A pair that cannot be read is listed in
    /// [`PairSource::broken`], and the next one is drawn.
    ///
    /// # Errors
    /// No pair can be read.
    pub fn patch(&self, seed: u64, index: u64) -> Result<(Planar, Planar)> {
        let mut rng = random::stream(random::PATCHES, seed, index);
        let first = rng.random_range(0..self.pairs.len() as u64);
        for offset in 0..TRIES.min(self.pairs.len() as u64) {
            let pair = &self.pairs[((first + offset) % self.pairs.len() as u64) as usize];
            match self.read(pair) {
                Ok((input, target)) => {
                    let x = rng.random_range(0..=target.width() - self.patch as u32);
                    let y = rng.random_range(0..=target.height() - self.patch as u32);
                    let symmetry = crop::Symmetry(rng.random_range(0..8));
                    let side = self.patch as u32;
                    let cut = |photo| crop::cut(photo, (x, y), side, side, symmetry);
                    return Ok((cut(&input), cut(&target)));
                }
                Err(e) => {
                    let mut broken = self.broken.lock().unwrap_or_else(PoisonError::into_inner);
                    broken.insert(pair.input.clone(), e.to_string());
                }
            }
        }
        let reasons = self.broken();
        let first = reasons.first().map_or("", |(_, reason)| reason);
        Err(Error::new(
            ErrorKind::Photo,
            format!("none of the pairs that were tried can be read; the first: {first}"),
        ))
    }

    fn read(&self, pair: &Pair) -> Result<(RgbImage, RgbImage)> {
        let input = folder::read(&pair.input, self.patch)?;
        let target = folder::read(&pair.target, self.patch)?;
        if input.dimensions() != target.dimensions() {
            let (input, target) = (input.dimensions(), target.dimensions());
            let message = format!("input {input:?} and target {target:?} differ in size");
            return Err(Error::new(ErrorKind::Unsupported, message));
        }
        Ok((input, target))
    }

    /// Number of pairs.
    pub fn len(&self) -> usize {
        self.pairs.len()
    }

    /// Never true: [`PairSource::new`] refuses a folder without pairs.
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// The pairs that could not be read so far, and why.
    pub fn broken(&self) -> Vec<(PathBuf, String)> {
        let broken = self.broken.lock().unwrap_or_else(PoisonError::into_inner);
        broken.iter().map(|(p, r)| (p.clone(), r.clone())).collect()
    }
}
