//! `dynet-export add`, `remove` and `weights`: an adapter in a pack, and out of it again.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::common::program::{code, export, text, weights_file};
use burn::tensor::{Device, TensorData};
use dynet::restorer::{Backend, Options, Restorer, TaskChoice};
use dynet_core::Planar;
use dynet_models::layers::AdapterRank;
use dynet_models::weights::{self, Tensors};
use dynet_models::{DyNet, DyNetConfig, NetworkConfig, RestormerConfig};
use dynet_pack::Pack;

/// A pack of two variants, its weights, and an adapter that learnt something.
struct Given {
    folder: tempfile::TempDir,
    weights: PathBuf,
    pack: PathBuf,
    adapter: PathBuf,
}

fn given() -> Given {
    let folder = tempfile::tempdir().unwrap();
    let weights = weights_file(folder.path());
    let pack = folder.path().join("pack");
    let adapter = folder.path().join("adapter.safetensors");
    write_pack(&weights, &pack);
    write_adapter(&weights, &adapter, "jpeg");
    Given {
        folder,
        weights,
        pack,
        adapter,
    }
}

fn write_pack(weights: &Path, pack: &Path) {
    let variants = ["--variant", "s=1,1,1,1", "--variant", "m=2,1,1,2"];
    let output = export(
        &[
            &["pack", "--weights", text(weights), "-o", text(pack)],
            &variants[..],
        ]
        .concat(),
    );
    assert_eq!(code(&output).0, 0, "{}", code(&output).1);
}

fn write_adapter(base: &Path, path: &Path, task: &str) {
    let device = Device::flex();
    let (config, network): (DyNetConfig, DyNet) = weights::load(base, &device).unwrap();
    let config = config.with_adapter(Some(AdapterRank::Fixed(2)));
    let fresh = config.init(&device);
    let network = weights::with_base(&config, &fresh, &network, &device).unwrap();
    let mut tensors = weights::parameters(&network);
    let own = tensors
        .iter_mut()
        .filter(|(name, _)| weights::is_adapter(name));
    for (number, (_, data)) in own.enumerate() {
        let value = |i: usize| 0.05 * ((number + i) % 5) as f32;
        let values: Vec<f32> = (0..data.num_elements()).map(value).collect();
        *data = TensorData::new(values, data.shape().to_vec());
    }
    let tensors = Tensors {
        tensors,
        ..Default::default()
    };
    let network = weights::from_tensors(path, &config, tensors, &device).unwrap();
    weights::save_adapter(path, &config, &network, task).unwrap();
}

/// Every file of a folder with its bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(folder).unwrap().map(Result::unwrap);
    entries
        .map(|e| {
            (
                e.file_name().into_string().unwrap(),
                std::fs::read(e.path()).unwrap(),
            )
        })
        .collect()
}

fn restore(restorer: &Restorer, task: TaskChoice) -> Vec<f32> {
    let data = (0..3 * 32 * 48).map(|i| (i % 97) as f32 / 97.0).collect();
    let picture = Planar::from_data(48, 32, data).unwrap();
    let options = Options::default().task(task);
    restorer
        .restore(&picture, &options)
        .unwrap()
        .image
        .into_data()
}

#[test]
fn added_used_and_removed() {
    let given = given();
    let before = files(&given.pack);
    let add = [
        "add",
        text(&given.pack),
        "--adapter",
        text(&given.adapter),
        "--name",
        "jpeg",
    ];
    let output = export(&add);
    assert_eq!(code(&output).0, 0, "{}", code(&output).1);

    // Nothing that was there is another now, but for the manifest.
    let after = files(&given.pack);
    for (name, bytes) in before.iter().filter(|(name, _)| *name != "pack.json") {
        assert!(after[name] == *bytes, "{name}");
    }
    let pack = Pack::open(&given.pack).unwrap();
    let task = pack.task("jpeg").unwrap();
    assert_eq!(task.kind.as_deref(), Some("jpeg"));
    // Only the adapter's values are in its file; alignment adds less than 64 bytes a tensor.
    let own = weights::read(&given.adapter).unwrap().tensors;
    assert_eq!(
        task.parameters,
        own.values().map(|t| t.num_elements() as u64).sum::<u64>()
    );
    let most = task.parameters * 4 + 64 * own.len() as u64;
    assert!(
        task.weights.bytes <= most,
        "{} of {most}",
        task.weights.bytes
    );
    for (own, base) in task.variants.iter().zip(&pack.manifest().variants) {
        assert_eq!(own.parameters, base.parameters + task.parameters);
        assert!(own.macs_per_pixel > base.macs_per_pixel);
    }
    // Against Burn again, tasks included.
    let output = export(&["check", text(&given.pack), "--json"]);
    assert_eq!(code(&output).0, 0, "{}", code(&output).1);
    assert!(
        String::from_utf8(output.stdout)
            .unwrap()
            .contains("s.jpeg.cpu.onnx")
    );

    let restorer = Restorer::builder()
        .backend(Backend::Tract)
        .open(&given.pack)
        .unwrap();
    let plain = restore(&restorer, TaskChoice::None);
    let mended = restore(&restorer, TaskChoice::Named("jpeg".into()));
    assert!(plain != mended);
    assert!(plain == restore(&restorer, TaskChoice::None));
    assert!(mended == restore(&restorer, TaskChoice::Named("jpeg".into())));

    let output = export(&["remove", text(&given.pack), "jpeg"]);
    assert_eq!(code(&output).0, 0, "{}", code(&output).1);
    let after = files(&given.pack);
    assert!(after.keys().eq(before.keys()));
    for (name, bytes) in before.iter().filter(|(name, _)| *name != "pack.json") {
        assert!(after[name] == *bytes, "{name}");
    }
    let again = Pack::open(&given.pack).unwrap();
    assert!(again.manifest().tasks.is_empty());
    assert_eq!(again.manifest().variants, pack.manifest().variants);
}

