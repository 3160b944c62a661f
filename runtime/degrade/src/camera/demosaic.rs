//! Demosaicing: from one color a pixel to three. It makes the noise of neighboring pixels correlated.

use rand::{Rng, RngExt};

/// Pixels on each side that demosaicing needs: width and height become smaller by twice as many.
pub(super) const REACH: usize = 3;

/// A method of demosaicing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Demosaic {
    /// The mean of the nearest pixels of the color: soft, colored edges.
    Bilinear,
    /// Linear filters of 5x5 that let a color follow the others' detail (Malvar, He and Cutler, "High-quality
    /// linear interpolation for demosaicing of Bayer-patterned color images", 2004).
    Malvar,
    /// Green along the direction in which the picture changes less, then the others by their difference from it
    /// (Hamilton and Adams, US patent 5,629,734, 1997). Noise chooses directions too: it leaves short lines.
    Directed,
}

impl Demosaic {
    /// Bilinear in 40 %, the other two in 30 % each. Better methods than the bilinear one are known, but they amplify
    /// noise, so for high ISO converters use methods that smooth as it does (RawTherapee's manual advises LMMSE and IGV there).
    pub fn random(rng: &mut impl Rng) -> Self {
        match rng.random_range(0..10) {
            0..4 => Self::Bilinear,
            4..7 => Self::Malvar,
            _ => Self::Directed,
        }
    }

    /// Red, green and blue planes, smaller by [`REACH`] on each side, from the raw values of `width` pixels a row.
    /// `shift` moves the pattern, red at (0, 0) without it.
    pub(super) fn fill(self, raw: &[f32], width: usize, shift: (usize, usize)) -> [Vec<f32>; 3] {
        let mosaic = Mosaic { raw, width, shift };
        match self {
            Self::Bilinear => mosaic.by_filters(&BILINEAR),
            Self::Malvar => mosaic.by_filters(&MALVAR),
            Self::Directed => mosaic.directed(),
        }
    }
}

/// Raw values in Bayer's pattern of red and green over green and blue.
struct Mosaic<'a> {
    raw: &'a [f32],
    width: usize,
    shift: (usize, usize),
}

/// What is summed for a missing color: the pixel, its neighbors right and left, above and below, the diagonal
/// ones, and those two away right and left, above and below.
type Filter = [f32; 6];

/// The ways of a missing color, in this order: green in a red or blue pixel; red or blue in a green pixel whose
/// row has it, whose column has it; red in a blue pixel or the other way round.
type Filters = [Filter; 4];

const BILINEAR: Filters = [
    [0.0, 0.25, 0.25, 0.0, 0.0, 0.0],
    [0.0, 0.5, 0.0, 0.0, 0.0, 0.0],
    [0.0, 0.0, 0.5, 0.0, 0.0, 0.0],
    [0.0, 0.0, 0.0, 0.25, 0.0, 0.0],
];

const MALVAR: Filters = [
    [0.5, 0.25, 0.25, 0.0, -0.125, -0.125],
    [0.625, 0.5, 0.0, -0.125, -0.125, 0.0625],
    [0.625, 0.0, 0.5, -0.125, 0.0625, -0.125],
    [0.75, 0.0, 0.0, 0.25, -0.1875, -0.1875],
];

