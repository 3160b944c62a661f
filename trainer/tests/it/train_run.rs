//! Whole training runs of a tiny network.

use std::fs;
use std::path::Path;

use burn::tensor::Device;
use dynet_core::{ErrorKind, Planar};
use dynet_models::{AnyConfig, DyNetConfig};
use dynet_trainer::data::PatchSource;
use dynet_trainer::{
    Progress, Recipe, RunFolder, Samples, SamplingWeights, Schedule, Stage, Training, Validation,
    train,
};

/// Two photos of soft waves, smooth enough that noise can be told from them.
fn photos(folder: &Path) {
    for k in 0..2u32 {
        let photo = image::RgbImage::from_fn(160, 144, |x, y| {
            let wave = |f: f32| 127.0 + 90.0 * ((x as f32 * f).sin() * (y as f32 * 0.05).cos());
            image::Rgb([wave(0.04), wave(0.06 + 0.02 * k as f32), wave(0.02)].map(|v| v as u8))
        });
        photo.save(folder.join(format!("{k}.png"))).unwrap();
    }
}

fn recipe(steps: u64) -> Recipe {
    Recipe {
        steps,
        batch: 3,
        patch: 32,
        schedule: Schedule {
            warmup: 2,
            ..Schedule::default()
        },
        checkpoint_every: 3,
        ..Recipe::new(Stage::Finetune, DyNetConfig::tiny())
    }
}

fn run(
    recipe: &Recipe,
    photos: &Path,
    folder: &Path,
    resume: bool,
) -> dynet_core::Result<Vec<Progress>> {
    let device = Device::flex();
    device.seed(recipe.seed);
    let start = recipe.network.init(&device).zero_init_output();
    let source = PatchSource::new(photos, recipe.patch)?;
    let samples = Samples::new(recipe, Some(source), Vec::new())?;
    let folder = RunFolder::create(folder)?;
    let mut seen = Vec::new();
    let mut observe = |p: &Progress| seen.push(p.clone());
    let training = Training {
        recipe,
        samples: &samples,
        validation: None,
        run: &folder,
        resume,
        workers: &[device.clone(), device],
    };
    train(&training, start, &mut observe)?;
    Ok(seen)
}

#[test]
fn stopping_and_resuming_changes_no_bit() {
    for muon in [false, true] {
        let dir = tempfile::tempdir().unwrap();
        photos(dir.path());
        let mut recipe = recipe(6);
        recipe.optim.muon = muon;
        let (whole, resumed) = (dir.path().join("whole"), dir.path().join("resumed"));
        run(&recipe, dir.path(), &whole, false).unwrap();

        // The state of a run that was killed after its third step.
        fs::create_dir(&resumed).unwrap();
        let checkpoint = "checkpoint-00000003";
        fs::rename(whole.join(checkpoint), resumed.join(checkpoint)).unwrap();
        let seen = run(&recipe, dir.path(), &resumed, true).unwrap();

        assert_eq!(seen.first().map(|p| p.step), Some(4));
        let weights = |run: &Path| fs::read(run.join("weights.safetensors")).unwrap();
        assert!(
            weights(&whole) == weights(&resumed),
            "weights differ after a resume (Muon: {muon})"
        );
    }
}

#[test]
fn a_checkpoint_of_another_recipe_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    photos(dir.path());
    let folder = dir.path().join("run");
    run(&recipe(3), dir.path(), &folder, false).unwrap();
    let error = run(&recipe(9), dir.path(), &folder, true).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Argument);
    assert!(error.to_string().contains("another recipe"), "{error}");
}

#[test]
fn both_variants_learn_to_see_through_haze() {
    let dir = tempfile::tempdir().unwrap();
    photos(dir.path());
    let device = Device::flex();
    device.seed(5);
    let recipe = Recipe {
        steps: 120,
        batch: 4,
        schedule: Schedule {
            warmup: 10,
            ..Schedule::default()
        },
        learning_rate: 3e-3,
        mix: SamplingWeights {
            haze: 1.0,
            ..SamplingWeights::default()
        },
        checkpoint_every: 120,
        ..recipe(120)
    };
    let start = recipe.network.init(&device).zero_init_output();
    let source = PatchSource::new(dir.path(), recipe.patch).unwrap();
    let samples = Samples::new(&recipe, Some(source), Vec::new()).unwrap();
    let validation = Validation::new(&recipe, Some(dir.path()), &[]).unwrap();
    let folder = RunFolder::create(dir.path().join("run")).unwrap();
    let mut last = None;
    let mut observe = |p: &Progress| last = Some(p.clone());
    let training = Training {
        recipe: &recipe,
        samples: &samples,
        validation: Some(&validation),
        run: &folder,
        resume: false,
        workers: &[device.clone(), device],
    };
    train(&training, start, &mut observe).unwrap();
    let last = last.unwrap();
    assert_eq!(last.scores.len(), 2);
    for (reuse, scores) in &last.scores {
        // Haze is the first thing that a network learns: it needs the whole picture's tone only.
        let haze = scores.iter().find(|s| s.task == "dehaze").unwrap();
        assert!(
            haze.restored > haze.input + 1.0,
            "variant {reuse}: {scores:?}"
        );
    }
}

#[test]
fn an_untrained_network_gives_its_input_back() {
    let device = Device::flex();
    let network = AnyConfig::from(DyNetConfig::tiny())
        .init(&device)
        .zero_init_output();
    let mut picture = Planar::new(32, 16);
    for (i, value) in picture.data_mut().iter_mut().enumerate() {
        *value = (i % 97) as f32 / 97.0;
    }
    let data = burn::tensor::TensorData::new(picture.data().to_vec(), [1, 3, 16, 32]);
    let output = network.forward(
        burn::tensor::Tensor::from_data(data, &device),
        dynet_models::Reuse::L,
    );
    assert_eq!(
        output.into_data().try_into_vec::<f32>().unwrap(),
        picture.data()
    );
}
