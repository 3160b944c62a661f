//! The cells that tiles and the view of the whole photo are compared in.

use std::ops::Range;

/// Pixels of the view that a cell is wide and high at most; what changes within cells is the tiles' alone.
const CELL: f32 = 12.0;

/// A part of a side: in the tile, and in the view.
pub(super) struct Cell {
    pub tile: Range<usize>,
    pub view: Range<usize>,
}

/// Equal parts of a tile's side that begins at `start` in the photo.
pub(super) fn cells(side: usize, start: usize, scale: f32, view: usize) -> Vec<Cell> {
    let count = ((side as f32 * scale / CELL).ceil() as usize).clamp(1, side);
    let cell = |n: usize| {
        let tile = n * side / count..(n + 1) * side / count;
        // A padded tile ends beyond the photo, and there as the photo ends.
        let in_view = |at: usize| (((start + at) as f32 * scale).round() as usize).min(view);
        let first = in_view(tile.start).min(view - 1);
        let view = first..in_view(tile.end).max(first + 1);
        Cell { tile, view }
    };
    (0..count).map(cell).collect()
}

/// For each pixel of a side the cells whose middles it lies between, and how far it is from the first to
/// the second, 0 to 1.
pub(super) fn between(cells: &[Cell], side: usize) -> Vec<(usize, usize, f32)> {
    let size = side as f32 / cells.len() as f32;
    let place = |at: usize| {
        let place = ((at as f32 + 0.5) / size - 0.5).clamp(0.0, (cells.len() - 1) as f32);
        let first = place as usize;
        (first, (first + 1).min(cells.len() - 1), place.fract())
    };
    (0..side).map(place).collect()
}
