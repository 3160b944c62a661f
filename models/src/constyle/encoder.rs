//! ConStyle's encoder, the prompter: a representation of the degradation in 128 numbers.

use burn::module::Module;
use burn::nn::{Dropout, DropoutConfig, Relu};
use burn::tensor::activation::{gelu, leaky_relu};
use burn::tensor::{Device, Tensor};
use serde::{Deserialize, Serialize};

use crate::layers::{BatchNorm, Conv, Linear, StridedConv};
use crate::{ConfigError, NetworkConfig, format};

/// The shape of a [`ConStyle`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConStyleConfig {
    /// Channels of the first convolution, 16 as published; the prompt has 8 times as many values.
    pub width: usize,
    /// Classes of the pretext task, 1000 as published. Restoration needs none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub classes: Option<usize>,
}

impl ConStyleConfig {
    /// As part of a restorer: 1,190,832 learned values.
    pub fn paper() -> Self {
        Self {
            width: 16,
            classes: None,
        }
    }

    /// With the classifier of the pretext task, ImageNet's classes: 1,835,416 learned values.
    pub fn pretext() -> Self {
        Self {
            classes: Some(1000),
            ..Self::paper()
        }
    }

    /// Values of the prompt.
    pub fn latent(&self) -> usize {
        8 * self.width
    }

    /// Channels of the three features, at a half, a quarter and an eighth of the resolution.
    pub fn features(&self) -> [usize; 3] {
        [2, 4, 8].map(|times| times * self.width)
    }

    /// Checks the configuration.
    ///
    /// # Errors
    /// A value of which no network can be built.
    pub fn validate(&self) -> Result<(), ConfigError> {
        match (self.width, self.classes) {
            (width, _) if !(1..=256).contains(&width) => {
                let message = format!("the prompter's width is {width}: give 1 to 256");
                Err(ConfigError::out_of_range("width", message))
            }
            (_, Some(classes)) if !(2..=100_000).contains(&classes) => {
                let message = format!("classes is {classes}: give 2 to 100000, or none");
                Err(ConfigError::out_of_range("classes", message))
            }
            _ => Ok(()),
        }
    }
}

impl NetworkConfig for ConStyleConfig {
    type Network = ConStyle;
    const NAME: &'static str = "ConStyle";
    const FAMILY: &'static str = "constyle";

    fn is_unused(&self, name: &str) -> bool {
        // The momentum encoder and its queue serve training, the classifier the pretext task.
        ["encoder_k.", "queue", "encoder_q.classifier."]
            .iter()
            .any(|begin| name.starts_with(begin))
    }

    fn validate(&self) -> Result<(), ConfigError> {
        self.validate()
    }

    fn init(&self, device: &Device) -> ConStyle {
        if let Err(wrong) = self.validate() {
            panic!("not a ConStyle: {wrong}");
        }
        ConStyle {
            encoder_q: Encoder::new(self, device),
        }
    }
}

/// The prompter. Parameter paths are the names of the authors' PyTorch code.
///
/// ```
/// use burn::tensor::{Device, Tensor};
/// use dynet_models::{NetworkConfig as _, constyle::ConStyleConfig};
///
/// let device = Device::flex();
/// let prompter = ConStyleConfig { width: 2, classes: Some(10) }.init(&device);
/// let style = prompter.encoder_q.forward(Tensor::<4>::zeros([1, 3, 40, 24], &device));
/// assert_eq!(style.latent.dims(), [1, 16]);
/// assert_eq!(style.features[2].dims(), [1, 16, 5, 3]);
/// ```
#[derive(Module, Debug)]
pub struct ConStyle {
    /// The encoder that is kept after training.
    pub encoder_q: Encoder,
}

/// The encoder's outputs for a batch of pictures.
#[derive(Clone, Debug)]
pub struct Style {
    /// `[batch, latent]`, a step before the prompt ("q0").
    pub coarse: Tensor<2>,
    /// `[batch, latent]`, the prompt ("q1").
    pub latent: Tensor<2>,
    /// `[batch, channels, height / n, width / n]` with n 2, 4 and 8.
    pub features: [Tensor<4>; 3],
    /// `[batch, classes]` before the softmax, where there is a classifier.
    pub logits: Option<Tensor<2>>,
}

/// Negative slope of the rectifiers.
const SLOPE: f64 = 0.1;

