//! Training of networks that are told degradation levels.

use burn::tensor::Device;
use dynet_degrade::Levels;
use dynet_models::layers::Linear;
use dynet_models::{
    AnyConfig, BlockKind, ConditionedDyNetConfig, LEVELS, NetworkConfig as _, Reuse, weights,
};
use dynet_trainer::data::PatchSource;
use dynet_trainer::{
    BUILT_IN, Batch, Condition, EstimatorTraining, Learner, Recipe, Samples, Scenes, Stage,
    StepPlan, Validation,
};

/// A folder of photos, each larger than a patch that networks are validated on.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for seed in 0..4 {
        let photo = crate::pictures::hills(seed, 200, 160);
        photo
            .save(folder.path().join(format!("{seed}.png")))
            .unwrap();
    }
    folder
}

fn network() -> ConditionedDyNetConfig {
    ConditionedDyNetConfig {
        dim: 8,
        block: BlockKind::Naf,
        refinement: 1,
        prompt: 4,
        estimator: 4,
    }
}

fn recipe(scenes: Scenes) -> Recipe {
    let mut recipe = Recipe::new(Stage::Finetune, AnyConfig::from(network()));
    recipe.mix = dynet_trainer::SamplingWeights::default();
    recipe.scenes = scenes;
    recipe.patch = 32;
    recipe.batch = 4;
    recipe
}

const NOISE: Scenes = Scenes {
    clean: 0.0,
    white_noise: 1.0,
    camera_noise: 0.0,
    rain: 0.0,
    snow: 0.0,
    haze: 0.0,
    jpeg: 0.0,
    mixed: 0.0,
    keep_probability: 0.0,
    level_error: 0.0,
};

#[test]
fn levels_are_told_in_the_order_of_the_network() {
    assert_eq!(Levels::NAMES, LEVELS);
}

/// The conditions of a batch, all of which have one.
fn known(batch: &Batch) -> Vec<Condition> {
    let known: Option<Vec<Condition>> = batch.conditions.iter().copied().collect();
    known.unwrap()
}

#[test]
fn the_recipe_for_photos_tells_all_levels() {
    let (_, text) = BUILT_IN.iter().find(|(name, _)| *name == "photo").unwrap();
    let recipe = Recipe::parse(text).unwrap();
    let mix = recipe.mix.parts(recipe.mask);
    assert!(mix.iter().all(|(_, share)| *share == 0.0));
    let teaching = text.replace("distill_weight = 0.0", "distill_weight = 0.5");
    assert!(
        Recipe::parse(&teaching)
            .unwrap_err()
            .to_string()
            .contains("distill_weight")
    );
}

#[test]
fn samples_tell_their_levels() {
    let folder = folder();
    let photos = || PatchSource::new(folder.path(), 32).unwrap();
    let batch = |scenes| {
        let recipe = recipe(scenes);
        recipe.validate().unwrap();
        let samples = Samples::new(&recipe, Some(photos()), Vec::new()).unwrap();
        Batch::draw(&samples, &recipe, 3).unwrap()
    };
    let told = known(&batch(NOISE));
    assert!(
        told.iter()
            .all(|c| c.input == c.target && c.target.noise > 0.0)
    );
    // Told to leave the noise alone, the network is to give back what it got; some files are JPEG's, whose
    // compression may be what is left alone.
    let left = batch(Scenes {
        keep_probability: 1.0,
        ..NOISE
    });
    for (at, condition) in known(&left).iter().enumerate() {
        let (told, known) = (condition.input, condition.target);
        let given_back = left.input[at] == left.target[at];
        match known.jpeg > 0.0 {
            true => assert!(told.noise == 0.0 && told.jpeg > 0.0),
            false => assert!(told.noise == 0.0 && known.noise > 0.0 && given_back),
        }
    }
    let off = batch(Scenes {
        level_error: 0.2,
        ..NOISE
    });
    let told = known(&off);
    assert!(told.iter().all(|c| c.input.noise != c.target.noise));
}

