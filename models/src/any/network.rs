//! Whichever network a file holds.

use burn::module::{Module, ModuleMapper, Param};
use burn::tensor::Tensor;

use crate::constyle::{ConStyleConv, ConStyleMaxim, ConStyleNAFNet, ConStyleRestormer};
use crate::weights::ParameterPath;
use crate::{AirNet, DyNet, Maxim, NAFNet, OriginConv, PromptIR, Restormer, Reuse};

/// Any network. Parameter paths are the network's own.
#[derive(Module, Debug)]
#[allow(missing_docs, clippy::large_enum_variant)] // the networks' names; there are few of these
pub enum AnyNetwork {
    DyNet(DyNet),
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

    /// Zeroes the last convolution, so that an untrained network gives its input back: it would
    /// otherwise begin below its input. AirNet, which does not add its input, stays as it is.
    pub fn start_at_identity(self) -> Self {
        let last = match &self {
            Self::DyNet(_) | Self::PromptIR(_) | Self::Restormer(_) => "output.",
            Self::NAFNet(_) => "ending.",
            Self::Maxim(_) => "stage_0_output_conv_0.",
            Self::OriginConv(_) | Self::ConStyleConv(_) => "Finetune_Module.1.0.",
            Self::ConStyleNAFNet(_) | Self::ConStyleMaxim(_) => "Finetune_Module.0.",
            Self::ConStyleRestormer(network) => {
                &format!("Finetune_Module.{}.", network.Finetune_Module.layers.len())
            }
            Self::AirNet(_) => return self,
        };
        let mut zero = Zero {
            last: last.to_owned(),
            path: ParameterPath::default(),
        };
        self.map(&mut zero)
    }
}

/// Zeroes the parameters of one part of a network.
struct Zero {
    last: String,
    path: ParameterPath,
}

impl ModuleMapper for Zero {
    fn enter_module(&mut self, name: &str, container: &str) {
        self.path.enter(name, container);
    }

    fn exit_module(&mut self, _: &str, container: &str) {
        self.path.exit(container);
    }

    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        match self.path.text().starts_with(&self.last) {
            true => param.map(|values| values.zeros_like()),
            false => param,
        }
    }
}
