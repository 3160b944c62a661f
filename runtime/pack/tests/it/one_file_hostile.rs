//! Zips that lie: each is refused with the right kind of error, never a panic.

use std::io::{Cursor, Write};

use dynet_core::{Error, ErrorKind};
use dynet_pack::Pack;
use dynet_testing::Tiny;
use dynet_testing::zips::{Places, set_long, set_short, stored};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The tiny pack's files, with a card.
fn files() -> Vec<(String, Vec<u8>)> {
    let mut tiny = Tiny::new();
    tiny.manifest["card"] = "CARD.md".into();
    let mut files = tiny.files();
    files.push(("CARD.md".into(), b"# Tiny\n".to_vec()));
    files
}

fn refused(zip: Vec<u8>) -> Error {
    match Pack::from_bytes(zip) {
        Ok(_) => panic!("a corrupted zip was opened"),
        Err(error) => error,
    }
}

#[track_caller]
fn check(error: &Error, kind: ErrorKind, word: &str) {
    assert_eq!(error.kind(), kind, "{error}");
    assert!(error.to_string().contains(word), "no {word:?} in: {error}");
}

#[test]
fn files_that_are_no_zip_are_told_what_a_pack_is() {
    for bytes in [&b""[..], b"x", b"\x89PNG\r\n\x1a\n", b"PK", b"PK\x05\x06"] {
        check(&refused(bytes.to_vec()), ErrorKind::Unsupported, ".dynet");
    }
}

#[test]
fn a_zip_cut_anywhere_is_refused() {
    let whole = stored(&files(), 1);
    for length in 4..whole.len() {
        let error = refused(whole[..length].to_vec());
        assert_eq!(error.kind(), ErrorKind::Archive, "{length}: {error}");
    }
}

#[test]
fn a_compressed_file_says_how_to_store_it() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files() {
        let method = match name.as_str() {
            "weights.bin" => CompressionMethod::Deflated,
            _ => CompressionMethod::Stored,
        };
        let options = SimpleFileOptions::default().compression_method(method);
        zip.start_file(name, options).unwrap();
        zip.write_all(&bytes).unwrap();
    }
    let error = refused(zip.finish().unwrap().into_inner());
    check(&error, ErrorKind::Archive, "zip -0");
    check(&error, ErrorKind::Archive, "weights.bin");
}

#[test]
fn names_cannot_leave_the_pack() {
    for name in [
        "../evil",
        "/etc/passwd",
        "sub/pack.json",
        "a\\b",
        "..",
        "sub/",
    ] {
        let mut files = files();
        files.push((name.into(), b"x".to_vec()));
        check(&refused(stored(&files, 1)), ErrorKind::UnsafePath, "plain");
    }
}

#[test]
fn a_missing_file_is_named() {
    for index in 0..2 {
        let mut files = files();
        let (name, _) = files.remove(index);
        check(&refused(stored(&files, 1)), ErrorKind::Missing, &name);
    }
}

/// Two files with the same name: which of them was checked, and which is used?
#[test]
fn two_files_of_one_name_are_refused() {
    let mut files = files();
    files.push(("weights.bIn".into(), b"other".to_vec()));
    let mut zip = stored(&files, 1);
    let text = String::from_utf8_lossy(&zip).into_owned();
    assert_eq!(text.matches("weights.bIn").count(), 2);
    for at in 0..zip.len() - 11 {
        if zip[at..].starts_with(b"weights.bIn") {
            zip[at..at + 11].copy_from_slice(b"weights.bin");
        }
    }
    check(&refused(zip), ErrorKind::Archive, "same name");
}

/// Fields of the index, changed one at a time; the last entry is CARD.md, the first the manifest.
#[test]
fn an_index_that_lies_is_refused() {
    let zip = stored(&files(), 1);
    let places = Places::of(&zip);
    let (first, last) = (places.entries[0], places.entries[3]);
    let second_header = places.header_of(&zip, 1);
    type Lie = (&'static str, Box<dyn Fn(&mut Vec<u8>)>);
    let lies: Vec<Lie> = vec![
        (
            "encrypted",
            Box::new(move |zip| set_short(zip, first + 8, 1)),
        ),
        ("method", Box::new(move |zip| set_short(zip, first + 10, 8))),
        (
            "checksum",
            Box::new(move |zip| set_long(zip, first + 16, 1)),
        ),
        (
            "packed size",
            Box::new(move |zip| set_long(zip, first + 20, 1)),
        ),
        (
            "size",
            Box::new(move |zip| set_long(zip, first + 24, 1 << 30)),
        ),
        (
            "both sizes",
            Box::new(move |zip| {
                set_long(zip, last + 20, 1 << 30);
                set_long(zip, last + 24, 1 << 30);
            }),
        ),
        (
            "zip64 sizes",
            Box::new(move |zip| {
                set_long(zip, last + 20, u32::MAX);
                set_long(zip, last + 24, u32::MAX);
            }),
        ),
        (
            "name's length",
            Box::new(move |zip| set_short(zip, first + 28, 60_000)),
        ),
        (
            "overlap",
            Box::new(move |zip| set_long(zip, first + 42, second_header)),
        ),
        (
            "outside",
            Box::new(move |zip| set_long(zip, first + 42, 1 << 31)),
        ),
        (
            "in the index",
            Box::new(move |zip| set_long(zip, first + 42, first as u32)),
        ),
        (
            "count",
            Box::new(move |zip| {
                set_short(zip, places.end + 8, 3);
                set_short(zip, places.end + 10, 3);
            }),
        ),
        (
            "huge count",
            Box::new(move |zip| {
                set_short(zip, places.end + 8, 0xffff);
                set_short(zip, places.end + 10, 0xffff);
            }),
        ),
        (
            "index size",
            Box::new(move |zip| set_long(zip, places.end + 12, u32::MAX)),
        ),
        (
            "index place",
            Box::new(move |zip| set_long(zip, places.end + 16, u32::MAX)),
        ),
        (
            "index at 0",
            Box::new(move |zip| {
                let size = zip[places.end..].as_ptr().addr() - zip.as_ptr().addr();
                set_long(zip, places.end + 12, size as u32);
                set_long(zip, places.end + 16, 0);
            }),
        ),
        (
            "disk",
            Box::new(move |zip| set_short(zip, places.end + 4, 1)),
        ),
        (
            "comment",
            Box::new(move |zip| set_short(zip, places.end + 20, 9)),
        ),
        ("trailing", Box::new(|zip| zip.extend(b"more"))),
    ];
    for (lie, tell) in lies {
        let mut spoiled = zip.clone();
        tell(&mut spoiled);
        assert!(spoiled != zip, "{lie} is no change");
        let error = refused(spoiled);
        let expected = [ErrorKind::Archive, ErrorKind::TooLarge];
        assert!(expected.contains(&error.kind()), "{lie}: {error}");
    }
}

#[test]
fn more_files_than_a_pack_has_are_refused() {
    let mut files = files();
    files.extend((0..2100).map(|i| (format!("f{i}"), Vec::new())));
    check(&refused(stored(&files, 1)), ErrorKind::TooLarge, "2048");
}

/// A flipped bit in the manifest changes what is said of the pack, and no hash covers it.
#[test]
fn a_damaged_manifest_is_noticed() {
    let mut zip = stored(&files(), 1);
    let text = b"\"license\": \"CC0";
    let at = zip.windows(text.len()).position(|w| w == text).unwrap();
    zip[at + text.len() - 1] ^= 1;
    check(&refused(zip), ErrorKind::Archive, "damaged");
}
