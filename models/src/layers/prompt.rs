//! The prompt generation block of PromptIR (arXiv 2306.13090).

use burn::module::{Module, Param};
use burn::tensor::activation::softmax;
use burn::tensor::{Device, Distribution, Tensor};

use super::{Conv, Linear, TransformerBlock, resize};
use crate::format;

/// A bank of learned prompts, mixed by weights that are computed from the feature's mean.
#[derive(Module, Debug)]
pub struct PromptGen {
    /// `[1, prompts, channels, side, side]`
    pub prompt_param: Param<Tensor<5>>,
    /// Feature mean to one weight per prompt.
    pub linear_layer: Linear,
    /// 3x3 on the mixed, resized prompt.
    pub conv3x3: Conv,
}

impl PromptGen {
    /// `prompts` pictures of `channels` x `side` x `side`, for features of `feature` channels.
    pub fn new(
        channels: usize,
        prompts: usize,
        side: usize,
        feature: usize,
        device: &Device,
    ) -> Self {
        let prompt = Distribution::Uniform(0.0, 1.0);
        Self {
            prompt_param: Param::from_tensor(Tensor::random(
                [1, prompts, channels, side, side],
                prompt,
                device,
            )),
            linear_layer: Linear::new(feature, prompts, device),
            conv3x3: Conv::dense(channels, channels, 3, device),
        }
    }

    /// The prompt for a feature, at the feature's size.
    ///
    /// # Shapes
    /// - input `[batch, feature, height, width]`
    /// - output `[batch, channels, height, width]`
    pub fn forward(&self, x: Tensor<4>) -> Tensor<4> {
        let [batch, feature, height, width] = x.dims();
        let bank = self.prompt_param.val();
        let [_, prompts, channels, side, _] = bank.dims();

        let mean = format::full(x).mean_dim(3).mean_dim(2);
        let mean = mean.reshape([batch, feature]);
        let logits = self.linear_layer.forward(mean);
        let mixed = format::like(softmax(logits, 1), &bank)
            .matmul(bank.reshape([prompts, channels * side * side]))
            .reshape([batch, channels, side, side]);

        self.conv3x3.forward(resize(mixed, [height, width]))
    }
}

/// A feature concatenated with its prompt, mixed by one transformer block.
///
/// # Shapes
/// - input `[batch, feature, height, width]`
/// - output `[batch, feature + channels, height, width]`
pub fn join_prompt(x: Tensor<4>, prompt: &PromptGen, block: &TransformerBlock) -> Tensor<4> {
    let prompt = prompt.forward(x.clone());
    block.forward(Tensor::cat(vec![x, prompt], 1))
}
