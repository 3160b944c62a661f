//! Whichever network a file holds.

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
    /// Restores a batch of pictures; shapes and values as the network's own `forward`. Networks whose
    /// blocks are not reused take no heed of `reuse`.
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

    /// The network as one that looks at the photo first, where it does.
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

    /// The network as one that is told degradation levels, where it is.
    pub fn conditioned(&self) -> Option<&ConditionedDyNet> {
        match self {
            Self::ConditionedDyNet(network) => Some(network),
            _ => None,
        }
    }

    /// The network as one that ConStyle's prompter guides, where it does.
    pub fn prompted(&self) -> Option<&dyn Prompted> {
        match self {
            Self::ConStyleConv(network) => Some(network),
            Self::ConStyleNAFNet(network) => Some(network),
            Self::ConStyleRestormer(network) => Some(network),
            Self::ConStyleMaxim(network) => Some(network),
            _ => None,
        }
    }

    /// The same, to be changed.
    pub fn prompted_mut(&mut self) -> Option<&mut dyn Prompted> {
        match self {
            Self::ConStyleConv(network) => Some(network),
            Self::ConStyleNAFNet(network) => Some(network),
            Self::ConStyleRestormer(network) => Some(network),
            Self::ConStyleMaxim(network) => Some(network),
            _ => None,
        }
    }

    /// Takes the last convolution away, so that an untrained network gives its input back: it would
    /// otherwise begin below its input. AirNet, which does not add its input, stays as it is.
    ///
    /// Its values become zero; a thousandth of what they were before a PReLU, through which nothing would
    /// be learned at exactly zero.
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

/// Leaves a share of the parameters of one part of a network.
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
