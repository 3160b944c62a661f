//! Between a network's parameters and a list of named tensors.

use std::collections::BTreeMap;
use std::path::Path;

use burn::module::{Module, ModuleMapper, ModuleVisitor, Param};
use burn::tensor::{Device, Tensor, TensorData};

use super::detect;
use super::error::{WeightsError, WeightsErrorKind};
use super::file::Tensors;
use super::path::ParameterPath;
use crate::NetworkConfig;

/// Every parameter of a module as `f32` by its path, such as `latent.attn.qkv.weight`.
pub fn parameters<M: Module>(module: &M) -> BTreeMap<String, TensorData> {
    let mut collect = Collect::default();
    module.visit(&mut collect);
    collect.tensors
}

/// A network of `config` with the tensors of the file at `path`.
pub(super) fn apply<C: NetworkConfig>(
    path: &Path,
    config: &C,
    file: Tensors,
    device: &Device,
) -> Result<C::Network, WeightsError> {
    let hint = detect::hint(&file.tensors, config.name());
    let mut apply = Apply {
        tensors: file.tensors,
        place: ParameterPath::default(),
        device: device.clone(),
        wrong: None,
    };
    let network = config.init(device).map(&mut apply);
    if let Some((kind, message)) = apply.wrong {
        return Err(WeightsError::new(kind, path, message + &hint));
    }
    apply.tensors.retain(|name, _| !config.is_unused(name));
    if let Some((name, data)) = apply.tensors.first_key_value() {
        let message = format!(
            "tensor {name} {:?} does not belong to this network ({} such tensors): \
             is this a checkpoint of another network?{hint}",
            data.shape(),
            apply.tensors.len()
        );
        return Err(WeightsError::new(WeightsErrorKind::Extra, path, message));
    }
    Ok(network)
}

fn misshapen(name: &str, found: &[usize], expected: &[usize]) -> String {
    format!(
        "tensor {name} has shape {found:?} in the file and {expected:?} in the network: \
         is the configuration (width, prompts) that of the checkpoint?"
    )
}

#[derive(Default)]
struct Collect {
    tensors: BTreeMap<String, TensorData>,
    place: ParameterPath,
}

impl ModuleVisitor for Collect {
    fn enter_module(&mut self, name: &str, container: &str) {
        self.place.enter(name, container);
    }

    fn exit_module(&mut self, _: &str, container: &str) {
        self.place.exit(container);
    }

    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        let data = param.val().into_data().convert::<f32>();
        self.tensors.insert(self.place.text(), data);
    }
}

struct Apply {
    tensors: BTreeMap<String, TensorData>,
    place: ParameterPath,
    device: Device,
    /// The first error.
    wrong: Option<(WeightsErrorKind, String)>,
}

impl ModuleMapper for Apply {
    fn enter_module(&mut self, name: &str, container: &str) {
        self.place.enter(name, container);
    }

    fn exit_module(&mut self, _: &str, container: &str) {
        self.place.exit(container);
    }

    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        let name = self.place.text();
        let expected: Vec<usize> = param.dims().into();
        let Some(data) = self.tensors.remove(&name) else {
            let message = format!("tensor {name} {expected:?} is missing from the file");
            self.wrong
                .get_or_insert((WeightsErrorKind::Missing, message));
            return param;
        };
        let found: Vec<usize> = data.shape().iter().copied().collect();
        if found != expected {
            let message = misshapen(&name, &found, &expected);
            self.wrong.get_or_insert((WeightsErrorKind::Shape, message));
            return param;
        }
        let device = self.device.clone();
        param.map(|_| Tensor::from_data(data, &device))
    }
}
