//! Runs pictures of any size through a network that needs multiples, by padding and overlapping tiles.
//!
//! Networks with global attention (DyNet, PromptIR) see only their tile, so a tiled result differs a
//! little from a whole one; the overlap is blended so that no seam shows. Small pictures run whole.

mod bands;
mod options;
mod pad;
mod rows;
mod spans;

pub use options::TileOptions;
pub use pad::reflect_pad;
pub use rows::{InPlace, Rows};

use bands::{Input, Output};
use dynet_core::Planar;
use dynet_core::{Error, ErrorKind, Result, in_order};
use spans::spans;

/// Runs `run` over the picture in tiles and blends the results; also says how many tiles it took.
///
/// Every tile has the size [`TileOptions::tile_size`]. A side shorter than the tile is padded by
/// reflection at the right or bottom and cut back. The result does not depend on `threads` nor on
/// the order in which tiles end.
///
/// ```
/// use dynet_core::Planar;
/// use dynet::tile::{TileOptions, restore_tiled};
/// let options = TileOptions::default().tile((64, 64)).overlap(16).multiple(8).threads(2);
/// let (same, tiles) = restore_tiled(&Planar::new(100, 50), &options, &|tile| Ok(tile.clone()))?;
/// assert_eq!((same.size(), tiles), ((100, 50), 2));
/// # Ok::<(), dynet_core::Error>(())
/// ```
///
/// # Errors
/// The first error of `run` in tile order, or a result of another size than its tile.
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

/// Refuses what a network made of a tile of `size` (width, height) where its size differs.
pub(crate) fn check_answer(size: (usize, usize), restored: &Planar) -> Result<()> {
    if restored.size() == size {
        return Ok(());
    }
    let ((width, height), (found_width, found_height)) = (size, restored.size());
    let text = format!(
        "the network answered a tile of {width}x{height} with {found_width}x{found_height}; the pack is not a \
         restoration network of equal input and output size"
    );
    Err(Error::new(ErrorKind::Engine, text))
}

/// Restores a tile that begins at a column and a row of the picture.
pub type Run<'a> = dyn Fn((usize, usize), &Planar) -> Result<Planar> + Sync + 'a;

/// As [`restore_tiled`], without the whole picture in memory: its rows are read and written in
/// order, and only a row of tiles is held in between.
///
/// # Errors
/// As [`restore_tiled`], and those of `rows`; [`ErrorKind::Argument`] for a size without pixels, and when `rows` are
/// those of a picture of another size.
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
        check_answer(tile.size(), &restored)?;
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
