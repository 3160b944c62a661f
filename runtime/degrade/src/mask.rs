//! The pre-training task: a picture of which little is left untouched.
//!
//! Zhang et al., "Dynamic Pre-training: Towards Efficient and Scalable All-in-One Image Restoration"
//! (DyNet, 2024), degrade 50 % of each crop's area with JPEG compression, Gaussian noise or random noise
//! at varying levels, mask 30 % of its patches, and leave the rest. Sizes, levels and the mask's color
//! are not given; ours: cells of 8x8 pixels (the block of JPEG; 16x16 would swallow whole
//! details of a 64-pixel crop), levels from the ranges of the other modules, and a mask that is
//! the crop's mean color, mid gray, or noise, so that no one color comes to mean "missing".

use crate::{jpeg, level, noise};
use dynet_core::Planar;
use rand::seq::SliceRandom;
use rand::{Rng, RngExt};
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// Standard deviations of the Gaussian noise, 0 to 255: around the 15 to 50 that networks are measured at.
pub const SIGMA: RangeInclusive<f32> = 5.0..=60.0;

/// How much of a picture is taken away and degraded.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mask {
    /// Side of a cell in pixels.
    pub cell: usize,
    /// Share of the cells that are masked, 0 to 1.
    pub masked: f32,
    /// Share of the cells that are degraded, 0 to 1; together with `masked` at most 1.
    pub degraded: f32,
}

impl Default for Mask {
    fn default() -> Self {
        Self::PAPER
    }
}

impl Mask {
    /// The paper's shares, in cells of 8x8.
    pub const PAPER: Self = Self {
        cell: 8,
        masked: 0.3,
        degraded: 0.5,
    };

    /// What is wrong with these numbers.
    pub fn fault(&self) -> Option<String> {
        let share = |share: f32| (0.0..=1.0).contains(&share);
        if self.cell == 0 {
            return Some("cells of the mask must be at least 1 pixel wide".into());
        }
        if !share(self.masked) || !share(self.degraded) || !share(self.masked + self.degraded) {
            return Some(format!(
                "{} of the cells masked and {} degraded: give shares that add up to at most 1",
                self.masked, self.degraded
            ));
        }
        None
    }
}

/// What happens to one cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cell {
    /// Left as it is.
    Kept,
    /// Its pixels are taken away.
    Masked,
    /// JPEG compressed, with the quality drawn for the picture.
    Jpeg,
    /// Gaussian noise of the sigma drawn for the picture.
    Gaussian,
    /// Uniform noise of the amplitude drawn for the picture.
    Uniform,
}

impl Mask {
    /// What happens to each cell of a `width` x `height` picture, row by row of cells; cells at the
    /// right and lower border may be cut off.
    pub fn plan(&self, width: usize, height: usize, rng: &mut impl Rng) -> Vec<Cell> {
        let count = width.div_ceil(self.cell) * height.div_ceil(self.cell);
        let share = |share: f32| ((count as f32 * share).round() as usize).min(count);
        let masked = share(self.masked);
        let mut cells = vec![Cell::Kept; count];
        cells[..masked].fill(Cell::Masked);
        for cell in cells.iter_mut().skip(masked).take(share(self.degraded)) {
            *cell = [Cell::Jpeg, Cell::Gaussian, Cell::Uniform][rng.random_range(0..3)];
        }
        cells.shuffle(rng);
        cells
    }

    /// Masks and degrades by a fresh [`Mask::plan`].
    pub fn apply(&self, clean: &Planar, rng: &mut impl Rng) -> Planar {
        let plan = self.plan(clean.width(), clean.height(), rng);
        let sigma = rng.random_range(SIGMA);
        let jpeg = jpeg::jpeg(clean, rng);
        let gaussian = noise::gaussian(clean, sigma, rng.next_u64(), 0);
        let uniform = noise::uniform(clean, rng);
        let fill = fill(clean, rng);
        let columns = clean.width().div_ceil(self.cell);
        let mut result = clean.clone();
        for (at, value) in result.data_mut().iter_mut().enumerate() {
            let (x, y) = (at % clean.width(), at / clean.width() % clean.height());
            *value = match plan[y / self.cell * columns + x / self.cell] {
                Cell::Kept => *value,
                Cell::Masked => fill.data()[at],
                Cell::Jpeg => jpeg.data()[at],
                Cell::Gaussian => gaussian.data()[at],
                Cell::Uniform => uniform.data()[at],
            };
        }
        result
    }
}

/// What shows in masked cells.
fn fill(clean: &Planar, rng: &mut impl Rng) -> Planar {
    let mut fill = Planar::new(clean.width(), clean.height());
    match rng.random_range(0..3) {
        0 => fill.data_mut().fill(level(0.5)),
        1 => {
            for channel in 0..3 {
                let plane = clean.plane(channel);
                let mean = plane.iter().sum::<f32>() / plane.len().max(1) as f32;
                fill.plane_mut(channel).fill(level(mean));
            }
        }
        _ => {
            for value in fill.data_mut() {
                *value = f32::from(rng.random::<u8>()) / 255.0;
            }
        }
    }
    fill
}
