//! A sound pack opens and says what is in it.

use std::fs;
use std::path::Path;

use dynet_core::ErrorKind;
use dynet_pack::{Pack, sha256_hex};
use dynet_testing::{Tiny, seal};
use serde_json::json;

#[test]
fn a_sound_pack_opens() {
    let folder = tempfile::tempdir().unwrap();
    let mut tiny = Tiny::new();
    tiny.manifest["card"] = "CARD.md".into();
    tiny.write(folder.path());
    fs::write(folder.path().join("CARD.md"), "# Tiny\n").unwrap();

    let pack = Pack::open(folder.path()).unwrap();
    assert_eq!(pack.manifest().name, "tiny");
    assert_eq!(pack.manifest().network.config["free"][2], 3);
    assert_eq!(pack.card().unwrap().as_deref(), Some("# Tiny\n"));
    assert_eq!(pack.weights()[0].bytes(), tiny.weights);
    let graph = pack.graph("s", "cpu", "fp32").unwrap();
    assert_eq!(graph.bytes, tiny.graph_bytes());
    let facts = graph.facts;
    assert_eq!(
        (facts.nodes, facts.tensors, facts.weight_bytes),
        (3, 2, 112)
    );
    // A target that the pack lacks is served by the first graph.
    let other = pack.graph("s", "npu", "fp32").unwrap();
    assert_eq!(other.bytes, graph.bytes);
    let error = pack.graph("s", "cpu", "int8").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnknownVariant);
}

/// A pack whose variant also has a graph into a second weights file, and one of a fixed size.
fn of_two_precisions(folder: &Path, second: &[u8]) -> Tiny {
    let mut tiny = Tiny::new();
    tiny.write(folder);
    let mut other = Tiny::new();
    *other.entry("location") = "weights.fp16.bin".into();
    for entry in &mut other.graph().initializer[1].external_data {
        if entry.key == "location" {
            entry.value = "weights.fp16.bin".into();
        }
    }
    fs::write(folder.join("weights.fp16.bin"), second).unwrap();
    fs::write(folder.join("s.cpu.fp16.onnx"), other.graph_bytes()).unwrap();
    let mut weights = json!({ "file": "weights.fp16.bin" });
    seal(&mut weights, second);
    tiny.manifest["further_weights"] = json!([weights]);
    let mut graph = json!({
        "target": "cpu", "precision": "fp16", "weights": "weights.fp16.bin",
        "file": "s.cpu.fp16.onnx",
    });
    seal(&mut graph, &other.graph_bytes());
    let mut fixed = tiny.manifest["variants"][0]["graphs"][0].clone();
    fixed["target"] = "mobile-64".into();
    fixed["size"] = json!([64, 64]);
    tiny.manifest["variants"][0]["graphs"] =
        json!([fixed, graph, tiny.manifest["variants"][0]["graphs"][0]]);
    tiny.write_as_is(folder);
    tiny
}

#[test]
fn a_graph_comes_with_the_weights_of_its_precision() {
    let folder = tempfile::tempdir().unwrap();
    let mut second = Tiny::new().weights;
    second[0] ^= 1;
    let mut tiny = of_two_precisions(folder.path(), &second);
    let pack = Pack::open(folder.path()).unwrap();
    let full = pack.graph("s", "mobile-64", "fp32").unwrap();
    assert_eq!((full.entry.target.as_str(), full.entry.size), ("cpu", None));
    assert_eq!(full.weights[0].bytes(), tiny.weights);
    let half = pack.graph("s", "cpu", "fp16").unwrap();
    assert_eq!(half.weights[0].bytes(), second);
    assert_eq!(pack.graphs().count(), 3);

    // The graph that is right over one file must be checked against the other as well.
    tiny.manifest["variants"][0]["graphs"][2]["weights"] = "weights.fp16.bin".into();
    tiny.write_as_is(folder.path());
    let error = Pack::open(folder.path()).unwrap_err();
    assert!(error.to_string().contains("weights.bin"), "{error}");
    tiny.manifest["variants"][0]["graphs"][2]["weights"] = "other.bin".into();
    tiny.write_as_is(folder.path());
    let error = Pack::open(folder.path()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Manifest, "{error}");
}

#[test]
fn an_unknown_variant_lists_the_known_ones() {
    let folder = tempfile::tempdir().unwrap();
    Tiny::new().write(folder.path());
    let pack = Pack::open(folder.path()).unwrap();
    let error = pack.variant("xl").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnknownVariant);
    assert!(error.to_string().ends_with("has s"), "{error}");
}

#[test]
fn the_manifest_survives_being_written_and_read() {
    let folder = tempfile::tempdir().unwrap();
    let mut tiny = Tiny::new();
    tiny.write(folder.path());
    let pack = Pack::open(folder.path()).unwrap();
    let written = serde_json::to_value(pack.manifest()).unwrap();
    // Everything but the key that this version does not know.
    let mut expected = tiny.manifest.clone();
    expected
        .as_object_mut()
        .unwrap()
        .remove("a_key_of_a_later_version");
    assert_eq!(written, expected);
}

#[test]
fn hashes_are_sha256() {
    // FIPS 180-2, appendix B.1.
    assert_eq!(
        sha256_hex(b"abc"),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
}

/// The pack in `tests/tiny-pack`, which the documentation's example opens, is the one built here.
/// To write it anew: `DYNET_WRITE_TINY_PACK=1 cargo test -p dynet-pack --test it open`.
#[test]
fn the_committed_tiny_pack_is_up_to_date() {
    let folder = dynet_testing::tiny_pack();
    let mut tiny = Tiny::new();
    if std::env::var_os("DYNET_WRITE_TINY_PACK").is_some() {
        fs::create_dir_all(&folder).unwrap();
        tiny.write(&folder);
    }
    let fresh = tempfile::tempdir().unwrap();
    tiny.write(fresh.path());
    for name in ["weights.bin", "s.cpu.onnx"] {
        let (old, new) = (
            fs::read(folder.join(name)),
            fs::read(fresh.path().join(name)),
        );
        assert!(old.unwrap() == new.unwrap(), "{name} differs");
    }
    let (old, new) = (Pack::open(&folder), Pack::open(fresh.path()));
    assert_eq!(old.unwrap().manifest(), new.unwrap().manifest());
}

#[test]
fn names_of_earlier_versions_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let mut tiny = Tiny::new();
    let manifest = tiny.manifest.as_object_mut().unwrap();
    let license = manifest.remove("license").unwrap();
    manifest.insert("licence".into(), license);
    manifest.insert("mends".into(), json!(["rain"]));
    tiny.write(folder.path());
    let pack = Pack::open(folder.path()).unwrap();
    assert_eq!(pack.manifest().license, "CC0-1.0");
    assert_eq!(pack.manifest().degradations, ["rain"]);
}

#[test]
fn a_figure_that_is_infinite_is_written_and_read() {
    let folder = tempfile::tempdir().unwrap();
    let mut tiny = Tiny::new();
    tiny.manifest["quality"] = json!([{
        "set": "a", "task": "clean", "variant": "s", "images": 1,
        "psnr_in": f64::INFINITY, "psnr": 50.0, "ssim_in": 1.0, "ssim": 1.0,
    }]);
    tiny.write(folder.path());
    let pack = Pack::open(folder.path()).unwrap();
    assert_eq!(pack.manifest().quality[0].psnr_in, f64::INFINITY);
}
