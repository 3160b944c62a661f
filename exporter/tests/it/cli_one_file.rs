//! The program `dynet-export` writes a pack as one file.

use std::path::Path;

use crate::common::program::{code, export, text, weights_file};
use dynet_pack::Pack;

#[test]
fn a_pack_can_be_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let weights = weights_file(folder.path());
    let (one, many) = (folder.path().join("a.dynet"), folder.path().join("many"));
    let card = folder.path().join("card.md");
    std::fs::write(&card, "my card\n").unwrap();
    let pack = |target: &Path, more: &[&str]| {
        let common = ["pack", "--weights", text(&weights), "-o", text(target)];
        let output = export(&[&common, &["--variant", "s=1,1,1,1"][..], more].concat());
        assert_eq!(code(&output).0, 0, "{}", code(&output).1);
    };
    pack(&one, &["--card", text(&card)]);
    // The card of the pack that is replaced stays.
    pack(&one, &[]);
    pack(&many, &["--name", "a"]);
    let (one_pack, many_pack) = (Pack::open(&one).unwrap(), Pack::open(&many).unwrap());
    assert_eq!(one_pack.manifest().name, "a");
    assert!(one_pack.card().unwrap().unwrap().starts_with("my card\n"));
    assert!(one_pack.weights()[0].bytes() == many_pack.weights()[0].bytes());
    let graph = |pack: &Pack| pack.graph("s", "cpu", "fp32").unwrap().bytes.to_vec();
    assert!(graph(&one_pack) == graph(&many_pack));

    // Stored on whole pages, and without today's date.
    let mut zip = zip::ZipArchive::new(std::fs::File::open(&one).unwrap()).unwrap();
    for index in 0..zip.len() {
        let file = zip.by_index(index).unwrap();
        assert_eq!(file.last_modified(), Some(zip::DateTime::default()));
        assert_eq!(file.data_start().unwrap() % 4096, 0);
        assert_eq!(file.compression(), zip::CompressionMethod::Stored);
    }
    let check = export(&["check", text(&one)]);
    assert_eq!(code(&check).0, 0, "{}", code(&check).1);

    // A failure leaves what was there, and nothing else.
    let before = std::fs::read(&one).unwrap();
    let bad = ["pack", "--weights", text(&card), "-o", text(&one)];
    let output = export(&[&bad[..], &["--variant", "s=1,1,1,1"]].concat());
    assert_eq!(code(&output).0, 1);
    assert_eq!(std::fs::read(&one).unwrap(), before);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 4);
}
