//! Broad changes, such as of haze, decided over the whole photo rather than in each tile.
//!
//! Whether a pale area is haze or a wall cannot be told from a tile of it, and neighbouring tiles that decide
//! differently would show. So the photo is restored once more, shrunk to one tile, and where a tile's change
//! differs broadly from that view's, the view's counts. Rain is left out: shrunk, it is hardly seen.
//!
//! A pale background out of focus looks like haze even then. So of a network for haze no broad change is believed unless
//! the view has more than one surface on it and gets clearer, the more so the darker it gets, or brighter. Tiles then
//! lose the contrast that they gained with one, and what else they changed smoothly; but what is asked for by a task is
//! meant. A photo that is a single tile is its own view, shrunk after it was restored.

mod cells;
mod fit;
mod smooth;

use super::Options;
use crate::degradation::{broad_trust, streaks_removed};
use crate::tile::TileOptions;
use cells::{between, cells};
use dynet_core::{Planar, mean_within};
use fit::{Fit, Line};

/// Pixels of a photo that is a single tile for each of its view's, across and down.
const SINGLE: usize = 4;

/// Whether a photo of `size` (width, height), where it is whole in memory, is looked at whole: a view costs a tile
/// more, and a single tile is the whole.
pub(super) fn wanted(tiling: &TileOptions, size: (usize, usize), options: &Options) -> bool {
    tiling.count(size.0, size.1) > 1 && !options.independent_tiles
}

/// What the network does to a view of the whole photo.
pub(super) struct Broad {
    /// The restored view less the view.
    change: Planar,
    /// Pixels of the view for each of the photo, across and down.
    scale: (f32, f32),
    /// How little the change is believed, 0 to 1.
    doubt: f32,
}

impl Broad {
    /// From a view before and after it was restored, of a photo of `size` (width, height). Where `doubting`, a change
    /// that is not haze's is not believed.
    pub fn new(view: &Planar, restored: &Planar, size: (usize, usize), doubting: bool) -> Self {
        let trust = match doubting {
            true => broad_trust(view, restored),
            false => 1.0,
        };
        let mut change = restored.clone();
        let values = change.data_mut().iter_mut().zip(view.data());
        values.for_each(|(change, before)| *change = trust * (*change - before));
        let scale = |view: usize, photo: usize| view as f32 / photo.max(1) as f32;
        Self {
            scale: (scale(view.width(), size.0), scale(view.height(), size.1)),
            change,
            doubt: 1.0 - trust,
        }
    }

    /// Of a photo that is a single tile: what was done to itself is the view's change.
    pub fn of_single(photo: &Planar, restored: &Planar) -> Self {
        let (width, height) = photo.size();
        let size = (width.div_ceil(SINGLE), height.div_ceil(SINGLE));
        let (view, after) = (photo.downscaled(size), restored.downscaled(size));
        Self::new(&view, &after, (width, height), true)
    }

