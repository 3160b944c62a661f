//! What one step looks at.

use dynet_runtime::{Planar, Result};
use rayon::prelude::*;

use super::recipe::PromptRecipe;
use crate::data::{LabelSource, PatchSource, random};
use crate::degrade::Mix;
use crate::degrade::mask::Mask;

/// Where patches come from.
pub enum PromptPhotos {
    /// Any photos, without classes.
    Plain(PatchSource),
    /// Photos in a folder for each class.
    Labelled(LabelSource),
}

/// Degraded patches, and clean ones of the same photos.
#[derive(Clone, Debug)]
pub struct PromptBatch {
    /// What the encoder that learns sees, all of one size.
    pub degraded: Vec<Planar>,
    /// What the one that follows sees, in the same order.
    pub clean: Vec<Planar>,
    /// The photos' classes, where they have any.
    pub classes: Option<Vec<usize>>,
}

impl PromptPhotos {
    /// How many classes there are.
    pub fn classes(&self) -> Option<usize> {
        match self {
            Self::Plain(_) => None,
            Self::Labelled(photos) => Some(photos.classes().len()),
        }
    }

    /// How many photos there are.
    pub fn images(&self) -> usize {
        match self {
            Self::Plain(photos) => photos.len(),
            Self::Labelled(photos) => photos.len(),
        }
    }

    fn two(&self, seed: u64, index: u64) -> Result<([Planar; 2], usize)> {
        match self {
            Self::Plain(photos) => Ok((photos.two(seed, index)?, 0)),
            Self::Labelled(photos) => photos.two(seed, index),
        }
    }
}

impl PromptBatch {
    /// The patches of step `step`, the same for the same recipe whatever ran before.
    ///
    /// # Errors
    /// Photos of which none can be read.
    pub fn draw(photos: &PromptPhotos, recipe: &PromptRecipe, step: u64) -> Result<Self> {
        let size = recipe.batch as u64;
        let mix = Mix::new(&recipe.mix.parts(Mask::PAPER))?;
        let drawn: Vec<_> = (step * size..(step + 1) * size)
            .into_par_iter()
            .map(|index| {
                let ([one, other], class) = photos.two(recipe.seed, index)?;
                let what = mix.choose(recipe.seed, index);
                let mut rng = random::stream(random::DEGRADATIONS, recipe.seed, index);
                let degraded = what.apply(&one, &mut rng);
                let clean = if recipe.independent_crops { other } else { one };
                Ok((degraded, clean, class))
            })
            .collect::<Result<_>>()?;
        let mut batch = Self {
            degraded: Vec::new(),
            clean: Vec::new(),
            classes: photos.classes().map(|_| Vec::new()),
        };
        for (degraded, clean, class) in drawn {
            batch.degraded.push(degraded);
            batch.clean.push(clean);
            batch.classes.iter_mut().for_each(|all| all.push(class));
        }
        Ok(batch)
    }
}
