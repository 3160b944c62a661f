//! Pictures of any size through a network that wants multiples, by padding and overlapping tiles.
//!
//! Networks with global attention (DyNet, PromptIR) see only their tile, so a tiled result differs a
//! little from a whole one; the overlap is blended so that no seam shows. Small pictures run whole.

mod pad;
mod spans;

pub use pad::reflect_pad;

use crate::Planar;
use crate::error::{Error, ErrorKind, Result};
use spans::{Span, spans};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;

/// How a picture is cut up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TileOptions {
    /// Longest side of a tile in pixels, rounded up to `multiple`; `None` runs the picture whole.
    pub tile: Option<usize>,
    /// Pixels that neighbouring tiles share at least; at most half a tile is used.
    pub overlap: usize,
    /// Both sides of what the network sees are multiples of this. At least 1.
    pub multiple: usize,
    /// Tiles worked on at the same time. At least 1.
    pub threads: usize,
}

impl TileOptions {
    /// Width and height of what `run` is given for a picture of this size: all tiles of one
    /// picture have one size, so that an engine can prepare for it once.
    pub fn tile_size(&self, width: usize, height: usize) -> (usize, usize) {
        (self.side(width), self.side(height))
    }

    /// Tiles that a picture of this size is cut into.
    pub fn count(&self, width: usize, height: usize) -> usize {
        let along = |length| spans(length, self.side(length), self.overlap).len();
        along(width) * along(height)
    }

    fn side(&self, length: usize) -> usize {
        let multiple = self.multiple.max(1);
        let whole = length.max(1).next_multiple_of(multiple);
        match self.tile {
            // A tile under a multiple cannot overflow when rounded up to it.
            Some(tile) if tile < whole => tile.max(1).next_multiple_of(multiple),
            _ => whole,
        }
    }
}

/// Runs `run` over the picture in tiles and blends the results; also says how many tiles it took.
///
/// Every tile has the size [`TileOptions::tile_size`]. A side shorter than the tile is padded by
/// reflection at the right or bottom and cut back. The result does not depend on `threads` nor on
/// the order in which tiles end.
///
/// ```
/// use dynet_runtime::{Planar, tile::{TileOptions, restore_tiled}};
/// let options = TileOptions { tile: Some(64), overlap: 16, multiple: 8, threads: 2 };
/// let (same, tiles) = restore_tiled(&Planar::new(100, 50), &options, &|tile| Ok(tile.clone()))?;
/// assert_eq!((same.width, same.height, tiles), (100, 50, 2));
/// # Ok::<(), dynet_runtime::Error>(())
/// ```
///
/// # Errors
/// The first error of `run` in tile order, a result of another size than its tile, or an empty
/// picture.
pub fn restore_tiled(
    image: &Planar,
    options: &TileOptions,
    run: &(dyn Fn(&Planar) -> Result<Planar> + Sync),
) -> Result<(Planar, usize)> {
    if image.pixels() == 0 || image.data.len() != 3 * image.pixels() {
        return Err(Error::new(
            ErrorKind::Argument,
            format!(
                "a picture of {}x{} with {} values cannot be restored; give three planes of at least one pixel",
                image.width,
                image.height,
                image.data.len()
            ),
        ));
    }
    let (tile_width, tile_height) = options.tile_size(image.width, image.height);
    let padded = if image.width < tile_width || image.height < tile_height {
        Cow::Owned(reflect_pad(image, tile_width, tile_height))
    } else {
        Cow::Borrowed(image)
    };
    let columns = spans(padded.width, tile_width, options.overlap);
    let rows = spans(padded.height, tile_height, options.overlap);
    let tiles: Vec<(&Span, &Span)> = rows
        .iter()
        .flat_map(|row| columns.iter().map(move |column| (row, column)))
        .collect();

    let work = |index: usize| {
        let (row, column) = tiles[index];
        let tile = cut(&padded, column.start, row.start, tile_width, tile_height);
        let restored = run(&tile)?;
        if (restored.width, restored.height, restored.data.len())
            != (tile_width, tile_height, tile.data.len())
        {
            return Err(Error::new(
                ErrorKind::Engine,
                format!(
                    "the network answered a tile of {tile_width}x{tile_height} with {}x{}; the pack is not a restoration network of equal input and output size",
                    restored.width, restored.height
                ),
            ));
        }
        Ok(restored)
    };
    let mut result = Planar::new(image.width, image.height);
    in_order(tiles.len(), options.threads, &work, &mut |index, tile| {
        let (row, column) = tiles[index];
        blend(&mut result, &tile, row, column);
    })?;
    Ok((result, tiles.len()))
}

/// Does `work` for `0..count` on several threads and hands the results to `take` in order: floating
/// point sums then come out the same however the threads ran.
fn in_order(
    count: usize,
    threads: usize,
    work: &(dyn Fn(usize) -> Result<Planar> + Sync),
    take: &mut dyn FnMut(usize, Planar),
) -> Result<()> {
    let threads = threads.clamp(1, count.max(1));
    if threads == 1 {
        for index in 0..count {
            take(index, work(index)?);
        }
        return Ok(());
    }
    let next = AtomicUsize::new(0);
    let stop = AtomicBool::new(false);
    let (send, receive) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let (send, next, stop) = (send.clone(), &next, &stop);
            scope.spawn(move || {
                while !stop.load(Ordering::Relaxed) {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    if index >= count || send.send((index, work(index))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(send);
        let mut waiting = BTreeMap::new();
        let mut wanted = 0;
        for (index, result) in receive {
            // Tiles already begun still arrive, so the error of the earliest tile is the one told.
            stop.fetch_or(result.is_err(), Ordering::Relaxed);
            waiting.insert(index, result);
            while let Some(result) = waiting.remove(&wanted) {
                take(wanted, result?);
                wanted += 1;
            }
        }
        Ok(())
    })
}

fn cut(image: &Planar, left: usize, top: usize, width: usize, height: usize) -> Planar {
    let mut data = Vec::with_capacity(3 * width * height);
    for channel in 0..3 {
        let plane = image.plane(channel);
        for y in top..top + height {
            data.extend_from_slice(&plane[y * image.width + left..][..width]);
        }
    }
    Planar {
        width,
        height,
        data,
    }
}

/// Adds a tile, weighted, to the part of the result that it covers; padding falls away here.
fn blend(result: &mut Planar, tile: &Planar, row: &Span, column: &Span) {
    let width = result.width;
    let across = tile.width.min(width - column.start);
    let down = tile.height.min(result.height - row.start);
    for channel in 0..3 {
        let from = tile.plane(channel);
        let to = result.plane_mut(channel);
        for y in 0..down {
            let target = &mut to[(row.start + y) * width + column.start..][..across];
            let source = &from[y * tile.width..][..across];
            for ((to, &from), &weight) in target.iter_mut().zip(source).zip(&column.weights) {
                *to += from * (weight * row.weights[y]);
            }
        }
    }
}
