//! A sound pack opens and says what is in it.

mod pack_support;

use std::fs;
use std::path::Path;

use dynet_runtime::ErrorKind;
use dynet_runtime::pack::{Pack, sha256_hex};
use pack_support::Tiny;

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
    assert_eq!(pack.weights().bytes(), tiny.weights);
    let (graph, facts) = pack.graph("s", "cpu").unwrap();
    assert_eq!(graph, tiny.graph_bytes());
    assert_eq!(
        (facts.nodes, facts.tensors, facts.weight_bytes),
        (3, 2, 112)
    );
    // A target that the pack lacks is served by the first graph.
    assert_eq!(pack.graph("s", "npu").unwrap().0, graph);
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
/// To write it anew: `DYNET_WRITE_TINY_PACK=1 cargo test -p dynet-runtime --test pack_open`.
#[test]
fn the_committed_tiny_pack_is_up_to_date() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tiny-pack");
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
