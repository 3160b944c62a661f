//! Gaussian filters of one plane.

/// A plane under a Gaussian; beyond an edge it goes on as at the edge.
pub(super) fn blurred(plane: &[f32], width: usize, sigma: f32) -> Vec<f32> {
    let reach = (2.5 * sigma).ceil().max(1.0) as usize;
    let weight = |at: usize| (-0.5 * (at as f32 / sigma.max(1e-3)).powi(2)).exp();
    let half: Vec<f32> = (0..=reach).map(weight).collect();
    let sum = half[0] + 2.0 * half[1..].iter().sum::<f32>();
    let kernel: Vec<f32> = half.iter().map(|weight| weight / sum).collect();

    let mut rows = Vec::with_capacity(plane.len());
    let mut padded = vec![0.0; width + 2 * reach];
    for row in plane.chunks_exact(width) {
        padded[..reach].fill(row[0]);
        padded[reach..][..width].copy_from_slice(row);
        padded[reach + width..].fill(row[width - 1]);
        let from = rows.len();
        rows.extend(row.iter().map(|value| value * kernel[0]));
        for (d, weight) in kernel.iter().enumerate().skip(1) {
            let pairs = padded[reach - d..].iter().zip(&padded[reach + d..]);
            let sums = rows[from..].iter_mut().zip(pairs);
            sums.for_each(|(to, (before, after))| *to += weight * (before + after));
        }
    }
    let last = plane.len() / width - 1;
    let row = |y: usize| &rows[y * width..][..width];
    let mut blurred = Vec::with_capacity(plane.len());
    for y in 0..=last {
        let from = blurred.len();
        blurred.extend(row(y).iter().map(|value| value * kernel[0]));
        for (d, weight) in kernel.iter().enumerate().skip(1) {
            let pairs = row(y.saturating_sub(d)).iter().zip(row((y + d).min(last)));
            let sums = blurred[from..].iter_mut().zip(pairs);
            sums.for_each(|(to, (above, below))| *to += weight * (above + below));
        }
    }
    blurred
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blur_keeps_flat_planes_and_weighs_as_a_gaussian() {
        let flat = blurred(&[0.3; 35], 7, 2.0);
        assert!(flat.iter().all(|v| (v - 0.3).abs() < 1e-6));
        let mut dot = vec![0.0; 21 * 21];
        dot[10 * 21 + 10] = 1.0;
        let spot = blurred(&dot, 21, 1.0);
        let peak = 1.0 / (2.0 * std::f32::consts::PI);
        assert!((spot[10 * 21 + 10] - peak).abs() < 0.005);
        assert!((spot[10 * 21 + 11] - spot[9 * 21 + 10]).abs() < 1e-6);
    }
}
