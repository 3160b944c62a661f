//! The model of a camera: its noise on flat and on small pictures.

use dynet_core::Planar;
use dynet_degrade::camera::{Camera, Demosaic, FilmGrain, Smooth};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

fn flat(level: f32) -> Planar {
    let mut picture = Planar::new(128, 128);
    picture.data_mut().fill(level);
    picture
}

/// A channel's noise on a flat picture: mean, standard deviation, and how alike neighbors are.
fn noise(camera: &Camera, level: f32, channel: usize) -> (f64, f64, f64) {
    let mut rng = ChaCha8Rng::seed_from_u64(5);
    let photo = camera.apply(&flat(level), &mut rng);
    let values: Vec<f64> = photo
        .plane(channel)
        .iter()
        .map(|v| f64::from(v - level))
        .collect();
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let product = |apart: usize| {
        let pairs = values.iter().zip(&values[apart..]);
        pairs.map(|(a, b)| (a - mean) * (b - mean)).sum::<f64>() / values.len() as f64
    };
    (mean, product(0).sqrt(), product(1) / product(0))
}

#[test]
fn more_iso_is_more_noise_and_its_mean_is_nothing() {
    let mut last = 0.0;
    for iso in [100.0, 400.0, 1600.0, 6400.0, 25600.0] {
        let (mean, spread, _) = noise(&Camera::at_iso(iso), 0.5, 1);
        assert!(spread > 1.5 * last, "{iso}: {spread}");
        // The tone curve bends, the more so the stronger the noise.
        assert!(
            mean.abs() < 1e-3 + 6.0 * spread * spread,
            "{iso}: {mean} {spread}"
        );
        last = spread;
    }
    assert!((0.03..0.2).contains(&last), "{last}");
    assert!(noise(&Camera::at_iso(100.0), 0.5, 1).1 < 1.5 / 255.0);
}

#[test]
fn less_light_is_more_noise() {
    let camera = Camera::at_iso(3200.0);
    let mut dark = camera;
    dark.develop.exposure /= 4.0;
    assert!(noise(&dark, 0.5, 1).1 > 1.8 * noise(&camera, 0.5, 1).1);
}

#[test]
fn neighbours_are_alike_and_red_and_blue_are_noisier_before_smoothing() {
    for demosaic in [Demosaic::Bilinear, Demosaic::Malvar, Demosaic::Directed] {
        let camera = Camera {
            demosaic,
            smooth: Smooth::none(),
            ..Camera::at_iso(1600.0)
        };
        let [red, green, blue] = [0, 1, 2].map(|channel| noise(&camera, 0.5, channel));
        assert!(red.2 > 0.1 && blue.2 > 0.1, "{demosaic:?} {red:?} {blue:?}");
        assert!(
            red.1 > green.1 && blue.1 > green.1,
            "{demosaic:?} {red:?} {green:?} {blue:?}"
        );
    }
    let typical = noise(&Camera::at_iso(1600.0), 0.5, 1);
    assert!(typical.2 > 0.1, "{typical:?}");
}

#[test]
fn a_shrunk_photo_has_less_noise() {
    let camera = Camera::at_iso(3200.0);
    for cubic in [false, true] {
        let half = Camera {
            scale: 0.5,
            cubic,
            ..camera
        };
        let ratio = noise(&half, 0.5, 1).1 / noise(&camera, 0.5, 1).1;
        assert!((0.4..0.9).contains(&ratio), "{ratio}");
    }
}

#[test]
fn every_size_and_camera_is_taken_and_the_same_seed_gives_the_same() {
    for (width, height) in [(1, 1), (1, 5), (4, 1), (2, 2), (3, 3), (17, 9)] {
        let mut picture = Planar::new(width, height);
        for (at, value) in picture.data_mut().iter_mut().enumerate() {
            *value = (at % 5) as f32 / 4.0;
        }
        for seed in 0..100 {
            let photo = || {
                let mut rng = ChaCha8Rng::seed_from_u64(seed);
                let photo = Camera::random(&mut rng).apply(&picture, &mut rng);
                FilmGrain::random(&mut rng).apply(&photo, &mut rng)
            };
            let once = photo();
            assert_eq!(once.size(), (width, height));
            assert!(
                once.data().iter().all(|v| (0.0..=1.0).contains(v)),
                "{seed}"
            );
            assert_eq!(once, photo());
        }
    }
}

#[test]
fn the_picture_stays_where_there_is_no_noise() {
    let mut camera = Camera::at_iso(100.0);
    (camera.sensor.shot, camera.sensor.read) = (1e-12, 0.0);
    let mut edge = flat(0.2);
    for channel in 0..3 {
        edge.plane_mut(channel)[128 * 64..].fill(0.8);
    }
    let photo = camera.apply(&edge, &mut ChaCha8Rng::seed_from_u64(1));
    let pairs = photo.data().iter().zip(edge.data());
    assert!(pairs.into_iter().all(|(a, b)| (a - b).abs() < 1e-4));
}
