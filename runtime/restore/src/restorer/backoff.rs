//! Smaller tiles when memory runs out.

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::tile::{TileOptions, restore_tiled};
use dynet_core::{ErrorKind, Planar, Result};

/// Tiles are not halved below this side: smaller ones save little.
const LEAST: usize = 64;

/// The tile size of one picture, halved whenever a tile does not fit the memory.
pub(super) struct TileBackoff {
    tiling: TileOptions,
    /// Longest side that is known to fit.
    side: AtomicUsize,
}

impl TileBackoff {
    /// Starts with the planned tiles.
    pub fn new(tiling: TileOptions) -> Self {
        Self {
            tiling,
            side: AtomicUsize::new(usize::MAX),
        }
    }

    /// Restores a tile with `run`, in parts if the whole does not fit.
    ///
    /// # Errors
    /// Those of `run`; [`ErrorKind::OutOfMemory`] when not even the smallest parts fit.
    pub fn run(
        &self,
        tile: &Planar,
        run: &(dyn Fn(&Planar) -> Result<Planar> + Sync),
    ) -> Result<Planar> {
        let longest = tile.width().max(tile.height());
        if longest <= self.side.load(Ordering::Relaxed) {
            match run(tile) {
                Err(error) if error.kind() == ErrorKind::OutOfMemory => {
                    let half = (longest / 2).next_multiple_of(self.tiling.multiple.max(1));
                    if half < LEAST || half >= longest || self.tiling.fixed.is_some() {
                        return Err(error);
                    }
                    self.side.fetch_min(half, Ordering::Relaxed);
                }
                result => return result,
            }
        }
        let side = self.side.load(Ordering::Relaxed);
        let parts = TileOptions {
            tile: Some((side, side)),
            threads: 1,
            ..self.tiling
        };
        restore_tiled(tile, &parts, &|part| self.run(part, run)).map(|(restored, _)| restored)
    }

    /// A line for the user when tiles had to become smaller.
    pub fn line(&self) -> Option<String> {
        let side = self.side.load(Ordering::Relaxed);
        (side < usize::MAX)
            .then(|| format!("memory ran out: tiles were cut down to {side} pixels a side"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dynet_core::Error;

    fn tiling(fixed: Option<(usize, usize)>) -> TileOptions {
        TileOptions {
            tile: Some((384, 384)),
            fixed,
            overlap: 24,
            multiple: 16,
            threads: 2,
        }
    }

    /// A network that changes nothing, with memory for tiles of a number of pixels.
    fn short(most: usize) -> impl Fn(&Planar) -> Result<Planar> + Sync {
        move |tile| match tile.pixels() > most {
            true => Err(Error::new(ErrorKind::OutOfMemory, "full")),
            false => Ok(tile.clone()),
        }
    }

    #[test]
    fn tiles_are_halved_until_they_fit_and_stay_small() {
        let mut picture = Planar::new(384, 272);
        let values = picture.data_mut().iter_mut().enumerate();
        values.for_each(|(i, value)| *value = (i as f32 * 0.618_034).fract());
        let backoff = TileBackoff::new(tiling(None));
        for _ in 0..2 {
            let same = backoff.run(&picture, &short(100 * 100)).unwrap();
            let pairs = same.data().iter().zip(picture.data());
            assert!(pairs.into_iter().all(|(a, b)| (a - b).abs() < 1e-6));
        }
        assert!(backoff.line().unwrap().contains("96 pixels"));
        assert_eq!(TileBackoff::new(tiling(None)).line(), None);
    }

    #[test]
    fn no_memory_at_all_and_tiles_of_one_size_are_errors() {
        let picture = Planar::new(256, 256);
        for (most, fixed) in [(10, None), (100 * 100, Some((256, 256)))] {
            let error = TileBackoff::new(tiling(fixed))
                .run(&picture, &short(most))
                .unwrap_err();
            assert_eq!(error.kind(), ErrorKind::OutOfMemory);
        }
    }
}