    /// Gives a restored tile, whose upper left corner in the photo is `place`, the view's broad changes.
    pub fn correct(&self, place: (usize, usize), tile: &Planar, restored: &mut Planar) {
        if streaks_removed(tile, restored) {
            return;
        }
        let (width, height) = tile.size();
        let across = cells(width, place.0, self.scale.0, self.change.width());
        let down = cells(height, place.1, self.scale.1, self.change.height());
        let weights = (between(&across, width), between(&down, height));
        for channel in 0..3 {
            let (before, view) = (tile.plane(channel), self.change.plane(channel));
            let after = restored.plane_mut(channel);
            let mut lines = Vec::with_capacity(across.len() * down.len());
            for row in &down {
                for column in &across {
                    let fit = Fit::of(before, after, width, &column.tile, &row.tile);
                    let whole = mean_within(view, self.change.width(), &column.view, &row.view);
                    lines.push(fit.corrected(whole, self.doubt));
                }
            }
            if lines.iter().any(|line| *line != Line::NONE) {
                for (values, &(top, below, v)) in after.chunks_exact_mut(width).zip(&weights.1) {
                    let at = |row: usize, column: usize| lines[row * across.len() + column];
                    for (value, &(left, right, u)) in values.iter_mut().zip(&weights.0) {
                        let row = |row| at(row, left).to(at(row, right), u);
                        *value = row(top).to(row(below), v).apply(*value);
                    }
                }
            }
            if self.doubt > 0.0 {
                smooth::revert_low_frequencies(before, after, width, self.doubt);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: (usize, usize) = (400, 300);

    /// A picture whose brightness is a function of place.
    fn picture((width, height): (usize, usize), value: impl Fn(usize, usize) -> f32) -> Planar {
        Planar::from_fn(width, height, |_, x, y| value(x, y))
    }

    /// The largest difference, in levels of 255.
    fn apart(a: &Planar, b: &Planar) -> f32 {
        let pairs = a.data().iter().zip(b.data());
        pairs
            .map(|(a, b)| 255.0 * (a - b).abs())
            .fold(0.0, f32::max)
    }

    /// What becomes of a tile that `change` was done to, where the view was changed by `whole`.
    fn corrected(
        place: (usize, usize),
        change: impl Fn(usize, usize) -> f32,
        whole: impl Fn(usize, usize) -> f32,
    ) -> (Planar, Planar) {
        let view = picture((100, 75), |x, y| 0.3 + 0.002 * (x + y) as f32);
        let seen = picture((100, 75), |x, y| view.plane(0)[y * 100 + x] + whole(x, y));
        let tile = picture((128, 96), |x, y| {
            0.5 + 0.3 * ((x + 2 * y) as f32 * 0.3).sin()
        });
        let mut restored = picture((128, 96), |x, y| tile.plane(0)[y * 128 + x] + change(x, y));
        Broad::new(&view, &seen, SIZE, false).correct(place, &tile, &mut restored);
        (tile, restored)
    }

    #[test]
    fn a_tile_alone_cannot_darken_what_the_whole_photo_leaves() {
        let (tile, restored) = corrected((0, 0), |_, _| -0.2, |_, _| 0.0);
        assert!(apart(&tile, &restored) < 0.5);
    }

    #[test]
    fn a_tile_gets_the_change_of_its_own_place() {
        // The photo's right half becomes darker, and with it the view's.
        let whole = |x: usize, _| if x < 50 { 0.0 } else { -0.2 };
        let (tile, left) = corrected((0, 100), |_, _| 0.0, whole);
        assert!(apart(&tile, &left) < 0.5);
        let (tile, right) = corrected((400 - 128, 100), |_, _| 0.0, whole);
        let darker = picture((128, 96), |x, y| tile.plane(0)[y * 128 + x] - 0.2);
        assert!(apart(&darker, &right) < 0.5);
    }

    #[test]
    fn grain_and_rain_that_a_tile_loses_stay_lost() {
        let grain = |x: usize, y: usize| 0.1 * ((x + y) % 2) as f32 - 0.05;
        let (tile, restored) = corrected((100, 100), grain, |_, _| 0.0);
        assert!((apart(&tile, &restored) - 255.0 * 0.05).abs() < 0.01);
        let streaks = |x: usize, y: usize| if (x + y / 4) % 23 < 3 { -0.3 } else { 0.0 };
        let (tile, restored) = corrected((100, 100), streaks, |_, _| 0.0);
        assert!((apart(&tile, &restored) - 255.0 * 0.3).abs() < 0.01);
    }

    #[test]
    fn black_under_grain_becomes_black_again() {
        // Half of the grain is cut off at 0, so that the tile is lighter than what is under it; so is the view, without grain.
        let grain = |x: usize, y: usize| (0.3 * ((x * 7 + y * y * 13) as f32).sin()).max(0.0);
        let tile = picture((128, 96), grain);
        let view = picture((100, 75), |_, _| 0.095);
        let mut restored = picture((128, 96), |_, _| 0.03);
        let black = restored.clone();
        Broad::new(&view, &view, SIZE, false).correct((0, 0), &tile, &mut restored);
        assert!(
            apart(&black, &restored) < 1.0,
            "{}",
            apart(&black, &restored)
        );
        // Grain in the middle of the range does no such thing: there the view's counts.
        let tile = picture((128, 96), |x, y| 0.6 + grain(x, y));
        let mut restored = picture((128, 96), |_, _| 0.4);
        Broad::new(&view, &view, SIZE, false).correct((0, 0), &tile, &mut restored);
        assert!(apart(&black, &restored) > 160.0);
    }

    #[test]
    fn what_is_not_believed_is_taken_back_with_its_contrast() {
        // A tile of a pale surface is taken for haze, and so is the view, which gets no clearer by it.
        let surface = |x: usize, y: usize| 0.7 + 0.05 * ((x * y) as f32 * 0.7).sin();
        let tile = picture((128, 96), surface);
        let dehazed = picture((128, 96), |x, y| 1.6 * (surface(x, y) - 0.7) + 0.55);
        let view = picture((100, 75), |x, y| 0.3 + 0.002 * (x + y) as f32);
        let darker = picture((100, 75), |x, y| 0.27 + 0.002 * (x + y) as f32);
        let mut restored = dehazed.clone();
        let broad = Broad::new(&view, &darker, SIZE, true);
        broad.correct((0, 0), &tile, &mut restored);
        assert!(apart(&tile, &restored) < 1.0, "{}", apart(&tile, &restored));
        // Clearer, it is believed: the tile keeps what was done to it.
        let clearer = picture((100, 75), |x, y| 0.1 + 0.0035 * (x + y) as f32);
        let mut restored = dehazed.clone();
        let broad = Broad::new(&view, &clearer, SIZE, true);
        broad.correct((0, 0), &tile, &mut restored);
        assert!(apart(&tile, &restored) > 20.0);
    }
}
