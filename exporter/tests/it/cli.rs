//! The program `dynet-export`, from trained weights to a pack that the runtime opens.

use std::path::Path;

use crate::common::program::{code, export, text, weights_file};
use burn::module::Param;
use burn::tensor::{Device, Tensor};
use dynet_models::{DyNetConfig, weights};
use dynet_pack::{MANIFEST_FILE, Pack};

#[test]
fn a_pack_is_written_checked_and_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let weights = weights_file(folder.path());
    let target = folder.path().join("pack");
    let pack = |args: &[&str]| {
        let common = ["pack", "--weights", text(&weights), "-o", text(&target)];
        export(&[&common, args].concat())
    };
    let output = pack(&["--variant", "s=1,1,1,1", "--variant", "m=2,1,1,2", "--json"]);
    assert_eq!(code(&output).0, 0, "{}", code(&output).1);
    let lines = String::from_utf8(output.stdout).unwrap();
    for line in lines.lines() {
        let check: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(check["max_abs"].as_f64().unwrap() < 1e-4, "{line}");
        assert!(check["db_vs_burn"].as_f64().unwrap() > 80.0, "{line}");
    }

    let opened = Pack::open(&target).unwrap();
    let manifest = opened.manifest();
    assert_eq!(manifest.name, "pack");
    assert_eq!(manifest.input.multiple, 16);
    assert_eq!(manifest.checks.len(), lines.lines().count());
    assert_eq!(manifest.variants[1].reuse, [2, 1, 1, 2]);
    let config: DyNetConfig = serde_json::from_value(manifest.network.config.clone()).unwrap();
    assert_eq!(config, self::DyNetConfig::tiny());
    let again = export(&["check", text(&target), "--weights", text(&weights)]);
    assert_eq!(code(&again).0, 0, "{}", code(&again).1);
    // The pack's own weights will do; photos tell what the export cost.
    let photos = concat!(env!("CARGO_MANIFEST_DIR"), "/../photos/clean");
    let again = export(&["check", text(&target), "--photos", photos, "--json"]);
    assert_eq!(code(&again).0, 0, "{}", code(&again).1);
    let photo = String::from_utf8(again.stdout).unwrap();
    let photo = photo.lines().last().unwrap();
    let photo: serde_json::Value = serde_json::from_str(photo).unwrap();
    assert_eq!(photo["width"], 256);
    assert!(photo["db_vs_truth"].as_f64().unwrap() > 10.0, "{photo}");
    assert!(photo["db_lost"].as_f64().unwrap().abs() < 0.01, "{photo}");

    // A second pack takes its place; what is no part of a pack stays.
    std::fs::write(target.join("CARD.md"), "card").unwrap();
    std::fs::write(target.join("notes.txt"), "mine").unwrap();
    let output = pack(&["--variant", "only=1,2,1,1", "--name", "mine"]);
    assert_eq!(code(&output).0, 0, "{}", code(&output).1);
    let table = String::from_utf8(output.stdout).unwrap();
    assert!(
        table.contains("dB vs Burn") && table.contains("only.cpu.onnx"),
        "{table}"
    );
    let opened = Pack::open(&target).unwrap();
    assert_eq!(opened.manifest().name, "mine");
    let card = opened.card().unwrap().unwrap();
    assert!(
        card.starts_with("card\n") && card.contains("| only.cpu.onnx | tract |"),
        "{card}"
    );
    let mut names: Vec<_> = std::fs::read_dir(&target)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let expected = [
        "CARD.md",
        "notes.txt",
        "only.cpu.onnx",
        MANIFEST_FILE,
        "weights.bin",
    ];
    assert_eq!(names, expected);
}