impl Mosaic<'_> {
    /// The color that a pixel catches.
    fn colour(&self, x: usize, y: usize) -> usize {
        (x + self.shift.0) % 2 + (y + self.shift.1) % 2
    }

    fn size(&self) -> (usize, usize) {
        let height = self.raw.len() / self.width;
        (self.width - 2 * REACH, height - 2 * REACH)
    }

    fn by_filters(&self, filters: &Filters) -> [Vec<f32>; 3] {
        let (width, height) = self.size();
        let mut planes = [0, 1, 2].map(|_| vec![0.0; width * height]);
        let stride = self.width;
        for y in 0..height {
            for x in 0..width {
                let at = (y + REACH) * stride + x + REACH;
                let raw = self.raw;
                let sums = [
                    raw[at],
                    raw[at - 1] + raw[at + 1],
                    raw[at - stride] + raw[at + stride],
                    raw[at - stride - 1]
                        + raw[at - stride + 1]
                        + raw[at + stride - 1]
                        + raw[at + stride + 1],
                    raw[at - 2] + raw[at + 2],
                    raw[at - 2 * stride] + raw[at + 2 * stride],
                ];
                let by = |way: usize| -> f32 {
                    let parts = sums.iter().zip(&filters[way]);
                    parts.map(|(sum, weight)| sum * weight).sum()
                };
                let pixel = match self.colour(x + REACH, y + REACH) {
                    0 => [raw[at], by(0), by(3)],
                    2 => [by(3), by(0), raw[at]],
                    // The row of a green pixel has red where its neighbor catches red.
                    _ if self.colour(x + REACH + 1, y + REACH) == 0 => [by(1), raw[at], by(2)],
                    _ => [by(2), raw[at], by(1)],
                };
                for (plane, value) in planes.iter_mut().zip(pixel) {
                    plane[y * width + x] = value;
                }
            }
        }
        planes
    }

    fn directed(&self) -> [Vec<f32>; 3] {
        // Raw less green: nothing where green was caught. One pixel more than asked on each side.
        let stride = self.width;
        let rows = self.raw.len() / stride;
        let mut green = self.raw.to_vec();
        for y in 2..rows - 2 {
            // Only every other pixel lacks green.
            let first = 2 + usize::from(self.colour(2, y) == 1);
            for x in (first..stride - 2).step_by(2) {
                let at = y * stride + x;
                green[at] = self.green(at);
            }
        }
        let difference: Vec<f32> = self.raw.iter().zip(&green).map(|(r, g)| r - g).collect();
        let (width, height) = self.size();
        let mut planes = [0, 1, 2].map(|_| vec![0.0; width * height]);
        for y in 0..height {
            for x in 0..width {
                let at = (y + REACH) * stride + x + REACH;
                let (d, g) = (&difference, green[at]);
                let beside = (d[at - 1] + d[at + 1]) / 2.0;
                let above = (d[at - stride] + d[at + stride]) / 2.0;
                let across = (d[at - stride - 1]
                    + d[at - stride + 1]
                    + d[at + stride - 1]
                    + d[at + stride + 1])
                    / 4.0;
                let (red, blue) = match self.colour(x + REACH, y + REACH) {
                    0 => (d[at], across),
                    2 => (across, d[at]),
                    _ if self.colour(x + REACH + 1, y + REACH) == 0 => (beside, above),
                    _ => (above, beside),
                };
                for (plane, value) in planes.iter_mut().zip([g + red, g, g + blue]) {
                    plane[y * width + x] = value;
                }
            }
        }
        planes
    }

    /// Green in a red or blue pixel, from the direction with less change.
    fn green(&self, at: usize) -> f32 {
        let raw = self.raw;
        let along = |step: usize| {
            let (before, after) = (raw[at - step], raw[at + step]);
            let bend = 2.0 * raw[at] - raw[at - 2 * step] - raw[at + 2 * step];
            let change = (before - after).abs() + bend.abs();
            (change, (before + after) / 2.0 + bend / 4.0)
        };
        let (beside, by_row) = along(1);
        let (above, by_column) = along(self.width);
        if beside < above {
            by_row
        } else if above < beside {
            by_column
        } else {
            (by_row + by_column) / 2.0
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WAYS: [Demosaic; 3] = [Demosaic::Bilinear, Demosaic::Malvar, Demosaic::Directed];
    const SIDE: usize = 24;

    /// The raw values of a picture, given as a function of place and color.
    fn caught(picture: impl Fn(usize, usize, usize) -> f32, shift: (usize, usize)) -> Vec<f32> {
        let pixel = |at: usize| {
            let (x, y) = (at % SIDE, at / SIDE);
            picture(x, y, (x + shift.0) % 2 + (y + shift.1) % 2)
        };
        (0..SIDE * SIDE).map(pixel).collect()
    }

    /// The largest error of each color.
    fn errors(
        way: Demosaic,
        shift: (usize, usize),
        picture: impl Fn(usize, usize, usize) -> f32,
    ) -> [f32; 3] {
        let planes = way.fill(&caught(&picture, shift), SIDE, shift);
        let inner = SIDE - 2 * REACH;
        [0, 1, 2].map(|colour| {
            let plane = planes[colour].iter().enumerate();
            let error = plane.map(|(at, value)| {
                let (x, y) = (at % inner + REACH, at / inner + REACH);
                (value - picture(x, y, colour)).abs()
            });
            error.fold(0.0, f32::max)
        })
    }

    #[test]
    fn flat_colours_and_ramps_are_exact() {
        for way in WAYS {
            for shift in [(0, 0), (1, 0), (0, 1), (1, 1)] {
                let flat = errors(way, shift, |_, _, colour| [0.2, 0.5, 0.7][colour]);
                assert!(flat.iter().all(|e| *e < 1e-6), "{way:?} {shift:?} {flat:?}");
                let ramp = errors(way, shift, |x, y, colour| {
                    0.01 * x as f32 + 0.02 * y as f32 + 0.1 * colour as f32
                });
                assert!(ramp.iter().all(|e| *e < 1e-5), "{way:?} {shift:?} {ramp:?}");
            }
        }
    }

    #[test]
    fn grey_lines_stay_grey_where_direction_is_known() {
        // A gray edge between columns: the directed way looks along it and errs nowhere.
        let edge = |x: usize, _: usize, _: usize| if x < SIDE / 2 { 0.2 } else { 0.8 };
        let [bilinear, malvar, directed] = WAYS.map(|way| errors(way, (0, 0), edge));
        assert!(directed[1] < 1e-6, "{directed:?}");
        assert!(
            bilinear[1] > 0.14 && malvar[1] < bilinear[1],
            "{bilinear:?} {malvar:?}"
        );
    }

    #[test]
    fn noise_spreads_as_the_filters_say() {
        // The variance that white noise of 1 keeps in a filled-in pixel is the sum of the squared weights.
        let kept = |filter: &Filter| {
            let times = [1.0, 2.0, 2.0, 4.0, 2.0, 2.0];
            let squares = filter.iter().zip(times).map(|(w, n)| n * w * w);
            squares.sum::<f32>()
        };
        assert_eq!(BILINEAR.map(|f| kept(&f)), [0.25, 0.5, 0.5, 0.25]);
        assert!(MALVAR.iter().all(|f| (0.5..1.2).contains(&kept(f))));
        // Each filter keeps the mean.
        for filter in BILINEAR.iter().chain(&MALVAR) {
            let times = [1.0, 2.0, 2.0, 4.0, 2.0, 2.0];
            let sum: f32 = filter.iter().zip(times).map(|(w, n)| n * w).sum();
            assert_eq!(sum, 1.0);
        }
    }
}
