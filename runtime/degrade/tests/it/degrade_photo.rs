//! Contrast, snow and the two passes: what one would see.

use dynet_core::{Planar, metrics};
use dynet_degrade::snow::Snow;
use dynet_degrade::{TrainingDegradation, contrast, snow, two_pass};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

fn random(seed: u64) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(seed)
}

fn waves(width: usize, height: usize) -> Planar {
    let mut picture = Planar::new(width, height);
    for (at, value) in picture.data_mut().iter_mut().enumerate() {
        let (x, y) = ((at % width) as f32, (at / width % height) as f32);
        let wave = 0.5 + 0.25 * (x * 0.5).sin() + 0.2 * (y * 0.21 + x * 0.1).cos();
        *value = (wave * 255.0).round() / 255.0;
    }
    picture
}

fn mean(plane: &[f32]) -> f32 {
    plane.iter().sum::<f32>() / plane.len() as f32
}

fn spread(plane: &[f32]) -> f32 {
    let mean = mean(plane);
    (plane.iter().map(|v| (v - mean).powi(2)).sum::<f32>() / plane.len() as f32).sqrt()
}

#[test]
fn contrast_pulls_every_colour_to_its_mean() {
    let mut clean = waves(96, 64);
    clean
        .plane_mut(2)
        .iter_mut()
        .for_each(|value| *value *= 0.5);
    let pale = contrast::with_factor(&clean, 0.4);
    for channel in 0..3 {
        let (before, after) = (clean.plane(channel), pale.plane(channel));
        assert!((mean(before) - mean(after)).abs() < 0.5 / 255.0);
        assert!((spread(after) / spread(before) - 0.4).abs() < 0.02);
    }
    for seed in 0..20 {
        let pale = contrast::contrast(&clean, &mut random(seed));
        let share = spread(pale.plane(0)) / spread(clean.plane(0));
        assert!((0.19..0.41).contains(&share), "{share}");
    }
}

#[test]
fn snow_brightens_in_streaks_that_fall() {
    let clean = waves(128, 96);
    let (mut down, mut across) = (0.0, 0.0);
    for seed in 0..12 {
        let snowy = snow::snow(&clean, &mut random(seed));
        assert!(snowy.data().iter().zip(clean.data()).all(|(s, c)| s >= c));
        assert!(mean(snowy.data()) > mean(clean.data()) + 0.02);

        let layer = Snow::severity(2).layer(128, 96, &mut random(seed));
        // Some of it is snow, most of it is not.
        let flakes = layer.iter().filter(|v| **v > 0.2).count() as f32 / layer.len() as f32;
        assert!((0.005..0.4).contains(&flakes), "{flakes}");
        // A flake reaches farther down than across.
        let differ = |apart: usize| {
            let pairs = layer.iter().zip(&layer[apart..]);
            pairs.map(|(a, b)| (a - b).abs()).sum::<f32>()
        };
        down += differ(3 * 128);
        across += differ(3);
    }
    assert!(across > 1.15 * down, "{across} {down}");
}

#[test]
fn more_severe_snow_hides_more() {
    let clean = waves(128, 128);
    let db = |severity: usize| {
        let all = (0..8).map(|seed| {
            let snowy = Snow::severity(severity).apply(&clean, &mut random(seed));
            metrics::psnr(&snowy, &clean).unwrap()
        });
        all.sum::<f64>() / 8.0
    };
    let [light, middle, heavy] = [1, 3, 5].map(db);
    assert!(
        light > middle && middle > heavy && heavy > 3.0,
        "{light} {middle} {heavy}"
    );
}

#[test]
fn snow_after_contrast_has_both() {
    let clean = waves(96, 96);
    let darkest = |p: &Planar| p.data().iter().copied().fold(1.0, f32::min);
    for seed in 0..8 {
        let both = snow::after_contrast(&clean, &mut random(seed));
        // What was dark is gray, and flakes are over it.
        assert!(darkest(&both) > darkest(&clean) + 0.1);
        let pale = contrast::with_factor(&clean, 0.4);
        assert!(both.data().iter().zip(pale.data()).all(|(b, p)| b >= p));
    }
}

#[test]
fn two_passes_keep_the_size_and_harm_as_much_as_the_internet() {
    let clean = waves(112, 80);
    let mut db: Vec<f64> = (0..40)
        .map(|seed| {
            let degraded = two_pass::two_pass(&clean, &mut random(seed));
            assert_eq!(degraded.size(), (112, 80));
            metrics::psnr(&degraded, &clean).unwrap()
        })
        .collect();
    db.sort_by(f64::total_cmp);
    // Every draw is worse than a usual JPEG; none leaves nothing.
    assert!(db[39] < 36.0 && db[0] > 8.0, "{db:?}");
    assert!((12.0..28.0).contains(&db[20]), "{}", db[20]);
}

#[test]
fn equal_seeds_give_equal_pictures_whatever_their_size() {
    let new = [
        TrainingDegradation::Contrast,
        TrainingDegradation::Snow,
        TrainingDegradation::ContrastSnow,
        TrainingDegradation::TwoPass,
    ];
    for (width, height) in [(1, 1), (3, 17), (40, 24)] {
        let clean = waves(width, height);
        for what in new {
            let once = what.apply(&clean, &mut random(7));
            assert_eq!(once.size(), (width, height));
            assert!(once == what.apply(&clean, &mut random(7)), "{what:?}");
        }
    }
    let clean = waves(40, 24);
    for what in new {
        let [one, other] = [1, 2].map(|seed| what.apply(&clean, &mut random(seed)));
        assert!(one != other, "{what:?}");
    }
}
