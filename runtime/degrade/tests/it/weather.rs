//! Rain, snow and haze as photos show them: that they obey their models.

use dynet_core::Planar;
use dynet_degrade::random::{self, Stream};
use dynet_degrade::weather::{Haze, Light, Rain, Snow, Veil};

fn stream(seed: u64) -> Stream {
    random::stream(random::DEGRADATIONS, seed, 0)
}

/// Fine structure and a color for each channel, from 0.1 to 0.7.
fn picture(width: usize, height: usize) -> Planar {
    let mut picture = Planar::new(width, height);
    for (at, value) in picture.data_mut().iter_mut().enumerate() {
        let (x, y) = ((at % width) as f32, (at / width % height) as f32);
        *value = 0.4 + 0.3 * (x * 0.5).sin() * (y * 0.3 + (at / width / height) as f32).cos();
    }
    picture
}

/// Black on the left, white on the right.
fn dark_and_bright() -> Planar {
    let mut picture = Planar::new(96, 96);
    for (at, value) in picture.data_mut().iter_mut().enumerate() {
        *value = if at % 96 < 48 { 0.1 } else { 0.95 };
    }
    picture
}

fn mean(picture: &Planar) -> f32 {
    picture.data().iter().sum::<f32>() / picture.data().len() as f32
}

fn contrast(picture: &Planar) -> f32 {
    let mean = mean(picture);
    let squares = picture.data().iter().map(|v| (v - mean).powi(2));
    (squares.sum::<f32>() / picture.data().len() as f32).sqrt()
}

/// Mean absolute difference.
fn changed(a: &Planar, b: &Planar) -> f32 {
    let steps = a.data().iter().zip(b.data()).map(|(a, b)| (a - b).abs());
    steps.sum::<f32>() / a.data().len() as f32
}

fn without_veil(mut rain: Rain) -> Rain {
    rain.veil.beta = 0.0;
    rain
}

/// Every model, on a picture, from a seed.
fn all(clean: &Planar, seed: u64) -> [Planar; 5] {
    let rng = &mut stream(seed);
    [
        Rain::random(rng).apply(clean, rng),
        Rain::light(rng).apply(clean, rng),
        Rain::heavy(rng).apply(clean, rng),
        Snow::random(rng).apply(clean, rng),
        Haze::random(clean, rng).apply(clean),
    ]
}

