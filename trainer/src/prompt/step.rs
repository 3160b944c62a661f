//! One update of the prompter.

use burn::module::Module;
use burn::optim::{AdamWConfig, GradientsParams, ModuleOptimizer};
use burn::tensor::{Device, Int, Tensor, TensorData};
use dynet_models::constyle::{ConStyle, Style};

use super::batch::PromptBatch;
use super::losses::{self, Figures, Losses};
use super::momentum::Momentum;
use super::queue::Queue;
use super::recipe::PromptRecipe;
use crate::batch::tensor;
use crate::clip::clip;
use crate::ema::Ema;
use crate::step::StableIds;

/// A prompter under training: the encoder and its training state.
///
/// It runs on one device, because pictures are compared across the whole batch.
pub struct Prompter {
    /// The current encoder, on a device that tracks gradients.
    pub network: ConStyle,
    /// The momentum encoder.
    pub momentum: Momentum,
    /// Prompts of earlier batches, on a device without gradients.
    pub queue: Queue,
    /// AdamW and its moments.
    pub optimizer: ModuleOptimizer,
    /// The weights averaged over the steps.
    pub ema: Ema<ConStyle>,
    recipe: PromptRecipe,
    device: Device,
}

/// The outputs and losses of one batch.
#[derive(Clone, Debug)]
pub struct Look {
    /// Of the degraded pictures, with gradients.
    pub degraded: Style,
    /// Of the positives, from the momentum encoder.
    pub alike: Style,
    /// InfoNCE's logits.
    pub logits: Tensor<2>,
    /// Prompts of earlier batches: those that are the oldest now, and those that the batch replaced.
    pub negatives: [Tensor<2>; 2],
    /// The losses of the batch.
    pub losses: Losses,
}

impl Prompter {
    /// A prompter at the beginning of a run, on a device given without gradients.
    pub fn new(network: ConStyle, recipe: &PromptRecipe, device: &Device) -> Self {
        let device = device.clone().autodiff();
        let network = network.map(&mut StableIds(0)).to_device(&device).train();
        let average = Ema::new(&network, recipe.ema_decay);
        let latent = recipe.network(None).latent();
        let plain = device.clone().inner();
        Self {
            momentum: Momentum::new(&network, recipe.momentum),
            queue: Queue::random(latent, recipe.queue, recipe.seed, &plain),
            optimizer: AdamWConfig::new()
                .with_epsilon(1e-8)
                .with_weight_decay(recipe.weight_decay)
                .init(),
            ema: match recipe.initial_statistics {
                true => average,
                false => average.with_statistics(),
            },
            network,
            recipe: recipe.clone(),
            device,
        }
    }

    /// Encodes a batch: the momentum encoder moves one step, and the batch enters the queue.
    ///
    /// # Shapes
    /// - `degraded`, `alike` `[batch, 3, height, width]`, RGB in 0..=1, on a device with gradients
    /// - `classes` `[batch]`
    pub fn look(
        &mut self,
        degraded: Tensor<4>,
        alike: Tensor<4>,
        classes: Option<Tensor<1, Int>>,
    ) -> Look {
        self.momentum.follow(&self.network);
        let (encoder, momentum) = (&self.network.encoder_q, &self.momentum);
        // In parallel: the convolutions of one encoder leave cores idle.
        let (style, alike) = std::thread::scope(|scope| {
            let alike = scope.spawn(|| momentum.look(alike.inner()));
            let style = encoder.forward_batch(degraded);
            match alike.join() {
                Ok(alike) => (style, alike),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        });

        let prompt = style.latent.clone();
        let key = alike.latent.clone().autodiff();
        let queue = self.queue.values().autodiff();
        let [q, k, queue_] = match self.recipe.normalize {
            true => [
                losses::unit(prompt.clone(), 1),
                losses::unit(key.clone(), 1),
                losses::unit(queue, 0),
            ],
            false => [prompt.clone(), key.clone(), queue],
        };
        let logits = losses::logits(q, k, queue_, self.recipe.temperature);
        let negatives = self.queue.exchange(prompt.clone().inner());

        let teacher = alike.logits.clone().filter(|_| self.recipe.distill);
        let told = style.logits.clone();
        let losses = Losses {
            contrast: losses::contrast(logits.clone()),
            content: losses::content(prompt.clone(), key),
            style: losses::style(
                [style.coarse.clone(), prompt],
                negatives.clone().map(Tensor::autodiff),
            ),
            classes: told
                .clone()
                .zip(classes)
                .map(|(t, c)| losses::classes(t, c)),
            distill: told
                .zip(teacher)
                .map(|(t, c)| losses::distill(t, c.autodiff())),
        };
        Look {
            degraded: style,
            alike,
            logits,
            negatives,
            losses,
        }
    }

    /// One step, counted from 0: its losses before the update. A loss that is NaN or infinite updates nothing.
    pub fn step(&mut self, batch: &PromptBatch, step: u64) -> Figures {
        // Dropout draws from the device: a resumed run must draw as an uninterrupted one.
        let spread = (step + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.device.seed(self.recipe.seed ^ spread);
        let device = self.device.clone();
        let learned = batch.classes.as_ref();
        let classes = learned
            .filter(|_| self.recipe.learns_classes(step))
            .map(|classes| {
                let numbers: Vec<i64> = classes.iter().map(|class| *class as i64).collect();
                let count = numbers.len();
                Tensor::from_data(TensorData::new(numbers, [count]), &device)
            });
        let [degraded, alike] = [&batch.degraded, &batch.alike].map(|p| tensor(p, &device));
        let losses = self.look(degraded, alike, classes).losses;
        let figures = losses.figures();
        if figures.sum().is_finite() {
            let grads = GradientsParams::from_grads(losses.sum().backward(), &self.network);
            let grads = clip(&self.network, grads, self.recipe.clip);
            let rate = self.recipe.learning_rate(step);
            self.network = self.optimizer.step(rate, self.network.clone(), grads);
            self.ema.update(&self.network);
        }
        figures
    }
}
