//! How a picture is cut up when the caller does not say.

use crate::tile::TileOptions;
use crate::{Error, ErrorKind, Result};

/// Pixels that neighbouring tiles share: enough to blend without a visible seam, and 768x512,
/// the size of many test photos, is 3 by 2 tiles of 272 then.
const OVERLAP: usize = 24;

/// Tile sides tried. Larger tiles are slower on every engine: at 768 pixels a side, the feature
/// maps of the shipped network no longer fit the caches and each pixel costs half as much again.
const SIDES: std::ops::RangeInclusive<usize> = 192..=384;

/// Pixels in work at the same time, in all tiles: they decide the memory, about 1.5 KB a pixel
/// for the shipped network.
const PIXELS_AT_ONCE: usize = 2 * 384 * 384;

/// The tiling for a picture of `size` (width, height).
///
/// Tries tile sides and takes the one that needs least time: rounds of tiles in parallel, times
/// the pixels of a tile. A side that divides the picture badly computes its overlaps twice or
/// leaves threads idle in the last round; the right one often saves a third.
pub(super) fn choose(
    size: (usize, usize),
    tile: Option<usize>,
    multiple: usize,
    threaded: bool,
    threads: usize,
) -> Result<TileOptions> {
    let at_once = if threaded { 1 } else { threads.max(1) };
    let with = |tile| TileOptions {
        tile: Some(tile),
        overlap: OVERLAP,
        multiple,
        threads: at_once,
    };
    if let Some(tile) = tile {
        if tile == 0 {
            return Err(Error::new(
                ErrorKind::Argument,
                "a tile has at least one pixel a side",
            ));
        }
        return Ok(with(tile));
    }
    let (first, last) = (*SIDES.start(), *SIDES.end());
    let whole = TileOptions {
        tile: None,
        ..with(first)
    };
    // A picture of one tile's pixels is not worth cutting, whatever its shape.
    let (width, height) = whole.tile_size(size.0, size.1);
    if width.saturating_mul(height) <= first * first {
        return Ok(whole);
    }
    // Steps of at least 16 pixels keep the number of different plans small.
    let step = multiple.max(16).next_multiple_of(multiple.max(1));
    let best = (first..=last)
        .step_by(step)
        .filter(|side| side * side * at_once <= PIXELS_AT_ONCE)
        .map(with)
        .min_by_key(|options| cost(options, size))
        .unwrap_or_else(|| with(first));
    Ok(best)
}

/// Pixels that the busiest thread computes.
fn cost(options: &TileOptions, (width, height): (usize, usize)) -> usize {
    let (tile_width, tile_height) = options.tile_size(width, height);
    let rounds = options.count(width, height).div_ceil(options.threads);
    rounds * tile_width * tile_height
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pixels computed over pixels in the picture.
    fn waste(size: (usize, usize), threaded: bool, threads: usize) -> f64 {
        let options = choose(size, None, 16, threaded, threads).unwrap();
        cost(&options, size) as f64 * options.threads as f64 / (size.0 * size.1) as f64
    }

    #[test]
    fn common_photo_sizes_waste_little() {
        let sizes = [
            (768, 512),
            (512, 768),
            (1024, 768),
            (1920, 1080),
            (4000, 3000),
        ];
        for size in sizes {
            for threads in [1, 2] {
                assert!(waste(size, false, threads) < 1.3, "{size:?}");
            }
            // More threads have smaller tiles, and idle ones in the last round.
            for threads in [4, 8] {
                assert!(waste(size, false, threads) < 1.9, "{size:?}");
            }
            assert!(waste(size, true, 8) < 1.3, "{size:?}");
        }
    }

    #[test]
    fn memory_does_not_grow_with_threads() {
        for threads in [1, 2, 4, 8, 16] {
            let options = choose((4000, 3000), None, 16, false, threads).unwrap();
            let (width, height) = options.tile_size(4000, 3000);
            assert!(width * height <= PIXELS_AT_ONCE.div_ceil(threads).max(192 * 192));
        }
    }

    #[test]
    fn a_small_picture_runs_whole() {
        for (width, height) in [(100, 60), (1, 1), (7, 2000), (192, 192)] {
            for threads in [1, 8] {
                let options = choose((width, height), None, 16, false, threads).unwrap();
                assert_eq!(options.count(width, height), 1, "{width}x{height}");
            }
        }
    }

    #[test]
    fn the_callers_tile_is_kept_and_zero_refused() {
        let options = choose((1000, 1000), Some(128), 16, false, 2).unwrap();
        assert_eq!(options.tile, Some(128));
        let error = choose((1000, 1000), Some(0), 16, false, 2).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Argument);
    }
}
