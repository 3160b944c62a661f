//! How the levels act on the features: the levels become a prompt, which scales and shifts the features.

use burn::module::Module;
use burn::tensor::activation::gelu;
use burn::tensor::{Device, Tensor};

use super::levels::{LEVELS, scaled};
use crate::format;
use crate::layers::Linear;

/// Turns the levels of a photo into its prompt.
#[derive(Module, Debug)]
pub struct LevelPrompt {
    /// From the scaled levels.
    pub hidden: Linear,
    /// To the prompt.
    pub output: Linear,
}

impl LevelPrompt {
    pub(super) fn new(prompt: usize, device: &Device) -> Self {
        Self {
            hidden: Linear::new(LEVELS.len(), prompt, device),
            output: Linear::new(prompt, prompt, device),
        }
    }

    /// # Shapes
    /// - `levels` `[batch or 1, levels]`, in the units of [`LEVELS`]
    /// - output `[batch or 1, prompt]`
    pub fn forward(&self, levels: Tensor<2>) -> Tensor<2> {
        gelu(
            self.output
                .forward(gelu(self.hidden.forward(scaled(levels)))),
        )
    }
}

/// Scales and shifts a feature's channels by the prompt (FiLM, Perez et al., 2018). The prompt is the
/// same for every tile of a photo, so tiles agree.
#[derive(Module, Debug)]
pub struct Modulation {
    /// From the prompt to a scale (against 1) and a shift of each channel.
    pub from_prompt: Linear,
}

impl Modulation {
    pub(super) fn new(prompt: usize, channels: usize, device: &Device) -> Self {
        Self {
            from_prompt: Linear::new(prompt, 2 * channels, device),
        }
    }

    /// # Shapes
    /// - `x` and output `[batch, channels, height, width]`
    /// - `prompt` `[batch or 1, prompt]`
    pub fn forward(&self, x: Tensor<4>, prompt: &Tensor<2>) -> Tensor<4> {
        let both = format::like(self.from_prompt.forward(prompt.clone()), &x);
        let [batch, twice] = both.dims();
        let part = |at: usize| {
            let half = both.clone().narrow(1, at * twice / 2, twice / 2);
            half.reshape([batch, twice / 2, 1, 1])
        };
        x.mul(part(0).add_scalar(1.0)).add(part(1))
    }
}
