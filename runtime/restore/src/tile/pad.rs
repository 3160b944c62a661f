//! Padding by reflection.

use dynet_core::Planar;

/// Grows a picture to the right and downwards by mirroring it, the border pixel itself not repeated.
///
/// The mirror image is mirrored again where the picture is smaller than what is missing; a single
/// row or column repeats. Sizes below the picture's own count as its own.
pub fn reflect_pad(image: &Planar, width: usize, height: usize) -> Planar {
    let (width, height) = (width.max(image.width()), height.max(image.height()));
    if (width, height) == image.size() {
        return image.clone();
    }
    let columns: Vec<usize> = (0..width).map(|x| reflect(x, image.width())).collect();
    let mut padded = Planar::new(width, height);
    for channel in 0..3 {
        let plane = image.plane(channel);
        let rows = padded.plane_mut(channel).chunks_exact_mut(width);
        for (y, to) in rows.enumerate() {
            let row = &plane[reflect(y, image.height()) * image.width()..][..image.width()];
            let (own, mirrored) = to.split_at_mut(row.len());
            own.copy_from_slice(row);
            let columns = &columns[row.len()..];
            mirrored
                .iter_mut()
                .zip(columns)
                .for_each(|(to, &x)| *to = row[x]);
        }
    }
    padded
}

/// Where position `i` lands in `0..length` when the axis is folded at both ends.
fn reflect(i: usize, length: usize) -> usize {
    if length == 1 {
        return 0;
    }
    let period = 2 * (length - 1);
    let i = i % period;
    i.min(period - i)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_as_often_as_needed() {
        let folded: Vec<usize> = (0..10).map(|i| reflect(i, 3)).collect();
        assert_eq!(folded, [0, 1, 2, 1, 0, 1, 2, 1, 0, 1]);
        assert_eq!(reflect(7, 1), 0);
    }
}
