//! The pixel format that every part of dynet passes around.

mod scale;

pub use scale::mean_within;

use crate::{Error, ErrorKind, Result};

/// An RGB picture as the networks see it: three planes of `f32`, row by row, red first.
///
/// The values run from 0 (black) to 1 (full); a network's raw output may leave that range. A picture has at least
/// one pixel, and always as many values as its size asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct Planar {
    width: usize,
    height: usize,
    data: Vec<f32>,
}

impl Planar {
    /// A black picture.
    ///
    /// # Panics
    /// For a picture without pixels and for one too large to be addressed: check sizes that others give, or let
    /// [`Planar::from_data`] do it.
    pub fn new(width: usize, height: usize) -> Self {
        Self::filled(width, height, 0.0)
    }

    /// A picture with one value everywhere.
    ///
    /// # Panics
    /// As [`Planar::new`].
    pub fn filled(width: usize, height: usize, value: f32) -> Self {
        let values = values(width, height).unwrap_or_else(|error| panic!("{error}"));
        Self {
            width,
            height,
            data: vec![value; values],
        }
    }

    /// A picture whose values come from a function of the channel (0 red, 1 green, 2 blue), the column and the row.
    ///
    /// # Panics
    /// As [`Planar::new`].
    pub fn from_fn(
        width: usize,
        height: usize,
        mut value: impl FnMut(usize, usize, usize) -> f32,
    ) -> Self {
        let mut picture = Self::new(width, height);
        for (row, values) in picture.data.chunks_exact_mut(width).enumerate() {
            for (x, to) in values.iter_mut().enumerate() {
                *to = value(row / height, x, row % height);
            }
        }
        picture
    }

    /// A picture of these values, `[3, height, width]`.
    ///
    /// # Errors
    /// [`ErrorKind::Argument`] for a picture without pixels, and when `data` has another length.
    pub fn from_data(width: usize, height: usize, data: Vec<f32>) -> Result<Self> {
        if data.len() == values(width, height)? {
            return Ok(Self {
                width,
                height,
                data,
            });
        }
        let found = data.len();
        let text = format!("a picture of {width}x{height} needs three planes, not {found} values");
        Err(Error::new(ErrorKind::Argument, text))
    }

    /// A picture of the same size, each value passed through `change`.
    pub fn map(&self, change: impl FnMut(f32) -> f32) -> Self {
        Self {
            data: self.data.iter().copied().map(change).collect(),
            ..*self
        }
    }

    /// Width in pixels.
    #[inline]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Height in pixels.
    #[inline]
    pub fn height(&self) -> usize {
        self.height
    }

    /// Width and height in pixels.
    #[inline]
    pub fn size(&self) -> (usize, usize) {
        (self.width, self.height)
    }

    /// Pixels in one plane.
    #[inline]
    pub fn pixels(&self) -> usize {
        self.width * self.height
    }

    /// All values, `[3, height, width]`, contiguous.
    #[inline]
    pub fn data(&self) -> &[f32] {
        &self.data
    }

    /// All values, to be written.
    #[inline]
    pub fn data_mut(&mut self) -> &mut [f32] {
        &mut self.data
    }

    /// The values alone.
    pub fn into_data(self) -> Vec<f32> {
        self.data
    }

    /// One color plane (0 red, 1 green, 2 blue), `[height, width]`.
    #[inline]
    pub fn plane(&self, channel: usize) -> &[f32] {
        let n = self.width * self.height;
        &self.data[channel * n..][..n]
    }

    /// One color plane, to be written.
    #[inline]
    pub fn plane_mut(&mut self, channel: usize) -> &mut [f32] {
        let n = self.width * self.height;
        &mut self.data[channel * n..][..n]
    }

    /// The part of `size` (width, height) whose upper left corner is `corner`.
    ///
    /// # Panics
    /// When that part has no pixel or does not lie in the picture.
    pub fn crop(&self, corner: (usize, usize), size: (usize, usize)) -> Self {
        let ((left, top), (width, height)) = (corner, size);
        let (across, down) = (left.checked_add(width), top.checked_add(height));
        let inside = across.is_some_and(|end| end <= self.width)
            && down.is_some_and(|end| end <= self.height);
        assert!(
            inside && width > 0 && height > 0,
            "{width}x{height} at {left}, {top} is no part of the picture"
        );
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
}

/// How many values a picture of this size has.
fn values(width: usize, height: usize) -> Result<usize> {
    let pixels = width.checked_mul(height).filter(|pixels| *pixels > 0);
    let values = pixels.and_then(|pixels| pixels.checked_mul(3));
    values.ok_or_else(|| {
        let text =
            format!("{width}x{height} is no size of a picture: it has no pixel, or too many");
        Error::new(ErrorKind::Argument, text)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_has_pixels_and_as_many_values_as_its_size() {
        assert!(Planar::from_data(2, 1, vec![0.5; 6]).is_ok());
        let wrong = [(0, 0, 0), (0, 5, 0), (2, 1, 5), (usize::MAX, 1, 3)];
        for (width, height, values) in wrong {
            let error = Planar::from_data(width, height, vec![0.5; values]).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Argument);
        }
    }

    #[test]
    fn a_function_gives_channels_columns_and_rows() {
        let picture = Planar::from_fn(3, 2, |channel, x, y| (100 * channel + 10 * y + x) as f32);
        assert_eq!(picture.plane(2), [200., 201., 202., 210., 211., 212.]);
        assert_eq!(picture.crop((1, 1), (2, 1)).plane(0), [11., 12.]);
        assert_eq!(picture.map(|value| value + 1.0).data()[0], 1.0);
    }
}