#[test]
fn apart_from_the_pack() {
    let given = given();
    let one_file = given.folder.path().join("pack.dynet");
    write_pack(&given.weights, &one_file);
    let apart = given.folder.path().join("jpeg.dynet");
    let add = |extra: &[&str]| {
        let common = [
            "add",
            text(&one_file),
            "--adapter",
            text(&given.adapter),
            "--name",
            "jpeg",
        ];
        export(&[&common, extra].concat())
    };
    let (status, message) = code(&add(&[]));
    assert!(
        status == 2 && message.contains("-o NAME.dynet"),
        "{message}"
    );
    let output = add(&["-o", text(&apart)]);
    assert_eq!(code(&output).0, 0, "{}", code(&output).1);

    // It goes with any copy of the pack.
    for place in [&one_file, &given.pack] {
        let mut pack = Pack::open(place).unwrap();
        assert_eq!(pack.add(&apart).unwrap().name, "jpeg");
        let restorer = Restorer::builder()
            .backend(Backend::Tract)
            .open_pack(pack)
            .unwrap();
        let mended = restore(&restorer, TaskChoice::Named("jpeg".into()));
        assert!(mended != restore(&restorer, TaskChoice::None));
    }
}

#[test]
fn what_cannot_be_added_leaves_the_pack_alone() {
    let given = given();
    let other_folder = tempfile::tempdir().unwrap();
    let other = other_folder.path().join("other.safetensors");
    let device = Device::flex();
    device.seed(99);
    weights::save(
        &other,
        &DyNetConfig::tiny(),
        &DyNetConfig::tiny().init(&device),
    )
    .unwrap();
    let of_other = other_folder.path().join("of-other.safetensors");
    write_adapter(&other, &of_other, "jpeg");
    let wide = other_folder.path().join("wide.safetensors");
    let config = DyNetConfig {
        dim: 8,
        ..DyNetConfig::tiny()
    };
    weights::save(&wide, &config, &config.init(&device)).unwrap();
    let of_wide = other_folder.path().join("of-wide.safetensors");
    write_adapter(&wide, &of_wide, "jpeg");
    let short = other_folder.path().join("short.safetensors");
    let bytes = std::fs::read(&given.adapter).unwrap();
    std::fs::write(&short, &bytes[..bytes.len() / 2]).unwrap();
    let card = other_folder.path().join("missing.md");

    let add = |adapter: &Path, name: &str, extra: &[&str]| {
        let common = [
            "add",
            text(&given.pack),
            "--adapter",
            text(adapter),
            "--name",
            name,
        ];
        code(&export(&[&common, extra].concat()))
    };
    assert_eq!(add(&given.adapter, "jpeg", &[]).0, 0);
    let before = files(&given.pack);
    for (adapter, name, extra, words) in [
        (&of_other, "b", &[][..], "other weights"),
        (&of_wide, "b", &[], "width"),
        (&short, "b", &[], "cannot be read"),
        (&given.weights, "b", &[], "not an adapter"),
        (&given.adapter, "jpeg", &[], "already"),
        (&given.adapter, "a/b", &[], "letters, digits"),
        (&given.adapter, "auto", &[], "something else"),
        (&given.adapter, "b", &["--card", text(&card)], "missing.md"),
    ] {
        let (status, message) = add(adapter, name, extra);
        assert!(status != 0 && message.contains(words), "{words}: {message}");
        assert!(files(&given.pack) == before, "{words}");
    }
    let (status, message) = code(&export(&["remove", text(&given.pack), "derain"]));
    assert!(status != 0 && message.contains("derain"), "{message}");
}

/// More values than f32 can number.
#[test]
#[ignore = "a gigabyte and half a minute"]
fn the_weights_of_a_large_network_come_out_too() {
    let folder = tempfile::tempdir().unwrap();
    let [weights, pack, again] =
        ["in.safetensors", "pack", "out.safetensors"].map(|n| folder.path().join(n));
    let device = Device::flex();
    let config = RestormerConfig::paper();
    weights::save(&weights, &config, &config.init(&device)).unwrap();
    let variant = ["--variant", "restormer=1,1,1,1", "-o", text(&pack)];
    let output = export(&[&["pack", "--weights", text(&weights)], &variant[..]].concat());
    assert_eq!(code(&output).0, 0, "{}", code(&output).1);
    let output = export(&["weights", text(&pack), "-o", text(&again)]);
    assert_eq!(code(&output).0, 0, "{}", code(&output).1);
    assert!(std::fs::read(&weights).unwrap() == std::fs::read(&again).unwrap());
}

#[test]
fn a_packs_weights_come_out_as_they_went_in() {
    let given = given();
    let out = given.folder.path().join("out.safetensors");
    let output = export(&["weights", text(&given.pack), "-o", text(&out)]);
    assert_eq!(code(&output).0, 0, "{}", code(&output).1);
    let device = Device::flex();
    let read = |path: &Path| weights::load::<DyNetConfig>(path, &device).unwrap();
    let (a, b) = (read(&given.weights), read(&out));
    assert!(a.0 == b.0 && weights::parameters(&a.1) == weights::parameters(&b.1));
}
