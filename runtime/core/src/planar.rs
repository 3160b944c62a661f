//! The pixel format that every part of dynet passes around.

use std::ops::Range;

use crate::{Error, ErrorKind, Result};

/// An RGB picture as the networks see it: three planes of `f32`, row by row, red first.
///
/// The values run from 0 (black) to 1 (full); a network's raw output may leave that range.
#[derive(Clone, Debug, PartialEq)]
pub struct Planar {
    /// Width in pixels.
    pub width: usize,
    /// Height in pixels.
    pub height: usize,
    /// `[3, height, width]`, contiguous.
    pub data: Vec<f32>,
}

impl Planar {
    /// A black picture.
    pub fn new(width: usize, height: usize) -> Self {
        Self {
            width,
            height,
            data: vec![0.0; 3 * width * height],
        }
    }

    /// One color plane (0 red, 1 green, 2 blue), `[height, width]`.
    pub fn plane(&self, channel: usize) -> &[f32] {
        let n = self.width * self.height;
        &self.data[channel * n..][..n]
    }

    /// One color plane, to be written.
    pub fn plane_mut(&mut self, channel: usize) -> &mut [f32] {
        let n = self.width * self.height;
        &mut self.data[channel * n..][..n]
    }

    /// The part of `size` (width, height) whose upper left corner is `corner`; it must lie in the picture.
    pub fn crop(&self, corner: (usize, usize), size: (usize, usize)) -> Self {
        let ((left, top), (width, height)) = (corner, size);
        let mut data = Vec::with_capacity(3 * width * height);
        for channel in 0..3 {
            let rows = self.plane(channel).chunks_exact(self.width);
            for row in rows.skip(top).take(height) {
                data.extend_from_slice(&row[left..][..width]);
            }
        }
        Self {
            width,
            height,
            data,
        }
    }

    /// Scaled down to at most `size` (width, height) by averaging; the aspect ratio is kept. A smaller picture stays
    /// unchanged.
    pub fn downscaled(&self, size: (usize, usize)) -> Self {
        let (width, height) = (self.width as f64, self.height as f64);
        let scale = (size.0 as f64 / width).min(size.1 as f64 / height);
        if scale >= 1.0 {
            return self.clone();
        }
        let side = |side: f64| ((side * scale).round() as usize).max(1);
        let mut small = Self::new(side(width), side(height));
        let columns = parts(self.width, small.width);
        let rows = parts(self.height, small.height);
        for channel in 0..3 {
            let plane = self.plane(channel);
            let means = rows.iter().flat_map(|row| {
                let mean = |column| mean_within(plane, self.width, column, row);
                columns.iter().map(mean)
            });
            let to = small.plane_mut(channel).iter_mut();
            to.zip(means).for_each(|(to, mean)| *to = mean);
        }
        small
    }

    /// Checks that `data` holds three planes of this size.
    ///
    /// # Errors
    /// [`ErrorKind::Argument`] when `data` has another length.
    pub fn check(&self) -> Result<()> {
        if self.data.len() == 3 * self.pixels() {
            return Ok(());
        }
        let (width, height, values) = (self.width, self.height, self.data.len());
        let text = format!("a picture of {width}x{height} needs three planes, not {values} values");
        Err(Error::new(ErrorKind::Argument, text))
    }

    /// Pixels in one plane.
    pub fn pixels(&self) -> usize {
        self.width * self.height
    }
}

/// The mean of the part of a plane, `width` pixels a row, that lies in `columns` and `rows`.
pub fn mean_within(
    plane: &[f32],
    width: usize,
    columns: &Range<usize>,
    rows: &Range<usize>,
) -> f32 {
    let row = |y: usize| plane[y * width..][columns.clone()].iter().sum::<f32>();
    let sum: f32 = rows.clone().map(row).sum();
    sum / (columns.len() * rows.len()).max(1) as f32
}

/// `length` cut into `count` equal parts.
fn parts(length: usize, count: usize) -> Vec<Range<usize>> {
    let part = |n: usize| n * length / count..(n + 1) * length / count;
    (0..count).map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_shrunk_in_its_proportions_to_means() {
        let stripes = Planar {
            data: (0..3 * 90 * 60).map(|at| (at % 3) as f32 / 2.0).collect(),
            ..Planar::new(90, 60)
        };
        let small = stripes.downscaled((30, 40));
        assert_eq!((small.width, small.height), (30, 20));
        assert!(small.data.iter().all(|value| (value - 0.5).abs() < 1e-6));
        assert_eq!(stripes.downscaled((90, 90)), stripes);
    }
}
