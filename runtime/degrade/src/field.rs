//! Smooth fields over a picture, from a coarse grid of values.

use rand::{Rng, RngExt};

/// Values at the corners of a coarse grid that spans the picture.
pub(crate) struct Grid {
    columns: usize,
    rows: usize,
    values: Vec<f32>,
}

impl Grid {
    /// Random values from -1 to 1: a slowly varying field ("value noise").
    pub fn random(columns: usize, rows: usize, rng: &mut impl Rng) -> Self {
        let values = (0..columns * rows)
            .map(|_| rng.random_range(-1.0..=1.0))
            .collect();
        Self {
            columns,
            rows,
            values,
        }
    }

    /// Its values, row by row.
    pub fn values(&self) -> &[f32] {
        &self.values
    }

    /// Mean values of a plane in cells of `cell` pixels: the plane, blurred.
    pub fn average(plane: &[f32], width: usize, height: usize, cell: usize) -> Self {
        let (columns, rows) = (width.div_ceil(cell), height.div_ceil(cell));
        let mut values = Vec::with_capacity(columns * rows);
        for top in (0..height).step_by(cell) {
            for left in (0..width).step_by(cell) {
                let right = (left + cell).min(width);
                let lines = top..(top + cell).min(height);
                let count = (lines.len() * (right - left)) as f32;
                let sum: f32 = lines
                    .map(|y| plane[y * width..][left..right].iter().sum::<f32>())
                    .sum();
                values.push(sum / count);
            }
        }
        Self {
            columns,
            rows,
            values,
        }
    }

    /// The field at every pixel of a picture, `[height, width]`.
    pub fn spread(&self, width: usize, height: usize) -> Vec<f32> {
        let across: Vec<_> = (0..width).map(|x| place(x, width, self.columns)).collect();
        let mut field = Vec::with_capacity(width * height);
        for y in 0..height {
            let (row, below, v) = place(y, height, self.rows);
            let (row, below) = (row * self.columns, below * self.columns);
            field.extend(across.iter().map(|&(left, right, u)| {
                let mix =
                    |row: usize| self.values[row + left] * (1.0 - u) + self.values[row + right] * u;
                mix(row) * (1.0 - v) + mix(below) * v
            }));
        }
        field
    }
}

/// The grid lines on both sides of a pixel and how far it is between them, eased so that no crease
/// shows at the grid lines.
fn place(at: usize, size: usize, lines: usize) -> (usize, usize, f32) {
    let position = (at as f32 + 0.5) / size as f32 * (lines - 1) as f32;
    let before = position as usize;
    let u = position - before as f32;
    (before, (before + 1).min(lines - 1), u * u * (3.0 - 2.0 * u))
}
