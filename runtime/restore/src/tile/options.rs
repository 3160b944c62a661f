//! How large tiles are, and how many a picture takes.

use super::spans::spans;

/// How a picture is cut up; by default not at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TileOptions {
    /// Largest width and height of a tile in pixels, rounded up to `multiple`; `None` runs the
    /// picture whole.
    pub tile: Option<(usize, usize)>,
    /// Width and height of every tile, if the network takes only one size; a smaller picture is
    /// padded. `tile` and `multiple` are then ignored.
    pub fixed: Option<(usize, usize)>,
    /// The least pixels that neighboring tiles share; at most half a tile is used.
    pub overlap: usize,
    /// Both sides of what the network sees are multiples of this. At least 1.
    pub multiple: usize,
    /// Tiles worked on at the same time. At least 1.
    pub threads: usize,
}

impl Default for TileOptions {
    fn default() -> Self {
        Self {
            tile: None,
            fixed: None,
            overlap: 0,
            multiple: 1,
            threads: 1,
        }
    }
}

impl TileOptions {
    /// Sets [`TileOptions::tile`].
    pub fn tile(mut self, size: impl Into<Option<(usize, usize)>>) -> Self {
        self.tile = size.into();
        self
    }

    /// Sets [`TileOptions::fixed`].
    pub fn fixed(mut self, size: impl Into<Option<(usize, usize)>>) -> Self {
        self.fixed = size.into();
        self
    }

    /// Sets [`TileOptions::overlap`].
    pub fn overlap(mut self, pixels: usize) -> Self {
        self.overlap = pixels;
        self
    }

    /// Sets [`TileOptions::multiple`].
    pub fn multiple(mut self, pixels: usize) -> Self {
        self.multiple = pixels;
        self
    }

    /// Sets [`TileOptions::threads`].
    pub fn threads(mut self, count: usize) -> Self {
        self.threads = count;
        self
    }

    /// Width and height of the tiles that `run` receives for a picture of this size. All tiles of a
    /// picture have the same size, so that an engine can prepare for it once.
    pub fn tile_size(&self, width: usize, height: usize) -> (usize, usize) {
        let free = (
            self.side(width, self.tile.map(|tile| tile.0)),
            self.side(height, self.tile.map(|tile| tile.1)),
        );
        self.fixed
            .map_or(free, |(width, height)| (width.max(1), height.max(1)))
    }

    /// Tiles that a picture of this size is cut into.
    pub fn count(&self, width: usize, height: usize) -> usize {
        let tile = self.tile_size(width, height);
        let along = |length: usize, tile| spans(length.max(tile), tile, self.overlap).len();
        along(width, tile.0) * along(height, tile.1)
    }

    fn side(&self, length: usize, tile: Option<usize>) -> usize {
        let multiple = self.multiple.max(1);
        let whole = length.max(1).next_multiple_of(multiple);
        match tile {
            // A tile under a multiple cannot overflow when rounded up to it.
            Some(tile) if tile < whole => tile.max(1).next_multiple_of(multiple),
            _ => whole,
        }
    }
}
