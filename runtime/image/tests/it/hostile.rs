//! Damaged and hostile files: each is an error that says why, never a panic or half a photo.

use dynet_core::ErrorKind;
use dynet_image::{Format, Photo};
use std::path::{Path, PathBuf};

fn reference(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/reference")
        .join(name)
}

fn written(bytes: &[u8]) -> tempfile::NamedTempFile {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), bytes).unwrap();
    file
}

#[test]
fn errors_name_the_file_and_the_fault() {
    let text = b"Dear diary, today I renamed this file.";
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0";
    for (bytes, kind, words) in [
        (&b""[..], ErrorKind::Photo, "zero bytes"),
        (text, ErrorKind::Photo, "not a picture"),
        (b"GIF89a...", ErrorKind::Unsupported, "GIF"),
        (heic, ErrorKind::Unsupported, "HEIC"),
        (b"\x89PNG\r\n\x1a\nrubbish", ErrorKind::Photo, "damaged"),
        (b"\xff\xd8\xff\xd9", ErrorKind::Photo, "damaged"),
        (b"II*\0\x08\0\0\0", ErrorKind::Photo, "damaged"),
        (b"MM\0+\0\x08\0\0", ErrorKind::Photo, "damaged"),
    ] {
        let file = written(bytes);
        let error = Photo::open(file.path()).unwrap_err();
        assert_eq!(error.kind(), kind, "{error}");
        assert_eq!(error.file(), Some(file.path()));
        assert!(error.to_string().contains(words), "{error}");
    }
    let error = Photo::open("no/such/photo.png").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Missing);
    let folder = tempfile::tempdir().unwrap();
    let error = Photo::open(folder.path()).unwrap_err();
    assert!(error.to_string().contains("folder"), "{error}");
}

/// A file cut anywhere is an error, unless what is missing held no pixels.
#[test]
fn truncated_files_never_give_half_a_photo() {
    for name in [
        "progressive.jpg",
        "grey.jpg",
        "cmyk.jpg",
        "turned.jpg",
        "turned.png",
        "turned.webp",
        "palette.png",
        "turned.tif",
        "alpha.tif",
        "cmyk.tif",
        "grey-alpha.tif",
    ] {
        let whole = std::fs::read(reference(name)).unwrap();
        let pixels = Photo::decode(&whole).unwrap().pixels;
        for length in 0..whole.len() {
            if let Ok(photo) = Photo::decode(&whole[..length]) {
                assert!(
                    name.ends_with(".png") || name.ends_with(".tif"),
                    "{name} cut to {length} bytes was read"
                );
                assert!(photo.pixels == pixels, "{name} cut to {length} bytes");
            }
        }
    }
}

/// Every byte of small files changed in turn: an error or a picture, within the promised size.
#[test]
fn damaged_files_do_not_panic() {
    for name in [
        "progressive.jpg",
        "cmyk.jpg",
        "turned.jpg",
        "turned.png",
        "turned.webp",
        "palette.png",
        "turned.tif",
        "alpha.tif",
        "cmyk.tif",
        "grey-alpha.tif",
        "deep.tif",
    ] {
        let whole = std::fs::read(reference(name)).unwrap();
        for at in 0..whole.len() {
            for change in [0x01, 0x80, 0xff] {
                let mut damaged = whole.clone();
                damaged[at] ^= change;
                if let Ok(photo) = Photo::decode(&damaged) {
                    assert_eq!(photo.pixels.data().len(), 3 * photo.pixels.pixels());
                }
            }
        }
    }
}

/// A PNG header that promises 60000x60000 pixels in 60 bytes.
#[test]
fn promises_of_huge_pictures_are_refused_before_memory_is_taken() {
    let mut bytes = std::fs::read(reference("turned.png")).unwrap();
    bytes[16..20].copy_from_slice(&60_000u32.to_be_bytes());
    bytes[20..24].copy_from_slice(&60_000u32.to_be_bytes());
    let sum = crc32(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&sum.to_be_bytes());
    let error = Photo::decode(&bytes).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge, "{error}");
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| {
            (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg())
        })
    })
}

#[test]
fn places_that_cannot_be_written_are_named() {
    let photo = Photo::open(reference("turned.png")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("missing/photo.png");
    let error = photo.save(&missing).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Missing);
    assert_eq!(error.file(), missing.parent());

    let file = folder.path().join("file");
    std::fs::write(&file, b"not a folder").unwrap();
    assert!(photo.save(file.join("photo.png")).is_err());

    let taken = folder.path().join("taken.png");
    std::fs::create_dir(&taken).unwrap();
    let error = photo.save(&taken).unwrap_err();
    assert!(error.to_string().contains("folder"), "{error}");
}

#[test]
fn a_picture_too_long_for_the_format_is_an_error() {
    let long = Photo::from_pixels(dynet_core::Planar::new(70_000, 1));
    for format in [Format::Jpeg, Format::WebP] {
        let error = long.encode(format).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unsupported, "{error}");
        assert!(error.to_string().contains("70000x1"), "{error}");
    }
    assert!(long.encode(Format::Png).is_ok());
}