#[test]
fn a_second_precision_has_its_own_weights_and_graphs() {
    let folder = tempfile::tempdir().unwrap();
    let weights = weights_file(folder.path());
    let target = folder.path().join("pack");
    let common = ["pack", "--weights", text(&weights), "-o", text(&target)];
    let more = ["--variant", "s=1,1,1,1", "--precision", "fp32,int8"];
    let words = [&common[..], &more].concat();

    let (failed, errors) = code(&export(&words));
    assert_eq!(failed, 2, "{errors}");
    assert!(errors.contains("--calibrate"), "{errors}");
    let empty = folder.path().join("empty");
    std::fs::create_dir(&empty).unwrap();
    let (failed, errors) = code(&export(
        &[&words[..], &["--calibrate", text(&empty)]].concat(),
    ));
    assert!(failed != 0 && errors.contains("empty"), "{errors}");
    assert!(!target.exists(), "a refused job leaves nothing");

    let photos = concat!(env!("CARGO_MANIFEST_DIR"), "/../photos/clean");
    let (done, errors) = code(&export(&[&words[..], &["--calibrate", photos]].concat()));
    assert_eq!(done, 0, "{errors}");
    let pack = Pack::open(&target).unwrap();
    let [float, int8] = ["fp32", "int8"].map(|precision| {
        let graph = pack.graph("s", "cpu", precision).unwrap();
        (
            graph.entry.entry.file.clone(),
            graph.weights[0].bytes().len(),
        )
    });
    assert_eq!(float.0, "s.cpu.onnx");
    assert_eq!(int8.0, "s.cpu.int8.onnx");
    assert!(int8.1 < float.1, "{} bytes, {} in fp32", int8.1, float.1);

    // What stands first keeps its name, so that packs can be told apart.
    let more = ["--variant", "s=1,1,1,1", "--precision", "fp16"];
    let (done, errors) = code(&export(&[&common[..], &more].concat()));
    assert_eq!(done, 0, "{errors}");
    assert!(target.join("s.cpu.fp16.onnx").exists());
}

#[test]
fn a_model_repository_for_triton_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let weights = weights_file(folder.path());
    let target = folder.path().join("models");
    let common = [
        "pack",
        "--weights",
        text(&weights),
        "-o",
        text(&target),
        "--name",
        "tiny",
    ];
    let more = [
        "--variant",
        "s=1,1,1,1",
        "--variant",
        "l=2,1,1,2",
        "--layout",
        "triton",
    ];
    let output = export(&[&common[..], &more].concat());
    assert_eq!(code(&output).0, 0, "{}", code(&output).1);
    for model in ["tiny-s", "tiny-l"] {
        let config = std::fs::read_to_string(target.join(model).join("config.pbtxt")).unwrap();
        for part in [
            &format!("name: \"{model}\""),
            "backend: \"onnxruntime\"",
            "name: \"image\"",
            "name: \"restored\"",
            "dims: [ 1, 3, -1, -1 ]",
        ] {
            assert!(config.contains(part), "{config}");
        }
        let version = target.join(model).join("1");
        assert!(version.join("model.onnx").metadata().unwrap().len() > 10_000);
    }
    let weights = ["tiny-s", "tiny-l"].map(|model| target.join(model).join("1/weights.bin"));
    assert_eq!(
        std::fs::read(&weights[0]).unwrap(),
        std::fs::read(&weights[1]).unwrap()
    );
    // One file on the disk.
    #[cfg(unix)]
    assert_eq!(
        std::os::unix::fs::MetadataExt::nlink(&weights[0].metadata().unwrap()),
        2
    );

    // What is there is not overwritten.
    let again = export(&[&common[..], &more].concat());
    assert_eq!(code(&again).0, 1);
    assert!(code(&again).1.contains("new folder"), "{}", code(&again).1);
}

#[test]
fn wrong_use_is_told_and_has_exit_code_2() {
    for variant in [
        "s=2,0,3,4",
        "s=2,3,4",
        "s=2,3,3,4,5",
        "2,3,3,4",
        "../s=2,3,3,4",
        "s=a,b,c,d",
    ] {
        let output = export(&[
            "pack",
            "--weights",
            "w",
            "-o",
            "nowhere",
            "--variant",
            variant,
        ]);
        let (code, errors) = code(&output);
        assert_eq!(code, 2, "{variant}: {errors}");
        assert!(
            errors.contains("such as") || errors.contains("use letters"),
            "{errors}"
        );
    }
    let twice = ["--variant", "s=1,1,1,1", "--variant", "s=1,1,1,2"];
    let output = export(&[&["pack", "--weights", "w", "-o", "nowhere"], &twice[..]].concat());
    assert_eq!(code(&output).0, 2);
    assert_eq!(code(&export(&["pack", "-o", "nowhere"])).0, 2);
    assert!(!Path::new("nowhere").exists());
}

