//! Hostile photos and places through the real program: a clear line and exit code 1, never a panic,
//! never half a file.

use crate::support::{Desk, reference};
use image::{DynamicImage, ImageBuffer, ImageReader};

#[test]
fn what_is_no_photo_is_told_and_leaves_nothing_behind() {
    let cut = |name: &str| {
        let bytes = std::fs::read(reference(name)).unwrap();
        bytes[..bytes.len() * 2 / 3].to_vec()
    };
    for (name, bytes, words) in [
        ("cut.jpg", cut("grey.jpg"), "truncated"),
        ("late.jpg", cut("progressive.jpg"), "truncated"),
        ("cut.png", cut("turned.png"), "truncated"),
        ("cut.webp", cut("turned.webp"), "truncated"),
        ("empty.png", vec![], "zero bytes"),
        ("letter.jpg", b"Dear all,\n".to_vec(), "not a picture"),
    ] {
        let desk = Desk::new();
        desk.write(name, &bytes);
        let run = desk.restore(&[name]).ends(1);
        assert!(
            run.err.starts_with(&format!("dynet: {name}: ")),
            "{}",
            run.err
        );
        assert!(run.err.contains(words), "{}", run.err);
        assert_eq!(run.err.lines().count(), 1, "{}", run.err);
        assert_eq!(desk.files(), [name]);
    }
    let desk = Desk::new();
    let run = desk.restore(&["missing.png"]).ends(1);
    assert!(run.err.starts_with("dynet: missing.png: "), "{}", run.err);
    assert!(desk.files().is_empty());
}

#[test]
fn odd_photos_are_restored() {
    let desk = Desk::new();
    desk.photo("dot.png", 1, 1);
    desk.photo("ribbon.png", 7, 5000);
    let deep = DynamicImage::ImageRgb16(ImageBuffer::from_fn(50, 40, |x, y| {
        image::Rgb([(x * 1300) as u16, (y * 1600) as u16, (x * y * 30) as u16])
    }));
    deep.save(desk.path("deep.png")).unwrap();
    for name in ["grey.jpg", "cmyk.jpg", "turned.jpg", "palette.png"] {
        std::fs::copy(reference(name), desk.path(name)).unwrap();
    }
    for (name, size) in [
        ("dot.png", (1, 1)),
        ("ribbon.png", (7, 5000)),
        ("deep.png", (50, 40)),
        ("grey.jpg", (48, 32)),
        ("cmyk.jpg", (32, 16)),
        ("turned.jpg", (16, 32)),
        ("palette.png", (32, 16)),
    ] {
        desk.restore(&[name, "-o", "out.png"]).ends(0);
        let out = ImageReader::open(desk.path("out.png"))
            .unwrap()
            .decode()
            .unwrap();
        assert_eq!((out.width(), out.height()), size, "{name}");
        match name {
            "deep.png" => assert_eq!(out, deep),
            "grey.jpg" => assert_eq!(out.color(), image::ColorType::L8),
            "palette.png" => assert_eq!(out.color(), image::ColorType::Rgba8),
            _ => assert_eq!(out.color(), image::ColorType::Rgb8),
        }
    }
}

#[test]
fn places_that_cannot_be_written_are_told_before_the_work() {
    let desk = Desk::new();
    desk.photo("a.png", 20, 20);
    desk.write("file", b"not a folder");
    let mut places = vec!["missing/out.png", "file/out.png", "file/", "out.bmp"];
    if cfg!(target_os = "linux") {
        places.push("/proc/out.png");
    }
    for place in places {
        let run = desk.restore(&["a.png", "-o", place]).ends(1);
        assert!(run.err.starts_with("dynet: "), "{}", run.err);
        let named = place.trim_end_matches("out.png").trim_end_matches('/');
        assert!(run.err.contains(named), "{place}: {}", run.err);
        assert_eq!(desk.files(), ["a.png", "file"]);
    }
}

/// A photo that fails on the way must not damage an older result.
#[test]
fn an_older_output_survives_a_failure() {
    let desk = Desk::new();
    desk.write("a.png", b"not a photo");
    desk.write("a.restored.png", b"older");
    desk.restore(&["a.png"]).ends(1);
    assert_eq!(
        std::fs::read(desk.path("a.restored.png")).unwrap(),
        b"older"
    );
}
