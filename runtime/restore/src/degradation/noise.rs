//! How noisy a photo is, by its flattest places.
//!
//! Immerkaer's filter ("Fast Noise Variance Estimation", 1996) takes second differences both ways.
//! That removes slopes and edges along an axis, and keeps a known share of the noise. Texture passes
//! it too, so the flattest tenth of all blocks counts instead of the mean. Rock and grass have
//! texture even there, but a gray one: the difference of two colors keeps little of it, and all of
//! the noise.

use std::borrow::Cow;

use dynet_core::Planar;

use super::quantile;

/// Side of a block.
const BLOCK: usize = 16;
/// Fewer blocks give no estimate.
const LEAST: usize = 16;
/// The share of blocks that count as flat.
const FLAT: f32 = 0.1;
/// In pure noise, the flattest blocks have less than the mean by chance; this factor corrects it.
const BY_CHANCE: f32 = 1.12;
/// Outside these levels, noise is clipped.
const LEVELS: std::ops::RangeInclusive<f32> = 20.0..=235.0;

/// The noise's standard deviation on the scale 0 to 255, in the channel with the least.
pub(super) fn sigma(pieces: &[Planar]) -> Option<f32> {
    least(pieces, 1, |piece, channel| piece.plane(channel).into())
}

/// The same for the differences between two colors: 0 in a gray photo. `apart` is the distance of
/// the compared pixels.
pub(super) fn coloured(pieces: &[Planar], apart: usize) -> Option<f32> {
    least(pieces, apart, |piece, channel| {
        let next = piece.plane((channel + 1) % 3);
        let pairs = piece.plane(channel).iter().zip(next);
        pairs.map(|(a, b)| (a - b) / 2.0f32.sqrt()).collect()
    })
}

/// The smallest deviation of three planes.
fn least(
    pieces: &[Planar],
    apart: usize,
    plane: impl Fn(&Planar, usize) -> Cow<'_, [f32]>,
) -> Option<f32> {
    let planes = (0..3).filter_map(|channel| {
        let mut blocks = Vec::new();
        for piece in pieces {
            let levels = piece.plane(channel);
            measure(
                &plane(piece, channel),
                levels,
                piece.width(),
                apart,
                &mut blocks,
            );
        }
        let enough = blocks.len() >= LEAST;
        enough.then(|| quantile(&mut blocks, FLAT)).flatten()
    });
    Some(planes.min_by(f32::total_cmp)? * BY_CHANCE)
}

/// Adds the deviation in each block of a plane whose `levels` are neither dark nor bright; `apart` is the
/// distance of the pixels in second differences.
fn measure(plane: &[f32], levels: &[f32], width: usize, apart: usize, blocks: &mut Vec<f32>) {
    // The filter's own factor, and the one from a mean magnitude to a deviation.
    let scale = 255.0 / 6.0 * std::f32::consts::FRAC_PI_2.sqrt() / (BLOCK * BLOCK) as f32;
    let rows: Vec<&[f32]> = plane.chunks_exact(width).collect();
    let places = |length: usize| (apart..(length + 1).saturating_sub(BLOCK + apart)).step_by(BLOCK);
    for top in places(rows.len()) {
        for left in places(width) {
            let (mut sum, mut level) = (0.0, 0.0);
            for y in top..top + BLOCK {
                let part = |y: usize| &rows[y][left - apart..left + BLOCK + apart];
                let (above, here, below) = (part(y - apart), part(y), part(y + apart));
                let second =
                    |row: &[f32], x: usize| row[x] - 2.0 * row[x + apart] + row[x + 2 * apart];
                for x in 0..BLOCK {
                    let value = second(above, x) - 2.0 * second(here, x) + second(below, x);
                    sum += value.abs();
                    level += levels[y * width + left + x];
                }
            }
            if LEVELS.contains(&(255.0 * level / (BLOCK * BLOCK) as f32)) {
                blocks.push(sum * scale);
            }
        }
    }
}
