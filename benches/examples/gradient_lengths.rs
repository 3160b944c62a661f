//! How long the gradient of one patch is, by degradation: what `clip` in a recipe would do to each.
//!
//! ```text
//! gradient_lengths RECIPE WEIGHTS.safetensors PHOTOS [PATCHES]
//! ```
//!
//! Patches are drawn as the recipe's mix draws them. A part of a batch of several parts counts by its share in the
//! batch, so that with two parts its gradient is half as long as told here.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use burn::module::Module;
use burn::optim::GradientsParams;
use burn::tensor::{Device, Tensor, TensorData};
use dynet_core::Planar;
use dynet_models::{AnyConfig, weights};
use dynet_trainer::data::PatchSource;
use dynet_trainer::{Batch, Recipe, Samples, gradient_length};

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [recipe, start, photos, patches @ ..] = args.as_slice() else {
        return Err("give RECIPE, WEIGHTS.safetensors and a folder of PHOTOS".into());
    };
    let patches: u64 = patches.first().map_or(Ok(200), |n| n.parse())?;
    let mut recipe = Recipe::open(recipe)?;
    (recipe.batch, recipe.parts) = (1, 1);
    let photos = PatchSource::new(photos, recipe.patch)?;
    let samples = Samples::new(&recipe, Some(photos), Vec::new())?;
    let device = Device::flex().autodiff();
    let (_, network) = weights::load::<AnyConfig>(Path::new(start), &device)?;
    let network = network.train();

    let mut lengths: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for step in 0..patches {
        let batch = Batch::draw(&samples, &recipe, step)?;
        let tensor = |picture| Tensor::<4>::from_data(values(picture), &device);
        let restored = network.forward(tensor(&batch.input[0]), recipe.heaviest());
        let loss = (restored - tensor(&batch.target[0])).abs().mean();
        let grads = GradientsParams::from_grads(loss.backward(), &network);
        let of = lengths.entry(batch.what[0].clone()).or_default();
        of.push(gradient_length(&network, &grads));
    }
    println!("| degradation | patches | a quarter below | median | a quarter above |");
    println!("|---|---|---|---|---|");
    for (what, mut lengths) in lengths {
        lengths.sort_by(f64::total_cmp);
        let at = |quarter: usize| lengths[quarter * (lengths.len() - 1) / 4];
        let (count, [low, middle, high]) = (lengths.len(), [1, 2, 3].map(at));
        println!("| {what} | {count} | {low:.3} | {middle:.3} | {high:.3} |");
    }
    Ok(())
}

fn values(picture: &Planar) -> TensorData {
    TensorData::new(
        picture.data().to_vec(),
        [1, 3, picture.height(), picture.width()],
    )
}
