//! What the tests of the networks share: their golden files, which hold the weights (`w.`), the inputs
//! (`in.`) and the outputs (`out.`) of the authors' PyTorch code.

#![allow(dead_code)] // no test needs all of it

use std::collections::BTreeMap;
use std::path::PathBuf;

use burn::module::Module;
use burn::tensor::{Device, Tensor, TensorData};
use dynet_models::NetworkConfig;
use dynet_models::weights::{self, Tensors};

pub struct Golden {
    path: PathBuf,
    tensors: BTreeMap<String, TensorData>,
}

impl Golden {
    /// `tests/golden/FOLDER/NAME.safetensors`.
    pub fn read(folder: &str, name: &str) -> Self {
        let golden = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/golden");
        let path = golden.join(folder).join(format!("{name}.safetensors"));
        let tensors = weights::read(&path).unwrap().tensors;
        Self { path, tensors }
    }

    /// The weights under their names in the checkpoint, those alone that begin with `prefix`.
    pub fn state(&self, prefix: &str) -> Tensors {
        let own = |(name, data): (&String, &TensorData)| {
            let name = name.strip_prefix("w.")?;
            Some((name.strip_prefix(prefix)?.to_owned(), data.clone()))
        };
        Tensors {
            tensors: self.tensors.iter().filter_map(own).collect(),
            ..Default::default()
        }
    }

    /// The network of `config` with the weights.
    pub fn network<C: NetworkConfig>(&self, config: &C, device: &Device) -> C::Network {
        weights::from_tensors(&self.path, config, self.state(""), device).unwrap()
    }

    pub fn tensor<const D: usize>(&self, name: &str, device: &Device) -> Tensor<D> {
        Tensor::from_data(self.tensors[name].clone(), device)
    }

    /// Fails where `got` is further than 1e-4 from the output of that name.
    pub fn check<const D: usize>(&self, name: &str, got: Tensor<D>) {
        let expected: Tensor<D> = self.tensor(name, &got.device());
        assert_eq!(got.dims(), expected.dims(), "{name}");
        let difference = got.sub(expected).abs().max().into_scalar::<f32>();
        assert!(difference < 1e-4, "{name}: {difference}");
    }
}

/// A module filled with tensors of its parameters' names.
pub fn fill<M: Module>(module: M, tensors: &Tensors, device: &Device) -> M {
    struct Fill<'a> {
        tensors: &'a Tensors,
        place: Vec<String>,
        device: &'a Device,
    }
    impl burn::module::ModuleMapper for Fill<'_> {
        fn enter_module(&mut self, name: &str, _: &str) {
            self.place.push(name.to_owned());
        }
        fn exit_module(&mut self, _: &str, _: &str) {
            self.place.pop();
        }
        fn map_float<const D: usize>(
            &mut self,
            param: burn::module::Param<Tensor<D>>,
        ) -> burn::module::Param<Tensor<D>> {
            let name = self.place.join(".");
            let data = self.tensors.tensors.get(&name);
            let data = data.unwrap_or_else(|| panic!("no {name}")).clone();
            assert_eq!(data.shape(), &param.shape(), "{name}");
            param.map(|_| Tensor::from_data(data, self.device))
        }
    }
    let place = Vec::new();
    module.map(&mut Fill {
        tensors,
        place,
        device,
    })
}

/// How many values PyTorch counts as parameters: all but BatchNorm's running means and variances.
pub fn values<M: Module>(network: &M) -> usize {
    let parameters = weights::parameters(network);
    let learned = parameters
        .iter()
        .filter(|(name, _)| !name.contains(".running_"));
    learned.map(|(_, data)| data.num_elements()).sum()
}

/// The largest difference of any value.
pub fn distance<const D: usize>(a: Tensor<D>, b: Tensor<D>) -> f32 {
    a.sub(b).abs().max().into_scalar()
}

/// Checks names and shapes as they stand in official checkpoints.
pub fn has<M: Module>(network: &M, expected: &[(&str, &[usize])]) {
    let parameters = weights::parameters(network);
    for (name, shape) in expected {
        let data = parameters.get(*name).unwrap_or_else(|| panic!("no {name}"));
        assert_eq!(&data.shape()[..], *shape, "{name}");
    }
}
