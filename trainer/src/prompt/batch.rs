//! The batch of one training step.

use std::path::PathBuf;

use dynet_core::{Planar, Result};
use rayon::prelude::*;

use super::recipe::{Pretext, PromptRecipe};
use crate::data::{LabelSource, PatchSource};
use crate::mix::Mix;
use dynet_degrade::{mask::Mask, random};

/// Where patches come from.
#[non_exhaustive]
pub enum PromptPhotos {
    /// Any photos, without classes.
    Plain(PatchSource),
    /// Photos in one folder per class.
    Labeled(LabelSource),
}

/// Degraded patches and their positives.
#[derive(Clone, Debug)]
pub struct PromptBatch {
    /// Input of the trained encoder, all of one size.
    pub degraded: Vec<Planar>,
    /// Input of the momentum encoder, in the same order: the clean patches, or, with [`Pretext::Degradations`], other
    /// patches with the same degradation.
    pub alike: Vec<Planar>,
    /// The patches' classes, where they have any.
    pub classes: Option<Vec<usize>>,
}

impl PromptPhotos {
    /// How many classes a prompter learns from them, if any.
    pub fn classes(&self, recipe: &PromptRecipe) -> Option<usize> {
        match (recipe.pretext, self) {
            (Pretext::Degradations, _) => Some(recipe.degradations().len()),
            (Pretext::Photos, Self::Plain(_)) => None,
            (Pretext::Photos, Self::Labeled(photos)) => Some(photos.classes().len()),
        }
    }

    /// How many photos there are.
    pub fn images(&self) -> usize {
        match self {
            Self::Plain(photos) => photos.len(),
            Self::Labeled(photos) => photos.len(),
        }
    }

    /// The photos that could not be read so far, and why.
    pub fn broken(&self) -> Vec<(PathBuf, String)> {
        match self {
            Self::Plain(photos) => {
                let faults = photos.faults().into_iter();
                faults.map(|fault| (fault.path, fault.reason)).collect()
            }
            Self::Labeled(photos) => photos.broken(),
        }
    }

    fn two(&self, seed: u64, index: u64) -> Result<([Planar; 2], usize)> {
        match self {
            Self::Plain(photos) => Ok((photos.two(seed, index)?, 0)),
            Self::Labeled(photos) => photos.two(seed, index),
        }
    }
}

impl PromptBatch {
    /// The patches of step `step`, the same for the same recipe whatever ran before.
    ///
    /// # Errors
    /// No photo can be read.
    pub fn draw(photos: &PromptPhotos, recipe: &PromptRecipe, step: u64) -> Result<Self> {
        let size = recipe.batch as u64;
        let mix = Mix::new(&recipe.mix.parts(Mask::PAPER))?;
        let kinds = recipe.degradations();
        let drawn: Vec<_> = (step * size..(step + 1) * size)
            .into_par_iter()
            .map(|index| {
                let ([one, other], label) = photos.two(recipe.seed, index)?;
                let what = mix.choose(recipe.seed, index);
                // The same random numbers give the same strength.
                let degrade = |patch: &Planar| {
                    what.apply(
                        patch,
                        &mut random::stream(random::DEGRADATIONS, recipe.seed, index),
                    )
                };
                let degraded = degrade(&one);
                Ok(match recipe.pretext {
                    Pretext::Photos if recipe.independent_crops => (degraded, other, label),
                    Pretext::Photos => (degraded, one, label),
                    Pretext::Degradations => {
                        let class = kinds.iter().position(|kind| *kind == what);
                        (degraded, degrade(&other), class.unwrap_or_default())
                    }
                })
            })
            .collect::<Result<_>>()?;
        let mut batch = Self {
            degraded: Vec::new(),
            alike: Vec::new(),
            classes: photos.classes(recipe).map(|_| Vec::new()),
        };
        for (degraded, alike, class) in drawn {
            batch.degraded.push(degraded);
            batch.alike.push(alike);
            batch.classes.iter_mut().for_each(|all| all.push(class));
        }
        Ok(batch)
    }
}
