//! A perceptual hash of 128 bits (difference hash).

use image::RgbImage;

/// Differences per row; a row has one cell more.
const BITS: u32 = 8;
const CELLS: u32 = BITS + 1;

/// Photos whose hashes differ in few bits look the same: recompressed, resized, slightly brighter.
///
/// The brightness is averaged over 9x9 cells. 64 bits say whether it rises from a cell to its right neighbor, 64
/// whether it rises downward (N. Krawetz, "Kind of Like That", 2013, has the former). Integer arithmetic gives the
/// same bits on every machine, which merged stores rely on.
pub fn perceptual_hash(photo: &RgbImage) -> u128 {
    let cells = cells(photo);
    let at = |x: u32, y: u32| cells[(y * CELLS + x) as usize];
    let mut bits = 0;
    for y in 0..BITS {
        for x in 0..BITS {
            let number = y * BITS + x;
            bits |= u128::from(at(x, y) < at(x + 1, y)) << place(number);
            bits |= u128::from(at(x, y) < at(x, y + 1)) << place(64 + number);
        }
    }
    bits
}

/// Permutes the bits: neighboring bits are often equal, but the search for duplicates ([`Seen`](super::Seen))
/// compares short runs of bits, which should differ between photos. This leaves a tenth of the comparisons (7370
/// hashes of photos and their patches).
fn place(number: u32) -> u32 {
    number * 35 % 128
}

/// Mean brightness of 9x9 cells, in 256ths of a level.
fn cells(photo: &RgbImage) -> [u64; (CELLS * CELLS) as usize] {
    let (width, height) = photo.dimensions();
    let mut sums = [(0, 0); (CELLS * CELLS) as usize];
    let row = (width as usize * 3).max(1);
    for (y, line) in (0u64..).zip(photo.as_raw().chunks_exact(row)) {
        let cell_row = y * u64::from(CELLS) / u64::from(height.max(1));
        for cell in 0..u64::from(CELLS) {
            let edge = |cell: u64| (cell * u64::from(width) / u64::from(CELLS)) as usize * 3;
            let part = &line[edge(cell)..edge(cell + 1)];
            let (sum, count) = &mut sums[(cell_row * u64::from(CELLS) + cell) as usize];
            *count += part.len() as u64 / 3;
            // Rec. 601 brightness; the weights add up to 256.
            *sum += part
                .chunks_exact(3)
                .map(|p| 77 * u64::from(p[0]) + 150 * u64::from(p[1]) + 29 * u64::from(p[2]))
                .sum::<u64>();
        }
    }
    sums.map(|(sum, count)| sum / count.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brightness_that_rises_sets_the_bits() {
        let rising_right = RgbImage::from_fn(90, 45, |x, _| image::Rgb([x as u8 * 2; 3]));
        let rising_down = RgbImage::from_fn(45, 90, |_, y| image::Rgb([0, y as u8, 0]));
        let (right, down) = (
            perceptual_hash(&rising_right),
            perceptual_hash(&rising_down),
        );
        assert_eq!((right.count_ones(), down.count_ones()), (64, 64));
        assert_eq!(right & down, 0);
        let falling = RgbImage::from_fn(90, 90, |x, y| image::Rgb([255 - (x + y) as u8; 3]));
        assert_eq!(perceptual_hash(&falling), 0);
    }

    #[test]
    fn tiny_pictures_are_no_panic() {
        perceptual_hash(&RgbImage::new(0, 0));
        perceptual_hash(&RgbImage::new(1, 3));
    }
}
