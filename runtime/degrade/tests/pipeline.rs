//! What a photo goes through, and what a network is told of it.

use dynet_core::Planar;
use dynet_core::metrics::psnr;
use dynet_degrade::jpeg::Colours;
use dynet_degrade::{Kind, Levels, Noise, Pipeline, Scene, Weather, random};

/// Slopes and a few edges, in colour.
fn photo() -> Planar {
    let mut photo = Planar::new(96, 80);
    for channel in 0..3 {
        for (at, value) in photo.plane_mut(channel).iter_mut().enumerate() {
            let (x, y) = ((at % 96) as f32, (at / 96) as f32);
            let edge = if (x + y * (channel as f32 + 1.0)) % 40.0 < 20.0 {
                0.2
            } else {
                0.0
            };
            *value = 0.2 + 0.4 * x / 96.0 + edge;
        }
    }
    photo
}

fn with_noise(noise: Noise) -> Pipeline {
    Pipeline {
        noise: Some((noise, 7)),
        ..Pipeline::default()
    }
}

#[test]
fn white_noise_is_told_by_its_deviation() {
    let (_, levels) = with_noise(Noise::White(25.0)).apply(&photo());
    // BT.601 adds the squares of its weights: 0.299, 0.587 and 0.114 make 0.669.
    let expected = 25.0 / 255.0 * 0.669;
    assert!(
        (levels.noise - expected).abs() < 0.03 * expected,
        "{levels:?}"
    );
    assert!(levels.grain < 0.05, "{levels:?}");
    let others = [levels.rain, levels.haze, levels.jpeg];
    assert_eq!(others, [0.0; 3]);
}

#[test]
fn a_cameras_noise_is_told_to_be_coarser() {
    let (_, white) = with_noise(Noise::White(25.0)).apply(&photo());
    let grain = |seed| {
        let pipeline = Pipeline {
            noise: Some((Noise::Camera, seed)),
            ..Pipeline::default()
        };
        pipeline.apply(&photo()).1.grain
    };
    let mean = (0..20).map(grain).sum::<f32>() / 20.0;
    assert!(mean > white.grain + 0.1, "{mean}");
}

#[test]
fn the_same_draw_gives_the_same_picture() {
    for scene in [Scene::CameraNoise, Scene::Rain, Scene::Snow, Scene::Mixed] {
        let draw = || Pipeline::random(scene, &mut random::stream(0, 3, 5));
        assert_eq!(draw(), draw());
        assert_eq!(draw().apply(&photo()), draw().apply(&photo()));
    }
}

#[test]
fn what_is_left_alone_stays_in_the_target() {
    let clean = photo();
    let pipeline = Pipeline {
        weather: Some((Weather::LightRain, 3)),
        noise: Some((Noise::ClippedWhite(20.0), 4)),
        jpeg: vec![(70, Colours::Half)],
        ..Pipeline::default()
    };
    assert_eq!(pipeline.kinds(), [Kind::Noise, Kind::Rain, Kind::Jpeg]);
    assert_eq!(pipeline.target(&clean, None), clean);
    let rain_alone = Pipeline {
        noise: None,
        jpeg: Vec::new(),
        ..pipeline.clone()
    };
    let target = pipeline.target(&clean, Some(Kind::Rain));
    assert_eq!(target, rain_alone.apply(&clean).0);
    // Of a pipeline of one kind, the picture itself is the target.
    let noisy = with_noise(Noise::Camera);
    assert_eq!(
        noisy.target(&clean, Some(Kind::Noise)),
        noisy.apply(&clean).0
    );

    let (_, levels) = pipeline.apply(&clean);
    let told = levels.without(Kind::Rain);
    assert_eq!((told.rain, told.noise), (0.0, levels.noise));
    assert!(told.noise > 0.0 && levels.rain > 0.0);
}

#[test]
fn a_grey_photo_stays_grey() {
    for scene in [Scene::WhiteNoise, Scene::CameraNoise, Scene::Haze] {
        for seed in 0..6 {
            let mut pipeline = Pipeline::random(scene, &mut random::stream(0, seed, 0));
            pipeline.grey = true;
            pipeline.jpeg.clear();
            let (picture, levels) = pipeline.apply(&photo());
            assert_eq!(picture.plane(0), picture.plane(1), "{scene}");
            assert_eq!(picture.plane(0), picture.plane(2), "{scene}");
            assert!(levels.color_noise < 1e-4, "{scene}: {levels:?}");
        }
    }
}

#[test]
fn jpeg_is_told_by_its_lowest_quality() {
    let pipeline = Pipeline {
        jpeg: vec![(30, Colours::Half), (90, Colours::Full)],
        ..Pipeline::default()
    };
    let (picture, levels) = pipeline.apply(&photo());
    assert_eq!(levels.jpeg, 0.7);
    assert!(psnr(&picture, &photo()).unwrap() < 45.0);
}

#[test]
fn a_clean_photo_has_no_levels() {
    let (picture, levels) = Pipeline::default().apply(&photo());
    assert_eq!(levels, Levels::default());
    assert!(psnr(&picture, &photo()).unwrap() > 55.0);
    assert_eq!(levels.to_array().len(), Levels::NAMES.len());
}