#[test]
fn the_estimator_is_trained_alone() {
    let folder = folder();
    let mut recipe = recipe(NOISE);
    recipe.optim.estimator = EstimatorTraining::Alone;
    let photos = PatchSource::new(folder.path(), 32).unwrap();
    let samples = Samples::new(&recipe, Some(photos), Vec::new()).unwrap();
    let device = Device::flex();
    device.seed(1);
    let before = network().init(&device);
    let mut learner = Learner::new(before.clone(), recipe.optim, &[device]);
    let errors: Vec<f32> = (0..40)
        .map(|step| {
            let batch = Batch::draw(&samples, &recipe, step % 2).unwrap();
            learner.step(&batch, &StepPlan::of(Reuse::ONCE, 3e-3))
        })
        .collect();
    // The value is the estimator's own error.
    assert!(
        errors[38] + errors[39] < 0.5 * (errors[0] + errors[1]),
        "{errors:?}"
    );
    let before = weights::parameters(&before);
    let after = weights::parameters(learner.network.conditioned().unwrap());
    for (name, value) in before {
        assert_eq!(
            value == after[&name],
            !name.starts_with("estimator."),
            "{name}"
        );
    }
}

#[test]
fn a_frozen_estimator_stays_as_it_is() {
    let folder = folder();
    let mut recipe = recipe(NOISE);
    recipe.optim.estimator = EstimatorTraining::Frozen;
    let photos = PatchSource::new(folder.path(), 32).unwrap();
    let samples = Samples::new(&recipe, Some(photos), Vec::new()).unwrap();
    let device = Device::flex();
    let before = network().init(&device);
    let mut learner = Learner::new(before.clone(), recipe.optim, &[device]);
    let batch = Batch::draw(&samples, &recipe, 0).unwrap();
    learner.step(&batch, &StepPlan::of(Reuse::ONCE, 1e-3));
    let after = learner.network.conditioned().unwrap();
    let same = |a: &Linear, b: &Linear| a.weight.val().into_data() == b.weight.val().into_data();
    assert!(same(&before.estimator.hidden, &after.estimator.hidden));
    assert!(!same(&before.prompt.output, &after.prompt.output));
}

#[test]
fn both_parts_of_the_network_learn() {
    let folder = folder();
    let recipe = recipe(NOISE);
    let photos = PatchSource::new(folder.path(), 32).unwrap();
    let samples = Samples::new(&recipe, Some(photos), Vec::new()).unwrap();
    let device = Device::flex();
    device.seed(1);
    let before = network().init(&device);
    let mut learner = Learner::new(before.clone(), recipe.optim, &[device]);
    for step in 0..3 {
        let batch = Batch::draw(&samples, &recipe, step).unwrap();
        let error = learner.step(&batch, &StepPlan::of(Reuse::ONCE, 1e-3));
        assert!(error.is_finite());
    }
    let after = learner.network.conditioned().unwrap();
    for (old, new) in [
        (&before.estimator.output, &after.estimator.output),
        (&before.prompt.output, &after.prompt.output),
    ] {
        let (old, new) = (old.weight.val().into_data(), new.weight.val().into_data());
        assert_ne!(old, new);
    }
}

#[test]
fn validation_scores_estimated_and_told_levels() {
    let folder = folder();
    let recipe = recipe(NOISE);
    let validation = Validation::new(&recipe, Some(folder.path()), &[]).unwrap();
    let network = network().init(&Device::flex());
    let scores = validation.run(&network.into(), Reuse::ONCE).unwrap();
    let tasks: Vec<&str> = scores.iter().map(|score| score.task.as_str()).collect();
    let expected = [
        "denoise-float-25",
        "denoise-float-25 told",
        "grey-25",
        "grey-25 told",
        "noise-25-jpeg-90",
        "noise-25-jpeg-90 told",
    ];
    assert_eq!(tasks, expected);
    assert!((19.0..22.0).contains(&scores[0].input), "{:?}", scores[0]);
}
