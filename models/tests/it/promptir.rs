//! PromptIR against a PyTorch twin (see tests/golden/promptir), and against what is published
//! about its parameters.

use std::path::PathBuf;

use burn::module::Module as _;
use burn::tensor::{Device, Tensor};
use dynet_models::weights::{self, Tensors};
use dynet_models::{NetworkConfig as _, PromptIR, PromptIRConfig};

fn golden() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/golden/promptir")
}

fn largest_difference(network: &PromptIR, size: &str, device: &Device) -> f32 {
    let file = weights::read(&golden().join("small.safetensors")).unwrap();
    let tensor = |name: &str| {
        let data = file.tensors[&format!("{name}.{size}")].clone();
        Tensor::<4>::from_data(data, device)
    };
    let got = network.forward(tensor("input"));
    got.sub(tensor("output")).abs().max().into_scalar::<f32>()
}

#[test]
fn outputs_match_pytorch_with_and_without_the_training_kernels() {
    for device in [Device::flex(), Device::flex().autodiff()] {
        let file = golden().join("small_state.safetensors");
        let (config, network) = weights::load::<PromptIRConfig>(&file, &device).unwrap();
        // Distinct counts, so that a level with another's count would be noticed.
        assert_eq!(config.blocks, [2, 1, 3, 2]);
        for size in ["32x48", "40x16"] {
            let difference = largest_difference(&network, size, &device);
            assert!(difference < 1e-4, "{size}: {difference}");
        }
    }
}

#[test]
fn the_published_network_has_the_published_parameters() {
    let network = PromptIRConfig::paper().init(&Device::flex());
    let unused: usize = PromptIRConfig::paper()
        .unused()
        .iter()
        .map(|(_, shape)| shape.iter().product::<usize>())
        .sum();
    // "35.59 M", counted in PyTorch as well.
    assert_eq!(network.num_params() + unused, 35_592_263);

    let parameters = weights::parameters(&network);
    assert_eq!(parameters.len(), 542);
    // Names and shapes as in official checkpoints; the last block of each level exists.
    for (name, shape) in [
        ("patch_embed.proj.weight", &[48, 3, 3, 3][..]),
        ("encoder_level1.3.norm1.body.weight", &[48]),
        ("encoder_level2.5.attn.temperature", &[2, 1, 1]),
        ("encoder_level3.5.ffn.project_in.weight", &[1020, 192, 1, 1]),
        ("latent.7.attn.qkv_dwconv.weight", &[1152, 1, 3, 3]),
        ("decoder_level3.5.ffn.project_out.weight", &[192, 510, 1, 1]),
        ("decoder_level2.5.attn.qkv.weight", &[288, 96, 1, 1]),
        ("decoder_level1.3.attn.project_out.weight", &[96, 96, 1, 1]),
        ("refinement.3.ffn.dwconv.weight", &[510, 1, 3, 3]),
        ("noise_level3.attn.qkv.weight", &[2112, 704, 1, 1]),
        ("reduce_noise_level2.weight", &[192, 320, 1, 1]),
        ("prompt1.prompt_param", &[1, 5, 64, 64, 64]),
        ("prompt2.linear_layer.weight", &[5, 192]),
        ("up4_3.body.0.weight", &[384, 192, 3, 3]),
        ("output.weight", &[3, 96, 3, 3]),
    ] {
        let data = parameters.get(name).unwrap_or_else(|| panic!("no {name}"));
        assert_eq!(&data.shape()[..], shape, "{name}");
    }
    for beyond in [
        "encoder_level1.4",
        "latent.8",
        "decoder_level2.6",
        "refinement.4",
    ] {
        let name = format!("{beyond}.attn.temperature");
        assert!(!parameters.contains_key(&name), "{name}");
    }
}

#[test]
fn official_files_load_with_their_prefix_and_unused_tensors() {
    let device = Device::flex();
    let state = weights::read(&golden().join("small_state.safetensors")).unwrap();
    let config: PromptIRConfig =
        serde_json::from_str(&state.metadata[weights::CONFIG_KEY]).unwrap();
    let unused = PromptIRConfig::paper()
        .unused()
        .iter()
        .map(|(name, shape)| {
            let data = burn::tensor::TensorData::zeros::<f32, _>(*shape);
            ((*name).to_owned(), data)
        });
    let tensors = state.tensors.clone().into_iter().chain(unused);
    let file = Tensors {
        metadata: Default::default(),
        tensors: tensors
            .map(|(name, data)| (format!("net.{name}"), data))
            .collect(),
    };
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("official.safetensors");
    weights::write(&path, &file).unwrap();
    let network = weights::load_as(&path, &config, &device).unwrap();
    assert_eq!(weights::parameters(&network), state.tensors);

    // A file of one network is not mistaken for the other.
    let saved = dir.path().join("saved.safetensors");
    weights::save(&saved, &config, &network).unwrap();
    let error = weights::load::<dynet_models::DyNetConfig>(&saved, &device).unwrap_err();
    assert!(error.to_string().contains("configuration"), "{error}");
}
