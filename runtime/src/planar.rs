//! The pixel format that every part of dynet passes around.

use crate::{Error, ErrorKind, Result};

/// An RGB picture as the networks see it: three planes of `f32`, row by row, red first.
///
/// The values run from 0 (black) to 1 (full); a network's raw output may leave that range.
#[derive(Clone, Debug, PartialEq)]
pub struct Planar {
    /// Pixels a row.
    pub width: usize,
    /// Rows.
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

    /// One colour plane (0 red, 1 green, 2 blue), `[height, width]`.
    pub fn plane(&self, channel: usize) -> &[f32] {
        let n = self.width * self.height;
        &self.data[channel * n..][..n]
    }

    /// One colour plane, to be written.
    pub fn plane_mut(&mut self, channel: usize) -> &mut [f32] {
        let n = self.width * self.height;
        &mut self.data[channel * n..][..n]
    }

    /// The part of `size` (width, height) whose upper left corner is `corner`; it must lie in the picture.
    pub(crate) fn part(&self, corner: (usize, usize), size: (usize, usize)) -> Self {
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

    /// Checks that there are three planes of its size.
    ///
    /// # Errors
    /// [`ErrorKind::Argument`] when `data` has another length.
    pub(crate) fn check(&self) -> Result<()> {
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
