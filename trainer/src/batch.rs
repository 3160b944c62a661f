//! Pictures as the network takes them.

use burn::tensor::{Device, Tensor, TensorData};
use dynet_runtime::{Planar, Result};
use rayon::prelude::*;

use crate::data::{PatchSource, random};
use crate::degrade::Mix;

/// Parts of a batch that run beside each other, and whose gradients are bounded one by one.
const PARTS: usize = 2;

/// Degraded patches and what they should become.
#[derive(Clone, Debug)]
pub struct Batch {
    /// Degraded, all of one size.
    pub input: Vec<Planar>,
    /// Clean, in the same order.
    pub target: Vec<Planar>,
}

impl Batch {
    /// The patches of step `step`: the same for the same seed, whatever ran before.
    ///
    /// Each of the two halves has one degradation, so that bounding the length of a half's gradient
    /// gives each degradation the say that its share in the mix means it to have.
    ///
    /// # Errors
    /// Those of [`PatchSource::patch`].
    pub fn draw(
        photos: &PatchSource,
        mix: &Mix,
        seed: u64,
        step: u64,
        size: usize,
    ) -> Result<Self> {
        let half = size.div_ceil(PARTS) as u64;
        let pairs: Result<Vec<_>> = (0..size as u64)
            .into_par_iter()
            .map(|i| {
                let degradation = mix.choose(seed, step * PARTS as u64 + i / half);
                let index = step * size as u64 + i;
                let clean = photos.patch(seed, index)?;
                let mut rng = random::stream(random::DEGRADATIONS, seed, index);
                Ok((degradation.apply(&clean, &mut rng), clean))
            })
            .collect();
        let (input, target) = pairs?.into_iter().unzip();
        Ok(Self { input, target })
    }

    /// The halves, each degraded and clean.
    pub(crate) fn parts(&self) -> impl Iterator<Item = (&[Planar], &[Planar])> {
        let half = self.input.len().div_ceil(PARTS).max(1);
        self.input.chunks(half).zip(self.target.chunks(half))
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
