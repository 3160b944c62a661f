//! The five losses of the prompter, each with weight 1.

use burn::tensor::activation::{log_softmax, softmax};
use burn::tensor::{Int, Tensor};

/// The losses of one batch. Class losses are present only while they are used.
#[derive(Clone, Debug)]
pub struct Losses {
    /// [`contrast`].
    pub contrast: Tensor<1>,
    /// [`content`].
    pub content: Tensor<1>,
    /// [`style`].
    pub style: Tensor<1>,
    /// [`classes`], for the beginning of a run on labeled photos.
    pub classes: Option<Tensor<1>>,
    /// [`distill`], where there is a classifier.
    pub distill: Option<Tensor<1>>,
}

/// The same as numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[allow(missing_docs)] // the names are those of `Losses`
pub struct Figures {
    pub contrast: f32,
    pub content: f32,
    pub style: f32,
    pub classes: Option<f32>,
    pub distill: Option<f32>,
}

impl Losses {
    /// The sum to minimize.
    pub fn sum(&self) -> Tensor<1> {
        let sum = self.contrast.clone() + self.content.clone() + self.style.clone();
        let more = [&self.classes, &self.distill];
        more.into_iter().flatten().fold(sum, |a, b| a + b.clone())
    }

    /// Each as a number.
    pub fn figures(&self) -> Figures {
        let number = |loss: &Tensor<1>| loss.clone().into_scalar::<f32>();
        Figures {
            contrast: number(&self.contrast),
            content: number(&self.content),
            style: number(&self.style),
            classes: self.classes.as_ref().map(number),
            distill: self.distill.as_ref().map(number),
        }
    }
}

impl Figures {
    /// The sum to minimize.
    pub fn sum(&self) -> f32 {
        let more = self.classes.unwrap_or(0.0) + self.distill.unwrap_or(0.0);
        self.contrast + self.content + self.style + more
    }
}

/// InfoNCE's logits: the similarity of a picture's prompt to that of the clean picture (first column) and to those of
/// the queue, divided by the temperature.
///
/// # Shapes
/// - `prompt`, `clean` `[batch, latent]`, `queue` `[latent, places]`
/// - output `[batch, 1 + places]`
pub fn logits(
    prompt: Tensor<2>,
    clean: Tensor<2>,
    queue: Tensor<2>,
    temperature: f32,
) -> Tensor<2> {
    let own = prompt.clone().mul(clean).sum_dim(1);
    Tensor::cat(vec![own, prompt.matmul(queue)], 1).div_scalar(temperature)
}

/// InfoNCE (van den Oord et al., 2018): the first logit should be the largest.
pub fn contrast(logits: Tensor<2>) -> Tensor<1> {
    log_softmax(logits, 1).narrow(1, 0, 1).mean().neg()
}

/// Content loss: mean squared distance between the prompts of a degraded picture and the clean one.
pub fn content(prompt: Tensor<2>, clean: Tensor<2>) -> Tensor<1> {
    prompt.sub(clean).square().mean()
}

/// Style loss: minus the distance between the Gram matrices of this batch and of earlier pictures, for both outputs
/// of the encoder. The Gram matrix `a a^T / (batch * latent)` is over the batch, not over channels as is usual for
/// style.
pub fn style(batch: [Tensor<2>; 2], earlier: [Tensor<2>; 2]) -> Tensor<1> {
    let gram = |x: Tensor<2>| {
        let [batch, latent] = x.dims();
        let turned = x.clone().transpose();
        x.matmul(turned).div_scalar((batch * latent) as f32)
    };
    let apart = |(now, then)| gram(now).sub(gram(then)).square().mean();
    let [first, second] = batch;
    let [earlier, older] = earlier;
    (apart((first, earlier)) + apart((second, older))).neg()
}

/// Cross-entropy of the photos' classes, predicted from the degraded pictures. `classes` `[batch]`.
pub fn classes(logits: Tensor<2>, classes: Tensor<1, Int>) -> Tensor<1> {
    let right = log_softmax(logits, 1).gather(1, classes.unsqueeze_dim::<2>(1));
    right.mean().neg()
}

/// Knowledge distillation: the momentum encoder's class prediction for the clean picture is the target for the
/// degraded one. Kullback-Leibler divergence, mean over the batch.
pub fn distill(logits: Tensor<2>, teacher: Tensor<2>) -> Tensor<1> {
    let batch = logits.dims()[0] as f32;
    let wanted = softmax(teacher.clone(), 1);
    let off = log_softmax(teacher, 1).sub(log_softmax(logits, 1));
    wanted.mul(off).sum().div_scalar(batch)
}

/// Scaled to length 1.
pub(super) fn unit(x: Tensor<2>, dim: usize) -> Tensor<2> {
    let square = x.clone().square().sum_dim(dim);
    x.div(square.add_scalar(1e-12).sqrt())
}
