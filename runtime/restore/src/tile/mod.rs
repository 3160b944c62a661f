//! Runs pictures of any size through a network that needs multiples, by padding and overlapping tiles.
//!
//! Networks with global attention (DyNet, PromptIR) see only their tile, so a tiled result differs a
//! little from a whole one; the overlap is blended so that no seam shows. Small pictures run whole.

mod bands;
mod pad;
mod rows;
mod spans;

pub use pad::reflect_pad;
pub use rows::{InPlace, Rows};

use bands::{Input, Output};
use dynet_core::Planar;
use dynet_core::{Error, ErrorKind, Result, in_order};
use spans::spans;

/// How a picture is cut up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

impl TileOptions {
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

/// Runs `run` over the picture in tiles and blends the results; also says how many tiles it took.
///
/// Every tile has the size [`TileOptions::tile_size`]. A side shorter than the tile is padded by
/// reflection at the right or bottom and cut back. The result does not depend on `threads` nor on
/// the order in which tiles end.
///
/// ```
/// use dynet_core::Planar;
/// use dynet::tile::{TileOptions, restore_tiled};
/// let options = TileOptions { tile: Some((64, 64)), fixed: None, overlap: 16, multiple: 8, threads: 2 };
/// let (same, tiles) = restore_tiled(&Planar::new(100, 50), &options, &|tile| Ok(tile.clone()))?;
/// assert_eq!((same.size(), tiles), ((100, 50), 2));
/// # Ok::<(), dynet_core::Error>(())
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
    let mut result = Planar::new(image.width(), image.height());
    let size = image.size();
    let tiles = restore_rows(
        size,
        &mut rows::Copy(image, &mut result),
        options,
        &|_, tile| run(tile),
    )?;
    Ok((result, tiles))
}

/// Restores a tile that begins at a column and a row of the picture.
pub type Run<'a> = dyn Fn((usize, usize), &Planar) -> Result<Planar> + Sync + 'a;

/// As [`restore_tiled`], without the whole picture in memory: its rows are read and written in
/// order, and only a row of tiles is held in between.
///
/// # Errors
/// As [`restore_tiled`], and those of `rows`.
pub fn restore_rows(
    (width, height): (usize, usize),
    rows: &mut dyn Rows,
    options: &TileOptions,
    run: &Run,
) -> Result<usize> {
    if width == 0 || height == 0 {
        let text = format!("a picture of {width}x{height} cannot be restored: it has no pixel");
        return Err(Error::new(ErrorKind::Argument, text));
    }
    let tile = options.tile_size(width, height);
    let columns = spans(width.max(tile.0), tile.0, options.overlap);
    let down = spans(height.max(tile.1), tile.1, options.overlap);
    let count = columns.len() * down.len();
    let place = |index: usize| (index / columns.len(), index % columns.len());

    let work = |index, tile: Planar| {
        let (row, column) = place(index);
        let restored = run((columns[column].start, down[row].start), &tile)?;
        if restored.size() != tile.size() {
            let (width, height) = tile.size();
            let text = format!(
                "the network answered a tile of {width}x{height} with {}x{}; the pack is not a \
                 restoration network of equal input and output size",
                restored.width(),
                restored.height()
            );
            return Err(Error::new(ErrorKind::Engine, text));
        }
        Ok(restored)
    };
    let mut input = Input::new((width, height), tile);
    let mut output = Output::new((width, height), tile.1);
    let (mut begun, mut done) = (0, 0);
    in_order(
        options.threads.clamp(1, count.max(1)),
        &mut &mut *rows,
        |rows| {
            let index = begun;
            begun += 1;
            (index < count).then(|| {
                let (row, column) = place(index);
                input.seek(down[row].start, *rows)?;
                Ok((index, input.cut(columns[column].start)))
            })
        },
        |(index, tile)| work(index, tile),
        |rows, tile| {
            let (row, column) = place(done);
            done += 1;
            output.blend(&tile?, &down[row], &columns[column]);
            if column + 1 == columns.len() {
                // Rows that no later tile reaches are done.
                let end = down.get(row + 1).map_or(height, |next| next.start);
                output.write(end, *rows)?;
            }
            Ok(())
        },
    )?;
    Ok(count)
}
