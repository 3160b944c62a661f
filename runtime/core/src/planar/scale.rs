//! Scaling down by averaging.

use std::ops::Range;

use super::Planar;

impl Planar {
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
        let stripes = Planar::from_fn(90, 60, |_, x, _| (x % 3) as f32 / 2.0);
        let small = stripes.downscaled((30, 40));
        assert_eq!(small.size(), (30, 20));
        assert!(small.data().iter().all(|value| (value - 0.5).abs() < 1e-6));
        assert_eq!(stripes.downscaled((90, 90)), stripes);
    }
}
