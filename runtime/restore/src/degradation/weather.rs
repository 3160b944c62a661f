//! Rain and haze, by what a network that removes them removes a photo.

use super::{Degradation, Kind};
use dynet_core::Planar;

/// Pixels a side of the cells whose means tell haze; what varies within a cell tells rain.
const CELL: usize = 16;
/// Haze: by how many levels of 255 a photo gets darker at least, and its contrast greater.
const DARKER: f32 = 8.0;
const CLEARER: f32 = 4.0;
/// A broad change is believed where a photo's contrast grows, or one of its colours gets brighter: not by the first of these
/// levels of 255, wholly from the second on. Of a photo that gets much darker more contrast is asked, by these shares of
/// how much: on photos held out haze that was there had 0.12 or more, sand out of focus up to 0.06.
const BELIEVED_CLEARER: (f32, f32) = (2.0, CLEARER);
const CLEARER_BY_DARKER: (f32, f32) = (0.06, 0.1);
const BELIEVED_BRIGHTER: (f32, f32) = (1.0, 3.0);
/// Parts along the longer side of a photo whose means tell whether there is more on it than one surface; and how far they
/// deviate, in levels of 255: not enough at the first, surely at the second. Photos held out have 10 or more in thick
/// haze, of fine sand out of focus 3.
const PARTS: usize = 5;
const SURFACES: (f32, f32) = (5.0, 8.0);
/// Rain: what is taken off within cells, its standard deviation in levels of 255; how much of it runs in
/// one direction, 0 to 1; and its skewness: streaks are bright, so more is taken off than added.
const STREAKS: f32 = 3.0;
const ONE_WAY: f32 = 0.45;
const BRIGHT: f32 = -0.3;

/// Which of rain and haze a network took off a photo, `before` and `after` of one size, values 0 to 1;
/// `None` where it took off little, or something else.
///
/// [`Kind::Haze`] makes a photo brighter all over and its contrast smaller. [`Kind::Rain`] is bright
/// streaks, side by side in one direction. Both are only seen where the network removes them.
///
/// ```
/// use dynet_core::Planar;
/// use dynet::degradation::{Kind, removed};
/// let clear = Planar::from_fn(64, 64, |_, x, _| x as f32 / 64.0);
/// let hazy = clear.map(|value| 0.6 * value + 0.4 * 0.9);
/// assert_eq!(removed(&hazy, &clear).map(|found| found.kind), Some(Kind::Haze));
/// assert_eq!(removed(&clear, &clear), None);
/// ```
pub fn removed(before: &Planar, after: &Planar) -> Option<Degradation> {
    if before.size() != after.size() {
        return None;
    }
    let change = Change::between(before, after)?;
    if change.is_streaks() {
        return Some(Degradation {
            kind: Kind::Rain,
            amount: change.fine,
        });
    }
    let clearer = 255.0 * (deviation(after.data()) - deviation(before.data()));
    (change.darker >= DARKER && clearer >= CLEARER).then_some(Degradation {
        kind: Kind::Haze,
        amount: change.darker,
    })
}

/// How much to believe broad changes that a network for haze makes to a photo, 0 to 1, by what it did to a view of the whole.
/// Taking off haze makes a photo clearer; where it does not get so, there was no haze, but something pale. Of a pale surface
/// alone nobody can tell whether it is hazy.
pub(crate) fn broad_trust(before: &Planar, after: &Planar) -> f32 {
    let clearer = 255.0 * (deviation(after.data()) - deviation(before.data()));
    let brighter =
        [0, 1, 2].map(|channel| 255.0 * (mean(after.plane(channel)) - mean(before.plane(channel))));
    let brightest = brighter.into_iter().fold(f32::MIN, f32::max);
    let darker = -mean(&brighter);
    let limits = (
        BELIEVED_CLEARER.0.max(CLEARER_BY_DARKER.0 * darker),
        BELIEVED_CLEARER.1.max(CLEARER_BY_DARKER.1 * darker),
    );
    let better = rise(clearer, limits).max(rise(brightest, BELIEVED_BRIGHTER));
    better * surfaces(before)
}

