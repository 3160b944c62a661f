//! Smooth changes within a tile, which are no noise's and no rain's.
//!
//! What noise and streaks leave, averaged over a few pixels, is small beside what it is around that average. Haze that
//! is none is taken off the other way round: in blots, with little grain.

use super::fit::beyond;

/// Pixels on each side of a pixel of the window that tells what is smooth there.
const SMOOTH: usize = 2;
/// Of the window that tells how much is not.
const AROUND: usize = 6;
/// How many times the deviation of the rest a smooth change is at least. White noise has 0.2 of it. At 1.5, some rain came
/// back on photos held out (0.2 dB); from 2 on, none.
const TIMES: f32 = 2.0;
/// Smaller smooth changes are left, in parts of 1.
const LEAST: f32 = 0.3 / 255.0;

/// Takes the share `doubt`, 0 to 1, of what was changed smoothly out of a restored plane again.
pub(super) fn revert_low_frequencies(before: &[f32], after: &mut [f32], width: usize, doubt: f32) {
    let change: Vec<f32> = after.iter().zip(before).map(|(a, b)| a - b).collect();
    let smooth = means(&change, width, SMOOTH);
    let rest = change.iter().zip(&smooth).map(|(c, s)| (c - s) * (c - s));
    let rest = means(&rest.collect::<Vec<f32>>(), width, AROUND);
    for ((value, smooth), rest) in after.iter_mut().zip(smooth).zip(rest) {
        *value -= doubt * beyond(LEAST + TIMES * rest.sqrt(), smooth);
    }
}

/// The mean around each pixel, over windows that end where the plane does.
fn means(plane: &[f32], width: usize, radius: usize) -> Vec<f32> {
    let window = |at: usize, side: usize| at.saturating_sub(radius)..(at + radius + 1).min(side);
    let along: Vec<f32> = plane
        .chunks_exact(width)
        .flat_map(|row| {
            (0..width).map(|x| {
                let near = &row[window(x, width)];
                near.iter().sum::<f32>() / near.len() as f32
            })
        })
        .collect();
    let height = plane.len() / width;
    let mut means = vec![0.0; along.len()];
    for (y, means) in means.chunks_exact_mut(width).enumerate() {
        let rows = window(y, height);
        let share = 1.0 / rows.len() as f32;
        for row in along[rows.start * width..rows.end * width].chunks_exact(width) {
            means.iter_mut().zip(row).for_each(|(m, v)| *m += share * v);
        }
    }
    means
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIDTH: usize = 60;

    /// A plane whose values are a function of place.
    fn plane(value: impl Fn(usize, usize) -> f32) -> Vec<f32> {
        let values = (0..WIDTH * 50).map(|at| value(at % WIDTH, at / WIDTH));
        values.collect()
    }

    /// Root mean square of a difference, in levels of 255.
    fn apart(a: &[f32], b: &[f32]) -> f32 {
        let squares = a.iter().zip(b).map(|(a, b)| (a - b) * (a - b));
        255.0 * (squares.sum::<f32>() / a.len() as f32).sqrt()
    }

    /// Blots of `levels` of 255.
    fn blots(levels: f32) -> impl Fn(usize, usize) -> f32 {
        move |x, y| levels / 255.0 * (x as f32 * 0.15).sin() * (y as f32 * 0.12).cos()
    }

    /// White grain, some 0.6 times `levels` in deviation.
    fn grain(levels: f32) -> impl Fn(usize, usize) -> f32 {
        move |x, y| levels / 255.0 * ((x * x * 17 + y * y * 29 + x * y * 7) as f32).sin()
    }

    fn taken_back(change: impl Fn(usize, usize) -> f32, doubt: f32) -> f32 {
        let before = plane(|x, y| 0.5 + 0.002 * (x + y) as f32);
        let mut after = plane(|x, y| before[y * WIDTH + x] + change(x, y));
        revert_low_frequencies(&before, &mut after, WIDTH, doubt);
        apart(&before, &after)
    }

    #[test]
    fn blots_go_back_and_grain_stays_away() {
        let given = apart(&plane(blots(8.0)), &plane(|_, _| 0.0));
        assert!(taken_back(blots(8.0), 1.0) < 0.15 * given);
        assert!((taken_back(blots(8.0), 0.0) - given).abs() < 0.01);
        for levels in [2.0, 20.0] {
            let given = apart(&plane(grain(levels)), &plane(|_, _| 0.0));
            assert!((taken_back(grain(levels), 1.0) / given - 1.0).abs() < 0.01);
        }
    }

    #[test]
    fn streaks_stay_away() {
        let streak = |x: usize, y: usize| if (x + y / 4) % 23 < 2 { -0.2 } else { 0.0 };
        let given = apart(&plane(streak), &plane(|_, _| 0.0));
        assert!(taken_back(streak, 1.0) > 0.97 * given);
    }

    #[test]
    fn windows_end_where_the_plane_does() {
        let ramp = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0];
        assert_eq!(means(&ramp, 3, 1), [2.0, 2.5, 3.0, 2.0, 2.5, 3.0]);
        assert_eq!(means(&ramp, 1, 1), [0.5, 1.0, 2.0, 3.0, 4.0, 4.5]);
        assert_eq!(means(&[7.0], 1, 6), [7.0]);
    }
}
