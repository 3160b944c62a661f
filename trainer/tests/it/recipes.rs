//! The built-in recipes: they read back as written, say what the paper says, and train.

use std::path::Path;

use burn::tensor::Device;
use dynet_core::{ErrorKind, Planar};
use dynet_image::Photo;
use dynet_models::{DyNetConfig, RestormerConfig, Reuse};
use dynet_trainer::data::{PairSource, PatchSource};
use dynet_trainer::{BUILT_IN, Recipe, RunFolder, Samples, Stage, Training, train};

fn waves(side: usize, seed: usize) -> Planar {
    let mut picture = Planar::new(side, side);
    for (at, value) in picture.data_mut().iter_mut().enumerate() {
        let (x, y) = (at % side, at / side % side);
        let wave = (x as f32 * 0.11 + seed as f32).sin() * (y as f32 * 0.07).cos();
        *value = ((0.5 + 0.4 * wave) * 255.0).round() / 255.0;
    }
    picture
}

fn save(picture: Planar, path: &Path) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    Photo::from_pixels(picture).save(path).unwrap();
}

fn tiny_restormer() -> RestormerConfig {
    RestormerConfig {
        dim: 4,
        blocks: [1; 4],
        refinement: 1,
        heads: [1, 1, 2, 2],
        ..RestormerConfig::paper()
    }
}

/// Trains a few steps of every recipe with a tiny network on small patches; all else is its own.
#[test]
fn every_recipe_trains() {
    let dir = tempfile::tempdir().unwrap();
    for i in 0..2 {
        save(waves(64, i), &dir.path().join(format!("photos/{i}.png")));
        for folder in ["input", "target"] {
            save(
                waves(64, i),
                &dir.path().join(format!("pairs/{folder}/{i}.png")),
            );
        }
    }
    for &(name, text) in BUILT_IN {
        let mut recipe = Recipe::parse(text).unwrap();
        recipe.network = match recipe.network.reuses() {
            true => DyNetConfig::tiny().into(),
            false => tiny_restormer().into(),
        };
        (recipe.steps, recipe.batch, recipe.patch) = (2, 2, 32);
        let photos = PatchSource::new(dir.path().join("photos"), 32).unwrap();
        let pairs = |name: &String| {
            let source = PairSource::new(dir.path().join("pairs"), 32).unwrap();
            (name.clone(), source)
        };
        let pairs = recipe.pairs.keys().map(pairs).collect();
        let samples = Samples::new(&recipe, Some(photos), pairs).unwrap();
        let run = RunFolder::create(dir.path().join(name)).unwrap();
        let device = Device::flex();
        let mut losses = Vec::new();
        let training = Training {
            recipe: &recipe,
            samples: &samples,
            validation: None,
            run: &run,
            resume: false,
            workers: std::slice::from_ref(&device),
        };
        let start = recipe.network.init(&device).zero_init_output();
        train(&training, start, &mut |p| losses.push(p.loss)).unwrap();
        assert_eq!(losses.len(), 2, "{name}");
        assert!(run.weights().is_file(), "{name}");
        let table = std::fs::read_to_string(run.path().join("metrics.csv")).unwrap();
        assert_eq!(table.lines().count(), 2, "{name}: {table}");
    }
}

#[test]
fn a_recipe_reads_back_as_it_was_written() {
    for &(name, text) in BUILT_IN {
        let recipe = Recipe::parse(text).unwrap();
        assert_eq!(
            Recipe::parse(&recipe.to_toml().unwrap()).unwrap(),
            recipe,
            "{name}"
        );
    }
}

#[test]
fn the_published_settings_are_the_papers() {
    let pretrain = Recipe::open("paper-pretrain").unwrap();
    assert_eq!(
        (pretrain.steps, pretrain.batch, pretrain.patch),
        (1_000_000, 32, 128)
    );
    assert_eq!(
        (pretrain.learning_rate(0), pretrain.learning_rate(999_999)),
        (1e-4, 1e-4)
    );
    assert_eq!(
        (pretrain.lightest(), pretrain.heaviest()),
        (Reuse::S, Reuse::L)
    );

    // 120 epochs of the published schedule, in closed form: t is the epoch.
    let finetune = Recipe::open("paper-finetune").unwrap();
    let epoch = 142_431.0 / 32.0;
    for t in [20.0f64, 60.0, 100.0, 119.99] {
        let published = 1e-4 * (1.0 + (std::f64::consts::PI * (t - 15.0) / 135.0).cos());
        let ours = finetune.learning_rate((t * epoch) as u64);
        assert!(
            (ours - published).abs() < 2e-8,
            "epoch {t}: {ours} and {published}"
        );
    }
    // SamplingWeights of the published list of samples: noise 46,296, rain 24,000, haze 72,135.
    let mix = finetune.mix;
    assert_eq!(
        mix.gaussian_15 + mix.gaussian_25 + mix.gaussian_50,
        46_296.0
    );
    assert_eq!(
        (finetune.pairs["rain"], finetune.pairs["haze"]),
        (24_000.0, 72_135.0)
    );
}

#[test]
fn what_a_recipe_gets_wrong_is_named() {
    let wrong = |text: &str| {
        let error =
            Recipe::parse(&format!("stage='finetune'\nnetwork='edge'\n{text}")).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Argument);
        error.to_string()
    };
    assert!(wrong("steeps = 3").contains("steeps"));
    assert!(wrong("patch = 50").contains("multiples of 8"));
    assert!(wrong("learning_rate = 2.0").contains("learning rate"));
    assert!(wrong("distill_weight = 1.5").contains("distill_weight"));
    assert!(wrong("mix = { rain = 1 }").contains("rain"));
    assert!(wrong("mix = { haze = -1 }").contains("share"));
    assert!(wrong("mask = { cell = 8, masked = 0.7, degraded = 0.5 }").contains("masked"));
    assert!(wrong("variants = [{ reuse = [2, 3, 3], share = 1 }]").contains("reuse"));
    let error = Recipe::open("papr-pretrain").unwrap_err().to_string();
    assert!(error.contains("paper-pretrain"), "{error}");
    assert_eq!(
        Recipe::parse("stage='pretrain'\nnetwork='big'")
            .unwrap_err()
            .kind(),
        ErrorKind::Argument
    );
    assert_eq!(Recipe::open("edge-pack").unwrap().stage, Stage::Finetune);
}