/// How surely a photo shows more than one surface, 0 to 1.
fn surfaces(photo: &Planar) -> f32 {
    let parts = photo.downscaled((PARTS, PARTS));
    let deviations = [0, 1, 2].map(|channel| deviation(parts.plane(channel)));
    rise(255.0 * mean(&deviations), SURFACES)
}

/// 0 up to the first limit, 1 from the second on.
fn rise(value: f32, (from, to): (f32, f32)) -> f32 {
    ((value - from) / (to - from)).clamp(0.0, 1.0)
}

/// Whether what a network took off looks like rain.
pub(crate) fn streaks_removed(before: &Planar, after: &Planar) -> bool {
    Change::between(before, after).is_some_and(|change| change.is_streaks())
}

/// What was added to a photo's brightness, in levels of 255.
struct Change {
    /// The mean, with its sign turned: how much was taken off.
    darker: f32,
    /// The standard deviation within cells.
    fine: f32,
    skewness: f32,
    /// How much the gradient keeps to one line: 0 in none, 1 in all places (the structure tensor's coherence;
    /// Bigün and Granlund, "Optimal Orientation Detection of Linear Symmetry", 1987).
    one_way: f32,
}

impl Change {
    fn is_streaks(&self) -> bool {
        self.fine >= STREAKS && self.one_way >= ONE_WAY && self.skewness <= BRIGHT
    }

    /// Over whole cells; `None` where there is none.
    fn between(before: &Planar, after: &Planar) -> Option<Self> {
        let (columns, rows) = (before.width() / CELL, before.height() / CELL);
        let width = columns * CELL;
        let count = (columns * rows * CELL * CELL) as f32;
        if count == 0.0 {
            return None;
        }
        let mut fine = vec![0.0; width * rows * CELL];
        for y in 0..rows * CELL {
            for x in 0..width {
                let at = y * before.width() + x;
                let added = |c: usize| after.plane(c)[at] - before.plane(c)[at];
                fine[y * width + x] = 255.0 / 3.0 * (added(0) + added(1) + added(2));
            }
        }
        let mean = fine.iter().sum::<f32>() / count;
        for top in (0..rows * CELL).step_by(CELL) {
            for left in (0..width).step_by(CELL) {
                let lines = top..top + CELL;
                let cell = lines.clone().map(|y| &fine[y * width + left..][..CELL]);
                let mean = cell.flatten().sum::<f32>() / (CELL * CELL) as f32;
                for y in lines {
                    let line = &mut fine[y * width + left..][..CELL];
                    line.iter_mut().for_each(|value| *value -= mean);
                }
            }
        }
        let moment = |n: i32| fine.iter().map(|value| value.powi(n)).sum::<f32>() / count;
        let deviation = moment(2).sqrt();
        Some(Self {
            darker: -mean,
            fine: deviation,
            skewness: moment(3) / deviation.powi(3).max(f32::MIN_POSITIVE),
            one_way: one_way(&fine, width),
        })
    }
}

/// The structure tensor's coherence over a whole plane.
fn one_way(plane: &[f32], width: usize) -> f32 {
    let (mut across, mut both, mut down) = (0.0, 0.0, 0.0);
    let rows: Vec<&[f32]> = plane.chunks_exact(width).collect();
    for lines in rows.windows(3) {
        // Differences that share no pixel: grain, the same in all directions, then counts as 0.
        for x in 1..width - 1 {
            let (dx, dy) = (lines[1][x + 1] - lines[1][x - 1], lines[2][x] - lines[0][x]);
            across += dx * dx;
            both += dx * dy;
            down += dy * dy;
        }
    }
    let along: f32 = (across - down).hypot(2.0 * both);
    along / (across + down).max(f32::MIN_POSITIVE)
}

fn mean(values: &[f32]) -> f32 {
    values.iter().sum::<f32>() / values.len().max(1) as f32
}

