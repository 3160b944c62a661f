//! Batches of training patches.

use burn::tensor::{Device, Tensor, TensorData};
use dynet_core::{Planar, Result};
use dynet_degrade::Levels;
use rayon::prelude::*;

use crate::recipe::Recipe;
use crate::samples::Samples;

/// Degraded patches and their clean targets, split into parts that run in parallel.
#[derive(Clone, Debug)]
pub struct Batch {
    /// Degraded, all of one size.
    pub input: Vec<Planar>,
    /// Clean, in the same order.
    pub target: Vec<Planar>,
    /// The degradation of each sample, for messages.
    pub what: Vec<String>,
    /// The levels of each sample, where they are known.
    pub conditions: Vec<Option<Condition>>,
    parts: usize,
}

/// The degradation levels of a sample.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Condition {
    /// The network's input: the true levels with a small random error, or 0 for a degradation to keep.
    pub input: Levels,
    /// The true levels, which are the estimator's target.
    pub target: Levels,
}

/// A part of a batch: inputs, targets, and levels where they are known.
#[derive(Clone, Debug)]
pub(crate) struct Part<'a> {
    pub input: &'a [Planar],
    pub target: &'a [Planar],
    /// The levels, if they are known for every sample.
    pub conditions: Option<Vec<Condition>>,
}

impl Batch {
    /// A batch of these pictures, to be computed in `parts` parts.
    pub fn new(input: Vec<Planar>, target: Vec<Planar>, parts: usize) -> Self {
        let what = vec![String::from("given"); input.len()];
        let conditions = vec![None; input.len()];
        Self {
            input,
            target,
            what,
            conditions,
            parts,
        }
    }

    /// The patches of step `step`. They depend only on the recipe, not on earlier steps or the number of threads.
    ///
    /// # Errors
    /// No pair can be read.
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
                Ok((
                    samples.sample(origin, recipe.seed, index)?,
                    samples.name(origin),
                ))
            })
            .collect::<Result<_>>()?;
        let mut batch = Self::new(Vec::new(), Vec::new(), recipe.parts);
        for (sample, what) in drawn {
            batch.input.push(sample.input);
            batch.target.push(sample.target);
            batch.what.push(what);
            batch.conditions.push(sample.condition);
        }
        Ok(batch)
    }

    /// The parts; fewer if the batch is small.
    pub(crate) fn parts(&self) -> impl Iterator<Item = Part<'_>> {
        let part = self.input.len().div_ceil(self.parts.max(1)).max(1);
        let pairs = self.input.chunks(part).zip(self.target.chunks(part));
        pairs
            .enumerate()
            .map(move |(number, (input, target))| Part {
                input,
                target,
                conditions: self.conditions[number * part..][..input.len()]
                    .iter()
                    .copied()
                    .collect(),
            })
    }
}

/// `[batch, 3, height, width]` from pictures of one size.
pub(crate) fn tensor(pictures: &[Planar], device: &Device) -> Tensor<4> {
    let (width, height) = pictures.first().map_or((0, 0), |p| p.size());
    let values: Vec<f32> = pictures
        .iter()
        .flat_map(|p| p.data().iter().copied())
        .collect();
    Tensor::from_data(
        TensorData::new(values, [pictures.len(), 3, height, width]),
        device,
    )
}

/// `[batch, levels]` from the levels of as many pictures.
pub(crate) fn levels(
    conditions: &[Condition],
    which: impl Fn(&Condition) -> Levels,
    device: &Device,
) -> Tensor<2> {
    let values: Vec<f32> = conditions
        .iter()
        .flat_map(|condition| which(condition).to_array())
        .collect();
    Tensor::from_data(
        TensorData::new(values, [conditions.len(), Levels::NAMES.len()]),
        device,
    )
}
