//! The network against outputs of the authors' PyTorch code (width 8, see tests/golden).

use std::path::PathBuf;

use burn::tensor::{Device, Tensor};
use dynet_models::{DyNet, DyNetConfig, Reuse, Stem, weights};

fn golden(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../tests/golden/dynet")
        .join(name)
}

/// The golden network's configuration, from the metadata of its weights file.
fn config() -> DyNetConfig {
    DyNetConfig {
        dim: 8,
        heads: [1, 2, 4, 8],
        ffn_expansion: 2.66,
        prompt_dims: [12, 20, 52],
        prompt_sizes: [32, 16, 8],
        prompt_len: 5,
        refinement: 4,
        stem: Stem::Full,
        adapter: None,
    }
}

fn network(device: &Device) -> DyNet {
    weights::load_as(&golden("small_d8_state.safetensors"), &config(), device).unwrap()
}

fn largest_difference(
    network: &DyNet,
    size: &str,
    reuse: Reuse,
    output: &str,
    device: &Device,
) -> f32 {
    let file = weights::read(&golden(&format!("small_d8_io_{size}.safetensors"))).unwrap();
    let tensor = |name: &str| Tensor::<4>::from_data(file.tensors[name].clone(), device);
    let got = network.forward(tensor("input"), reuse);
    got.sub(tensor(output)).abs().max().into_scalar::<f32>()
}

#[test]
fn both_variants_match_pytorch_at_every_size() {
    let device = Device::flex();
    let network = network(&device);
    for size in ["64x64", "40x48", "72x104"] {
        for (reuse, output) in [(Reuse::S, "output_S"), (Reuse::L, "output_L")] {
            let difference = largest_difference(&network, size, reuse, output, &device);
            assert!(difference < 1e-4, "{size} {output}: {difference}");
        }
    }
}

#[test]
fn the_training_kernels_match_pytorch_too() {
    let device = Device::flex().autodiff();
    let network = network(&device);
    for (reuse, output) in [(Reuse::S, "output_S"), (Reuse::L, "output_L")] {
        let difference = largest_difference(&network, "40x48", reuse, output, &device);
        assert!(difference < 1e-4, "{output}: {difference}");
    }
}
