//! Noise and JPEG: strength, determinism, range.

use dynet_core::{Planar, metrics};
use dynet_degrade::jpeg::Chroma;
use dynet_degrade::{TrainingDegradation, jpeg, noise};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

fn grey(level: f32) -> Planar {
    Planar::filled(128, 128, level / 255.0)
}

/// Waves of several frequencies: something for a codec to lose.
fn waves() -> Planar {
    let mut picture = Planar::new(96, 64);
    for (at, value) in picture.data_mut().iter_mut().enumerate() {
        let (x, y) = ((at % 96) as f32, (at / 96) as f32);
        let wave = 0.5 + 0.2 * (x * 0.9).sin() + 0.2 * (y * 0.35 + x * 0.1).cos();
        *value = (wave * 255.0).round() / 255.0;
    }
    picture
}

fn moments(difference: impl Iterator<Item = f32> + Clone) -> (f64, f64) {
    let count = difference.clone().count() as f64;
    let mean = difference.clone().map(f64::from).sum::<f64>() / count;
    let variance = difference
        .map(|v| (f64::from(v) - mean).powi(2))
        .sum::<f64>()
        / count;
    (mean, variance.sqrt())
}

#[test]
fn gaussian_noise_has_its_sigma_on_mid_grey() {
    for sigma in [15.0, 25.0, 50.0] {
        let mut rng = ChaCha8Rng::seed_from_u64(3);
        let noisy = noise::gaussian(&grey(127.0), sigma, rng.next_u64(), 0);
        let (mean, deviation) = moments(noisy.data().iter().map(|v| v * 255.0 - 127.0));
        // Truncation takes half a level; clipping at 2.5 sigma narrows sigma 50 by about 1 %.
        assert!((mean + 0.5).abs() < 0.7, "sigma {sigma}: mean {mean}");
        let loss = 1.0 - deviation / f64::from(sigma);
        assert!((-0.01..0.02).contains(&loss), "sigma {sigma}: {deviation}");
    }
}

#[test]
fn float_noise_on_black_keeps_its_negative_half_and_has_any_sigma_up_to_55() {
    let deviations: Vec<f64> = (0..200)
        .map(|seed| {
            let mut rng = ChaCha8Rng::seed_from_u64(seed);
            let noisy = noise::float(&grey(0.0), &mut rng);
            let (mean, deviation) = moments(noisy.data().iter().map(|v| v * 255.0));
            assert!(mean.abs() < 0.05 * deviation.max(1.0), "{mean}");
            deviation
        })
        .collect();
    assert!(deviations.iter().all(|d| (0.0..56.0).contains(d)));
    let (mean, spread) = moments(deviations.iter().map(|d| *d as f32));
    // Even from 0 to 55: mean 27.5, deviation 55 / sqrt(12).
    assert!((mean - 27.5).abs() < 4.0 && (spread - 15.9).abs() < 2.0);
}

#[test]
fn gaussian_noise_on_black_is_clipped() {
    let mut rng = ChaCha8Rng::seed_from_u64(3);
    let noisy = noise::gaussian(&grey(0.0), 25.0, rng.next_u64(), 0);
    // The positive half of a normal distribution, truncated: mean 25 * 0.399 - 0.25, half of it 0.
    let (mean, _) = moments(noisy.data().iter().map(|v| v * 255.0));
    assert!((mean - 9.72).abs() < 0.2, "{mean}");
    let black = noisy.data().iter().filter(|v| **v == 0.0).count() as f64;
    assert!((black / noisy.data().len() as f64 - 0.516).abs() < 0.01);
}

#[test]
fn uniform_noise_stays_within_its_amplitude() {
    for seed in 0..20 {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let noisy = noise::uniform(&grey(127.0), &mut rng);
        let (mean, deviation) = moments(noisy.data().iter().map(|v| v * 255.0 - 127.0));
        let most = noisy.data().iter().map(|v| (v * 255.0 - 127.0).abs());
        let most = f64::from(most.fold(0.0, f32::max));
        assert!((9.0..=60.5).contains(&most), "{most}");
        assert!(mean.abs() < 0.5, "{mean}");
        // A uniform distribution's deviation is its half width over the root of 3.
        assert!((deviation * 3f64.sqrt() / most - 1.0).abs() < 0.06);
    }
}

#[test]
fn jpeg_loses_more_at_lower_quality() {
    let clean = waves();
    let db = |quality| {
        let compressed = jpeg::with_quality(&clean, quality, Chroma::Full).unwrap();
        metrics::psnr(&compressed, &clean).unwrap()
    };
    let [low, middle, high] = [10, 30, 90].map(db);
    assert!(low < middle && middle < high, "{low} {middle} {high}");
    assert!(low > 15.0 && high > 35.0, "{low} {high}");
}

#[test]
fn jpeg_leaves_alone_what_it_cannot_hold() {
    let wide = Planar::new(70_000, 1);
    assert!(jpeg::with_quality(&wide, 50, Chroma::Full).is_err());
    assert_eq!(jpeg::jpeg(&wide, &mut ChaCha8Rng::seed_from_u64(0)), wide);
}

#[test]
fn every_degradation_gives_whole_levels_in_range_and_the_same_size() {
    let clean = waves();
    for degradation in TrainingDegradation::ALL {
        let mut rng = ChaCha8Rng::seed_from_u64(11);
        let degraded = degradation.apply(&clean, &mut rng);
        assert_eq!(degraded.size(), (96, 64));
        assert!(
            degradation == TrainingDegradation::FloatNoise
                || degraded.data().iter().all(|v| {
                    let level = v * 255.0;
                    (0.0..=255.0).contains(&level) && (level - level.round()).abs() < 1e-3
                }),
            "{degradation:?}"
        );
        assert_eq!(degraded == clean, degradation == TrainingDegradation::Clean);
    }
}
