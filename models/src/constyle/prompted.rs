//! The interface of guided networks.

use burn::tensor::Tensor;

use super::encoder::ConStyle;

/// A network that a prompter guides.
///
/// It uses only the prompter's features of the tile and its latent of the photo.
pub trait Prompted {
    /// The prompter.
    fn constyle(&self) -> &ConStyle;

    /// The same, mutable.
    fn constyle_mut(&mut self) -> &mut ConStyle;

    /// Restores a batch of pictures, given the prompter's outputs.
    ///
    /// # Shapes
    /// - `image` `[batch, 3, height, width]`, RGB in 0..=1, both sides multiples of the configuration's
    ///   `input_multiple`
    /// - `features` the prompter's of `image`, at a half, a quarter and an eighth of its sides
    /// - `latent` `[batch or 1, latent]`
    /// - output `[batch, 3, height, width]`, not clamped
    ///
    /// # Panics
    /// For a size that a MAXIM's configuration refuses
    /// ([`check_tile`](super::ConStyleMaximConfig::check_tile)).
    fn unet(&self, image: Tensor<4>, features: [Tensor<4>; 3], latent: Tensor<2>) -> Tensor<4>;

    /// Restores a batch of pictures, each with its own prompt. Shapes and panics as [`Prompted::unet`]'s.
    fn forward(&self, image: Tensor<4>) -> Tensor<4> {
        let style = self.constyle().encoder_q.forward(image.clone());
        self.unet(image, style.features, style.latent)
    }
}