#[test]
fn every_size_stays_a_picture() {
    for (width, height) in [(1, 1), (1, 7), (9, 1), (2, 3), (40, 25), (160, 160)] {
        let clean = picture(width, height);
        for seed in 0..40 {
            for result in all(&clean, seed) {
                assert_eq!(result.size(), (width, height));
                let fits = |value: &f32| (0.0..=1.0).contains(value);
                assert!(result.data().iter().all(fits), "{width}x{height} {seed}");
            }
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_picture() {
    let clean = picture(64, 48);
    assert_eq!(all(&clean, 5), all(&clean, 5));
    for (one, other) in all(&clean, 5).iter().zip(&all(&clean, 6)) {
        assert_ne!(one, other);
    }
    // The streaks depend on the numbers given to `apply` alone.
    let rain = Rain::random(&mut stream(1));
    assert_eq!(
        rain.apply(&clean, &mut stream(2)),
        rain.apply(&clean, &mut stream(2))
    );
}

#[test]
fn results_are_not_rounded_to_levels() {
    let clean = picture(64, 48);
    for result in all(&clean, 3) {
        let off = |value: &&f32| ((**value * 255.0).round() - **value * 255.0).abs() > 0.01;
        assert!(result.data().iter().filter(off).count() > 100);
    }
}

#[test]
fn drops_are_brighter_than_the_dark_and_darker_than_the_bright() {
    let clean = dark_and_bright();
    for seed in 0..20 {
        let mut rain = without_veil(Rain::random(&mut stream(seed)));
        rain.light = Light {
            sky: [0.35; 3],
            share: 1.0,
        };
        for drops in &mut rain.drops {
            drops.distance = 0.0;
        }
        let rainy = rain.apply(&clean, &mut stream(seed));
        for (at, (rainy, clean)) in rainy.data().iter().zip(clean.data()).enumerate() {
            let dark = at % 96 < 48;
            let step = rainy - clean;
            assert!(if dark { step > -1e-6 } else { step < 1e-6 }, "{step}");
        }
        let half = |dark: bool| {
            let pairs = rainy.data().iter().zip(clean.data()).enumerate();
            pairs
                .filter(|(at, _)| (at % 96 < 48) == dark)
                .map(|(_, (r, c))| (r - c).abs())
                .sum::<f32>()
        };
        assert!(half(true) > 0.0 && half(false) > 0.0);
        // Light adds up where it is linear, so the dark shows drops better.
        assert!(half(true) > half(false));
    }
}

#[test]
fn more_and_thicker_drops_change_more() {
    let clean = dark_and_bright();
    for seed in 0..10 {
        let rain = without_veil(Rain::random(&mut stream(seed)));
        let with = |density: f32, cover: f32| {
            let mut rain = rain.clone();
            for drops in &mut rain.drops {
                drops.density *= density;
                drops.cover *= cover;
            }
            changed(&rain.apply(&clean, &mut stream(9)), &clean)
        };
        assert!(with(3.0, 1.0) > with(0.3, 1.0));
        assert!(with(1.0, 1.0) > with(1.0, 0.3));
    }
}

#[test]
fn layers_run_from_many_short_streaks_to_few_long_ones() {
    for seed in 0..50 {
        let rain = Rain::random(&mut stream(seed));
        assert!(
            rain.drops
                .is_sorted_by(|far, near| far.density > near.density)
        );
        assert!(
            rain.drops
                .is_sorted_by(|far, near| far.length < near.length)
        );
        assert!(
            rain.drops
                .is_sorted_by(|far, near| far.distance > near.distance)
        );
        assert!(rain.drops.last().is_some_and(|near| near.defocus > 0.0));
        let snow = Snow::random(&mut stream(seed));
        assert!(
            snow.flakes
                .is_sorted_by(|far, near| far.density > near.density)
        );
        assert!(
            snow.flakes
                .is_sorted_by(|far, near| far.radius < near.radius)
        );
    }
}

#[test]
fn a_veil_brightens_and_takes_contrast() {
    let clean = picture(96, 96);
    for seed in 0..20 {
        let mut rain = Rain::random(&mut stream(seed));
        let mut snow = Snow::random(&mut stream(seed));
        rain.drops.iter_mut().for_each(|drops| drops.cover = 0.0);
        snow.flakes.iter_mut().for_each(|flakes| flakes.cover = 0.0);
        let veil = Veil {
            air: [0.8; 3],
            beta: 0.5,
        };
        (rain.veil, snow.veil) = (veil, veil);
        for veiled in [
            rain.apply(&clean, &mut stream(1)),
            snow.apply(&clean, &mut stream(1)),
        ] {
            assert!(mean(&veiled) > mean(&clean) + 0.02);
            assert!(contrast(&veiled) < contrast(&clean));
        }
    }
}

#[test]
fn benchmark_rain_is_drawn_as_ever() {
    let clean = picture(96, 96);
    for seed in 0..20 {
        let (mut a, mut b) = (stream(seed), stream(seed));
        let rain = Rain::light(&mut a);
        let old = dynet_degrade::rain::light(&clean, &mut b);
        // But for the rounding it is the same picture.
        let new = rain.apply(&clean, &mut a);
        assert!(
            new.data()
                .iter()
                .zip(old.data())
                .all(|(n, o)| (n - o).abs() < 0.51 / 255.0)
        );
        let layers = Rain::heavy(&mut stream(seed)).added.len();
        assert!((1..=3).contains(&layers));
    }
}

#[test]
fn haze_can_be_solved_for_the_clean_picture() {
    let clean = picture(96, 64);
    for seed in 0..60 {
        let mut haze = Haze::random(&clean, &mut stream(seed));
        haze.blur = 0.0;
        let hazy = haze.apply(&clean);
        for (channel, air) in haze.air.into_iter().enumerate() {
            let pixels = hazy.plane(channel).iter().zip(clean.plane(channel));
            for ((hazy, clean), t) in pixels.zip(haze.transmission(channel)) {
                let solved = (hazy - air * (1.0 - t)) / t;
                assert!(t < 0.1 || (solved - clean).abs() < 1e-4, "{solved} {clean}");
            }
        }
    }
}

#[test]
fn haze_has_the_colours_and_thickness_that_are_documented() {
    let clean = picture(96, 64);
    let (mut through, mut blue, mut warm) = (Vec::new(), 0, 0);
    for seed in 0..400 {
        let haze = Haze::random(&clean, &mut stream(seed));
        assert!(haze.air.iter().all(|air| (0.35..=1.0).contains(air)));
        assert!((0.5..=1.0).contains(&haze.air[1]));
        assert!((0.0..=2.0).contains(&haze.angstrom) && haze.beta <= 2.4);
        for channel in 0..3 {
            assert!(haze.transmission(channel).all(|t| (0.08..1.0).contains(&t)));
        }
        blue += usize::from(haze.air[2] > haze.air[0] + 0.04);
        warm += usize::from(haze.air[0] > haze.air[2] + 0.04);
        through.push(haze.mean_transmission());
    }
    assert!(
        (60..160).contains(&blue) && (60..160).contains(&warm),
        "{blue} {warm}"
    );
    through.sort_by(f32::total_cmp);
    assert!((0.35..0.65).contains(&through[200]), "{}", through[200]);
    assert!(
        through[20] < 0.35 && through[380] > 0.75,
        "{} {}",
        through[20],
        through[380]
    );
}

#[test]
fn blue_light_is_scattered_most_where_particles_are_small() {
    let haze = Haze {
        air: [0.8; 3],
        beta: 1.0,
        angstrom: 1.5,
        blur: 0.0,
        depth: vec![1.0],
    };
    let [red, green, blue] = [0, 1, 2].map(|channel| haze.transmission(channel).sum::<f32>());
    assert!(red > green && green > blue);
    assert_eq!(haze.mean_transmission(), green);
}

#[test]
fn smooth_pictures_stay_visible() {
    // A wall: its grain must not vanish in haze.
    let mut wall = picture(64, 64);
    wall.data_mut()
        .iter_mut()
        .for_each(|value| *value = 0.5 + 0.02 * (*value - 0.4));
    for seed in 0..60 {
        assert!(Haze::random(&wall, &mut stream(seed)).mean_transmission() >= 0.55);
    }
}
