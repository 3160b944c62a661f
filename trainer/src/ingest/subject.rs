//! Detects pictures that are not plain photos: screenshots, drawings, scans with a border.

use std::collections::HashMap;

use image::{Rgb, RgbImage};

use super::picture::Refusal;
use crate::store::State;

/// Rows that are sampled; more would not change the result.
const ROWS: u32 = 512;
/// In a screenshot, a larger fraction of pixels equals the left neighbor. Photos with a smooth sky exceed this too,
/// but not together with [`FEW_COLOURS`].
const EQUAL: f64 = 0.65;
/// And a larger fraction has one of the 16 most frequent colors. Of 241 open photos and test pictures, none exceeds
/// both; the closest, swans on a white lake, has 0.55 and 0.68.
const FEW_COLOURS: f64 = 0.5;
/// Maximum difference of values within a border's line, which allows for JPEG noise.
const EVEN: u8 = 8;

/// The reason not to train on this picture, if there is one.
pub(super) fn refusal(photo: &RgbImage) -> Option<Refusal> {
    if let Some(reason) = frame(photo) {
        return Some((State::Framed, reason));
    }
    is_graphic(photo).then(|| {
        let reason = "large areas of few colors without any grain: a screenshot or a drawing";
        (State::Graphic, reason.to_owned())
    })
}

fn is_graphic(photo: &RgbImage) -> bool {
    let step = photo.height().div_ceil(ROWS).max(1) as usize;
    let rows = || photo.rows().step_by(step);
    let (mut equal, mut pairs) = (0u64, 0u64);
    for row in rows() {
        let mut before = None;
        for pixel in row {
            pairs += u64::from(before.is_some());
            equal += u64::from(before == Some(pixel));
            before = Some(pixel);
        }
    }
    // The cheap test first: nearly every photo ends here.
    if pairs == 0 || equal as f64 <= EQUAL * pairs as f64 {
        return false;
    }
    let mut colours: HashMap<Rgb<u8>, u64> = HashMap::new();
    rows()
        .flatten()
        .for_each(|pixel| *colours.entry(*pixel).or_default() += 1);
    let mut counts: Vec<u64> = colours.into_values().collect();
    counts.sort_unstable_by(|a, b| b.cmp(a));
    let most: u64 = counts.iter().take(16).sum();
    most as f64 > FEW_COLOURS * counts.iter().sum::<u64>() as f64
}

/// Describes a border. It has one color and lies on at least two opposite sides: a white sky lies on one side only.
fn frame(photo: &RgbImage) -> Option<String> {
    let (width, height) = photo.dimensions();
    let row = |y: u32| (0..width).map(move |x| *photo.get_pixel(x, y));
    let column = |x: u32| (0..height).map(move |y| *photo.get_pixel(x, y));
    let sides = [
        even((0..height).map(row)),
        even((0..height).rev().map(row)),
        even((0..width).map(column)),
        even((0..width).rev().map(column)),
    ];
    let [top, bottom, left, right] = sides;
    let both = |(a, one): (u32, Rgb<u8>), (b, other): (u32, Rgb<u8>), side: u32| {
        let least = (side / 200).max(2);
        // A picture of a single color is flat, not bordered; flat pictures are handled elsewhere.
        a.min(b) >= least && a < side && near(one, other)
    };
    let framed = both(top, bottom, height) || both(left, right, width);
    framed.then(|| {
        let [top, bottom, left, right] = sides.map(|(lines, _)| lines);
        format!(
            "a border of one color, {top} pixels at the top, {bottom} at the bottom, {left} at the left and \
             {right} at the right: cut it off"
        )
    })
}

/// How many of the first lines have one color, and that color.
fn even<L: Iterator<Item = Rgb<u8>>>(lines: impl Iterator<Item = L>) -> (u32, Rgb<u8>) {
    let (mut count, mut colour) = (0, None);
    for mut line in lines {
        let Some(first) = line.next() else { break };
        let colour = *colour.get_or_insert(first);
        if !near(first, colour) || !line.all(|pixel| near(pixel, first)) {
            break;
        }
        count += 1;
    }
    (count, colour.unwrap_or(Rgb([0; 3])))
}

fn near(a: Rgb<u8>, b: Rgb<u8>) -> bool {
    (0..3).all(|channel| a[channel].abs_diff(b[channel]) <= EVEN)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Something with grain, as a camera sees it.
    fn scene(width: u32, height: u32) -> RgbImage {
        RgbImage::from_fn(width, height, |x, y| {
            let grain = (x * 7919 + y * 104_729).wrapping_mul(2_654_435_761) >> 28;
            Rgb([100 + grain as u8, (x % 200) as u8, (y % 200) as u8])
        })
    }

    fn state(photo: &RgbImage) -> Option<State> {
        refusal(photo).map(|(state, _)| state)
    }

    #[test]
    fn borders_are_found_at_two_sides_and_not_at_one() {
        let mut photo = scene(300, 200);
        assert_eq!(state(&photo), None);
        let white = |photo: &mut RgbImage, rows: std::ops::Range<u32>| {
            for y in rows {
                (0..300).for_each(|x| photo.put_pixel(x, y, Rgb([250, 252, 255])));
            }
        };
        white(&mut photo, 0..40);
        assert_eq!(state(&photo), None, "an overexposed sky");
        white(&mut photo, 195..200);
        let (found, reason) = refusal(&photo).unwrap();
        assert_eq!(found, State::Framed);
        assert!(
            reason.contains("40 pixels at the top, 5 at the bottom"),
            "{reason}"
        );
        for y in 195..200 {
            (0..300).for_each(|x| photo.put_pixel(x, y, Rgb([0; 3])));
        }
        assert_eq!(state(&photo), None, "two colours");
    }

    #[test]
    fn screenshots_are_told_from_smooth_photos() {
        let mut screen = RgbImage::from_pixel(400, 300, Rgb([240; 3]));
        for (x, y, pixel) in screen.enumerate_pixels_mut() {
            // Lines of text, a title, and a photo in a corner.
            if y < 20 {
                *pixel = Rgb([40, 60, 200]);
            } else if y % 12 < 6 && x % 5 == 0 {
                *pixel = Rgb([20; 3]);
            } else if x > 300 && y > 220 {
                *pixel = Rgb([(x % 256) as u8, (y % 256) as u8, (x * y % 256) as u8]);
            }
        }
        assert_eq!(state(&screen), Some(State::Graphic));
        // A sky that 8 bits make smooth, over a dark ridge.
        let ridge = scene(400, 300);
        let dusk = RgbImage::from_fn(400, 300, |x, y| match y < 200 {
            true => Rgb([(y / 3) as u8 + 60, (y / 2) as u8 + 60, 180 - (y / 4) as u8]),
            false => *ridge.get_pixel(x, y),
        });
        assert_eq!(state(&dusk), None);
        assert_eq!(state(&RgbImage::new(0, 0)), None);
    }
}
