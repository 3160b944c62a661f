//! Any network of this crate.

use burn::module::{Module, ModuleMapper, Param};
use burn::tensor::Tensor;

use crate::constyle::{ConStyleConv, ConStyleMaxim, ConStyleNAFNet, ConStyleRestormer, Prompted};
use crate::weights::ParameterPath;
use crate::{
    AirNet, ConditionedDyNet, DyNet, GuidedNetwork, Maxim, NAFNet, OriginConv, PromptIR, Restormer,
    Reuse,
};

/// Any network. Parameter paths are the network's own.
#[derive(Module, Debug)]
#[allow(missing_docs, clippy::large_enum_variant)] // the networks' names; there are few of these
#[non_exhaustive]
pub enum AnyNetwork {
    DyNet(DyNet),
    ConditionedDyNet(ConditionedDyNet),
    PromptIR(PromptIR),
    Restormer(Restormer),
    NAFNet(NAFNet),
    Maxim(Maxim),
    OriginConv(OriginConv),
    AirNet(AirNet),
    ConStyleConv(ConStyleConv),
    ConStyleNAFNet(ConStyleNAFNet),
    ConStyleRestormer(ConStyleRestormer),
    ConStyleMaxim(ConStyleMaxim),
}

impl AnyNetwork {
    /// Restores a batch of pictures; shapes and values as in the network's own `forward`. Networks without block
    /// reuse ignore `reuse`.
    pub fn forward(&self, image: Tensor<4>, reuse: Reuse) -> Tensor<4> {
        match self {
            Self::DyNet(network) => network.forward(image, reuse),
            Self::ConditionedDyNet(network) => network.forward_blind(image, reuse),
            Self::PromptIR(network) => network.forward(image),
            Self::Restormer(network) => network.forward(image),
            Self::NAFNet(network) => network.forward(image),
            Self::Maxim(network) => network.forward(image),
            Self::OriginConv(network) => network.forward(image),
            Self::AirNet(network) => network.forward(image),
            Self::ConStyleConv(network) => network.forward(image),
            Self::ConStyleNAFNet(network) => network.forward(image),
            Self::ConStyleRestormer(network) => network.forward(image),
            Self::ConStyleMaxim(network) => network.forward(image),
        }
    }

    /// The network as one that sees the photo first, if it is one.
    pub fn guided(&self) -> Option<&dyn GuidedNetwork> {
        match self {
            Self::ConditionedDyNet(network) => Some(network),
            Self::ConStyleConv(network) => Some(network),
            Self::ConStyleNAFNet(network) => Some(network),
            Self::ConStyleRestormer(network) => Some(network),
            Self::ConStyleMaxim(network) => Some(network),
            _ => None,
        }
    }

    /// The network as one that is conditioned on degradation levels, if it is one.
    pub fn conditioned(&self) -> Option<&ConditionedDyNet> {
        match self {
            Self::ConditionedDyNet(network) => Some(network),
            _ => None,
        }
    }

    /// The network as one that ConStyle's prompter guides, if it is one.
    pub fn prompted(&self) -> Option<&dyn Prompted> {
        match self {
            Self::ConStyleConv(network) => Some(network),
            Self::ConStyleNAFNet(network) => Some(network),
            Self::ConStyleRestormer(network) => Some(network),
            Self::ConStyleMaxim(network) => Some(network),
            _ => None,
        }
    }

    /// The same, mutable.
    pub fn prompted_mut(&mut self) -> Option<&mut dyn Prompted> {
        match self {
            Self::ConStyleConv(network) => Some(network),
            Self::ConStyleNAFNet(network) => Some(network),
            Self::ConStyleRestormer(network) => Some(network),
            Self::ConStyleMaxim(network) => Some(network),
            _ => None,
        }
    }

    /// Sets the last convolution to zero, so that an untrained network returns its input instead of something worse.
    /// AirNet, which does not add its input, does not change.
    ///
    /// If a PReLU follows, the values are divided by 1000 instead: with exact zeros, nothing would be learned.
    pub fn zero_init_output(self) -> Self {
        let (last, left) = match &self {
            Self::DyNet(_) | Self::ConditionedDyNet(_) | Self::PromptIR(_) | Self::Restormer(_) => {
                ("output.", 0.0)
            }
            Self::NAFNet(_) => ("ending.", 0.0),
            Self::Maxim(_) => ("stage_0_output_conv_0.", 0.0),
            Self::OriginConv(_) | Self::ConStyleConv(_) => ("Finetune_Module.1.0.", 1e-3),
            Self::ConStyleNAFNet(_) | Self::ConStyleMaxim(_) => ("Finetune_Module.0.", 0.0),
            Self::ConStyleRestormer(network) => {
                let last = network.Finetune_Module.layers.len();
                (&*format!("Finetune_Module.{last}."), 0.0)
            }
            Self::AirNet(_) => return self,
        };
        let mut lower = Lower {
            part: last.to_owned(),
            left,
            path: ParameterPath::default(),
        };
        self.map(&mut lower)
    }
}

/// Scales the parameters of one part of a network.
struct Lower {
    part: String,
    left: f32,
    path: ParameterPath,
}

impl ModuleMapper for Lower {
    fn enter_module(&mut self, name: &str, container: &str) {
        self.path.enter(name, container);
    }

    fn exit_module(&mut self, _: &str, container: &str) {
        self.path.exit(container);
    }

    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        match self.path.text().starts_with(&self.part) {
            true => param.map(|values| values.mul_scalar(self.left)),
            false => param,
        }
    }
}
