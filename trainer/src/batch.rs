//! Pictures as the network takes them.

use burn::tensor::{Device, Tensor, TensorData};
use dynet_runtime::{Planar, Result};
use rayon::prelude::*;

use crate::recipe::Recipe;
use crate::samples::Samples;

/// Degraded patches and what they should become, in parts that run beside each other.
#[derive(Clone, Debug)]
pub struct Batch {
    /// Degraded, all of one size.
    pub input: Vec<Planar>,
    /// Clean, in the same order.
    pub target: Vec<Planar>,
    /// What was done to each, for messages.
    pub what: Vec<String>,
    parts: usize,
}

impl Batch {
    /// A batch of these pictures, to be computed in `parts` parts.
    pub fn new(input: Vec<Planar>, target: Vec<Planar>, parts: usize) -> Self {
        let what = vec![String::from("given"); input.len()];
        Self {
            input,
            target,
            what,
            parts,
        }
    }

    /// The patches of step `step`: the same for the same recipe, whatever ran before and whatever
    /// the number of threads.
    ///
    /// # Errors
    /// Pairs of which none can be read.
    pub fn draw(samples: &Samples, recipe: &Recipe, step: u64) -> Result<Self> {
        let (size, parts) = (recipe.batch as u64, recipe.parts as u64);
        let part = size.div_ceil(parts);
        let drawn: Vec<_> = (0..size)
            .into_par_iter()
            .map(|i| {
                let index = step * size + i;
                let origin = if recipe.uniform_parts {
                    samples.choose(recipe.seed, step * parts + i / part)
                } else {
                    samples.choose(recipe.seed, index)
                };
                let (input, target) = samples.sample(origin, recipe.seed, index)?;
                Ok((input, target, samples.name(origin)))
            })
            .collect::<Result<_>>()?;
        let mut batch = Self::new(Vec::new(), Vec::new(), recipe.parts);
        for (input, target, what) in drawn {
            batch.input.push(input);
            batch.target.push(target);
            batch.what.push(what);
        }
        Ok(batch)
    }

    /// The parts, each degraded and clean; there are fewer where the batch is small.
    pub(crate) fn parts(&self) -> impl Iterator<Item = (&[Planar], &[Planar])> {
        let part = self.input.len().div_ceil(self.parts.max(1)).max(1);
        self.input.chunks(part).zip(self.target.chunks(part))
    }
}

/// `[batch, 3, height, width]` from pictures of one size.
pub(crate) fn tensor(pictures: &[Planar], device: &Device) -> Tensor<4> {
    let (width, height) = pictures.first().map_or((0, 0), |p| (p.width, p.height));
    let values: Vec<f32> = pictures
        .iter()
        .flat_map(|p| p.data.iter().copied())
        .collect();
    Tensor::from_data(
        TensorData::new(values, [pictures.len(), 3, height, width]),
        device,
    )
}
