//! How blurred a photo is, by its sharpest edges.
//!
//! An edge was blurred by a Gaussian of deviation s. A second blur of deviation 1 flattens it by the
//! factor sqrt((s² + 1) / s²), whatever its height (Zhuo and Sim, "Defocus map estimation from a
//! single image", 2011). Backgrounds are blurred in good photos too, so only the sharpest of the
//! strongest edges count.

use super::{Grey, quantile};

/// The Gaussian of deviation 1, from its center.
const GAUSS: [f32; 4] = [0.399_05, 0.242_04, 0.054_01, 0.004_43];
/// Edges are the pixels with the steepest 2 % of slopes, if steeper than 4 levels per pixel.
const EDGES: f32 = 0.98;
const STEEP: f32 = 4.0;
/// Fewer edge pixels give no estimate.
const LEAST: usize = 50;
/// The quantile of sharpness that counts: a quarter of the edges is sharper.
const SHARP: f32 = 0.75;
/// The estimate for a photo without any sharp edge.
const MOST: f32 = 9.0;

/// The deviation in pixels of a Gaussian blur as strong as the photo's.
pub(super) fn sigma(pieces: &[Grey]) -> Option<f32> {
    let mut slopes = Vec::new();
    for piece in pieces {
        let blurred = blurred(piece);
        // Every second row is enough.
        for y in (1..piece.height.saturating_sub(1)).step_by(2) {
            for x in 1..piece.width.saturating_sub(1) {
                slopes.push((slope(&blurred, x, y), slope(piece, x, y)));
            }
        }
    }
    let mut after: Vec<f32> = slopes.iter().map(|(after, _)| *after).collect();
    let steep = quantile(&mut after, EDGES)?.max(STEEP);
    let edges = slopes.iter().filter(|(after, _)| *after >= steep);
    let mut factors: Vec<f32> = edges.map(|(after, before)| before / after).collect();
    if factors.len() < LEAST {
        return None;
    }
    // It is NaN for values far outside those of photos.
    let factor = quantile(&mut factors, SHARP).filter(|factor| factor.is_finite())?;
    Some((factor * factor - 1.0).max(0.0).sqrt().recip().min(MOST))
}

fn slope(image: &Grey, x: usize, y: usize) -> f32 {
    let across = image.row(y)[x + 1] - image.row(y)[x - 1];
    let down = image.row(y + 1)[x] - image.row(y - 1)[x];
    // Not hypot, which is slow because it is exact for very large numbers.
    (across * across + down * down).sqrt() / 2.0
}

/// The picture blurred by a Gaussian of deviation 1, with its border repeated.
fn blurred(image: &Grey) -> Grey {
    let (width, height) = (image.width, image.height);
    let mut rows = Vec::with_capacity(image.data.len());
    for y in 0..height {
        let row = image.row(y);
        for x in 0..width {
            let mut sum = GAUSS[0] * row[x];
            for (by, weight) in GAUSS.iter().enumerate().skip(1) {
                sum += weight * (row[x.saturating_sub(by)] + row[(x + by).min(width - 1)]);
            }
            rows.push(sum);
        }
    }
    let mut data = Vec::with_capacity(rows.len());
    let row = |y: usize| &rows[y * width..][..width];
    for y in 0..height {
        let near = [1, 2, 3].map(|by| (row(y.saturating_sub(by)), row((y + by).min(height - 1))));
        for x in 0..width {
            let mut sum = GAUSS[0] * row(y)[x];
            for ((above, below), weight) in near.iter().zip(&GAUSS[1..]) {
                sum += weight * (above[x] + below[x]);
            }
            data.push(sum);
        }
    }
    Grey {
        width,
        height,
        data,
    }
}