/// A 3x3 convolution, and one of stride 2; lists because official names carry an index.
type Stage = ([Conv; 1], [StridedConv; 1]);

/// A stack of convolutions that halve the resolution four times.
#[derive(Module, Debug)]
#[allow(missing_docs)] // numbered by the authors
pub struct Encoder {
    pub stage1: ([Conv; 1], [Conv; 1], [StridedConv; 1]),
    pub stage2: Stage,
    pub stage3: Stage,
    pub stage4: Stage,
    pub mlp1: (Linear, BatchNorm),
    pub mlp2: (Linear, BatchNorm),
    pub classifier: Option<(Linear, Relu, Dropout, Linear)>,
}

impl Encoder {
    fn new(config: &ConStyleConfig, device: &Device) -> Self {
        let w = config.width;
        let keep = |input, output| [Conv::dense(input, output, 3, device).before_rectifier(SLOPE)];
        let halve =
            |input, output| [StridedConv::new(input, output, 3, device).before_rectifier(SLOPE)];
        let mlp = |input, output| {
            let linear = Linear::new(input, output, device);
            (linear, BatchNorm::new(output, device))
        };
        let classifier = |classes| {
            let hidden = Linear::new(16 * w, 32 * w, device);
            let dropout = DropoutConfig::new(0.5).init();
            (
                hidden,
                Relu::new(),
                dropout,
                Linear::new(32 * w, classes, device),
            )
        };
        Self {
            stage1: (keep(3, w), keep(w, w), halve(w, 2 * w)),
            stage2: (keep(2 * w, 2 * w), halve(2 * w, 4 * w)),
            stage3: (keep(4 * w, 8 * w), halve(8 * w, 8 * w)),
            stage4: (keep(8 * w, 16 * w), halve(16 * w, 16 * w)),
            mlp1: mlp(16 * w, 8 * w),
            mlp2: mlp(8 * w, 8 * w),
            classifier: config.classes.map(classifier),
        }
    }

    /// Only the three features, which a restoration network takes from its own tile.
    ///
    /// # Shapes
    /// - `image` `[batch, 3, height, width]`, RGB in 0..=1
    /// - output: [`Style::features`]
    pub fn features(&self, image: Tensor<4>) -> [Tensor<4>; 3] {
        let (first, second, third) = &self.stage1;
        let x = leaky(first[0].forward(image));
        let x = leaky(second[0].forward(x));
        let half = leaky(third[0].forward(x));
        let quarter = stage(&self.stage2, half.clone());
        let eighth = stage(&self.stage3, quarter.clone());
        [half, quarter, eighth]
    }

    /// All outputs, in inference mode: a picture's do not depend on the rest of the batch.
    ///
    /// # Shapes
    /// - `image` `[batch, 3, height, width]`, RGB in 0..=1
    pub fn forward(&self, image: Tensor<4>) -> Style {
        self.style(self.features(image), BatchNorm::forward)
    }

    /// All outputs, in training mode: with the batch's own statistics, and with the classifier's dropout. The batch
    /// must have two pictures or more.
    pub fn forward_batch(&self, image: Tensor<4>) -> Style {
        self.style(self.features(image), BatchNorm::forward_batch)
    }

    /// The other outputs, from the features.
    pub(super) fn style(
        &self,
        features: [Tensor<4>; 3],
        normalise: impl Fn(&BatchNorm, Tensor<2>) -> Tensor<2>,
    ) -> Style {
        let x = format::full(stage(&self.stage4, features[2].clone()));
        let [batch, channels, _, _] = x.dims();
        let mean = x.mean_dim(3).mean_dim(2).reshape([batch, channels]);
        let mlp =
            |(linear, norm): &(Linear, BatchNorm), x| gelu(normalise(norm, linear.forward(x)));
        let coarse = mlp(&self.mlp1, mean.clone());
        let classify = |(hidden, relu, dropout, last): &(Linear, Relu, Dropout, Linear)| {
            last.forward(dropout.forward(relu.forward(hidden.forward(mean))))
        };
        Style {
            latent: mlp(&self.mlp2, coarse.clone()),
            coarse,
            features,
            logits: self.classifier.as_ref().map(classify),
        }
    }
}

fn stage((keep, halve): &Stage, x: Tensor<4>) -> Tensor<4> {
    leaky(halve[0].forward(leaky(keep[0].forward(x))))
}

fn leaky(x: Tensor<4>) -> Tensor<4> {
    leaky_relu(x, SLOPE)
}
