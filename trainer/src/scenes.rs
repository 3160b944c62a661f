//! Samples with known degradation levels.

use crate::batch::Condition;
use crate::data::PatchSource;
use crate::recipe::Scenes;
use crate::samples::Sample;
use dynet_core::{Planar, Result};
use dynet_degrade::jpeg::Chroma;
use dynet_degrade::{Air, Compression, Kind, Levels, Noise, Pipeline, Scene, Weather, random};
use rand::seq::IndexedRandom;
use rand::{Rng, RngExt};
use rand_distr::{Distribution, StandardNormal};

/// A patch of a photo in a scene. In some samples one kind of degradation is to be left alone.
pub(crate) fn sample(
    photos: &PatchSource,
    scene: Scene,
    shares: &Scenes,
    soft: bool,
    seed: u64,
    index: u64,
) -> Result<Sample> {
    let mut rng = random::stream(random::DEGRADATIONS, seed, index);
    let pipeline = Pipeline::random(scene, &mut rng);
    let clean = clean(photos, &pipeline, soft, seed, index)?;
    let (input, known) = pipeline.apply(&clean);
    let mut kinds = pipeline.kinds();
    if kinds.len() > 1 {
        kinds.retain(|kind| *kind != Kind::Jpeg);
    }
    let kept = match rng.random_bool(shares.keep_probability) {
        true => kinds.choose(&mut rng).copied(),
        false => None,
    };
    let mut told = about(known, shares.level_error, &mut rng);
    if let Some(kind) = kept {
        told = told.without(kind);
    }
    Ok(Sample {
        target: pipeline.target(&clean, kept),
        input,
        condition: Some(Condition {
            input: told,
            target: known,
        }),
    })
}

/// The clean patch for a pipeline. Haze lies over a whole photo, so it gets a view of one. Rain and noise, three times
/// in four, and every other JPEG sample, get a patch with texture. The rest, and photos without degradation, get a patch
/// of any kind, some of them blurred where `soft`, so that neither smooth areas nor views are mistaken for haze.
fn clean(
    photos: &PatchSource,
    pipeline: &Pipeline,
    soft: bool,
    seed: u64,
    index: u64,
) -> Result<Planar> {
    let restless = pipeline.weather.is_some() || pipeline.noise.is_some();
    let textured = index % 2 == 1 || restless && !index.is_multiple_of(4);
    match pipeline.haze {
        Some(_) => photos.view(seed, index),
        None if textured && !pipeline.kinds().is_empty() => photos.patch(seed, index),
        None => photos.any(seed, index, soft),
    }
}

/// Levels with errors, as estimates have them: a factor on what is there, and now and then a little of what is not.
fn about(levels: Levels, error: f32, rng: &mut impl Rng) -> Levels {
    let mut off = |level: f32, unit: f32| {
        let normal: f32 = StandardNormal.sample(rng);
        match level > 0.0 {
            true => level * (error * normal).exp(),
            // One time in two. Told so, the network must not do harm.
            false => (unit * error * normal).max(0.0),
        }
    };
    // An estimate that mistakes texture for noise errs in brightness and in colour alike.
    let noise = off(levels.noise, 0.03);
    let haze = off(levels.haze, 0.3).min(1.0);
    let color_noise = match levels.noise > 0.0 {
        true => levels.color_noise * noise / levels.noise,
        false => noise / 2.0,
    };
    Levels {
        noise,
        color_noise,
        rain: off(levels.rain, 0.05),
        haze,
        air: match levels.haze > 0.0 {
            true => levels.air,
            // As an estimate that is not sure has it: between none and white.
            false => [haze; 3],
        },
        jpeg: off(levels.jpeg, 0.5).min(1.0),
        ..levels
    }
}

/// A validation task: its name, the scene that must be trained for it, and how its patches are drawn.
type Task = (&'static str, Scene, fn(&mut random::Stream) -> Pipeline);

/// What conditioned networks are validated on.
const TASKS: [Task; 12] = [
    ("denoise-float-25", Scene::WhiteNoise, |rng| {
        noisy(false, Noise::White(25.0), &[], rng)
    }),
    ("grey-25", Scene::WhiteNoise, |rng| {
        noisy(true, Noise::ClippedWhite(25.0), &[], rng)
    }),
    ("noise-25-jpeg-90", Scene::WhiteNoise, |rng| {
        noisy(
            false,
            Noise::ClippedWhite(25.0),
            &[Compression::new(90, Chroma::Half)],
            rng,
        )
    }),
    ("camera-noise", Scene::CameraNoise, |rng| {
        Pipeline::random(Scene::CameraNoise, rng)
    }),
    ("light-rain", Scene::Rain, |rng| Pipeline {
        weather: Some((Weather::LightRain, rng.random())),
        ..Pipeline::default()
    }),
    ("rain", Scene::Rain, |rng| Pipeline {
        weather: Some((Weather::Rain, rng.random())),
        ..Pipeline::default()
    }),
    ("snow", Scene::Snow, |rng| {
        Pipeline::random(Scene::Snow, rng)
    }),
    ("haze-benchmark", Scene::Haze, |rng| Pipeline {
        haze: Some((Air::Benchmark, rng.random())),
        ..Pipeline::default()
    }),
    ("haze", Scene::Haze, |rng| Pipeline {
        haze: Some((Air::Photo, rng.random())),
        ..Pipeline::default()
    }),
    ("jpeg", Scene::Jpeg, |rng| Pipeline {
        jpeg: vec![Compression::new(rng.random_range(10..=40), Chroma::Half)],
        ..Pipeline::default()
    }),
    ("mixed", Scene::Mixed, |rng| {
        Pipeline::random(Scene::Mixed, rng)
    }),
    ("clean", Scene::Clean, |_| Pipeline::default()),
];

fn noisy(grey: bool, noise: Noise, jpeg: &[Compression], rng: &mut random::Stream) -> Pipeline {
    Pipeline {
        grey,
        noise: Some((noise, rng.random())),
        jpeg: jpeg.to_vec(),
        ..Pipeline::default()
    }
}

/// `count` patches of held-out photos for each task whose scene the recipe trains; the same at every call.
pub(crate) fn validation(
    photos: &PatchSource,
    shares: &Scenes,
    count: u64,
) -> Result<Vec<(&'static str, Vec<Sample>)>> {
    let untrained = |scene: Scene| shares.parts().contains(&(scene, 0.0));
    let tasks = TASKS.iter().filter(|(_, scene, _)| !untrained(*scene));
    tasks
        .map(|(name, _, draw)| {
            let samples = (0..count).map(|index| {
                let pipeline = draw(&mut random::stream(0, 0, index));
                let clean = clean(photos, &pipeline, true, 0, index)?;
                let (input, known) = pipeline.apply(&clean);
                Ok(Sample {
                    target: pipeline.target(&clean, None),
                    input,
                    condition: Some(Condition {
                        input: known,
                        target: known,
                    }),
                })
            });
            Ok((*name, samples.collect::<Result<_>>()?))
        })
        .collect()
}
