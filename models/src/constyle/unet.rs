//! The restoration network that ConStyle guides: one topology for all blocks.
#![allow(non_snake_case)] // the authors' names are the parameters' paths

use burn::module::{Module, ModuleDisplay};
use burn::tensor::activation::leaky_relu;
use burn::tensor::{Device, Tensor};

use super::encoder::{ConStyle, ConStyleConfig};
use super::prompted::Prompted;
use crate::layers::{Conv, Layer, Linear, PRelu, pixel_shuffle, pixel_unshuffle};
use crate::{ConfigError, NetworkConfig as _};

/// Projects a prompter's feature to the network's width; without a learned slope, the slope is 0.1.
pub type Affine = (Conv, Option<PRelu>);

/// An encoder-decoder that takes the prompter's features on the way down, and its prompt at the bottom.
/// `H` is the first layer, `B` are the blocks of a level, `F` is the last layer.
///
/// Level widths are d, 2d, 3d and 4d. Parameter paths are the names of the authors' PyTorch code.
#[derive(Module, Debug)]
#[allow(missing_docs)] // the names say the place: l for the way down, r for the way up
pub struct Guided<H: Layer, B: Layer, F: Layer> {
    pub ConStyle: ConStyle,
    pub Preprocess_Module: H,
    pub Process_Module_l1: B,
    pub DC1: DownConcat,
    pub Process_Module_l2: B,
    pub DC2: DownConcat,
    pub Process_Module_l3: B,
    pub DC3: DownConcat,
    pub Process_Module_bottom: B,
    pub local_fusion: Conv,
    pub UC3: UpConcat,
    pub Process_Module_r3: B,
    pub UC2: UpConcat,
    pub Process_Module_r2: B,
    pub UC1: UpConcat,
    pub Process_Module_r1: B,
    pub Finetune_Module: F,
    /// From the prompt to one factor per channel.
    pub mlp: [Linear; 1],
    pub AffineTransform0: Affine,
    pub AffineTransform1: Affine,
    pub AffineTransform2: Affine,
}

/// Widths of the blocks in multiples of d, in the order in which they run.
pub(super) const WIDTHS: [usize; 7] = [1, 2, 3, 4, 4, 3, 2];

impl<H, B, F> Guided<H, B, F>
where
    H: Layer + ModuleDisplay,
    B: Layer + ModuleDisplay,
    F: Layer + ModuleDisplay,
{
    /// `blocks` in the order in which they run, with [`WIDTHS`]; `slopes` says whether the prompter's
    /// features get slopes of their own.
    pub(super) fn new(
        dim: usize,
        prompter: &ConStyleConfig,
        slopes: bool,
        (head, blocks, last): (H, [B; 7], F),
        device: &Device,
    ) -> Self {
        let [l1, l2, l3, bottom, r3, r2, r1] = blocks;
        let affine = |input| {
            let slope = slopes.then(|| PRelu::new(dim, device));
            (Conv::dense(input, dim, 1, device), slope)
        };
        let [f0, f1, f2] = prompter.features().map(affine);
        let down = |times: usize| DownConcat::new(times * dim, device);
        let up = |from, skip, to| UpConcat::new([from, skip, to].map(|n: usize| n * dim), device);
        Self {
            ConStyle: prompter.init(device),
            Preprocess_Module: head,
            Process_Module_l1: l1,
            DC1: down(1),
            Process_Module_l2: l2,
            DC2: down(2),
            Process_Module_l3: l3,
            DC3: down(3),
            Process_Module_bottom: bottom,
            local_fusion: Conv::dense(8 * dim, 3 * dim, 1, device),
            UC3: up(3, 3, 4),
            Process_Module_r3: r3,
            UC2: up(4, 2, 3),
            Process_Module_r2: r2,
            UC1: up(3, 1, 2),
            Process_Module_r1: r1,
            Finetune_Module: last,
            mlp: [Linear::new(prompter.latent(), 4 * dim, device)],
            AffineTransform0: f0,
            AffineTransform1: f1,
            AffineTransform2: f2,
        }
    }
}