fn deviation(values: &[f32]) -> f32 {
    let middle = mean(values);
    let square = values.iter().map(|value| (value - middle).powi(2));
    (square.sum::<f32>() / values.len().max(1) as f32).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A grey picture with bright marks, two pixels wide and `length` pixels long, on a slant.
    fn marked(length: usize) -> Planar {
        let mut picture = Planar::new(128, 96);
        picture.data_mut().fill(0.4);
        for mark in 0..100 {
            let (x, y) = (mark * 37 % 120, mark * 53 % 84);
            for along in 0..length {
                let at = (y + along) * 128 + x + along / 5;
                (0..3).for_each(|channel| picture.plane_mut(channel)[at..at + 2].fill(0.7));
            }
        }
        picture
    }

    /// A picture that gets lighter from left to right.
    fn slope(from: f32, to: f32) -> Planar {
        Planar::from_fn(64, 64, |_, x, _| from + (to - from) * x as f32 / 63.0)
    }

    #[test]
    fn streaks_that_go_are_rain_dots_and_new_streaks_are_not() {
        let grey = Planar::filled(128, 96, 0.4);
        let kind = |before: &Planar, after: &Planar| removed(before, after).map(|found| found.kind);
        assert_eq!(kind(&marked(12), &grey), Some(Kind::Rain));
        assert_eq!(kind(&marked(2), &grey), None);
        assert_eq!(kind(&grey, &marked(12)), None);
    }

    #[test]
    fn a_darker_picture_without_more_contrast_was_not_hazy() {
        let kind = |before, after| removed(&before, &after).map(|found| found.kind);
        assert_eq!(kind(slope(0.5, 0.9), slope(0.2, 0.9)), Some(Kind::Haze));
        assert_eq!(kind(slope(0.5, 0.9), slope(0.3, 0.7)), None);
        assert_eq!(kind(slope(0.2, 0.9), slope(0.5, 0.9)), None);
    }

    #[test]
    fn a_change_is_believed_that_clears_or_brightens() {
        let pale = slope(0.5, 0.9);
        let trust = |after: Planar| broad_trust(&pale, &after);
        assert_eq!(trust(slope(0.2, 0.9)), 1.0); // haze taken off
        assert_eq!(trust(slope(0.46, 0.86)), 0.0); // a little darker all over
        assert_eq!(trust(slope(0.3, 0.7)), 0.0); // sand that was taken for haze
        assert_eq!(trust(slope(0.6, 1.0)), 1.0); // brighter
        assert_eq!(trust(slope(0.27, 0.71)), 0.0); // such sand, a little clearer
        assert_eq!(trust(pale.clone()), 0.0);
        // Nothing switches from one frame of a film to the next.
        let steps = (0..=100).map(|n| trust(slope(0.5 - 0.002 * n as f32, 0.9)));
        let steps: Vec<f32> = steps.collect();
        assert!(steps.windows(2).all(|w| w[0] <= w[1] && w[1] - w[0] < 0.2));
    }

    #[test]
    fn of_one_surface_nothing_is_believed() {
        let picture =
            |value: &dyn Fn(usize, usize) -> f32| Planar::from_fn(100, 75, |_, x, y| value(x, y));
        let sand = |x: usize, y: usize| 0.7 + 0.08 * ((x * x * 17 + y * y * 29) as f32).sin();
        let shore = |x: usize, y: usize| sand(x, y) - if y < 30 { 0.2 } else { 0.0 };
        // Both get much clearer.
        let trust = |view: &dyn Fn(usize, usize) -> f32| {
            let clearer = |x, y| 2.0 * (view(x, y) - 0.7) + 0.5;
            broad_trust(&picture(view), &picture(&clearer))
        };
        assert_eq!((trust(&sand), trust(&shore)), (0.0, 1.0));
    }

    #[test]
    fn pictures_that_cannot_be_compared_tell_nothing() {
        let small = Planar::new(8, 8);
        assert_eq!(removed(&small, &small), None);
        assert_eq!(removed(&small, &Planar::new(64, 64)), None);
    }
}
