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

/// Sides tried where memory is short.
const SMALL_SIDES: std::ops::RangeInclusive<usize> = 64..=192;

/// What a tiling must keep to.
#[derive(Clone, Copy)]
pub(super) struct Wanted {
    /// Longest side of a tile, where the caller says.
    pub tile: Option<usize>,
    /// Width and height of every tile, where the graph takes one size only.
    pub fixed: Option<(usize, usize)>,
    /// Pixels in work at the same time, where memory is short.
    pub pixels: Option<usize>,
    /// What both sides of a tile are multiples of.
    pub multiple: usize,
    /// Tiles in work at the same time.
    pub threads: usize,
}

/// The fewest pixels in work that a tiling can be asked to keep to.
pub(super) fn least_pixels(multiple: usize) -> usize {
    SMALL_SIDES.start().next_multiple_of(multiple.max(1)).pow(2)
}

/// The tiling for a picture of `size` (width, height).
///
/// Tries tile sides and takes the one that needs least time: rounds of tiles in parallel, times
/// the pixels of a tile. A side that divides the picture badly computes its overlaps twice or
/// leaves threads idle in the last round; the right one often saves a third.
pub(super) fn choose(size: (usize, usize), wanted: &Wanted) -> Result<TileOptions> {
    let most = wanted.pixels.unwrap_or(usize::MAX);
    let multiple = wanted.multiple.max(1);
    let with = |tile, threads| TileOptions {
        tile: Some(tile),
        fixed: wanted.fixed,
        overlap: OVERLAP,
        multiple,
        threads,
    };
    let threads = wanted.threads.max(1);
    match wanted.tile {
        Some(0) => {
            let text = "a tile has at least one pixel a side";
            return Err(Error::new(ErrorKind::Argument, text));
        }
        Some(tile) => {
            let (width, height) = with(tile, 1).tile_size(size.0, size.1);
            // Fewer at once where they would not fit the memory together.
            let fit = most / (width * height).max(1);
            return Ok(with(tile, threads.min(fit.max(1))));
        }
        None => {}
    }
    let (first, last) = (*SIDES.start(), *SIDES.end());
    let whole = TileOptions {
        tile: None,
        ..with(first, threads)
    };
    // A picture of one tile's pixels is not worth cutting, whatever its shape.
    let (width, height) = whole.tile_size(size.0, size.1);
    if wanted.fixed.is_some() || width.saturating_mul(height) <= (first * first).min(most) {
        return Ok(whole);
    }
    // Steps of at least 16 pixels keep the number of different plans small.
    let step = multiple.max(16).next_multiple_of(multiple);
    let best = |sides: std::ops::RangeInclusive<usize>, threads: usize| {
        let fits = |side: &usize| side * side * threads <= PIXELS_AT_ONCE.min(most);
        let sides = sides
            .step_by(step)
            .map(|side| side.next_multiple_of(multiple));
        let tilings = sides.filter(fits).map(|side| with(side, threads));
        tilings.min_by_key(|options| cost(options, size))
    };
    let found = best(first..=last, threads);
    let found = found.or_else(|| best(SMALL_SIDES, threads));
    let found = found.or_else(|| best(SMALL_SIDES, 1));
    Ok(found.unwrap_or_else(|| with(first, threads)))
}

/// Pixels that the busiest thread computes.
pub(super) fn cost(options: &TileOptions, (width, height): (usize, usize)) -> usize {
    let (tile_width, tile_height) = options.tile_size(width, height);
    let rounds = options.count(width, height).div_ceil(options.threads);
    rounds * tile_width * tile_height
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(threaded: bool, threads: usize) -> Wanted {
        Wanted {
            tile: None,
            fixed: None,
            pixels: None,
            multiple: 16,
            threads: if threaded { 1 } else { threads },
        }
    }

    /// Pixels computed over pixels in the picture.
    fn waste(size: (usize, usize), threaded: bool, threads: usize) -> f64 {
        let options = choose(size, &wanted(threaded, threads)).unwrap();
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
            let options = choose((4000, 3000), &wanted(false, threads)).unwrap();
            let (width, height) = options.tile_size(4000, 3000);
            assert!(width * height <= PIXELS_AT_ONCE.div_ceil(threads).max(192 * 192));
        }
    }

    #[test]
    fn a_small_picture_runs_whole() {
        for (width, height) in [(100, 60), (1, 1), (7, 2000), (192, 192)] {
            for threads in [1, 8] {
                let options = choose((width, height), &wanted(false, threads)).unwrap();
                assert_eq!(options.count(width, height), 1, "{width}x{height}");
            }
        }
    }

    #[test]
    fn the_callers_tile_is_kept_and_zero_refused() {
        let ask = |tile| {
            let wanted = Wanted {
                tile: Some(tile),
                ..wanted(false, 2)
            };
            choose((1000, 1000), &wanted)
        };
        assert_eq!(ask(128).unwrap().tile, Some(128));
        let error = ask(0).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Argument);
    }

    #[test]
    fn short_memory_makes_small_tiles_and_then_few_at_once() {
        for (pixels, threads) in [(2 * 128 * 128, 2), (100 * 100, 2), (64 * 64, 1)] {
            let wanted = Wanted {
                pixels: Some(pixels),
                ..wanted(false, 2)
            };
            let options = choose((4000, 3000), &wanted).unwrap();
            let (width, height) = options.tile_size(4000, 3000);
            assert_eq!(options.threads, threads, "{pixels}");
            assert!(
                width * height * options.threads <= pixels,
                "{width}x{height}"
            );
        }
        assert_eq!(least_pixels(48), 96 * 96);
    }

    #[test]
    fn a_graph_of_one_size_gets_tiles_of_that_size() {
        let wanted = Wanted {
            fixed: Some((256, 128)),
            ..wanted(true, 2)
        };
        for size in [(10, 10), (1000, 700)] {
            let options = choose(size, &wanted).unwrap();
            assert_eq!(options.tile_size(size.0, size.1), (256, 128));
        }
    }
}
