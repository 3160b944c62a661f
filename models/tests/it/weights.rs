//! Weights files: what is read, and what is refused with a clear word.

use std::path::{Path, PathBuf};

use burn::module::Module as _;
use burn::tensor::{Device, TensorData};
use dynet_models::weights::{self, Tensors, WeightsErrorKind};
use dynet_models::{DyNetConfig, NetworkConfig as _, Stem};

fn tiny() -> DyNetConfig {
    DyNetConfig {
        ffn_expansion: 2.66,
        prompt_dims: [4, 4, 8],
        stem: Stem::Full,
        adapter: None,
        ..DyNetConfig::tiny()
    }
}

fn tensors() -> Tensors {
    let network = tiny().init(&Device::flex());
    Tensors {
        metadata: Default::default(),
        tensors: weights::parameters(&network),
    }
}

/// Writes the tensors and reads them back as the network `tiny`.
fn refused(tensors: &Tensors) -> (WeightsErrorKind, String) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("w.safetensors");
    weights::write(&path, tensors).unwrap();
    let error = weights::load_as(&path, &tiny(), &Device::flex()).unwrap_err();
    (error.kind(), error.to_string())
}

#[test]
fn the_paper_network_has_the_published_number_of_values() {
    let config = DyNetConfig::paper();
    let network = config.init(&Device::flex());
    // 182 tensors of 16,726,031 values in official checkpoints; three of them are never used.
    assert_eq!(network.num_params(), 16_726_031 - 112_896);
    let names = weights::parameters(&network);
    assert_eq!(names.len(), 182 - DyNetConfig::paper().unused().len());
    for name in [
        "patch_embed.proj.weight",
        "encoder_level1.norm1.body.weight",
        "latent.attn.temperature",
        "prompt1.linear_layer.bias",
        "up4_3.body.0.weight",
        "refinement.3.ffn.project_out.weight",
    ] {
        assert!(names.contains_key(name), "{name}");
    }
}

#[test]
fn saving_and_loading_keeps_every_bit_and_the_configuration() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("w.safetensors");
    let network = tiny().init(&Device::flex());
    weights::save(&path, &tiny(), &network).unwrap();
    let (config, loaded) = weights::load::<DyNetConfig>(&path, &Device::flex()).unwrap();
    assert_eq!(config, tiny());
    assert_eq!(weights::parameters(&loaded), weights::parameters(&network));
}

#[test]
fn lightning_prefix_and_unused_tensors_are_accepted() {
    let mut file = Tensors::default();
    for (name, data) in tensors().tensors {
        file.tensors.insert(format!("net.{name}"), data);
    }
    for (name, _) in DyNetConfig::paper().unused() {
        let data = TensorData::zeros::<f32, _>([4, 8, 1, 1]);
        file.tensors.insert(format!("net.{name}"), data);
    }
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("w.safetensors");
    weights::write(&path, &file).unwrap();
    let network = weights::load_as(&path, &tiny(), &Device::flex()).unwrap();
    let expected = &file.tensors["net.output.weight"];
    assert_eq!(&weights::parameters(&network)["output.weight"], expected);
}

/// `tests/data` holds files that PyTorch itself wrote (see make_checkpoints.py beside them).
#[test]
fn pytorch_checkpoints_are_read() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    for name in ["tiny.pth", "tiny.ckpt"] {
        let network = weights::load_as(&data.join(name), &tiny(), &Device::flex()).unwrap();
        let parameters = weights::parameters(&network);
        // The script fills tensor number n (in order of name) with n / 1000.
        for (n, (name, data)) in parameters.iter().enumerate() {
            let expected = n as f32 / 1000.0;
            assert!(
                data.iter::<f32>().all(|v| (v - expected).abs() < 1e-7),
                "{name}"
            );
        }
    }
}

#[test]
fn missing_extra_and_misshapen_tensors_are_named() {
    let mut file = tensors();
    file.tensors.remove("latent.attn.qkv.weight").unwrap();
    let (kind, message) = refused(&file);
    assert_eq!(kind, WeightsErrorKind::Missing);
    assert!(
        message.contains("latent.attn.qkv.weight [96, 32, 1, 1]"),
        "{message}"
    );

    let mut file = tensors();
    file.tensors
        .insert("latent.extra".into(), TensorData::zeros::<f32, _>([3]));
    let (kind, message) = refused(&file);
    assert_eq!(kind, WeightsErrorKind::Extra);
    assert!(message.contains("latent.extra"), "{message}");

    let mut file = tensors();
    file.tensors.insert(
        "output.weight".into(),
        TensorData::zeros::<f32, _>([3, 7, 3, 3]),
    );
    let (kind, message) = refused(&file);
    assert_eq!(kind, WeightsErrorKind::Shape);
    assert!(
        message.contains("[3, 7, 3, 3]") && message.contains("[3, 8, 3, 3]"),
        "{message}"
    );
}

#[test]
fn files_that_are_no_weights_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let good = dir.path().join("good.safetensors");
    weights::save(&good, &tiny(), &tiny().init(&Device::flex())).unwrap();
    let whole = std::fs::read(&good).unwrap();
    let cases: [(&str, Vec<u8>); 5] = [
        ("empty", vec![]),
        ("text", b"not a checkpoint at all".to_vec()),
        ("cut", whole[..whole.len() - 100].to_vec()),
        ("header", whole[..20].to_vec()),
        ("zip", b"PK\x03\x04 broken".to_vec()),
    ];
    for (name, bytes) in cases {
        let path = dir.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let error = weights::load::<DyNetConfig>(&path, &Device::flex()).unwrap_err();
        assert_eq!(error.kind(), WeightsErrorKind::Read, "{name}: {error}");
    }
    let missing = PathBuf::from("/no/such/file.safetensors");
    let error = weights::load::<DyNetConfig>(&missing, &Device::flex()).unwrap_err();
    assert!(error.to_string().contains("/no/such/file.safetensors"));
}
