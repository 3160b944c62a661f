//! What was done to a cell of a tile, and what is done about it.

use std::ops::Range;

use dynet_core::mean_within;

/// Smaller differences are left, in parts of 1 (3 levels of 255, 1 where the view is clean): rounding, grain, borders of things.
const LEAST: f32 = 3.0 / 255.0;
const MIN_DOUBTED: f32 = 1.0 / 255.0;

/// Grain that ends at black or white, since no value goes beyond, has a mean apart from that of what is under it: by up to so
/// many times its deviation, in cells whose mean is within so many of them of the end.
const CUT_SHIFT: f32 = 0.7;
const CUT_WITHIN: f32 = 1.5;
/// As many times as much contrast is left: who restores an edge makes it a little steeper.
const MIN_CONTRAST: f32 = 1.05;

/// What becomes of a value: `factor * value + shift`.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Line {
    factor: f32,
    shift: f32,
}

impl Line {
    pub const NONE: Self = Self {
        factor: 1.0,
        shift: 0.0,
    };

    pub fn apply(self, value: f32) -> f32 {
        self.factor * value + self.shift
    }

    /// The line between this one, at 0, and another, at 1.
    pub fn to(self, other: Self, share: f32) -> Self {
        Self {
            factor: self.factor + (other.factor - self.factor) * share,
            shift: self.shift + (other.shift - self.shift) * share,
        }
    }
}

/// What was done to a cell of a tile, roughly.
pub(super) struct Fit {
    before: f32,
    after: f32,
    /// How many times its contrast became as large: less than 1 where noise went, more where haze did.
    contrast: f32,
    /// Standard deviation of what was taken off within the cell.
    grain: f32,
}

impl Fit {
    pub fn of(
        before: &[f32],
        after: &[f32],
        width: usize,
        columns: &Range<usize>,
        rows: &Range<usize>,
    ) -> Self {
        let middle = (
            mean_within(before, width, columns, rows),
            mean_within(after, width, columns, rows),
        );
        let (mut square, mut product, mut grain) = (0.0, 0.0, 0.0);
        for y in rows.clone() {
            let row = y * width + columns.start..y * width + columns.end;
            for (before, after) in before[row.clone()].iter().zip(&after[row]) {
                let (before, after) = (before - middle.0, after - middle.1);
                square += before * before;
                product += before * after;
                grain += (after - before) * (after - before);
            }
        }
        // The slope of least squares; nothing can be said of what is flat.
        let contrast = if square > 0.0 { product / square } else { 1.0 };
        Self {
            before: middle.0,
            after: middle.1,
            contrast,
            grain: (grain / (columns.len() * rows.len()).max(1) as f32).sqrt(),
        }
    }

    /// What gives the cell the change `whole` in the place of its own, and, as far as there is `doubt`, takes back what
    /// contrast it gained: haze that is none leaves what is pale in contrast before it leaves it dark.
    pub fn corrected(&self, whole: f32, doubt: f32) -> Line {
        let factor = 1.0 / (1.0 + doubt * (self.contrast - MIN_CONTRAST).max(0.0));
        let own = self.after - self.before;
        let shift = beyond(self.least(own, doubt), whole - own);
        Line {
            factor,
            shift: shift + (1.0 - factor) * self.after,
        }
    }

    /// How far the cell's own change `own` may be from the view's: further where it restores what grain cut off at black or white
    /// did, which in the view, shrunk, is no grain any more.
    fn least(&self, own: f32, doubt: f32) -> f32 {
        let least = LEAST + (MIN_DOUBTED - LEAST) * doubt;
        let from_end = if own < 0.0 {
            self.before
        } else {
            1.0 - self.before
        };
        if from_end < CUT_WITHIN * self.grain {
            least.max(CUT_SHIFT * self.grain)
        } else {
            least
        }
    }
}

/// The part of a difference that counts: nothing up to `least`, then quickly all of it, without a step.
pub(super) fn beyond(least: f32, difference: f32) -> f32 {
    let ratio = least / difference.abs().max(least);
    difference * (1.0 - ratio * ratio)
}
