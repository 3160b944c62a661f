//! How a picture is cut into tiles by default.

use crate::tile::TileOptions;
use dynet_core::{Error, ErrorKind, Result};

/// Pixels that neighboring tiles share: enough to blend without a visible seam.
const OVERLAP: usize = 24;

/// Sides of a tile. Networks with global attention see only their tile, so larger ones agree
/// better with each other; but on every engine they are slower, once the feature maps no longer
/// fit the caches (at 768 pixels a side each pixel costs half as much again), and networks that were
/// trained on patches do best on tiles not much larger.
const SIDES: std::ops::RangeInclusive<usize> = 64..=640;

/// A picture of up to this many pixels is not worth cutting, whatever its shape.
const SMALL: usize = 192 * 192;

/// The default memory of a restoration in bytes, besides the program and the weights.
const MEMORY: usize = 420_000_000;
/// Its part per pixel of the picture: the three planes, rows in work, and what decoding and
/// encoding need for a moment.
const PICTURE_PIXEL: usize = 22;
/// Its part per pixel of the tiles in work, for the shipped network (tract 3000, ONNX Runtime 2100).
const TILE_PIXEL: usize = 3000;
/// Minimum and maximum of the pixels in work at the same time, in all tiles.
const PIXELS_AT_ONCE: std::ops::RangeInclusive<usize> = 2 * 192 * 192..=2 * 400 * 512;

/// The constraints of a tiling.
#[derive(Clone, Copy)]
pub(super) struct Wanted {
    /// Longest side of a tile, if the caller sets it.
    pub tile: Option<usize>,
    /// Width and height of every tile, if the graph takes only one size.
    pub fixed: Option<(usize, usize)>,
    /// Pixels in work at the same time, if memory is limited.
    pub pixels: Option<usize>,
    /// What both sides of a tile are multiples of.
    pub multiple: usize,
    /// Tiles in work at the same time.
    pub threads: usize,
}

/// The lowest limit on pixels in work that a tiling can meet.
pub(super) fn least_pixels(multiple: usize) -> usize {
    SIDES.start().next_multiple_of(multiple.max(1)).pow(2)
}

/// The tiling for a picture of `size` (width, height).
///
/// Cuts the picture into equal tiles, so that only overlaps are computed twice, and chooses the
/// numbers of columns and rows that need the least time: rounds of parallel tiles, times the pixels
/// of a tile. That is few large tiles, as far as memory allows.
pub(super) fn choose(size: (usize, usize), wanted: &Wanted) -> Result<TileOptions> {
    let multiple = wanted.multiple.max(1);
    let with = |tile, threads| TileOptions {
        tile: Some(tile),
        fixed: wanted.fixed,
        overlap: OVERLAP,
        multiple,
        threads,
    };
    let threads = wanted.threads.max(1);
    let most = wanted.pixels.unwrap_or_else(|| usual_pixels(size));
    match wanted.tile {
        Some(0) => {
            let text = "a tile has at least one pixel a side";
            return Err(Error::new(ErrorKind::Argument, text));
        }
        Some(tile) => {
            let (width, height) = with((tile, tile), 1).tile_size(size.0, size.1);
            // Fewer at once if they would not fit the memory together.
            let fit = wanted
                .pixels
                .map_or(threads, |most| most / (width * height).max(1));
            return Ok(with((tile, tile), threads.min(fit.max(1))));
        }
        None => {}
    }
    let whole = TileOptions {
        tile: None,
        ..with(size, threads)
    };
    let (width, height) = whole.tile_size(size.0, size.1);
    if wanted.fixed.is_some() || width.saturating_mul(height) <= SMALL.min(most) {
        return Ok(whole);
    }
    let best = |threads: usize| {
        let (columns, rows) = (parts(size.0, multiple), parts(size.1, multiple));
        let mut best: Option<(usize, TileOptions)> = None;
        for &width in &columns {
            // A few more rows than with the highest tiles that fit may use all threads better.
            let fits = |height: &&usize| width * **height <= most / threads;
            for &height in rows.iter().filter(fits).take(threads + 1) {
                let options = with((width, height), threads);
                let cost = cost(&options, size);
                if best.is_none_or(|(least, _)| cost < least) {
                    best = Some((cost, options));
                }
            }
        }
        best.map(|(_, options)| options)
    };
    let least = with((*SIDES.start(), *SIDES.start()), 1);
    Ok(best(threads).or_else(|| best(1)).unwrap_or(least))
}

/// Pixels in work at the same time without a memory limit.
fn usual_pixels((width, height): (usize, usize)) -> usize {
    let picture = width.saturating_mul(height).saturating_mul(PICTURE_PIXEL);
    let pixels = MEMORY.saturating_sub(picture) / TILE_PIXEL;
    pixels.clamp(*PIXELS_AT_ONCE.start(), *PIXELS_AT_ONCE.end())
}

/// Sides of a tile that cut `length` into equal parts with their overlaps, the largest first.
fn parts(length: usize, multiple: usize) -> Vec<usize> {
    let most = length.div_ceil(*SIDES.start() - OVERLAP).max(1);
    let sides = (1..=most).map(|count| {
        let shared = (count - 1) * OVERLAP;
        (length + shared).div_ceil(count).next_multiple_of(multiple)
    });
    let mut sides: Vec<usize> = sides
        .filter(|side| *side <= *SIDES.end() && (*side >= *SIDES.start() || most == 1))
        .collect();
    sides.dedup();
    sides
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
                // A large photo's own pixels leave less memory for its tiles.
                let most = if size.0 < 4000 { 1.3 } else { 1.4 };
                let waste = waste(size, false, threads);
                assert!(waste < most, "{size:?}: {waste}");
            }
            // More threads have smaller tiles, and idle ones in the last round.
            for threads in [4, 8] {
                assert!(waste(size, false, threads) < 1.9, "{size:?}");
            }
            let waste = waste(size, true, 8);
            assert!(waste < 1.3, "{size:?}: {waste}");
        }
    }

    #[test]
    fn memory_does_not_grow_with_threads() {
        for threads in [1, 2, 4, 8, 16] {
            let options = choose((4000, 3000), &wanted(false, threads)).unwrap();
            let (width, height) = options.tile_size(4000, 3000);
            assert!(width * height * threads <= usual_pixels((4000, 3000)));
        }
    }

    #[test]
    fn one_engine_thread_means_few_large_tiles() {
        for (size, tiles) in [((500, 500), 3), ((768, 512), 4), ((4000, 3000), 240)] {
            let options = choose(size, &wanted(true, 8)).unwrap();
            assert!(options.count(size.0, size.1) <= tiles, "{options:?}");
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
        assert_eq!(ask(128).unwrap().tile, Some((128, 128)));
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
