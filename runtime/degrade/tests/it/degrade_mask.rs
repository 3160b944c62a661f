//! The pre-training task: its shares, measured on the pixels.

use dynet_core::Planar;
use dynet_degrade::mask::{Cell, Mask};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

/// Side of a cell by default.
const CELL: usize = 8;

#[test]
fn thirty_per_cent_masked_and_half_degraded() {
    for (width, height) in [(64, 64), (96, 96), (128, 64)] {
        let plan = Mask::default().plan(width, height, &mut ChaCha8Rng::seed_from_u64(2));
        let share = |kind: fn(&Cell) -> bool| {
            plan.iter().filter(|cell| kind(cell)).count() as f64 / plan.len() as f64
        };
        assert!((share(|c| *c == Cell::Masked) - 0.3).abs() < 0.01);
        assert!((share(|c| *c == Cell::Kept) - 0.2).abs() < 0.01);
        assert!(share(|c| *c == Cell::Jpeg) > 0.05);
        assert!(share(|c| *c == Cell::Gaussian) > 0.05);
        assert!(share(|c| *c == Cell::Uniform) > 0.05);
    }
}

#[test]
fn a_fifth_of_the_pixels_stays_untouched() {
    let mut clean = Planar::new(64, 64);
    for (at, value) in clean.data_mut().iter_mut().enumerate() {
        *value = ((at * 37) % 200 + 20) as f32 / 255.0;
    }
    for seed in 0..20 {
        let masked = Mask::default().apply(&clean, &mut ChaCha8Rng::seed_from_u64(seed));
        let untouched = |column: usize, row: usize| {
            (0..3 * CELL * CELL).all(|at| {
                let (x, y) = (column * CELL + at % CELL, row * CELL + at / CELL % CELL);
                let at = at / (CELL * CELL) * 64 * 64 + y * 64 + x;
                masked.data()[at] == clean.data()[at]
            })
        };
        let kept = (0..64).filter(|at| untouched(at % 8, at / 8)).count();
        assert_eq!(kept, 64 - 19 - 32, "seed {seed}");
    }
}

#[test]
fn sizes_that_cells_do_not_divide_work() {
    for (width, height) in [(1, 1), (7, 9), (33, 20)] {
        let clean = Planar::new(width, height);
        let masked = Mask::default().apply(&clean, &mut ChaCha8Rng::seed_from_u64(0));
        assert_eq!(masked.size(), (width, height));
    }
}
