//! The queue of negatives for contrastive learning.

use burn::tensor::{Device, Tensor, TensorData};
use dynet_core::{Error, ErrorKind, Result};
use rand::Rng;
use rand_distr::{Distribution, StandardNormal};

use dynet_degrade::random;

/// Separates the queue's first values from the draws of patches.
const FIRST: u64 = 0x7175_6575_6500_0000;

/// Prompts of the degraded pictures of earlier batches, the negatives of a batch; the oldest are replaced first.
/// Momentum Contrast keeps those of the clean pictures, ConStyle's code these.
#[derive(Clone, Debug)]
pub struct Queue {
    values: Tensor<2>,
    at: usize,
}

impl Queue {
    /// `places` prompts of `latent` values, drawn from the normal distribution by `seed`.
    pub fn random(latent: usize, places: usize, seed: u64, device: &Device) -> Self {
        let mut rng = random::stream(FIRST, seed, 0);
        let draw = |rng: &mut dyn Rng| -> f32 { StandardNormal.sample(rng) };
        let values: Vec<f32> = (0..latent * places).map(|_| draw(&mut rng)).collect();
        let values = Tensor::from_data(TensorData::new(values, [latent, places]), device);
        Self { values, at: 0 }
    }

    /// A queue of these prompts `[latent, places]`; the one at `at` is replaced next.
    pub fn of(values: Tensor<2>, at: usize) -> Self {
        Self { values, at }
    }

    /// Checks that batches fill the queue evenly.
    ///
    /// # Errors
    /// A number of places that is not a multiple of the batch.
    pub fn check(places: usize, batch: usize) -> Result<()> {
        if places > 0 && batch > 0 && places.is_multiple_of(batch) {
            return Ok(());
        }
        let fitting = places.div_ceil(batch.max(1)).max(1) * batch.max(1);
        Err(Error::new(
            ErrorKind::Argument,
            format!(
                "a queue of {places} is not a multiple of the batch of {batch}: give --queue {fitting}, or \
                 another batch"
            ),
        ))
    }

    /// All prompts, `[latent, places]`.
    pub fn values(&self) -> Tensor<2> {
        self.values.clone()
    }

    /// The place that is filled next.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Replaces the oldest prompts by a batch's, `[batch, latent]`. Returns the prompts that are now the oldest, and
    /// the replaced ones, both `[batch, latent]`.
    pub fn exchange(&mut self, prompts: Tensor<2>) -> [Tensor<2>; 2] {
        let [batch, latent] = prompts.dims();
        let places = self.values.dims()[1];
        let next = (self.at + batch) % places;
        let read = |at: usize| self.values.clone().narrow(1, at, batch).transpose();
        let negatives = [read(next), read(self.at)];
        let here = [0..latent, self.at..self.at + batch];
        self.values = self.values.clone().slice_assign(here, prompts.transpose());
        self.at = next;
        negatives
    }
}