impl<H, B, F> Prompted for Guided<H, B, F>
where
    H: Layer + ModuleDisplay,
    B: Layer + ModuleDisplay,
    F: Layer + ModuleDisplay,
{
    fn constyle(&self) -> &ConStyle {
        &self.ConStyle
    }

    fn constyle_mut(&mut self) -> &mut ConStyle {
        &mut self.ConStyle
    }

    fn unet(&self, image: Tensor<4>, features: [Tensor<4>; 3], latent: Tensor<2>) -> Tensor<4> {
        let [half, quarter, eighth] = features;
        let l1 = self.Preprocess_Module.apply(image.clone());
        let l1 = self.Process_Module_l1.apply(l1);
        let l2 = self
            .DC1
            .forward(l1.clone(), affine(&self.AffineTransform0, half));
        let l2 = self.Process_Module_l2.apply(l2);
        let l3 = self
            .DC2
            .forward(l2.clone(), affine(&self.AffineTransform1, quarter));
        let l3 = self.Process_Module_l3.apply(l3);
        let x = self
            .DC3
            .forward(l3.clone(), affine(&self.AffineTransform2, eighth));
        let x = self.Process_Module_bottom.apply(x);

        let x = prompted(x, &self.mlp[0], latent);
        let x = self.local_fusion.forward(x);

        let x = self.Process_Module_r3.apply(self.UC3.forward(x, l3));
        let x = self.Process_Module_r2.apply(self.UC2.forward(x, l2));
        let x = self.Process_Module_r1.apply(self.UC1.forward(x, l1));
        self.Finetune_Module.apply(x).add(image)
    }
}

/// The prompter's feature at the network's width.
pub(super) fn affine((conv, slope): &Affine, feature: Tensor<4>) -> Tensor<4> {
    let x = conv.forward(feature);
    match slope {
        Some(slope) => slope.forward(x),
        None => leaky_relu(x, 0.1),
    }
}

/// A feature, concatenated with itself weighted per channel by the prompt.
///
/// # Shapes
/// - `x` `[batch, channels, height, width]`
/// - `latent` `[batch or 1, latent]`
/// - output `[batch, 2 * channels, height, width]`
pub(super) fn prompted(x: Tensor<4>, mlp: &Linear, latent: Tensor<2>) -> Tensor<4> {
    let factors = mlp.forward(latent);
    let [batch, channels] = factors.dims();
    let weighed = x.clone().mul(factors.reshape([batch, channels, 1, 1]));
    Tensor::cat(vec![x, weighed], 1)
}

/// Halves the resolution and concatenates a feature of the prompter.
#[derive(Module, Debug)]
pub struct DownConcat {
    /// 3x3, channels to a quarter; a list because official names carry its index.
    pub down: [Conv; 1],
}

impl DownConcat {
    /// `channels` must be a multiple of 4.
    pub fn new(channels: usize, device: &Device) -> Self {
        Self {
            down: [Conv::dense(channels, channels / 4, 3, device)],
        }
    }

    /// # Shapes
    /// - `x` `[batch, channels, height, width]`
    /// - `feature` `[batch, more, height / 2, width / 2]`
    /// - output `[batch, channels + more, height / 2, width / 2]`
    pub fn forward(&self, x: Tensor<4>, feature: Tensor<4>) -> Tensor<4> {
        let x = pixel_unshuffle(self.down[0].forward(x));
        Tensor::cat(vec![x, feature], 1)
    }
}

/// Doubles the resolution, concatenates a skip and mixes both.
#[derive(Module, Debug)]
pub struct UpConcat {
    /// 3x3, channels to four times as many; a list because official names carry its index.
    pub up: [Conv; 1],
    /// 1x1 on both.
    pub down: Conv,
}

impl UpConcat {
    /// Channels of the input, of the skip and of the output.
    pub fn new([from, skip, to]: [usize; 3], device: &Device) -> Self {
        Self {
            up: [Conv::dense(from, 4 * from, 3, device)],
            down: Conv::dense(from + skip, to, 1, device),
        }
    }

    /// # Shapes
    /// - `x` `[batch, from, height, width]`
    /// - `skip` `[batch, skip, 2 * height, 2 * width]`
    /// - output `[batch, to, 2 * height, 2 * width]`
    pub fn forward(&self, x: Tensor<4>, skip: Tensor<4>) -> Tensor<4> {
        let x = pixel_shuffle(self.up[0].forward(x));
        self.down.forward(Tensor::cat(vec![x, skip], 1))
    }
}

/// Whether a tensor of a guided network's checkpoint is only used to train its prompter.
pub(super) fn is_unused(prompter: &ConStyleConfig, name: &str) -> bool {
    let own = name.strip_prefix("ConStyle.");
    own.is_some_and(|own| prompter.is_unused(own))
}

/// Checks the width of a guided network.
pub(super) fn check_dim(dim: usize) -> Result<(), ConfigError> {
    match (4..=1024).contains(&dim) && dim.is_multiple_of(4) {
        true => Ok(()),
        false => {
            let message = format!("dim is {dim}: give a multiple of 4 from 4 to 1024");
            Err(ConfigError::out_of_range("dim", message))
        }
    }
}
