//! The part of a picture that one row of tiles needs, before and after the network.

use super::pad::reflect_pad;
use super::rows::{Rows, copy};
use super::spans::Span;
use dynet_core::{Planar, Result};

/// Rows read and still needed.
pub(super) struct Input {
    band: Planar,
    /// The picture row at the top of the band.
    top: usize,
    /// Rows of the picture read so far.
    read: usize,
    tile: (usize, usize),
    /// The band, padded where it is smaller than a tile.
    padded: Option<Planar>,
}

impl Input {
    /// For a picture of `size` and tiles of `tile` (both width, height).
    pub fn new(size: (usize, usize), tile: (usize, usize)) -> Self {
        Self {
            band: Planar::new(size.0, size.1.min(tile.1)),
            top: 0,
            read: 0,
            tile,
            padded: None,
        }
    }

    /// Moves on to the row of tiles that begins at `top`.
    pub fn seek(&mut self, top: usize, rows: &mut dyn Rows) -> Result<()> {
        let end = top + self.band.height();
        if self.read >= end {
            return Ok(());
        }
        let kept = self.read.saturating_sub(top);
        shift(&mut self.band, top - self.top, kept);
        let missing = self.band.height() - kept;
        let mut new = Planar::new(self.band.width(), missing);
        rows.read(self.read, &mut new)?;
        copy((&new, 0), (&mut self.band, kept), Some(missing))?;
        (self.top, self.read) = (top, end);
        let small = self.band.width() < self.tile.0 || self.band.height() < self.tile.1;
        self.padded = small.then(|| reflect_pad(&self.band, self.tile.0, self.tile.1));
        Ok(())
    }

    /// The tile that begins at the column `left`.
    pub fn cut(&self, left: usize) -> Planar {
        let band = self.padded.as_ref().unwrap_or(&self.band);
        band.crop((left, 0), self.tile)
    }
}

/// Rows to which tiles are still added.
pub(super) struct Output {
    band: Planar,
    /// The picture row at the top of the band.
    top: usize,
}

impl Output {
    /// For a picture of `size` (width, height) and tiles of that height.
    pub fn new(size: (usize, usize), tile_height: usize) -> Self {
        Self {
            band: Planar::new(size.0, size.1.min(tile_height)),
            top: 0,
        }
    }

    /// Adds a tile, weighted, to the part of the result that it covers, and drops its padding.
    pub fn blend(&mut self, tile: &Planar, row: &Span, column: &Span) {
        let width = self.band.width();
        let across = tile.width().min(width - column.start);
        for channel in 0..3 {
            let from = tile.plane(channel).chunks_exact(tile.width());
            let to = self.band.plane_mut(channel).chunks_exact_mut(width);
            for ((source, target), down) in from.zip(to).zip(&row.weights) {
                let target = &mut target[column.start..][..across];
                for ((to, &from), &weight) in target.iter_mut().zip(source).zip(&column.weights) {
                    *to += from * (weight * down);
                }
            }
        }
    }

    /// Hands over the rows before `end`, which are done.
    pub fn write(&mut self, end: usize, rows: &mut dyn Rows) -> Result<()> {
        let done = end - self.top;
        if done == self.band.height() {
            rows.write(self.top, &self.band)?;
            self.band.data_mut().fill(0.0);
        } else {
            let mut ready = Planar::new(self.band.width(), done);
            copy((&self.band, 0), (&mut ready, 0), None)?;
            rows.write(self.top, &ready)?;
            let kept = self.band.height() - done;
            shift(&mut self.band, done, kept);
            let width = self.band.width();
            for channel in 0..3 {
                self.band.plane_mut(channel)[kept * width..].fill(0.0);
            }
        }
        self.top = end;
        Ok(())
    }
}

/// Moves `kept` rows up by `by`.
fn shift(band: &mut Planar, by: usize, kept: usize) {
    let width = band.width();
    for channel in 0..3 {
        let plane = band.plane_mut(channel);
        plane.copy_within(by * width..(by + kept) * width, 0);
    }
}
