//! Tiles along one axis, with the weights that blend them.

/// One tile's place along an axis.
pub(super) struct Span {
    /// First position.
    pub start: usize,
    /// The tile's weight at each of its positions; the weights of all tiles there sum to 1.
    pub weights: Vec<f32>,
}

/// Cuts `0..length` into equal tiles that share at least `overlap` positions with their neighbors.
///
/// The first tile begins at 0, the last ends at `length`, and the others are spread evenly: as
/// many tiles as with a fixed step, but the spare room widens every overlap. `tile <= length`.
pub(super) fn spans(length: usize, tile: usize, overlap: usize) -> Vec<Span> {
    let starts = starts(length, tile, overlap.min(tile / 2));
    let raw: Vec<Vec<f32>> = (0..starts.len())
        .map(|i| feather(&starts, i, tile))
        .collect();
    let mut sums = vec![0.0f32; length.max(tile)];
    for (start, weights) in starts.iter().zip(&raw) {
        for (sum, weight) in sums[*start..].iter_mut().zip(weights) {
            *sum += weight;
        }
    }
    starts
        .into_iter()
        .zip(raw)
        .map(|(start, raw)| Span {
            start,
            weights: raw.iter().zip(&sums[start..]).map(|(w, s)| w / s).collect(),
        })
        .collect()
}

fn starts(length: usize, tile: usize, overlap: usize) -> Vec<usize> {
    if length <= tile {
        return vec![0];
    }
    let room = length - tile;
    let steps = room.div_ceil(tile - overlap);
    (0..=steps).map(|i| i * room / steps).collect()
}

/// Rises over the part shared with the tile before, falls over the part shared with the one after.
fn feather(starts: &[usize], index: usize, tile: usize) -> Vec<f32> {
    let start = starts[index];
    let shared = |other: usize| tile.saturating_sub(start.abs_diff(other));
    let before = if index > 0 {
        shared(starts[index - 1])
    } else {
        0
    };
    let after = starts.get(index + 1).map_or(0, |&next| shared(next));
    let ramp = |distance: usize, shared: usize| {
        if distance < shared {
            (distance + 1) as f32 / (shared + 1) as f32
        } else {
            1.0
        }
    };
    (0..tile)
        .map(|i| ramp(i, before).min(ramp(tile - 1 - i, after)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lengths around every boundary, overlaps from none to more than a tile.
    fn cases() -> impl Iterator<Item = (usize, usize, usize)> {
        [16, 24, 64].into_iter().flat_map(|tile| {
            [0, 1, 8, 16, 100].into_iter().flat_map(move |overlap| {
                (tile..tile + 40)
                    .chain([500, 5000])
                    .map(move |length| (length, tile, overlap))
            })
        })
    }

    #[test]
    fn weights_sum_to_one_everywhere() {
        for (length, tile, overlap) in cases() {
            let mut sums = vec![0.0f32; length];
            for span in spans(length, tile, overlap) {
                assert_eq!(span.weights.len(), tile);
                for (i, weight) in span.weights.iter().enumerate() {
                    assert!(*weight > 0.0);
                    sums[span.start + i] += weight;
                }
            }
            for (x, sum) in sums.iter().enumerate() {
                assert!(
                    (sum - 1.0).abs() < 1e-6,
                    "length {length}, tile {tile}, overlap {overlap}: {sum} at {x}"
                );
            }
        }
    }

    #[test]
    fn neighbours_share_the_overlap_and_the_last_ends_at_the_border() {
        for (length, tile, overlap) in cases() {
            let starts: Vec<usize> = spans(length, tile, overlap)
                .iter()
                .map(|s| s.start)
                .collect();
            assert_eq!(starts[0], 0);
            assert_eq!(starts[starts.len() - 1] + tile, length);
            for pair in starts.windows(2) {
                assert!(pair[0] < pair[1]);
                assert!(pair[0] + tile - pair[1] >= overlap.min(tile / 2));
            }
        }
    }
}
