//! Samples with known degradation levels.

use crate::batch::Condition;
use crate::data::PatchSource;
use crate::recipe::Scenes;
use crate::samples::Sample;
use dynet_degrade::jpeg::Colours;
use dynet_degrade::{Air, Levels, Noise, Pipeline, Scene, Weather, random};
use dynet_runtime::{Planar, Result};
use rand::seq::IndexedRandom;
use rand::{Rng, RngExt};
use rand_distr::{Distribution, StandardNormal};

/// A patch of a photo in a scene; now and then one kind of degradation in it is to be left alone.
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
    let kinds = pipeline.kinds();
    let left_alone = match rng.random_bool(shares.left_alone) {
        true => kinds.choose(&mut rng).copied(),
        false => None,
    };
    let told = left_alone.map_or(known, |kind| known.without(kind));
    let told = about(told, shares.level_error, &mut rng);
    Ok(Sample {
        target: pipeline.target(&clean, left_alone),
        input,
        condition: Some(Condition { told, known }),
    })
}

/// Haze lies over a whole photo; a photo without any degradation must be told from one, `soft` edges
/// included; rain, noise and JPEG need texture.
fn clean(
    photos: &PatchSource,
    pipeline: &Pipeline,
    soft: bool,
    seed: u64,
    index: u64,
) -> Result<Planar> {
    let textured = pipeline.weather.is_some() || pipeline.noise.is_some() || index % 2 == 1;
    match pipeline.haze {
        Some(_) => photos.view(seed, index),
        None if textured && !pipeline.kinds().is_empty() => photos.patch(seed, index),
        None => photos.any(seed, index, soft),
    }
}

/// Levels as an estimate has them: each a little off.
fn about(levels: Levels, error: f32, rng: &mut impl Rng) -> Levels {
    let mut factor = || {
        let normal: f32 = StandardNormal.sample(rng);
        (error * normal).exp()
    };
    let noise = factor();
    Levels {
        noise: levels.noise * noise,
        // One error for both: what takes grain for texture does so in brightness and in colour.
        color_noise: levels.color_noise * noise,
        rain: levels.rain * factor(),
        haze: (levels.haze * factor()).min(1.0),
        jpeg: (levels.jpeg * factor()).min(1.0),
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
            &[(90, Colours::Half)],
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
        jpeg: vec![(rng.random_range(10..=40), Colours::Half)],
        ..Pipeline::default()
    }),
    ("mixed", Scene::Mixed, |rng| {
        Pipeline::random(Scene::Mixed, rng)
    }),
    ("clean", Scene::Clean, |_| Pipeline::default()),
];

fn noisy(grey: bool, noise: Noise, jpeg: &[(u8, Colours)], rng: &mut random::Stream) -> Pipeline {
    Pipeline {
        grey,
        noise: Some((noise, rng.random())),
        jpeg: jpeg.to_vec(),
        ..Pipeline::default()
    }
}

/// `count` patches of held-out photos for each task whose scene is trained, always the same.
pub(crate) fn validation(
    photos: &PatchSource,
    shares: &Scenes,
    count: u64,
) -> Result<Vec<(&'static str, Vec<Sample>)>> {
    let trained = |scene: Scene| shares.parts().contains(&(scene, 0.0));
    let tasks = TASKS.iter().filter(|(_, scene, _)| !trained(*scene));
    tasks
        .map(|(name, _, draw)| {
            let samples = (0..count).map(|index| {
                let pipeline = draw(&mut random::stream(0, 0, index));
                let clean = clean(photos, &pipeline, true, 0, index)?;
                let (input, known) = pipeline.apply(&clean);
                Ok(Sample {
                    target: pipeline.target(&clean, None),
                    input,
                    condition: Some(Condition { told: known, known }),
                })
            });
            Ok((*name, samples.collect::<Result<_>>()?))
        })
        .collect()
}
