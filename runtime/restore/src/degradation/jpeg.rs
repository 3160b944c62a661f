//! The quality that a photo was saved with as JPEG, by the comb in its coefficients.
//!
//! JPEG rounds each coefficient of an 8x8 block's cosine transform to a multiple of a step. So in a
//! photo that was JPEG, the magnitudes of one coefficient over all blocks lie at multiples of that
//! step; in other photos they lie anywhere. The steps show the quality, because nearly all programs
//! scale the same table.

use std::f32::consts::{PI, TAU};

use super::{Grey, quantile};

/// Low frequencies (down, across), which are often not 0 when higher ones are, and their steps at
/// quality 50: table K.1 of the standard (ITU T.81).
const STEPS: [((usize, usize), f32); 7] = [
    ((0, 1), 11.0),
    ((1, 0), 12.0),
    ((1, 1), 12.0),
    ((0, 2), 10.0),
    ((2, 0), 14.0),
    ((1, 2), 14.0),
    ((2, 1), 13.0),
];
/// At least `MIN_COMBS` of them must have a comb, with a quality within `ALIKE` of the median:
/// programs with other tables keep the table's shape, but patterns have steps of any size.
const ALIKE: f32 = 10.0;
const MIN_COMBS: usize = 4;
/// Steps that are tried. Rounding to 8 bits hides smaller ones.
const TRIED: std::ops::RangeInclusive<u32> = 3..=80;
/// How near to multiples of a step the coefficients must lie, as the mean of a cosine: 1 exactly
/// there, 0 spread evenly.
const COMB: f32 = 0.55;
/// A pattern that repeats has one magnitude in nearly all blocks, a photo in fewer than this.
const ONE_SIZE: f64 = 0.98;
/// Fewer coefficients that are not 0 give no estimate.
const MIN_COUNT: f32 = 24.0;
/// One more than there are frequencies: the width of a vector instruction.
const LANES: usize = 8;
/// Magnitudes are counted in halves, up to 512.
const BINS: usize = 1024;
/// The cap on steps between pixels: edges of the scene say nothing about blocks.
const MOST: f32 = 12.0;

/// The quality from 1 to 100; `None` without a comb, or with steps too small to see.
pub(super) fn quality(pieces: &[Grey]) -> Option<f32> {
    let (left, top) = corner(pieces);
    let mut counts = vec![[0u32; BINS]; STEPS.len()];
    let waves = waves();
    for piece in pieces {
        for y in (top..piece.height.saturating_sub(7)).step_by(8) {
            for x in (left..piece.width.saturating_sub(7)).step_by(8) {
                let rows = (y..y + 8).flat_map(|y| &piece.row(y)[x..][..8]);
                let mut sums = [0.0; LANES];
                for (value, wave) in rows.zip(&waves) {
                    for (sum, at) in sums.iter_mut().zip(wave) {
                        *sum += value * at;
                    }
                }
                for (sum, counts) in sums.iter().zip(&mut counts) {
                    // NaN counts as 0.
                    counts[((sum.abs() * 2.0).round() as usize).min(BINS - 1)] += 1;
                }
            }
        }
    }
    let found = counts.iter().zip(STEPS);
    let mut qualities: Vec<f32> = found
        .filter_map(|(counts, (_, at_50))| Some(scaled(step(counts)? as f32 / at_50)))
        .collect();
    let middle = quantile(&mut qualities, 0.5)?;
    let agree = |quality: &&f32| (**quality - middle).abs() <= ALIKE;
    let combs = qualities.iter().filter(agree).count();
    (combs >= MIN_COMBS).then_some(middle)
}

/// libjpeg's quality for the table of quality 50, scaled.
fn scaled(times: f32) -> f32 {
    let quality = if times > 1.0 {
        50.0 / times
    } else {
        100.0 - 50.0 * times
    };
    quality.clamp(1.0, 100.0)
}

/// The step whose multiples are nearest to the magnitudes, if they are near.
fn step(counts: &[u32; BINS]) -> Option<u32> {
    // The last bin holds all larger values.
    let counts = &counts[..BINS - 1];
    let sizes = counts.get(*TRIED.start() as usize..)?;
    let all: u32 = sizes.iter().sum();
    let most = sizes
        .windows(3)
        .map(|near| near.iter().sum::<u32>())
        .max()?;
    if f64::from(most) > f64::from(all) * ONE_SIZE {
        return None;
    }
    let mut best = None;
    for step in TRIED {
        // Two bins are one level. `beyond` counts how far magnitudes lie above a multiple.
        let period = 2 * step as usize;
        let mut beyond = vec![0; period];
        // Below half a step, coefficients round to 0.
        for (bin, &count) in counts.iter().enumerate().skip(step as usize + 1) {
            beyond[bin % period] += count;
        }
        let (mut near, mut all) = (0.0, 0.0);
        for (by, &count) in beyond.iter().enumerate() {
            near += count as f32 * (TAU * by as f32 / period as f32).cos();
            all += count as f32;
        }
        if all >= MIN_COUNT && near / all > best.map_or(COMB, |(least, _)| least) {
            best = Some((near / all, step));
        }
    }
    best.map(|(_, step)| step)
}

/// Where the first whole block begins (left, top): where steps between pixels differ most from the
/// steps on both sides.
fn corner(pieces: &[Grey]) -> (usize, usize) {
    let (mut across, mut down) = ([(0.0, 0u32); 8], [(0.0, 0u32); 8]);
    let jump = |[a, b, c, d]: [f32; 4]| ((c - b) - 0.5 * ((b - a) + (d - c))).abs().min(MOST);
    let add = |sums: &mut [(f32, u32); 8], at: usize, jump: f32| {
        let (sum, count) = &mut sums[at % 8];
        *sum += jump;
        *count += 1;
    };
    for piece in pieces {
        for y in 0..piece.height {
            for (x, window) in piece.row(y).windows(4).enumerate() {
                if let [a, b, c, d] = *window {
                    add(&mut across, x + 2, jump([a, b, c, d]));
                }
            }
        }
        for y in 2..piece.height.saturating_sub(1) {
            let rows = [y - 2, y - 1, y, y + 1].map(|y| piece.row(y));
            for x in 0..piece.width {
                add(&mut down, y, jump(rows.map(|row| row[x])));
            }
        }
    }
    let strongest = |sums: [(f32, u32); 8]| {
        let means = sums.map(|(sum, count)| sum / count.max(1) as f32);
        let best = (0..8).max_by(|&a, &b| means[a].total_cmp(&means[b]));
        best.unwrap_or(0)
    };
    (strongest(across), strongest(down))
}

/// The basis of the cosine transform of 8x8 values, scaled as in JPEG: for each value of a block its
/// weight in every frequency.
fn waves() -> [[f32; LANES]; 64] {
    let one = |frequency: usize, at: usize| {
        let scale = if frequency == 0 { 0.125f32.sqrt() } else { 0.5 };
        scale * ((2 * at + 1) as f32 * frequency as f32 * PI / 16.0).cos()
    };
    std::array::from_fn(|at| {
        let mut shares = [0.0; LANES];
        for (share, ((down, across), _)) in shares.iter_mut().zip(STEPS) {
            *share = one(down, at / 8) * one(across, at % 8);
        }
        shares
    })
}
