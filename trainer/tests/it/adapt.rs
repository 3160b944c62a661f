//! `dynet-train adapt`: the base stays as it is, to the last bit.

use std::path::Path;
use std::process::{Command, Output};

use burn::tensor::Device;
use dynet_models::{DyNet, DyNetConfig, Restormer, RestormerConfig, weights};

fn adapt(folder: &Path, arguments: &[&str]) -> Output {
    let photos = concat!(env!("CARGO_MANIFEST_DIR"), "/../photos/clean");
    Command::new(env!("CARGO_BIN_EXE_dynet-train"))
        .current_dir(folder)
        .args([
            "adapt",
            "--base",
            "base.safetensors",
            "--run",
            "run",
            "--photos",
            photos,
        ])
        .args([
            "--steps",
            "6",
            "--batch",
            "2",
            "--patch",
            "32",
            "--learning-rate",
            "1e-3",
        ])
        .args(arguments)
        .output()
        .unwrap()
}

fn base(folder: &Path) -> DyNet {
    let device = Device::flex();
    device.seed(4);
    let network = DyNetConfig::tiny().init(&device);
    let path = folder.join("base.safetensors");
    weights::save(&path, &DyNetConfig::tiny(), &network).unwrap();
    network
}

#[test]
fn only_the_adapter_learns() {
    let folder = tempfile::tempdir().unwrap();
    let base = base(folder.path());
    let output = adapt(
        folder.path(),
        &["--task", "jpeg", "--rank", "2", "--checkpoint-every", "3"],
    );
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );

    let (config, whole): (DyNetConfig, DyNet) = weights::load(
        &folder.path().join("run/weights.safetensors"),
        &Device::flex(),
    )
    .unwrap();
    assert!(config.adapter.is_some());
    let (before, after) = (weights::parameters(&base), weights::parameters(&whole));
    assert_eq!(weights::base_hash(&before), weights::base_hash(&after));
    let mut learnt = 0;
    for (name, data) in &after {
        match before.get(name) {
            Some(old) => assert!(old == data, "{name} moved"),
            None => {
                learnt += usize::from(data.as_slice::<f32>().unwrap().iter().any(|v| *v != 0.0))
            }
        }
    }
    let adapters = after.len() - before.len();
    assert_eq!(learnt, adapters, "every adapter tensor learns");

    let adapter = folder.path().join("run/adapter.safetensors");
    let (said, network): (_, DyNet) =
        weights::attach(&adapter, &DyNetConfig::tiny(), &base, &Device::flex()).unwrap();
    assert_eq!(said.task, "jpeg");
    assert!(weights::parameters(&network) == after);
}

#[test]
fn a_restormer_is_pre_trained_and_adapted() {
    let folder = tempfile::tempdir().unwrap();
    let network = folder.path().join("network.json");
    let small = serde_json::json!({
        "family": "restormer", "dim": 4, "blocks": [1, 1, 1, 1], "refinement": 1,
        "heads": [1, 1, 2, 2], "ffn_expansion": 2.66, "norm": "with_bias"
    });
    std::fs::write(&network, small.to_string()).unwrap();
    let photos = concat!(env!("CARGO_MANIFEST_DIR"), "/../photos/clean");
    let pretrain = |arguments: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_dynet-train"))
            .current_dir(folder.path())
            .args(["pretrain", "--network", "network.json", "--photos", photos])
            .args([
                "--run", "base", "--steps", "3", "--batch", "2", "--patch", "32",
            ])
            .args(arguments)
            .output()
            .unwrap()
    };
    let output = pretrain(&["--objective", "adair"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let path = folder.path().join("base/weights.safetensors");
    std::fs::copy(path, folder.path().join("base.safetensors")).unwrap();

    let output = adapt(folder.path(), &["--task", "deblur", "--rank", "2"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let load = |name: &str| {
        let path = folder.path().join(name);
        let (config, network): (RestormerConfig, Restormer) =
            weights::load(&path, &Device::flex()).unwrap();
        (config, weights::parameters(&network))
    };
    let (config, base) = load("base.safetensors");
    assert!(config.adapter.is_none());
    let (config, adapted) = load("run/weights.safetensors");
    assert!(config.adapter.is_some());
    assert_eq!(weights::base_hash(&base), weights::base_hash(&adapted));

    // Masking has no tasks to choose from, a Restormer no variants.
    for (arguments, words) in [
        (&["--tasks", "noise"][..], "--objective adair"),
        (&["--objective", "adair", "--only", "2,3,3,4"], "1,1,1,1"),
    ] {
        let output = pretrain(arguments);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains(words), "{said}");
    }
}

#[test]
fn wrong_use_is_said() {
    let folder = tempfile::tempdir().unwrap();
    base(folder.path());
    for (arguments, words) in [
        (&["--task", "my-camera"][..], "--pairs my-camera=FOLDER"),
        (
            &["--task", "jpeg", "--base", "missing.safetensors"],
            "missing.safetensors",
        ),
        (&["--task", "jpeg", "--rank", "0"], "rank"),
    ] {
        let arguments: Vec<&str> = arguments.to_vec();
        let output = match arguments.contains(&"--base") {
            true => Command::new(env!("CARGO_BIN_EXE_dynet-train"))
                .current_dir(folder.path())
                .arg("adapt")
                .args(&arguments)
                .output()
                .unwrap(),
            false => adapt(folder.path(), &arguments),
        };
        let text = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{text}");
        assert!(text.contains(words), "{text}");
    }
}
