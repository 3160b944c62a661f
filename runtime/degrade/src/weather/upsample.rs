//! Depth of cells brought to pixels by joint bilateral upsampling (Kopf et al., 2007): a pixel takes the depth
//! of those cells around it that have its color.

use dynet_core::Planar;

/// Values by cell of a picture.
pub(super) struct Cells<'a> {
    pub columns: usize,
    /// Pixels a side.
    pub side: usize,
    pub colours: [&'a [f32]; 3],
    pub values: &'a [f32],
}

/// Squared difference of colors that counts as none: noise and texture.
const ALIKE: f32 = 0.001;

impl Cells<'_> {
    /// The value at every pixel, `[height, width]`.
    pub fn upsample(&self, picture: &Planar) -> Vec<f32> {
        let rows = self.values.len() / self.columns;
        let planes = [0, 1, 2].map(|channel| picture.plane(channel));
        let across: Vec<_> = (0..picture.width())
            .map(|x| self.around(x, self.columns))
            .collect();
        let mut field = Vec::with_capacity(picture.pixels());
        for y in 0..picture.height() {
            let near_rows = self.around(y, rows);
            for (x, near_columns) in across.iter().enumerate() {
                let colour = planes.map(|plane| plane[y * picture.width() + x]);
                let (mut sum, mut weights) = (0.0, 0.0);
                for (row, down) in near_rows {
                    for (column, beside) in near_columns {
                        let cell = row * self.columns + column;
                        let apart: f32 = (0..3)
                            .map(|c| (colour[c] - self.colours[c][cell]).powi(2))
                            .sum();
                        let alike = ALIKE / (ALIKE + apart);
                        let weight = down * beside * alike * alike;
                        sum += weight * self.values[cell];
                        weights += weight;
                    }
                }
                field.push(sum / weights.max(1e-12));
            }
        }
        field
    }

    /// The cells before, at and after a pixel of a row or column of `count` cells, each with its weight by nearness.
    fn around(&self, at: usize, count: usize) -> [(usize, f32); 3] {
        let place = (at as f32 + 0.5) / self.side as f32 - 0.5;
        let middle = place.round().max(0.0) as usize;
        [0, 1, 2].map(|step| {
            let cell = (middle + step).saturating_sub(1).min(count - 1);
            let far = (place - (middle as f32 + step as f32 - 1.0)).abs();
            (cell, (1.6 - far).max(0.05))
        })
    }
}
