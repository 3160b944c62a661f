//! Tiles of real photos through the shipped pack: as good as whole, and nothing to be seen of them.

use std::path::{Path, PathBuf};

use dynet_runtime::Planar;
use dynet_runtime::metrics::psnr;
use dynet_runtime::photo::Photo;
use dynet_runtime::restorer::{Backend, Options, Restored, Restorer};

fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

fn restore(restorer: &Restorer, photo: &Planar, tile: Option<usize>) -> Restored {
    let options = Options {
        variant: Some("s".into()),
        tile,
        ..Options::default()
    };
    restorer.restore(photo, &options).unwrap()
}

/// The mean step from each column to the next, or from each row; in levels of 8 bits.
fn steps(picture: &Planar, across: bool) -> Vec<f64> {
    let (width, height) = (picture.width, picture.height);
    let (count, length) = if across {
        (width, height)
    } else {
        (height, width)
    };
    let value = |channel: usize, line: usize, at: usize| {
        let (x, y) = if across { (line, at) } else { (at, line) };
        f64::from(picture.plane(channel)[y * width + x])
    };
    let step = |line: usize| {
        let pairs = (0..3).flat_map(|c| (0..length).map(move |at| (c, at)));
        let sum: f64 = pairs
            .map(|(c, at)| (value(c, line + 1, at) - value(c, line, at)).abs())
            .sum();
        255.0 * sum / (3 * length) as f64
    };
    (0..count - 1).map(step).collect()
}

/// How much a column or row of the tiled picture is steeper than the same of the whole one, beyond what
/// its neighbours are: a network that sees less of a photo leaves more rain everywhere, a seam is a line.
fn worst_seam(tiled: &Planar, whole: &Planar) -> f64 {
    let along = |across| {
        let pairs = steps(tiled, across).into_iter().zip(steps(whole, across));
        let steeper: Vec<f64> = pairs.map(|(tiled, whole)| tiled - whole).collect();
        let beyond = steeper.windows(17).map(|window| {
            let mut sorted = window.to_vec();
            sorted.sort_by(f64::total_cmp);
            window[8] - sorted[8]
        });
        beyond.fold(0.0, f64::max)
    };
    along(true).max(along(false))
}

#[test]
fn tiles_agree_with_the_whole_photo_and_show_no_seam() {
    let restorer = Restorer::builder().backend(Backend::Ort);
    let restorer = restorer.open(repository("packs/default"));
    let restorer = restorer.expect("`dynet setup-ort` installs the engine that this needs");
    for name in ["rainy", "noisy", "hazy"] {
        let photo = Photo::open(repository(&format!("photos/{name}.png"))).unwrap();
        let whole = restore(&restorer, &photo.pixels, Some(2048));
        assert_eq!(whole.report.tiles, 1);
        let tiled = restore(&restorer, &photo.pixels, None);
        assert!(
            tiled.report.tiles > 1,
            "the photo is large enough to be cut"
        );
        let db = psnr(&tiled.image, &whole.image).unwrap();
        let seam = worst_seam(&tiled.image, &whole.image);
        println!(
            "{name}: {} tiles, {db:.1} dB, {seam:.2} levels",
            tiled.report.tiles
        );
        assert!(db >= 40.0, "{name}: {db:.1} dB");
        // Half a level of 8 bits cannot be seen.
        assert!(seam < 0.5, "{name}: {seam:.2} levels at a border");

        // Much smaller tiles see too little of the photo to agree, but their borders are blended:
        // a step of a level or two cannot be seen either.
        let small = restore(&restorer, &photo.pixels, Some(192));
        let seam = worst_seam(&small.image, &whole.image);
        println!("{name}: {} tiles, {seam:.2} levels", small.report.tiles);
        assert!(seam < 2.0, "{name}: {seam:.2} levels at a border");
    }
}

#[test]
fn a_seam_would_be_noticed() {
    let photo = Photo::open(repository("photos/noisy.png")).unwrap().pixels;
    let mut cut = photo.clone();
    let width = cut.width;
    for channel in 0..3 {
        for row in cut.plane_mut(channel).chunks_exact_mut(width) {
            // Flat on both sides of a step of 4 levels.
            let level = row[300];
            row[298..302].fill(level);
            row[300..302].iter_mut().for_each(|v| *v += 4.0 / 255.0);
        }
    }
    let mut smooth = cut.clone();
    for channel in 0..3 {
        for row in smooth.plane_mut(channel).chunks_exact_mut(width) {
            let level = row[298];
            row[298..302].fill(level);
        }
    }
    assert!(worst_seam(&cut, &smooth) > 3.9);
}
