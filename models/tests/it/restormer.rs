//! Restormer against outputs of its PyTorch code (width 4, see tests/golden), and against what is
//! published about its size.

use std::collections::BTreeMap;
use std::path::PathBuf;

use burn::module::Module as _;
use burn::tensor::{Device, Tensor, TensorData};
use dynet_models::layers::{AdapterRank, NormKind};
use dynet_models::weights::{self, Tensors, is_adapter};
use dynet_models::{NetworkConfig as _, RestormerConfig};

fn golden(kind: &str) -> (PathBuf, BTreeMap<String, TensorData>) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/golden/restormer");
    let path = folder.join(format!("restormer_small_{kind}.safetensors"));
    let tensors = weights::read(&path).unwrap().tensors;
    (path, tensors)
}

fn small(norm: NormKind) -> RestormerConfig {
    RestormerConfig {
        dim: 4,
        blocks: [1, 1, 2, 1],
        refinement: 1,
        heads: [1, 2, 4, 4],
        norm,
        ..RestormerConfig::paper()
    }
}

#[test]
fn outputs_match_pytorch_with_and_without_the_training_kernels() {
    let kinds = [
        ("WithBias", NormKind::WithBias),
        ("BiasFree", NormKind::BiasFree),
    ];
    for (kind, norm) in kinds {
        for device in [Device::flex(), Device::flex().autodiff()] {
            let (path, golden) = golden(kind);
            let own = |(name, data): (&String, &TensorData)| {
                Some((name.strip_prefix("w.")?.to_owned(), data.clone()))
            };
            let tensors = Tensors {
                tensors: golden.iter().filter_map(own).collect(),
                ..Default::default()
            };
            let network = weights::from_tensors(&path, &small(norm), tensors, &device).unwrap();
            for (input, output) in [("in.x", "out.y"), ("in.x2", "out.y2")] {
                let tensor =
                    |name| Some(Tensor::<4>::from_data(golden.get(name)?.clone(), &device));
                // The bias-free file has one size.
                let (Some(input), Some(expected)) = (tensor(input), tensor(output)) else {
                    assert_eq!((kind, input), ("BiasFree", "in.x2"));
                    continue;
                };
                let difference = network.forward(input).sub(expected).abs().max();
                let difference = difference.into_scalar::<f32>();
                assert!(difference < 1e-4, "{kind} {output}: {difference}");
            }
        }
    }
}

#[test]
fn the_published_networks_and_adair_have_their_sizes() {
    let device = Device::flex();
    let paper = RestormerConfig::paper();
    assert_eq!(paper.init(&device).num_params(), 26_126_644);
    let bias_free = RestormerConfig {
        norm: NormKind::BiasFree,
        ..paper.clone()
    };
    assert_eq!(bias_free.init(&device).num_params(), 26_111_668);

    // The proposal for AdaIR: a sixteenth of the channels, 1.92 MB.
    let adapted = paper
        .with_adapter(Some(AdapterRank::Divisor(16)))
        .init(&device);
    let own = weights::parameters(&adapted);
    let own = own.iter().filter(|(name, _)| is_adapter(name));
    let values: usize = own.map(|(_, data)| data.num_elements()).sum();
    assert_eq!(values, 479_160);
}
