//! `dynet restore` as a user meets it: names, batches, flags, exit codes.

use crate::support::{Desk, reference, small_pack};
use dynet_image::Photo;
use image::{DynamicImage, ImageReader};

fn open(path: impl AsRef<std::path::Path>) -> DynamicImage {
    ImageReader::open(path).unwrap().decode().unwrap()
}

#[test]
fn writes_the_restored_photo_beside_the_photo() {
    let desk = Desk::new();
    let photo = desk.photo("photo.png", 70, 41);
    let run = desk.restore(&["photo.png"]).ends(0);
    assert!(run.out.contains("photo.restored.png"), "{}", run.out);
    assert_eq!(open(desk.path("photo.restored.png")).to_rgb8(), photo);
    assert_eq!(desk.files(), ["photo.png", "photo.restored.png"]);
}

#[test]
fn auto_is_the_heaviest_variant() {
    let desk = Desk::new();
    let photo = desk.photo("photo.png", 64, 64);
    let run = desk
        .restore(&["photo.png", "--variant", "auto", "--json"])
        .ends(0);
    assert_eq!(run.json()[0]["variant"], "l");
    let blurred = open(desk.path("photo.restored.png")).to_rgb8();
    let expected: u32 = (9..12)
        .flat_map(|y| (19..22).map(move |x| (x, y)))
        .map(|(x, y)| u32::from(photo.get_pixel(x, y).0[2]))
        .sum();
    let mean = (f64::from(expected) / 9.0).round() as u8;
    assert_eq!(blurred.get_pixel(20, 10).0[2], mean);
}

#[test]
fn json_has_the_promised_keys() {
    let desk = Desk::new();
    desk.photo("photo.png", 300, 200);
    let words = [
        "photo.png",
        "-o",
        "out.jpg",
        "--json",
        "--tile",
        "128",
        "--threads",
        "2",
    ];
    let lines = desk.restore(&words).ends(0).json();
    assert_eq!(lines.len(), 1);
    let line = &lines[0];
    assert_eq!(line["input"], "photo.png");
    assert_eq!(line["output"], "out.jpg");
    assert_eq!(line["variant"], "s");
    assert_eq!(line["backend"], "tract");
    assert_eq!(
        (&line["width"], &line["height"]),
        (&300.into(), &200.into())
    );
    assert_eq!(line["tiles"], 6);
    assert_eq!(line["fallbacks"], 0);
    assert!(line["ms"].as_f64().unwrap() > 0.0);
    if cfg!(target_os = "linux") {
        assert!(line["peak_rss_mb"].as_f64().unwrap() > 1.0);
    }
}

#[test]
fn the_name_chooses_the_format() {
    let desk = Desk::new();
    desk.photo("photo.png", 20, 20);
    for (name, format) in [
        ("a.jpg", image::ImageFormat::Jpeg),
        ("a.webp", image::ImageFormat::WebP),
        ("a.PNG", image::ImageFormat::Png),
    ] {
        desk.restore(&["photo.png", "-o", name]).ends(0);
        let bytes = std::fs::read(desk.path(name)).unwrap();
        assert_eq!(image::guess_format(&bytes).unwrap(), format);
    }
}

#[test]
fn metadata_profile_and_orientation_come_through() {
    let desk = Desk::new();
    std::fs::copy(reference("turned.tif"), desk.path("turned.tif")).unwrap();
    let before = Photo::open(desk.path("turned.tif")).unwrap();
    for name in ["out.tif", "out.jpg", "out.png", "out.webp"] {
        desk.restore(&["turned.tif", "-o", name]).ends(0);
        let after = Photo::open(desk.path(name)).unwrap();
        assert_eq!(after.pixels.size(), (16, 32));
        assert_eq!(after.icc, before.icc, "{name}");
        let exif = after.exif.unwrap();
        assert!(exif.windows(8).any(|text| text == b"a camera"), "{name}");
    }
}

#[test]
fn a_bad_photo_does_not_stop_the_others() {
    let desk = Desk::new();
    desk.photo("a.png", 20, 20);
    desk.write("b.png", b"not a photo");
    desk.photo("c.png", 20, 20);
    let words = ["a.png", "b.png", "c.png", "-o", "new/folder/", "--json"];
    let run = desk.restore(&words).ends(1);
    let names = |name: &str| desk.path("new/folder").join(name).exists();
    assert_eq!(
        [names("a.png"), names("b.png"), names("c.png")],
        [true, false, true]
    );
    let lines = run.json();
    assert_eq!(lines.len(), 3);
    assert!(
        lines[1]["error"]
            .as_str()
            .unwrap()
            .contains("not a picture")
    );
    assert!(run.err.contains("dynet: b.png: "), "{}", run.err);
}

#[test]
fn photos_are_never_written_over() {
    let desk = Desk::new();
    desk.photo("a.png", 20, 20);
    std::fs::create_dir(desk.path("sub")).unwrap();
    desk.photo("sub/a.png", 30, 30);
    let before = std::fs::read(desk.path("a.png")).unwrap();
    // The photo itself, by another path, and by its folder.
    for output in ["a.png", "sub/../a.png", "./"] {
        let run = desk
            .restore(&["a.png", "-o", output, "--variant", "l"])
            .ends(1);
        assert!(run.err.contains("would replace"), "{}", run.err);
    }
    // Two photos with the same name: the second has no output path.
    desk.restore(&["a.png", "sub/a.png", "-o", "out/"]).ends(1);
    assert_eq!(open(desk.path("out/a.png")).width(), 20);
    assert_eq!(std::fs::read(desk.path("a.png")).unwrap(), before);
}

