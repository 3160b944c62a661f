//! Levels and bytes of a picture, and how rough it is.

use dynet_core::Planar;

/// The nearest of the 256 levels that an 8-bit picture has.
pub(crate) fn level(value: f32) -> f32 {
    (value.clamp(0.0, 1.0) * 255.0).round() / 255.0
}

/// A picture as red, green and blue bytes, pixel by pixel.
pub(crate) fn bytes(picture: &Planar) -> Vec<u8> {
    let [red, green, blue] = [0, 1, 2].map(|channel| picture.plane(channel));
    let colours = red.iter().zip(green).zip(blue);
    let level = |value: f32| (value.clamp(0.0, 1.0) * 255.0).round() as u8;
    colours
        .flat_map(|((r, g), b)| [level(*r), level(*g), level(*b)])
        .collect()
}

/// Red, green and blue bytes, pixel by pixel, as a picture of `size` (width, height).
pub(crate) fn picture((width, height): (usize, usize), bytes: &[u8]) -> Planar {
    let mut picture = Planar::new(width, height);
    for channel in 0..3 {
        let values = bytes.iter().skip(channel).step_by(3);
        for (to, from) in picture.plane_mut(channel).iter_mut().zip(values) {
            *to = f32::from(*from) / 255.0;
        }
    }
    picture
}

/// Mean absolute step from a pixel to its right and lower neighbor in the green plane: the energy of
/// the gradient, near 0 in sky and blur.
pub fn roughness(patch: &Planar) -> f32 {
    let (width, plane) = (patch.width(), patch.plane(1));
    let mut sum = 0.0;
    let mut count = 0usize;
    for (y, row) in plane.chunks_exact(width.max(1)).enumerate() {
        sum += row.windows(2).map(|w| (w[1] - w[0]).abs()).sum::<f32>();
        count += width - 1;
        if let Some(below) = plane.get((y + 1) * width..(y + 2) * width) {
            sum += row
                .iter()
                .zip(below)
                .map(|(a, b)| (a - b).abs())
                .sum::<f32>();
            count += width;
        }
    }
    sum / count.max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roughness_is_the_mean_step() {
        let mut ramp = Planar::new(4, 4);
        for (at, value) in ramp.plane_mut(1).iter_mut().enumerate() {
            *value = (at % 4) as f32 * 0.1;
        }
        // 12 steps of 0.1 to the right, 12 steps of 0 downwards.
        assert!((roughness(&ramp) - 0.05).abs() < 1e-6);
    }
}
