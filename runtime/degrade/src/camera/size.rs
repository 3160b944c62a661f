//! Resizing: back to the photo's size before it was shrunk for the web, and shrinking of the noise.

use dynet_core::Planar;

/// The picture as it was before it was shrunk to `scale` (bilinear: only the noise on it is kept), and
/// `margin` pixels more on each side, as at its edges.
pub(super) fn before(picture: &Planar, scale: f32, margin: usize) -> Planar {
    let full = |side: usize| ((side as f32 / scale).round() as usize).max(1);
    let (from, to) = (
        picture.size(),
        (full(picture.width()), full(picture.height())),
    );
    let mut large = Planar::new(to.0 + 2 * margin, to.1 + 2 * margin);
    for channel in 0..3 {
        let plane = enlarged(picture.plane(channel), from, to, margin);
        large.plane_mut(channel).copy_from_slice(&plane);
    }
    large
}

/// A plane of size `from`, enlarged to `to` and a margin by bilinear interpolation.
pub(super) fn enlarged(
    plane: &[f32],
    from: (usize, usize),
    to: (usize, usize),
    margin: usize,
) -> Vec<f32> {
    let columns = places(from.0, to.0, margin);
    let rows = places(from.1, to.1, margin);
    let mut large = Vec::with_capacity(columns.len() * rows.len());
    let mut between = vec![0.0; from.0];
    for (top, bottom, down) in rows {
        let row = |y: usize| &plane[y * from.0..][..from.0];
        let pairs = row(top).iter().zip(row(bottom));
        for (to, (above, below)) in between.iter_mut().zip(pairs) {
            *to = above + (below - above) * down;
        }
        large.extend(columns.iter().map(|(left, right, along)| {
            let left = between[*left];
            left + (between[*right] - left) * along
        }));
    }
    large
}

/// For each new pixel the two old ones around it and how far it lies from the first to the second.
fn places(from: usize, to: usize, margin: usize) -> Vec<(usize, usize, f32)> {
    let place = |at: usize| {
        let middle = at as f32 + 0.5 - margin as f32;
        let place = middle * from as f32 / to as f32 - 0.5;
        let place = place.clamp(0.0, (from - 1) as f32);
        let first = place as usize;
        (first, (first + 1).min(from - 1), place - first as f32)
    };
    (0..to + 2 * margin).map(place).collect()
}

/// A plane of `width` pixels a row with a margin of `margin` on each side, shrunk to `size` without the margin.
///
/// `sharp` shrinks by a cubic (Keys, a = -0.5, widened by the ratio as image editors do), otherwise each new pixel
/// is the mean of the area that it covers.
pub(super) fn after(
    plane: &[f32],
    width: usize,
    margin: usize,
    size: (usize, usize),
    sharp: bool,
) -> Vec<f32> {
    let height = plane.len() / width;
    let columns = weights(width, margin, size.0, sharp);
    let rows = weights(height, margin, size.1, sharp);
    let mut row = vec![0.0; width];
    let mut small = Vec::with_capacity(size.0 * size.1);
    for (first, weights) in &rows {
        row.fill(0.0);
        for (from, weight) in plane.chunks_exact(width).skip(*first).zip(weights) {
            row.iter_mut()
                .zip(from)
                .for_each(|(to, from)| *to += weight * from);
        }
        small.extend(columns.iter().map(|(first, weights)| {
            let parts = row[*first..].iter().zip(weights);
            parts.map(|(value, weight)| value * weight).sum::<f32>()
        }));
    }
    small
}

/// For each of `to` new pixels the first of the old ones that it takes, and the weights of those from there on.
fn weights(length: usize, margin: usize, to: usize, sharp: bool) -> Vec<(usize, Vec<f32>)> {
    let ratio = (length - 2 * margin) as f32 / to as f32;
    let wide = ratio.max(1.0);
    let reach = if sharp { 2.0 * wide } else { wide / 2.0 };
    let new = |at: usize| {
        let middle = (at as f32 + 0.5) * ratio + margin as f32;
        let first = (middle - reach).floor().max(0.0) as usize;
        let end = ((middle + reach).ceil() as usize).clamp(first + 1, length);
        let weight = |old: usize| {
            let far = old as f32 + 0.5 - middle;
            if sharp {
                cubic(far / wide)
            } else {
                // What of the old pixel lies within the new one.
                let inside = (far + 0.5).min(wide / 2.0) - (far - 0.5).max(-wide / 2.0);
                inside.max(0.0)
            }
        };
        let mut weights: Vec<f32> = (first..end).map(weight).collect();
        let sum: f32 = weights.iter().sum();
        weights.iter_mut().for_each(|weight| *weight /= sum);
        (first, weights)
    };
    (0..to).map(new).collect()
}

/// Keys' cubic with a = -0.5.
fn cubic(far: f32) -> f32 {
    let far = far.abs();
    if far < 1.0 {
        (1.5 * far - 2.5) * far * far + 1.0
    } else if far < 2.0 {
        ((-0.5 * far + 2.5) * far - 4.0) * far + 2.0
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn same_size_is_the_same() {
        let mut picture = Planar::new(5, 4);
        for (at, value) in picture.data_mut().iter_mut().enumerate() {
            *value = (at * 7 % 11) as f32 / 11.0;
        }
        let large = before(&picture, 1.0, 3);
        assert_eq!(large.size(), (11, 10));
        for sharp in [false, true] {
            for channel in 0..3 {
                let back = after(large.plane(channel), 11, 3, (5, 4), sharp);
                let pairs = back.iter().zip(picture.plane(channel));
                assert!(pairs.into_iter().all(|(a, b)| (a - b).abs() < 1e-5));
            }
        }
    }

    #[test]
    fn the_mean_over_an_area_takes_its_share_of_noise() {
        // Alternating pixels vanish in means of two by two, and a flat plane stays.
        let plane: Vec<f32> = (0..16 * 16)
            .map(|at| ((at % 16 + at / 16) % 2) as f32)
            .collect();
        let small = after(&plane, 16, 0, (8, 8), false);
        assert!(small.iter().all(|v| (v - 0.5).abs() < 1e-6));
        for sharp in [false, true] {
            let flat = after(&[0.25; 17 * 13], 17, 2, (6, 4), sharp);
            assert_eq!(flat.len(), 24);
            assert!(flat.iter().all(|v| (v - 0.25).abs() < 1e-6));
        }
    }
}