#[test]
fn skip_existing_leaves_what_is_there() {
    let desk = Desk::new();
    desk.photo("a.png", 20, 20);
    desk.write("a.restored.png", b"mine");
    desk.restore(&["a.png", "--skip-existing"]).ends(0);
    assert_eq!(std::fs::read(desk.path("a.restored.png")).unwrap(), b"mine");
    desk.restore(&["a.png"]).ends(0);
    assert_eq!(open(desk.path("a.restored.png")).width(), 20);
}

#[test]
fn compare_shows_input_and_every_variant_in_a_row() {
    let desk = Desk::new();
    let photo = desk.photo("photo.png", 64, 50);
    desk.restore(&["photo.png", "-o", "out.jpg", "--compare"])
        .ends(0);
    let sheet = open(desk.path("out.compare.png")).to_rgb8();
    assert_eq!(sheet.width(), 3 * 64 + 2 * 8);
    let top = sheet.height() - 50;
    for (x, y, pixel) in photo.enumerate_pixels() {
        assert_eq!(sheet.get_pixel(x, top + y), pixel, "the input");
        assert_eq!(
            sheet.get_pixel(72 + x, top + y),
            pixel,
            "variant s changes nothing"
        );
    }
    assert_ne!(
        sheet.get_pixel(144, top),
        photo.get_pixel(0, 0),
        "variant l blurs"
    );
    let ink = (0..top).any(|y| (0..64).any(|x| sheet.get_pixel(x, y).0 == [0; 3]));
    assert!(ink, "a label stands above");
}

#[test]
fn the_default_pack_is_found() {
    let desk = Desk::new();
    desk.photo("a.png", 20, 20);
    let run = desk
        .dynet(&["restore", "a.png", "--pack", "nowhere"])
        .ends(1);
    assert!(run.err.starts_with("dynet: nowhere"), "{}", run.err);

    let pack = small_pack();
    let words = ["restore", "a.png", "--backend", "tract", "--json"];
    let run = desk.dynet_with(&words, &[("DYNET_PACK", &pack)]).ends(0);
    assert_eq!(run.json()[0]["variant"], "l");
}

#[test]
fn the_program_brings_its_pack_to_any_folder() {
    let desk = Desk::new();
    desk.photo("a.png", 40, 20);
    let words = ["restore", "a.png", "--backend", "tract", "--variant", "s"];
    desk.dynet(&[&words[..], &["-o", "own.png"]].concat())
        .ends(0);
    let named = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs/default");
    desk.dynet(&[&words[..], &["-o", "named.png", "--pack", named]].concat())
        .ends(0);
    let read = |name: &str| std::fs::read(desk.path(name)).unwrap();
    assert!(read("own.png") == read("named.png"));
    assert!(
        desk.dynet(&["info", "--card"])
            .ends(0)
            .out
            .starts_with("# ")
    );
    desk.dynet(&["verify", "--backend", "tract"]).ends(0);
}

#[test]
fn wrong_use_is_exit_code_2() {
    let desk = Desk::new();
    desk.photo("a.png", 20, 20);
    for words in [
        &["restore"][..],
        &["restore", "a.png", "--backend", "cuda"],
        &["restore", "a.png", "--threads", "0"],
        &["restore", "a.png", "--tile", "3"],
        &["restore", "a.png", "b.png", "-o", "one.png"],
        &["polish", "a.png"],
        &[],
    ] {
        let run = desk.dynet(words).ends(2);
        assert!(!run.err.is_empty());
    }
    let run = desk.restore(&["a.png", "--variant", "xl"]).ends(2);
    assert!(
        run.err.contains("\"xl\"") && run.err.contains("s, l"),
        "{}",
        run.err
    );
}

#[test]
fn every_command_helps_with_an_example() {
    let desk = Desk::new();
    for command in [
        "restore",
        "info",
        "inspect-photo",
        "verify",
        "eval",
        "bench",
        "providers",
        "setup-ort",
    ] {
        let run = desk.dynet(&[command, "--help"]).ends(0);
        let example = format!("  dynet {command}");
        assert!(run.out.contains(&example), "{}", run.out);
        assert!(run.err.is_empty());
    }
}

/// A reader that has enough, and a disk that is full, do not stop the work; only the second is a failure.
#[cfg(target_os = "linux")]
#[test]
fn results_that_cannot_be_written_do_not_stop_a_batch() {
    use std::fs::File;
    use std::process::{Command, Stdio};

    let desk = Desk::new();
    std::fs::create_dir(desk.path("in")).unwrap();
    for name in ["in/a.png", "in/b.png", "in/c.png"] {
        desk.photo(name, 20, 20);
    }
    let full = || Stdio::from(File::options().write(true).open("/dev/full").unwrap());
    let closed = || {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        Stdio::from(writer)
    };
    for (out, stdout, code) in [("full", full(), 1), ("closed", closed(), 0)] {
        let output = Command::new(env!("CARGO_BIN_EXE_dynet"))
            .args([
                "restore",
                "in",
                "-o",
                out,
                "--backend",
                "tract",
                "--variant",
                "s",
            ])
            .args(["--pack", &small_pack()])
            .current_dir(desk.path(""))
            .stdout(stdout)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(code), "{out}");
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(told.contains("could not write"), code == 1, "{told}");
        assert_eq!(std::fs::read_dir(desk.path(out)).unwrap().count(), 3);
    }
}
