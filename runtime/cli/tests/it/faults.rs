//! Faults around the real program: killed in the middle of a batch, or fed with pictures that are
//! meant to exhaust it.

use std::process::{Command, Stdio};
use std::time::Duration;

use crate::support::{Desk, small_pack};
use image::{GrayImage, ImageReader, RgbImage};

/// A killed batch leaves complete pictures, and at most one hidden partial file.
#[cfg(unix)]
#[test]
fn a_killed_batch_leaves_whole_files_only() {
    let desk = Desk::new();
    let names: Vec<String> = (0..24).map(|i| format!("{i:02}.png")).collect();
    for name in &names {
        desk.photo(name, 420, 300);
    }
    let pack = small_pack();
    let mut finished: Vec<usize> = Vec::new();
    let stopped = |finished: &[usize]| finished.iter().any(|done| (1..24).contains(done));
    // Ever longer, for machines of any speed.
    for wait in (1..60).map(|i| 15 * i) {
        if finished.len() > 5 && stopped(&finished) {
            break;
        }
        let mut batch = Command::new(env!("CARGO_BIN_EXE_dynet"))
            .args([
                "restore",
                "--pack",
                &pack,
                "--backend",
                "tract",
                "--variant",
                "s",
            ])
            .args(["-o", "out/", "--skip-existing"])
            .args(&names)
            .current_dir(desk.path("."))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(wait));
        batch.kill().unwrap();
        batch.wait().unwrap();
        let (done, parts) = whole_pictures(&desk);
        assert!(parts <= finished.len() + 1, "{parts} parts");
        finished.push(done);
    }
    assert!(stopped(&finished), "{finished:?}");
    // The next run continues there.
    let mut words = vec!["-o", "out/", "--skip-existing"];
    words.extend(names.iter().map(String::as_str));
    desk.restore(&words).ends(0);
    assert_eq!(whole_pictures(&desk).0, names.len());
}

/// Decodes all files in `out`; returns the number of pictures, and of partial files.
fn whole_pictures(desk: &Desk) -> (usize, usize) {
    let (mut pictures, mut parts) = (0, 0);
    let Ok(entries) = std::fs::read_dir(desk.path("out")) else {
        return (0, 0);
    };
    for entry in entries {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if name.starts_with(".dynet-") && name.ends_with(".part") {
            parts += 1;
            continue;
        }
        let picture = ImageReader::open(&path).unwrap().decode().unwrap();
        assert_eq!((picture.width(), picture.height()), (420, 300), "{name}");
        pictures += 1;
    }
    (pictures, parts)
}

/// A small file whose color profile unpacks to 200 MB.
#[test]
fn a_profile_that_unpacks_to_much_is_left_out() {
    let desk = Desk::new();
    let zeros = png_of(&GrayImage::new(14_000, 14_000));
    let picture = png_of(&RgbImage::new(40, 30));
    let mut profile = b"p\0\0".to_vec();
    profile.extend(
        chunks(&zeros)
            .filter(|c| &c[4..8] == b"IDAT")
            .flat_map(|c| &c[8..c.len() - 4]),
    );
    // Behind the signature and the header.
    let mut bomb = picture[..33].to_vec();
    bomb.extend((profile.len() as u32).to_be_bytes());
    let kind_and_data = [b"iCCP", &profile[..]].concat();
    bomb.extend(&kind_and_data);
    bomb.extend(crc32(&kind_and_data).to_be_bytes());
    bomb.extend(&picture[33..]);
    assert!(bomb.len() < 2 << 20, "{}", bomb.len());
    desk.write("bomb.png", &bomb);
    let run = desk.restore(&["bomb.png", "--json"]).ends(0);
    if let Some(peak) = run.json()[0]["peak_rss_mb"].as_f64() {
        assert!(peak < 180.0, "{peak} MB");
    }
}

fn png_of(image: &(impl Clone + Into<image::DynamicImage>)) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let image: image::DynamicImage = image.clone().into();
    image.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// A PNG's chunks, each with its length, kind and checksum.
fn chunks(png: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = &png[8..];
    std::iter::from_fn(move || {
        let length = u32::from_be_bytes(rest.get(..4)?.try_into().unwrap()) as usize;
        let (chunk, more) = rest.split_at(length + 12);
        rest = more;
        Some(chunk)
    })
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| {
            (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg())
        })
    })
}

/// A few bytes that declare a picture of gigabytes, and one pixel that never ends.
#[test]
fn pictures_beyond_the_limits_are_told() {
    let desk = Desk::new();
    let small = png_of(&GrayImage::new(5, 5));
    for (name, width, height) in [
        ("bomb.png", 60_000u32, 60_000u32),
        ("wide.png", 100_000, 1),
        ("high.png", 1, 100_000),
        ("both.png", u32::MAX >> 1, u32::MAX >> 1),
    ] {
        let mut bytes = small.clone();
        bytes[16..20].copy_from_slice(&width.to_be_bytes());
        bytes[20..24].copy_from_slice(&height.to_be_bytes());
        let sum = crc32(&bytes[12..29]);
        bytes[29..33].copy_from_slice(&sum.to_be_bytes());
        desk.write(name, &bytes);
        let run = desk.restore(&[name, "-o", "out.png"]).ends(1);
        assert!(run.err.contains("too large"), "{name}: {}", run.err);
        assert_eq!(run.err.lines().count(), 1, "{}", run.err);
        std::fs::remove_file(desk.path(name)).unwrap();
        assert!(desk.files().is_empty());
    }
    // The longest line that there may be.
    desk.photo("line.png", 65_000, 1);
    desk.restore(&["line.png", "-o", "out.png"]).ends(0);
    let out = ImageReader::open(desk.path("out.png"))
        .unwrap()
        .decode()
        .unwrap();
    assert_eq!((out.width(), out.height()), (65_000, 1));
}
