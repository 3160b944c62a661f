//! Rain and haze: that they obey their physics.

use dynet_core::{Planar, metrics};
use dynet_degrade::haze::Haze;
use dynet_degrade::rain::{self, Blend, Rain};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

fn picture(width: usize, height: usize) -> Planar {
    let mut picture = Planar::new(width, height);
    for (at, value) in picture.data_mut().iter_mut().enumerate() {
        let (x, y) = ((at % width) as f32, (at / width % height) as f32);
        *value = ((0.4 + 0.3 * (x * 0.05).sin() * (y * 0.08).cos()) * 255.0).round() / 255.0;
    }
    picture
}

/// Degrees of the streaks from the vertical by the structure tensor, an estimate of direction that
/// knows nothing of how streaks are drawn.
fn direction(layer: &[f32], width: usize) -> f32 {
    let (mut xx, mut yy, mut xy) = (0.0f64, 0.0f64, 0.0f64);
    for y in 1..layer.len() / width - 1 {
        for x in 1..width - 1 {
            let at = y * width + x;
            let gx = f64::from(layer[at + 1] - layer[at - 1]);
            let gy = f64::from(layer[at + width] - layer[at - width]);
            (xx, yy, xy) = (xx + gx * gx, yy + gy * gy, xy + gx * gy);
        }
    }
    // The gradient stands across the streaks; y runs down.
    -(0.5 * (2.0 * xy).atan2(xx - yy)).to_degrees() as f32
}

#[test]
fn streaks_follow_their_angle() {
    for angle in [-40.0, -20.0, 0.0, 10.0, 35.0] {
        let rain = Rain {
            density: 3000.0,
            angle,
            length: 40.0,
            width: 1.0,
            brightness: 0.4,
            blend: Blend::Add,
        };
        let layer = rain.layer(320, 240, &mut ChaCha8Rng::seed_from_u64(1));
        let measured = direction(&layer, 320);
        // Differences on the pixel grid see thin slanted lines a few degrees off.
        assert!((measured - angle).abs() < 5.0, "{angle}: {measured}");
    }
}

#[test]
fn streaks_cover_the_border_like_the_middle() {
    let rain = Rain {
        density: 6000.0,
        angle: 20.0,
        length: 60.0,
        width: 1.0,
        brightness: 0.5,
        blend: Blend::Add,
    };
    let (mut border, mut middle) = (0.0, 0.0);
    for seed in 0..40 {
        let layer = rain.layer(96, 96, &mut ChaCha8Rng::seed_from_u64(seed));
        border += layer[..96 * 8].iter().sum::<f32>();
        middle += layer[96 * 44..96 * 52].iter().sum::<f32>();
    }
    assert!((border / middle - 1.0).abs() < 0.15, "{border} {middle}");
}

#[test]
fn rain_only_brightens_and_is_grey() {
    let clean = picture(160, 120);
    for seed in 0..30 {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        for rainy in [rain::light(&clean, &mut rng), rain::heavy(&clean, &mut rng)] {
            assert!(rainy.data().iter().zip(clean.data()).all(|(r, c)| r >= c));
            assert_ne!(rainy, clean);
        }
        // On gray ground all channels are equal, so the streaks are gray: rain has no color of its own.
        let ground = Planar::filled(64, 64, 0.4);
        let rainy = rain::light(&ground, &mut rng);
        assert_eq!(rainy.plane(0), rainy.plane(2));
    }
}

#[test]
fn light_and_heavy_rain_are_as_strong_as_the_synthetic_sets() {
    let clean = picture(320, 240);
    let median = |degrade: fn(&Planar, &mut ChaCha8Rng) -> Planar| {
        let mut db: Vec<f64> = (0..41)
            .map(|seed| {
                let rainy = degrade(&clean, &mut ChaCha8Rng::seed_from_u64(seed));
                metrics::psnr(&rainy, &clean).unwrap()
            })
            .collect();
        db.sort_by(f64::total_cmp);
        db[20]
    };
    // Rain100L's inputs have about 25 dB (from 19 to 33), Rain100H's about 13.
    let (light, heavy) = (median(rain::light), median(rain::heavy));
    assert!((23.0..29.0).contains(&light), "{light}");
    assert!((12.0..19.0).contains(&heavy), "{heavy}");
}

#[test]
fn haze_obeys_the_scattering_equation() {
    let clean = picture(96, 64);
    for seed in 0..30 {
        let haze = Haze::random(&clean, &mut ChaCha8Rng::seed_from_u64(seed));
        let hazy = haze.apply(&clean);
        assert!((0.4..=2.0).contains(&haze.beta));
        for (channel, air) in haze.air.into_iter().enumerate() {
            assert!((0.65..=1.0).contains(&air));
            for (at, hazy) in hazy.plane(channel).iter().enumerate() {
                assert!(haze.depth[at] > 0.0);
                let t = (-haze.beta * haze.depth[at]).exp();
                let model = clean.plane(channel)[at] * t + air * (1.0 - t);
                // Half a level of rounding, where the transmission is not held up.
                assert!(t < 0.08 || (hazy - model).abs() < 0.51 / 255.0);
            }
        }
    }
}

#[test]
fn haze_leaves_something_to_restore() {
    let clean = picture(96, 64);
    let mut means = Vec::new();
    for seed in 0..200 {
        let haze = Haze::random(&clean, &mut ChaCha8Rng::seed_from_u64(seed));
        let transmission: Vec<f32> = haze.transmission().collect();
        assert!(transmission.iter().all(|t| (0.08..1.0).contains(t)));
        means.push(transmission.iter().sum::<f32>() / transmission.len() as f32);
    }
    means.sort_by(f32::total_cmp);
    // The dehazing sets let 25 to 90 % of the light through.
    assert!((0.35..0.65).contains(&means[100]), "{}", means[100]);
    assert!(means[10] < 0.3 && means[190] > 0.7);
}

#[test]
fn some_scenes_have_sky_behind_everything_and_none_below_the_horizon() {
    // A bright upper half over a dark lower one.
    let mut clean = Planar::new(64, 64);
    for channel in 0..3 {
        clean.plane_mut(channel)[..64 * 32].fill(0.9);
        clean.plane_mut(channel)[64 * 32..].fill(0.2);
    }
    let mut with_sky = 0;
    for seed in 0..400 {
        let haze = Haze::random(&clean, &mut ChaCha8Rng::seed_from_u64(seed));
        let farthest = |part: &[f32]| part.iter().copied().fold(0.0, f32::max);
        with_sky += usize::from(haze.depth[64 * 4 + 32] > 2.4);
        assert!(farthest(&haze.depth[64 * 40..]) < 2.4, "seed {seed}");
    }
    // A quarter of three quarters of the scenes; most horizons leave the top row free.
    assert!((40..=100).contains(&with_sky), "{with_sky}");
}

#[test]
fn haze_over_measured_depth_thickens_with_it() {
    let mut depth = Planar::new(64, 8);
    for (at, value) in depth.data_mut().iter_mut().enumerate() {
        *value = (at % 64) as f32 / 63.0;
    }
    for seed in 0..20 {
        let haze = Haze::over(&depth, &mut ChaCha8Rng::seed_from_u64(seed));
        let through: Vec<f32> = haze.transmission().take(64).collect();
        assert!(through.is_sorted_by(|a, b| a >= b), "{through:?}");
        assert!(through[0] > through[63] * 1.3);
        // Black things far away take the air's color.
        let hazy = haze.apply(&Planar::new(64, 8));
        assert!(hazy.plane(0)[63] > hazy.plane(0)[0]);
    }
}
