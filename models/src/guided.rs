//! A trait of networks that encode a whole photo once and then restore its tiles.

use burn::tensor::Tensor;

use crate::constyle::Prompted;
use crate::{ConditionedDyNet, Reuse};

/// A network of two parts: one encodes a photo as a latent, the other restores tiles with it.
pub trait GuidedNetwork {
    /// The latent of a photo, which serves all its tiles. It consists of means over the photo, so parts from all over
    /// it give nearly the same.
    ///
    /// # Shapes
    /// - `photo` `[batch, 3, height, width]`, RGB in 0..=1
    /// - output `[batch, latent]`
    fn prompter(&self, photo: Tensor<4>) -> Tensor<2>;

    /// Restores a batch of tiles with the latent of their photo. Networks without block reuse ignore `reuse`.
    ///
    /// # Shapes
    /// - `tile` and output `[batch, 3, height, width]`, RGB in 0..=1, the output not clamped; both sides
    ///   multiples of the configuration's `input_multiple`
    /// - `latent` `[batch or 1, latent]`
    ///
    /// # Panics
    /// For a size that a MAXIM's configuration refuses
    /// ([`check_tile`](crate::constyle::ConStyleMaximConfig::check_tile)).
    fn restore(&self, tile: Tensor<4>, latent: Tensor<2>, reuse: Reuse) -> Tensor<4>;
}

impl<N: Prompted> GuidedNetwork for N {
    fn prompter(&self, photo: Tensor<4>) -> Tensor<2> {
        self.constyle().encoder_q.forward(photo).latent
    }

    fn restore(&self, tile: Tensor<4>, latent: Tensor<2>, _: Reuse) -> Tensor<4> {
        let features = self.constyle().encoder_q.features(tile.clone());
        self.unet(tile, features, latent)
    }
}

impl GuidedNetwork for ConditionedDyNet {
    fn prompter(&self, photo: Tensor<4>) -> Tensor<2> {
        self.estimator.estimate(photo)
    }

    fn restore(&self, tile: Tensor<4>, latent: Tensor<2>, reuse: Reuse) -> Tensor<4> {
        self.forward(tile, latent, reuse)
    }
}
