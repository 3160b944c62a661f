//! How well a network for photos estimates the degradation levels of pictures, scene by scene.
//!
//!     cargo run --release -p dynet-benches --example level_errors -- WEIGHTS PHOTOS [COUNT [SIDE]]
//!
//! For each scene and level: the mean of the true levels, the root of the mean squared error of the estimates, and
//! what it would be if every estimate were the scene's mean. Where the last two are alike, the estimator is guessing.

use burn::tensor::{Device, Tensor, TensorData};
use dynet_degrade::Scene;
use dynet_models::{AnyConfig, LEVELS, weights};
use dynet_trainer::data::PatchSource;
use dynet_trainer::{Batch, Recipe, Samples, SamplingWeights, Scenes};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [path, photos, rest @ ..] = &words[..] else {
        return Err("give WEIGHTS PHOTOS [COUNT [SIDE]]".into());
    };
    let number = |at: usize, otherwise| rest.get(at).map_or(Ok(otherwise), |word| word.parse());
    let (count, side) = (number(0, 100)?, number(1, 96)?);
    let device = Device::flex();
    let (_, network) = weights::load::<AnyConfig>(path.as_ref(), &device)?;
    let network = network
        .conditioned()
        .ok_or("not a network that takes levels")?
        .clone();
    let mut recipe = Recipe::open("photo-levels")?;
    (recipe.batch, recipe.patch, recipe.seed) = (count, side, 1);
    recipe.mix = SamplingWeights::default();
    print!("{:14}", "");
    LEVELS.iter().for_each(|name| print!("{name:>20}"));
    println!();
    for (scene, _) in Scenes::default().parts() {
        let Some(only) = only(scene) else { continue };
        recipe.scenes = only;
        let samples = Samples::new(&recipe, Some(PatchSource::new(photos, side)?), Vec::new())?;
        let batch = Batch::draw(&samples, &recipe, 0)?;
        print!("{:14}", format!("{scene:?}"));
        let known: Vec<_> = batch
            .conditions
            .iter()
            .flatten()
            .map(|c| c.target.to_array())
            .collect();
        let mut estimated = Vec::new();
        for input in &batch.input {
            let data = TensorData::new(input.data().to_vec(), [1, 3, side, side]);
            let levels = network
                .estimator
                .estimate(Tensor::<4>::from_data(data, &device));
            estimated.push(levels.into_data().try_into_vec::<f32>()?);
        }
        for level in 0..LEVELS.len() {
            let n = known.len() as f32;
            let mean = known.iter().map(|k| k[level]).sum::<f32>() / n;
            let root = |error: &dyn Fn(usize) -> f32| {
                let squares = (0..known.len()).map(|at| error(at).powi(2)).sum::<f32>();
                (squares / n).sqrt()
            };
            let error = root(&|at| estimated[at][level] - known[at][level]);
            let spread = root(&|at| known[at][level] - mean);
            print!("{:>20}", format!("{mean:.3} {error:.3} {spread:.3}"));
        }
        println!();
    }
    Ok(())
}

/// One scene alone, with nothing left alone and exact levels.
fn only(scene: Scene) -> Option<Scenes> {
    let mut scenes = Scenes {
        keep_probability: 0.0,
        level_error: 0.0,
        ..Scenes::default()
    };
    let share = match scene {
        Scene::Clean => &mut scenes.clean,
        Scene::WhiteNoise => &mut scenes.white_noise,
        Scene::CameraNoise => &mut scenes.camera_noise,
        Scene::Rain => &mut scenes.rain,
        Scene::Snow => &mut scenes.snow,
        Scene::Haze => &mut scenes.haze,
        Scene::Jpeg => &mut scenes.jpeg,
        Scene::Mixed => &mut scenes.mixed,
        _ => return None,
    };
    *share = 1.0;
    Some(scenes)
}
