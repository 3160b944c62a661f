//! Simple plots of lines and dots, to see results without other programs.

use crate::label;
use dynet_core::Planar;

/// Pixels of a panel's drawing area.
const WIDTH: usize = 640;
const HEIGHT: usize = 160;
/// Room for numbers and titles around it.
const LEFT: usize = 80;
const TOP: usize = 24;
const BOTTOM: usize = 24;
const RIGHT: usize = 176;

/// Colors that color-blind readers can tell apart (Okabe and Ito).
const COLOURS: [[f32; 3]; 8] = [
    [0.0, 0.447, 0.698],
    [0.835, 0.369, 0.0],
    [0.0, 0.62, 0.451],
    [0.8, 0.475, 0.655],
    [0.0, 0.0, 0.0],
    [0.337, 0.706, 0.914],
    [0.902, 0.624, 0.0],
    [0.941, 0.894, 0.259],
];

/// Points joined by a line, or dots.
#[derive(Clone, Debug)]
pub struct Curve {
    name: String,
    points: Vec<(f64, f64)>,
    joined: bool,
}

impl Curve {
    /// A curve through `points`; its name stands at its end.
    pub fn new(name: &str, points: Vec<(f64, f64)>) -> Self {
        Self {
            name: name.into(),
            points,
            joined: true,
        }
    }

    /// Dots at `points`, with a name beside the panel.
    pub fn dots(name: &str, points: Vec<(f64, f64)>) -> Self {
        Self {
            joined: false,
            ..Self::new(name, points)
        }
    }
}

/// Curves over one pair of axes.
#[derive(Clone, Debug)]
pub struct Panel {
    /// What the vertical axis shows.
    pub title: String,
    /// What the horizontal axis counts, such as `step`.
    pub across: String,
    /// The curves.
    pub curves: Vec<Curve>,
}

/// The panels one below the other, on white.
pub fn draw(panels: &[Panel]) -> Planar {
    let each = TOP + HEIGHT + BOTTOM;
    let mut sheet = Planar::new(LEFT + WIDTH + RIGHT, each * panels.len().max(1));
    sheet.data_mut().fill(1.0);
    for (number, panel) in panels.iter().enumerate() {
        draw_panel(&mut sheet, panel, number * each + TOP);
    }
    sheet
}

fn draw_panel(sheet: &mut Planar, panel: &Panel, top: usize) {
    let points = || panel.curves.iter().flat_map(|c| c.points.iter());
    let (low_x, high_x) = range(points().map(|p| p.0));
    let (low_y, high_y) = range(points().map(|p| p.1));
    label::draw(sheet, &panel.title, (LEFT, top - 16), WIDTH, 1);
    for (share, value) in [(0.0, high_y), (0.5, (low_y + high_y) / 2.0), (1.0, low_y)] {
        let y = top + (share * (HEIGHT - 1) as f64) as usize;
        line(sheet, (LEFT, y), (LEFT + WIDTH - 1, y), [0.85; 3]);
        label::draw(sheet, &format!("{value:8.3}"), (8, y - 4), LEFT - 8, 1);
    }
    let below = top + HEIGHT + 6;
    label::draw(sheet, &format!("{low_x:.0}"), (LEFT, below), WIDTH, 1);
    let end = format!("{} {high_x:.0}", panel.across);
    let left = LEFT + WIDTH.saturating_sub(end.len() * label::HEIGHT);
    label::draw(sheet, &end, (left, below), WIDTH, 1);

    let place = |&(x, y): &(f64, f64)| {
        let right = (x - low_x) / (high_x - low_x) * (WIDTH - 1) as f64;
        let down = (high_y - y) / (high_y - low_y) * (HEIGHT - 1) as f64;
        (LEFT + right as usize, top + down as usize)
    };
    for (number, curve) in panel.curves.iter().enumerate() {
        let colour = COLOURS[number % COLOURS.len()];
        let points: Vec<_> = curve.points.iter().map(place).collect();
        if curve.joined {
            for pair in points.windows(2) {
                line(sheet, pair[0], pair[1], colour);
            }
        } else {
            for &(x, y) in &points {
                for y in y.saturating_sub(1)..=y + 1 {
                    line(sheet, (x.saturating_sub(1), y), (x + 1, y), colour);
                }
            }
        }
        if let Some(&(x, y)) = points.last() {
            if curve.joined {
                line(sheet, (x, y), (x + 8, y), colour);
            }
            let name = (LEFT + WIDTH + 12, top + 12 * number);
            line(
                sheet,
                (name.0 - 10, name.1 + 4),
                (name.0 - 3, name.1 + 4),
                colour,
            );
            label::draw(sheet, &curve.name, name, RIGHT - 12, 1);
        }
    }
}

/// The lowest and highest number, moved apart if they are equal.
fn range(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let (low, high) = values
        .filter(|v| v.is_finite())
        .fold((f64::MAX, f64::MIN), |(l, h), v| (l.min(v), h.max(v)));
    match low < high {
        true => (low, high),
        false if low == high => (low - 0.5, high + 0.5),
        false => (0.0, 1.0),
    }
}

fn line(sheet: &mut Planar, from: (usize, usize), to: (usize, usize), colour: [f32; 3]) {
    let steps = from.0.abs_diff(to.0).max(from.1.abs_diff(to.1)).max(1);
    for step in 0..=steps {
        let share = step as f64 / steps as f64;
        let between = |a: usize, b: usize| (a as f64 + share * (b as f64 - a as f64)).round();
        let (x, y) = (
            between(from.0, to.0) as usize,
            between(from.1, to.1) as usize,
        );
        if x < sheet.width() && y < sheet.height() {
            let at = y * sheet.width() + x;
            for (channel, value) in colour.into_iter().enumerate() {
                sheet.plane_mut(channel)[at] = value;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_curves_as_there_are_and_any_values() {
        let curve = |n: usize| {
            let points = vec![(0.0, n as f64), (1.0, f64::NAN), (2.0, f64::INFINITY)];
            Curve::new(&format!("a long name that does not fit, {n}"), points)
        };
        let panel = |curves: usize| Panel {
            title: "PSNR".repeat(100),
            across: "step".repeat(100),
            curves: (0..curves).map(curve).collect(),
        };
        for curves in [0, 1, 15, 16, 100] {
            let sheet = draw(&[panel(curves)]);
            let inked = sheet.data().iter().filter(|value| **value < 0.5).count();
            assert!(inked > 1000, "{curves} curves: {inked}");
        }
    }
}
