//! Structural similarity (Wang et al. 2004) with scikit-image's defaults.

use super::{same_size, unit};
use crate::{Error, ErrorKind, Planar, Result};

/// Side of the averaging window.
const WINDOW: usize = 7;
/// `(0.01 * range)^2` and `(0.03 * range)^2` with a range of 1.
const C1: f64 = 0.0001;
const C2: f64 = 0.0009;

/// The mean structural similarity, 1 for equal pictures.
///
/// As `skimage.metrics.structural_similarity(a, b, channel_axis=.., data_range=1)`: a uniform 7x7
/// window, sample (not population) covariance, the mean over all windows that lie wholly inside the
/// picture, then over the channels.
///
/// # Errors
/// When the sizes differ or a side is under 7 pixels.
pub fn ssim(a: &Planar, b: &Planar) -> Result<f64> {
    same_size(a, b)?;
    if a.width() < WINDOW || a.height() < WINDOW {
        return Err(Error::new(
            ErrorKind::Argument,
            format!(
                "SSIM needs pictures of at least {WINDOW}x{WINDOW} pixels, this one is {}x{}",
                a.width(),
                a.height()
            ),
        ));
    }
    let channels = (0..3).map(|c| plane_ssim(a.plane(c), b.plane(c), a.width()));
    Ok(channels.sum::<f64>() / 3.0)
}

/// Sums over a window: a, b, a*a, b*b, a*b.
type Sums = [f64; 5];

fn plane_ssim(a: &[f32], b: &[f32], width: usize) -> f64 {
    let height = a.len() / width;
    // Column sums over the current band of seven rows, which slides down row by row.
    let mut columns: Vec<Sums> = vec![[0.0; 5]; width];
    let mut total = 0.0;
    for y in 0..height {
        for (x, column) in columns.iter_mut().enumerate() {
            add(column, products(a, b, y * width + x), 1.0);
            if y >= WINDOW {
                add(column, products(a, b, (y - WINDOW) * width + x), -1.0);
            }
        }
        if y + 1 < WINDOW {
            continue;
        }
        let mut window = [0.0; 5];
        for x in 0..width {
            add(&mut window, columns[x], 1.0);
            if x >= WINDOW {
                add(&mut window, columns[x - WINDOW], -1.0);
            }
            if x + 1 >= WINDOW {
                total += similarity(&window);
            }
        }
    }
    total / ((width - WINDOW + 1) * (height - WINDOW + 1)) as f64
}

fn products(a: &[f32], b: &[f32], i: usize) -> Sums {
    let (a, b) = (unit(a[i]), unit(b[i]));
    [a, b, a * a, b * b, a * b]
}

fn add(sums: &mut Sums, values: Sums, sign: f64) {
    for (sum, value) in sums.iter_mut().zip(values) {
        *sum += sign * value;
    }
}

fn similarity(sums: &Sums) -> f64 {
    let n = (WINDOW * WINDOW) as f64;
    let [a, b, aa, bb, ab] = sums.map(|sum| sum / n);
    let sample = n / (n - 1.0);
    let variance_a = sample * (aa - a * a);
    let variance_b = sample * (bb - b * b);
    let covariance = sample * (ab - a * b);
    ((2.0 * a * b + C1) * (2.0 * covariance + C2))
        / ((a * a + b * b + C1) * (variance_a + variance_b + C2))
}