#[test]
fn what_fails_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let weights = weights_file(folder.path());
    let fails = |weights: &Path, target: &Path, part: &str| {
        let args = ["--variant", "s=1,1,1,1", "-o", text(target)];
        let output = export(&[&["pack", "--weights", text(weights)], &args[..]].concat());
        let (code, errors) = code(&output);
        assert_eq!(code, 1, "{errors}");
        assert!(errors.contains(part), "{errors:?} lacks {part:?}");
        assert!(!target.is_dir());
    };
    let target = folder.path().join("pack");
    fails(
        &folder.path().join("missing.safetensors"),
        &target,
        "missing.safetensors",
    );

    let cut = folder.path().join("cut.safetensors");
    std::fs::write(&cut, &std::fs::read(&weights).unwrap()[..5000]).unwrap();
    fails(&cut, &target, "cut.safetensors");

    let mut network = DyNetConfig::tiny().init(&Device::flex());
    network.output.weight =
        Param::from_tensor(Tensor::full([12, 8, 3, 3], f32::NAN, &Device::flex()));
    let broken = folder.path().join("nan.safetensors");
    weights::save(&broken, &DyNetConfig::tiny(), &network).unwrap();
    fails(&broken, &target, "output.weight");

    // A file where the folder, or its parent, should be.
    let file = folder.path().join("file");
    std::fs::write(&file, "x").unwrap();
    fails(&weights, &file, "is a file");
    fails(&weights, &file.join("pack"), "file");

    let left = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(left, 4, "only the test's own files");
}

#[test]
fn macs_are_counted_without_weights() {
    let rows = |args: &[&str]| -> Vec<serde_json::Value> {
        let output = export(&[&["macs", "--json"], args].concat());
        assert_eq!(code(&output).0, 0, "{}", code(&output).1);
        let lines = String::from_utf8(output.stdout).unwrap();
        lines
            .lines()
            .map(|l| serde_json::from_str(l).unwrap())
            .collect()
    };
    let both = rows(&["--network", "tiny", "--size", "64x32"]);
    assert_eq!(both[0]["variant"], "s");
    assert_eq!(both[1]["blocks"], serde_json::json!([4, 6, 6, 8]));
    let twice = rows(&["--network", "tiny", "--size", "64x64"]);
    // Twice the area: twice the convolutions, but for the linear layers that see no pixels.
    let count = |row: &serde_json::Value| row["conv_linear_macs"].as_u64().unwrap();
    let linear = 2 * (8 + 16 + 32);
    assert_eq!(count(&twice[1]) - linear, 2 * (count(&both[1]) - linear));

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("net.json");
    let tiny = serde_json::to_value(DyNetConfig::tiny()).unwrap();
    let deeper = serde_json::json!({ "family": "promptir", "blocks": [2, 3, 3, 4], "shape": tiny });
    std::fs::write(&file, deeper.to_string()).unwrap();
    let ours = &rows(&["--network", text(&file), "--size", "64x32"])[0];
    // As many blocks run as in variant s, though each has weights of its own.
    assert_eq!(ours["conv_linear_macs"], both[0]["conv_linear_macs"]);
    assert!(ours["parameters"].as_u64() > both[0]["parameters"].as_u64());

    for wrong in [
        &["--network", "huge"][..],
        &["--network", "tiny", "--size", "60x32"],
        &["--network", "tiny", "--size", "60"],
        &["--network", "tiny", "--size", "65536x65536"],
        &["--network", "tiny", "--variant", "s=0,1,1,1"],
        &[],
    ] {
        let output = export(&[&["macs"], wrong].concat());
        assert_eq!(code(&output).0, 2, "{wrong:?}: {}", code(&output).1);
    }
    let missing = export(&["macs", "--network", "/no/such.json"]);
    assert!(code(&missing).1.contains("/no/such.json"));
}
