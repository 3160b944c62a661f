//! Damaged and hostile packs: each is refused with the right kind of error, never a panic.

use std::fs;
use std::path::Path;

use dynet_core::{Error, ErrorKind};
use dynet_pack::Pack;
use dynet_testing::{Tiny, int};
use serde_json::json;
use tempfile::TempDir;

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

/// The error of opening a pack that `spoil` changed before it was written with true hashes.
fn refused(spoil: impl FnOnce(&mut Tiny)) -> Error {
    let folder = folder();
    let mut tiny = Tiny::new();
    spoil(&mut tiny);
    tiny.write(folder.path());
    open_error(folder.path())
}

/// The error of opening a pack whose folder `spoil` changed after it was written.
fn refused_after(spoil: impl FnOnce(&Path)) -> Error {
    let folder = folder();
    Tiny::new().write(folder.path());
    spoil(folder.path());
    open_error(folder.path())
}

fn open_error(folder: &Path) -> Error {
    match Pack::open(folder) {
        Ok(_) => panic!("a corrupted pack was opened"),
        Err(error) => error,
    }
}

/// Checks the kind of an error and that its message holds a word.
fn check(error: &Error, kind: ErrorKind, word: &str) {
    assert_eq!(error.kind(), kind, "{error}");
    assert!(error.to_string().contains(word), "no {word:?} in: {error}");
}

#[test]
fn a_missing_folder_or_file_is_named() {
    let nowhere = folder().path().join("nowhere");
    check(&open_error(&nowhere), ErrorKind::Missing, "nowhere");
    for name in ["pack.json", "weights.bin", "s.cpu.onnx"] {
        let error = refused_after(|folder| fs::remove_file(folder.join(name)).unwrap());
        check(&error, ErrorKind::Missing, name);
    }
    let folder = folder();
    let file = folder.path().join("photo.png");
    fs::write(&file, b"x").unwrap();
    check(&open_error(&file), ErrorKind::Unsupported, "folder");
}

#[test]
fn changed_bytes_are_noticed() {
    for name in ["weights.bin", "s.cpu.onnx"] {
        let error = refused_after(|folder| {
            let mut bytes = fs::read(folder.join(name)).unwrap();
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            fs::write(folder.join(name), bytes).unwrap();
        });
        check(&error, ErrorKind::WrongHash, name);
        let error = refused_after(|folder| {
            let bytes = fs::read(folder.join(name)).unwrap();
            fs::write(folder.join(name), &bytes[..bytes.len() - 1]).unwrap();
        });
        check(&error, ErrorKind::WrongSize, name);
        let error = refused_after(|folder| fs::write(folder.join(name), b"").unwrap());
        check(&error, ErrorKind::WrongSize, name);
    }
}

