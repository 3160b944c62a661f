//! The multi-axis gated MLP: half of the channels mix distant pixels, the other half near ones.

use burn::module::Module;
use burn::tensor::activation::gelu;
use burn::tensor::{Device, Tensor};

use super::{Axes, Norm};
use crate::layers::Linear;

/// Lets one half of the channels gate the other, after mixing its pixels.
#[derive(Module, Debug)]
#[allow(missing_docs)] // the authors' names
pub struct Gating {
    pub intermediate_layernorm: Norm,
    pub Dense_0: Linear,
}

/// A gated MLP over the pixels that its [`Axes`] put together.
#[derive(Module, Debug)]
#[allow(missing_docs)] // the authors' names
pub struct Gmlp {
    pub LayerNorm: Norm,
    pub in_project: Linear,
    /// Where the axes are a grid.
    pub GridGatingUnit: Option<Gating>,
    /// Where they are blocks.
    pub BlockGatingUnit: Option<Gating>,
    pub out_project: Linear,
    #[module(skip)]
    axes: Axes,
}

impl Gmlp {
    fn new(channels: usize, axes: Axes, bias: bool, device: &Device) -> Self {
        let linear = |input, output| Linear::new(input, output, device).keep_bias(bias);
        let gating = || Gating {
            intermediate_layernorm: Norm::new(channels, device),
            // It always has a bias.
            Dense_0: Linear::new(axes.tokens(), axes.tokens(), device),
        };
        let grid = matches!(axes, Axes::Grid(_));
        Self {
            LayerNorm: Norm::new(channels, device),
            in_project: linear(channels, 2 * channels),
            GridGatingUnit: grid.then(gating),
            BlockGatingUnit: (!grid).then(gating),
            out_project: linear(channels, channels),
            axes,
        }
    }

    fn forward(&self, input: Tensor<4>) -> Tensor<4> {
        let x = self.LayerNorm.forward(input.clone());
        let x = gelu(self.in_project.forward_pixels(x));
        let [u, v] = halves(x);
        let units = [&self.GridGatingUnit, &self.BlockGatingUnit];
        let gate = units.into_iter().flatten().fold(v, |v, unit| {
            let v = unit.intermediate_layernorm.forward(v);
            self.axes.mix(v, &unit.Dense_0)
        });
        let x = u.mul(gate.add_scalar(1.0));
        self.out_project.forward_pixels(x).add(input)
    }
}

/// MAXIM's "MAB": a grid and a block [`Gmlp`] side by side.
#[derive(Module, Debug)]
#[allow(missing_docs)] // the authors' names
pub struct MultiAxisGmlp {
    pub LayerNorm_in: Norm,
    pub in_project: Linear,
    pub GridGmlpLayer: Gmlp,
    pub BlockGmlpLayer: Gmlp,
    pub out_project: Linear,
}

impl MultiAxisGmlp {
    /// `side` is that of the blocks in pixels and of the grid in cells; `bias` says whether the linear
    /// layers have one.
    pub fn new(channels: usize, side: usize, bias: bool, device: &Device) -> Self {
        let linear = |input, output| Linear::new(input, output, device).keep_bias(bias);
        Self {
            LayerNorm_in: Norm::new(channels, device),
            in_project: linear(channels, 2 * channels),
            GridGmlpLayer: Gmlp::new(channels, Axes::Grid(side), bias, device),
            BlockGmlpLayer: Gmlp::new(channels, Axes::Block(side), bias, device),
            out_project: linear(2 * channels, channels),
        }
    }

    /// # Shapes
    /// - input and output `[batch, channels, height, width]`, both sides multiples of `side`
    pub fn forward(&self, input: Tensor<4>) -> Tensor<4> {
        let x = self.LayerNorm_in.forward(input.clone());
        let [u, v] = halves(gelu(self.in_project.forward_pixels(x)));
        let both = vec![
            self.GridGmlpLayer.forward(u),
            self.BlockGmlpLayer.forward(v),
        ];
        let x = self.out_project.forward_pixels(Tensor::cat(both, 1));
        x.add(input)
    }
}

/// The two halves of the channels.
pub(super) fn halves(x: Tensor<4>) -> [Tensor<4>; 2] {
    let half = x.dims()[1] / 2;
    [x.clone().narrow(1, 0, half), x.narrow(1, half, half)]
}
