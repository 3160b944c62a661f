//! What a photo goes through, and what a network is told of it.

use dynet_core::Planar;
use dynet_core::metrics::psnr;
use dynet_degrade::jpeg::Chroma;
use dynet_degrade::{Air, Compression, Kind, Levels, Noise, Pipeline, Scene, Weather, random};

/// Slopes and a few edges, in color.
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
        jpeg: vec![Compression::new(70, Chroma::Half)],
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
        jpeg: vec![
            Compression::new(30, Chroma::Half),
            Compression::new(90, Chroma::Full),
        ],
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

#[test]
fn noise_that_is_left_alone_is_that_of_the_degraded_picture() {
    let clean = photo();
    let pipeline = Pipeline {
        haze: Some((Air::Photo, 2)),
        noise: Some((Noise::Camera, 9)),
        ..Pipeline::default()
    };
    let hazy = Pipeline {
        noise: None,
        ..pipeline.clone()
    };
    let (noisy, scene) = (pipeline.apply(&clean).0, hazy.apply(&clean).0);
    let target = pipeline.target(&clean, Some(Kind::Noise));
    // Two roundings to 8 bits are between them, and the ends of the scale.
    for at in (0..clean.data().len()).filter(|at| (0.2..0.8).contains(&clean.data()[*at])) {
        let kept = target.data()[at] - clean.data()[at];
        let noise = noisy.data()[at] - scene.data()[at];
        assert!((kept - noise).abs() < 2.5 / 255.0, "{at}: {kept}, {noise}");
    }
}

#[test]
fn grey_noise_is_as_strong_as_it_is_said_to_be() {
    let mut pipeline = with_noise(Noise::White(25.0));
    pipeline.grey = true;
    let (_, levels) = pipeline.apply(&photo());
    let expected = 25.0 / 255.0;
    assert!(
        (levels.noise - expected).abs() < 0.03 * expected,
        "{levels:?}"
    );
}

#[test]
fn blocks_begin_where_they_are_said_to() {
    let clean = photo();
    let steps = |offset: (usize, usize)| {
        let pipeline = Pipeline {
            jpeg: vec![Compression {
                offset,
                ..Compression::new(10, Chroma::Full)
            }],
            ..Pipeline::default()
        };
        let (picture, _) = pipeline.apply(&clean);
        // How much the picture jumps at each place of a block, over all columns.
        let mut steps = [0.0f32; 8];
        for row in picture.plane(1).chunks_exact(96) {
            for (x, pair) in row.windows(2).enumerate() {
                steps[(x + 1) % 8] += (pair[1] - pair[0]).abs();
            }
        }
        let highest = |a: &usize, b: &usize| steps[*a].total_cmp(&steps[*b]);
        (0..8).max_by(highest).unwrap()
    };
    assert_eq!((steps((0, 0)), steps((3, 5)), steps((5, 0))), (0, 5, 3));
}

#[test]
fn every_size_goes_through_every_scene() {
    let scenes = [
        Scene::WhiteNoise,
        Scene::CameraNoise,
        Scene::Rain,
        Scene::Snow,
        Scene::Haze,
        Scene::Jpeg,
        Scene::Mixed,
    ];
    for (width, height) in [(1, 1), (1, 9), (7, 1), (3, 5)] {
        for scene in scenes {
            for seed in 0..8 {
                let pipeline = Pipeline::random(scene, &mut random::stream(0, seed, 1));
                let (picture, levels) = pipeline.apply(&Planar::new(width, height));
                assert_eq!(picture.size(), (width, height));
                let told = levels.to_array();
                assert!(told.iter().all(|v| v.is_finite()), "{scene}: {told:?}");
            }
        }
    }
}
