//! Packs in one file: an uncompressed zip is the same pack as its folder.

use std::fs::{self, File};

use dynet_core::ErrorKind;
use dynet_pack::Pack;
use dynet_testing::Tiny;
use dynet_testing::zips::stored;

/// The tiny pack's files, with a card.
fn files() -> Vec<(String, Vec<u8>)> {
    let mut tiny = Tiny::new();
    tiny.manifest["card"] = "CARD.md".into();
    let mut files = tiny.files();
    files.push(("CARD.md".into(), b"# Tiny\n".to_vec()));
    files
}

/// Asserts that a pack is the tiny one, byte for byte.
fn same(pack: &Pack) {
    let mut tiny = Tiny::new();
    tiny.seal();
    assert_eq!(pack.weights()[0].bytes(), tiny.weights);
    assert_eq!(
        pack.graph("s", "cpu", "fp32").unwrap().bytes,
        tiny.graph_bytes()
    );
    assert_eq!(pack.card().unwrap().as_deref(), Some("# Tiny\n"));
}

#[test]
fn a_stored_zip_is_the_pack() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tiny.dynet");
    // No alignment, as `zip -0` and Python's zipfile write it, and some that maps well.
    for alignment in [1, 64, 4096] {
        let zip = stored(&files(), alignment);
        fs::write(&path, &zip).unwrap();
        let pack = Pack::open(&path).unwrap();
        same(&pack);
        assert_eq!(pack.path(), path.canonicalize().unwrap());
        let address = pack.weights()[0].bytes().as_ptr().addr();
        assert!(address.is_multiple_of(64), "alignment {alignment}");
        // Whole pages: the map itself, not a copy of it.
        assert!(alignment < 4096 || address.is_multiple_of(4096));
        same(&Pack::from_bytes(zip).unwrap());
    }
}

/// As an Android package holds it: somewhere inside a larger file.
#[test]
fn a_pack_inside_a_larger_file_opens() {
    let zip = stored(&files(), 4096);
    let folder = tempfile::tempdir().unwrap();
    for before in [0, 4, 4096, 10_001] {
        let path = folder.path().join("app.apk");
        let whole = [vec![7; before], zip.clone(), vec![9; 5000]].concat();
        fs::write(&path, whole).unwrap();
        let file = File::open(&path).unwrap();
        let (offset, length) = (before as u64, zip.len() as u64);
        let pack = Pack::from_file(&file, offset, length).unwrap();
        drop(file);
        same(&pack);
        let file = File::open(&path).unwrap();
        for (offset, length) in [(offset, length + 5001), (u64::MAX, 1), (1 << 60, 1)] {
            assert!(Pack::from_file(&file, offset, length).is_err());
        }
        let cut = Pack::from_file(&file, offset, length - 1).unwrap_err();
        assert_eq!(cut.kind(), ErrorKind::Archive, "{cut}");
    }
}
