//! Two features that gate each other.

use burn::module::Module;
use burn::tensor::activation::gelu;
use burn::tensor::{Device, Tensor};

use super::channel::conv;
use super::gmlp::halves;
use super::{Axes, Norm};
use crate::layers::{Conv, Linear, UpConv};

/// Computes gating weights from a feature: half of its channels mix distant pixels, the other half near ones.
#[derive(Module, Debug)]
#[allow(missing_docs)] // the authors' names
pub struct GatingWeights {
    pub LayerNorm_in: Norm,
    pub in_project: Linear,
    /// Over the grid.
    pub Dense_0: Linear,
    /// Within the blocks.
    pub Dense_1: Linear,
    pub out_project: Linear,
    #[module(skip)]
    side: usize,
}

impl GatingWeights {
    fn new(channels: usize, side: usize, bias: bool, device: &Device) -> Self {
        let linear = |input, output| Linear::new(input, output, device).keep_bias(bias);
        Self {
            LayerNorm_in: Norm::new(channels, device),
            in_project: linear(channels, 2 * channels),
            Dense_0: linear(side * side, side * side),
            Dense_1: linear(side * side, side * side),
            out_project: linear(2 * channels, channels),
            side,
        }
    }

    fn forward(&self, x: Tensor<4>) -> Tensor<4> {
        let x = self.LayerNorm_in.forward(x);
        let [u, v] = halves(gelu(self.in_project.forward_pixels(x)));
        let both = vec![
            Axes::Grid(self.side).mix(u, &self.Dense_0),
            Axes::Block(self.side).mix(v, &self.Dense_1),
        ];
        self.out_project.forward_pixels(Tensor::cat(both, 1))
    }
}

/// A skip `x` and a feature `y` of half its resolution, each gated by the other.
#[derive(Module, Debug)]
#[allow(missing_docs)] // the authors' names
pub struct CrossGating {
    pub ConvTranspose_0: UpConv,
    pub Conv_0: Conv,
    pub Conv_1: Conv,
    pub LayerNorm_x: Norm,
    pub in_project_x: Linear,
    pub SplitHeadMultiAxisGating_x: GatingWeights,
    pub LayerNorm_y: Norm,
    pub in_project_y: Linear,
    pub SplitHeadMultiAxisGating_y: GatingWeights,
    pub out_project_y: Linear,
    pub out_project_x: Linear,
}

impl CrossGating {
    /// Channels of `x`, of `y` and of the result; `side` and `bias` as in
    /// [`MultiAxisGmlp`](super::MultiAxisGmlp).
    pub fn new([x, y, to]: [usize; 3], side: usize, bias: bool, device: &Device) -> Self {
        let linear = || Linear::new(to, to, device).keep_bias(bias);
        let gating = || GatingWeights::new(to, side, bias, device);
        Self {
            ConvTranspose_0: UpConv::new(y, to, bias, device),
            Conv_0: conv([x, to, 1], bias, device),
            Conv_1: conv([to, to, 1], bias, device),
            LayerNorm_x: Norm::new(to, device),
            in_project_x: linear(),
            SplitHeadMultiAxisGating_x: gating(),
            LayerNorm_y: Norm::new(to, device),
            in_project_y: linear(),
            SplitHeadMultiAxisGating_y: gating(),
            out_project_y: linear(),
            out_project_x: linear(),
        }
    }

    /// # Shapes
    /// - `x` `[batch, x, height, width]`, both sides multiples of `side`
    /// - `y` `[batch, y, height / 2, width / 2]`
    /// - both outputs `[batch, to, height, width]`
    pub fn forward(&self, x: Tensor<4>, y: Tensor<4>) -> (Tensor<4>, Tensor<4>) {
        let y = self.Conv_1.forward(self.ConvTranspose_0.forward(y));
        let x = self.Conv_0.forward(x);
        let (old_x, old_y) = (x.clone(), y.clone());

        let x = self.LayerNorm_x.forward(x);
        let x = gelu(self.in_project_x.forward_pixels(x));
        let by_x = self.SplitHeadMultiAxisGating_x.forward(x.clone());
        let y = self.LayerNorm_y.forward(y);
        let y = gelu(self.in_project_y.forward_pixels(y));
        let by_y = self.SplitHeadMultiAxisGating_y.forward(y.clone());

        let y = self.out_project_y.forward_pixels(y.mul(by_x)).add(old_y);
        let x = self.out_project_x.forward_pixels(x.mul(by_y));
        (x.add(y.clone()).add(old_x), y)
    }
}