#[test]
fn a_newer_schema_asks_for_a_newer_dynet() {
    let error = refused(|tiny| tiny.manifest["schema"] = json!(2));
    check(&error, ErrorKind::UnknownSchema, "newer dynet");
    // A newer manifest may lack every field of today.
    let error = refused_after(|folder| {
        fs::write(folder.join("pack.json"), r#"{"schema": 4000000000000}"#).unwrap()
    });
    check(&error, ErrorKind::UnknownSchema, "pack.json");
}

#[test]
fn a_manifest_of_garbage_is_refused() {
    let texts: [&[u8]; 7] = [
        b"",
        b"{",
        b"\xff\xfe\x00",
        b"[1, 2]",
        br#"{"schema": -1}"#,
        br#"{"schema": "1"}"#,
        br#"{"schema": 1, "name": "half"}"#,
    ];
    for text in texts {
        let error = refused_after(|folder| fs::write(folder.join("pack.json"), text).unwrap());
        check(&error, ErrorKind::Manifest, "pack.json");
    }
    let deep = format!("{{\"schema\": 1, \"x\": {}", "[".repeat(100_000));
    let error = refused_after(|folder| fs::write(folder.join("pack.json"), &deep).unwrap());
    check(&error, ErrorKind::Manifest, "pack.json");
    let huge = " ".repeat(2 << 20) + "{}";
    let error = refused_after(|folder| fs::write(folder.join("pack.json"), &huge).unwrap());
    check(&error, ErrorKind::TooLarge, "pack.json");
}

#[test]
fn values_out_of_range_are_refused() {
    let error = refused(|tiny| tiny.manifest["input"]["multiple"] = json!(0));
    check(&error, ErrorKind::Manifest, "multiple");
    let error = refused(|tiny| tiny.manifest["input"]["multiple"] = json!(1_000_000));
    check(&error, ErrorKind::Manifest, "multiple");
    let error = refused(|tiny| tiny.manifest["precision"] = json!("int4"));
    check(&error, ErrorKind::Unsupported, "int4");
    for degradations in [json!(["\u{1b}[2J"]), json!([""]), json!(vec!["haze"; 65])] {
        let error = refused(|tiny| tiny.manifest["degradations"] = degradations);
        check(&error, ErrorKind::Manifest, "degradations");
    }
    let error = refused(|tiny| tiny.manifest["variants"][0]["name"] = json!(""));
    check(&error, ErrorKind::Manifest, "variant");
    let folder = folder();
    let mut tiny = Tiny::new();
    tiny.write(folder.path());
    let variant = tiny.manifest["variants"][0].clone();
    for count in [0, 65] {
        tiny.manifest["variants"] = vec![variant.clone(); count].into();
        tiny.write_as_is(folder.path());
        check(&open_error(folder.path()), ErrorKind::Manifest, "variants");
    }
}

#[test]
fn file_names_cannot_leave_the_folder() {
    let names = [
        "../weights.bin",
        "/etc/passwd",
        "sub/../../weights.bin",
        "..",
        ".",
        "",
        "a\\..\\b",
        "C:weights.bin",
        "weights.bin\0",
        "weights\n.bin",
    ];
    for name in names {
        let error = refused(|tiny| tiny.manifest["weights"]["file"] = json!(name));
        check(&error, ErrorKind::UnsafePath, "name");
        let error = refused(|tiny| {
            tiny.manifest["variants"][0]["graphs"][0]["file"] = json!(name);
        });
        check(&error, ErrorKind::UnsafePath, "name");
        let error = refused(|tiny| tiny.manifest["card"] = json!(name));
        check(&error, ErrorKind::UnsafePath, "card");
        let error = refused(|tiny| *tiny.entry("location") = name.into());
        check(&error, ErrorKind::UnsafePath, "kernel");
    }
}

#[cfg(unix)]
#[test]
fn links_cannot_leave_the_folder() {
    use std::os::unix::fs::symlink;

    let outside = folder();
    for name in ["pack.json", "weights.bin", "s.cpu.onnx"] {
        let error = refused_after(|folder| {
            let moved = outside.path().join(name);
            fs::rename(folder.join(name), &moved).unwrap();
            symlink(&moved, folder.join(name)).unwrap();
        });
        check(&error, ErrorKind::UnsafePath, "link");
    }
    let error = refused_after(|folder| {
        fs::remove_file(folder.join("weights.bin")).unwrap();
        symlink("weights.bin", folder.join("weights.bin")).unwrap();
    });
    check(&error, ErrorKind::Io, "weights.bin");
    let error = refused_after(|folder| {
        fs::remove_file(folder.join("weights.bin")).unwrap();
        fs::create_dir(folder.join("weights.bin")).unwrap();
    });
    check(&error, ErrorKind::UnsafePath, "weights.bin");

    // A link that stays inside is fine, and so is a link to the whole pack.
    let folder = folder();
    Tiny::new().write(folder.path());
    fs::rename(folder.path().join("weights.bin"), folder.path().join("w")).unwrap();
    symlink("w", folder.path().join("weights.bin")).unwrap();
    let alias = outside.path().join("alias");
    symlink(folder.path(), &alias).unwrap();
    assert!(Pack::open(alias).is_ok());
}

#[test]
fn tensors_cannot_reach_beyond_the_weights_file() {
    let cases = [
        ("offset", "112"),
        ("offset", "1000000"),
        ("offset", "-4"),
        ("offset", "18446744073709551612"),
        ("offset", "99999999999999999999999"),
        ("offset", "0x10"),
        ("offset", ""),
        ("offset", "2"),
        ("length", "-1"),
        ("length", "104"),
        ("length", "112"),
        ("length", "18446744073709551615"),
        ("length", "1e3"),
    ];
    for (key, value) in cases {
        let error = refused(|tiny| *tiny.entry(key) = value.into());
        check(&error, ErrorKind::TensorRange, "kernel");
        assert_eq!(error.tensor(), Some("kernel"));
        assert!(error.file().unwrap().ends_with("s.cpu.onnx"));
    }
    let error = refused(|tiny| {
        let entries = &mut tiny.graph().initializer[0].external_data;
        entries.retain(|entry| entry.key != "length");
    });
    check(&error, ErrorKind::TensorRange, "length");
    // Intact and with a correct hash, but too short for the graph.
    let error = refused(|tiny| tiny.weights.truncate(108));
    check(&error, ErrorKind::TensorRange, "gain");
    let error = refused(|tiny| tiny.weights.clear());
    check(&error, ErrorKind::TensorRange, "kernel");
}

#[test]
fn impossible_shapes_are_refused() {
    for dims in [
        vec![-3, 1, 3, 3],
        vec![i64::MAX, 4],
        vec![1 << 40, 1 << 40],
        vec![3, 1, 3, 4],
        vec![],
    ] {
        let error = refused(|tiny| tiny.graph().initializer[0].dims = dims);
        check(&error, ErrorKind::TensorRange, "kernel");
    }
    let error = refused(|tiny| tiny.graph().initializer[0].data_type = 99);
    check(&error, ErrorKind::Graph, "kernel");
}

#[test]
fn truncated_graphs_are_refused() {
    let whole = Tiny::new().graph_bytes();
    for length in [0, 1, 3, whole.len() / 3, whole.len() - 1] {
        let folder = folder();
        let mut tiny = Tiny::new();
        tiny.write(folder.path());
        let cut = &whole[..length];
        let entry = &mut tiny.manifest["variants"][0]["graphs"][0];
        entry["bytes"] = json!(length);
        entry["sha256"] = json!(dynet_pack::sha256_hex(cut));
        tiny.write_as_is(folder.path());
        fs::write(folder.path().join("s.cpu.onnx"), cut).unwrap();
        check(&open_error(folder.path()), ErrorKind::Graph, "s.cpu.onnx");
    }
}

#[test]
fn graphs_that_do_not_hang_together_are_refused() {
    let error = refused(|tiny| tiny.graph().node[1].input[0] = "nothing".into());
    check(&error, ErrorKind::Graph, "nothing");
    assert_eq!(error.node(), Some("make_scaled"));
    let error = refused(|tiny| tiny.graph().node.swap(0, 1));
    check(&error, ErrorKind::Graph, "blurred");
    let error = refused(|tiny| tiny.graph().node[1].output[0] = "blurred".into());
    check(&error, ErrorKind::Graph, "second time");
    let error = refused(|tiny| tiny.graph().output[0].name = "other".into());
    check(&error, ErrorKind::Graph, "restored");
    let error = refused(|tiny| tiny.graph().node.truncate(2));
    check(&error, ErrorKind::Graph, "restored");
    let error = refused(|tiny| tiny.graph().input[0].name = "photo".into());
    check(&error, ErrorKind::Graph, "image");
    let error = refused(|tiny| tiny.model.graph = None);
    check(&error, ErrorKind::Graph, "no graph");
    let error = refused(|tiny| tiny.graph().initializer[1].name = "kernel".into());
    check(&error, ErrorKind::Graph, "twice");
}

#[test]
fn graphs_with_hidden_parts_are_refused() {
    let error = refused(|tiny| {
        let mut attribute = int("body", 0);
        attribute.g = Some(Default::default());
        tiny.graph().node[0].attribute.push(attribute);
    });
    check(&error, ErrorKind::Graph, "graphs inside graphs");
    let error = refused(|tiny| {
        let mut attribute = int("value", 0);
        attribute.t = Some(tiny.graph().initializer[0].clone());
        tiny.graph().node[0].attribute.push(attribute);
    });
    check(&error, ErrorKind::Graph, "outside the graph");
    let error = refused(|tiny| tiny.graph().sparse_initializer.push(Default::default()));
    check(&error, ErrorKind::Graph, "sparse");
    let error = refused(|tiny| tiny.model.functions.push(Default::default()));
    check(&error, ErrorKind::Graph, "functions");
}
