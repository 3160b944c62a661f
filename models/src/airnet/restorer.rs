//! AirNet's restoration network: groups of blocks that are controlled by the degradation map.

use burn::module::Module;
use burn::nn::LeakyRelu;
use burn::tensor::activation::leaky_relu;
use burn::tensor::{Device, Tensor};

use super::{AirNetConfig, SLOPE, slope};
use crate::layers::{Conv, DeformConv, Sequential};

/// Works at full resolution from end to end.
#[derive(Module, Debug)]
#[allow(missing_docs)] // the authors' names
pub struct Restorer {
    pub head: [Conv; 1],
    pub body: Sequential<Group, Conv>,
    pub tail: [Conv; 1],
}

/// Blocks and a convolution, with a residual connection.
#[derive(Module, Debug)]
#[allow(missing_docs)]
pub struct Group {
    pub body: Sequential<Block, Conv>,
}

/// Two controlled layers and two convolutions, with a residual connection.
#[derive(Module, Debug)]
#[allow(missing_docs)]
pub struct Block {
    pub dgm1: DeformGuided,
    pub dgm2: DeformGuided,
    pub conv1: Conv,
    pub conv2: Conv,
}

/// Adds a deformable convolution, and a scale and shift at each pixel, all made from the map.
#[derive(Module, Debug)]
#[allow(missing_docs)]
pub struct DeformGuided {
    pub dcn: DeformConv,
    pub sft: Transform,
}

/// A scale and a shift at each pixel.
#[derive(Module, Debug)]
#[allow(missing_docs)]
pub struct Transform {
    pub conv_gamma: (Conv, LeakyRelu, Conv),
    pub conv_beta: (Conv, LeakyRelu, Conv),
}

impl Restorer {
    pub(super) fn new(config: &AirNetConfig, device: &Device) -> Self {
        let f = config.features;
        let conv = |input, output| Conv::dense(input, output, 3, device).with_bias();
        let group = |_| Group {
            body: Sequential {
                layers: (0..config.blocks).map(|_| Block::new(f, device)).collect(),
                last: conv(f, f),
            },
        };
        Self {
            head: [conv(3, f)],
            body: Sequential {
                layers: (0..config.groups).map(group).collect(),
                last: conv(f, f),
            },
            tail: [conv(f, 3)],
        }
    }

    pub(super) fn forward(&self, image: Tensor<4>, map: Tensor<4>) -> Tensor<4> {
        let x = self.head[0].forward(image);
        let run = |x, group: &Group| group.forward(x, map.clone());
        let deep = self.body.layers.iter().fold(x.clone(), run);
        self.tail[0].forward(self.body.last.forward(deep).add(x))
    }
}

impl Group {
    fn forward(&self, x: Tensor<4>, map: Tensor<4>) -> Tensor<4> {
        let run = |x, block: &Block| block.forward(x, map.clone());
        let deep = self.body.layers.iter().fold(x.clone(), run);
        self.body.last.forward(deep).add(x)
    }
}

impl Block {
    fn new(features: usize, device: &Device) -> Self {
        let guided = || DeformGuided {
            dcn: DeformConv::new(features, features, device),
            sft: Transform::new(features, device),
        };
        let conv = || Conv::dense(features, features, 3, device).with_bias();
        Self {
            dgm1: guided(),
            dgm2: guided(),
            conv1: conv(),
            conv2: conv(),
        }
    }

    fn forward(&self, input: Tensor<4>, map: Tensor<4>) -> Tensor<4> {
        let leaky = |x| leaky_relu(x, SLOPE);
        let x = leaky(self.dgm1.forward(input.clone(), map.clone()));
        let x = leaky(self.conv1.forward(x));
        let x = leaky(self.dgm2.forward(x, map));
        self.conv2.forward(x).add(input)
    }
}

impl DeformGuided {
    fn forward(&self, x: Tensor<4>, map: Tensor<4>) -> Tensor<4> {
        let moved = self.dcn.forward(x.clone(), map.clone());
        x.clone().add(moved).add(self.sft.forward(x, map))
    }
}

impl Transform {
    fn new(features: usize, device: &Device) -> Self {
        let conv = || Conv::dense(features, features, 1, device);
        Self {
            conv_gamma: (conv(), slope(), conv()),
            conv_beta: (conv(), slope(), conv()),
        }
    }

    fn forward(&self, x: Tensor<4>, map: Tensor<4>) -> Tensor<4> {
        let make = |(first, relu, second): &(Conv, LeakyRelu, Conv)| {
            second.forward(relu.forward(first.forward(map.clone())))
        };
        x.mul(make(&self.conv_gamma)).add(make(&self.conv_beta))
    }
}
