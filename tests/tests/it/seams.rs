//! Tiles of real photos through the shipped pack: as good as whole, and nothing to be seen of them.

use std::path::{Path, PathBuf};

use dynet::restorer::{Backend, Options, Restored, Restorer};
use dynet_core::Planar;
use dynet_core::metrics::psnr;
use dynet_image::Photo;

fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

fn restore(restorer: &Restorer, photo: &Planar, tile: Option<usize>) -> Restored {
    let options = Options::default().variant("s").tile(tile);
    restorer.restore(photo, &options).unwrap()
}

/// The mean step from each column to the next, or from each row; in levels of 8 bits.
fn steps(picture: &Planar, across: bool) -> Vec<f64> {
    let (width, height) = picture.size();
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

/// Whether a column or row lies where two tiles overlap: they are spread evenly over the length.
fn shared(line: usize, length: usize, tile: usize, count: usize) -> bool {
    let start = |i: usize| i * (length - tile) / (count - 1);
    (1..count).any(|i| (start(i) - 4..start(i - 1) + tile + 4).contains(&line))
}

/// How much a column or row of the tiled picture is steeper than the same of the whole one, beyond what
/// its neighbours are: where tiles overlap, and elsewhere. Tiles: width and how many across, height and
/// how many down.
///
/// A network that sees less of a photo leaves other streaks of rain, anywhere; a seam lies in an overlap.
fn worst_seam(tiled: &Planar, whole: &Planar, tiles: [(usize, usize); 2]) -> (f64, f64) {
    let (mut within, mut elsewhere) = (0.0f64, 0.0f64);
    for ((tile, count), across) in tiles.into_iter().zip([true, false]) {
        let pairs = steps(tiled, across).into_iter().zip(steps(whole, across));
        let steeper: Vec<f64> = pairs.map(|(tiled, whole)| tiled - whole).collect();
        for (at, window) in steeper.windows(17).enumerate() {
            let mut sorted = window.to_vec();
            sorted.sort_by(f64::total_cmp);
            let worst = match shared(at + 8, steeper.len() + 1, tile, count) {
                true => &mut within,
                false => &mut elsewhere,
            };
            *worst = worst.max(window[8] - sorted[8]);
        }
    }
    (within, elsewhere)
}

#[test]
fn tiles_agree_with_the_whole_photo_and_show_no_seam() {
    let restorer = Restorer::builder().backend(Backend::Ort);
    let restorer = restorer.open(repository("packs/default"));
    let restorer = restorer.expect("`dynet setup-ort` installs the engine that this needs");
    for name in ["rainy", "noisy", "hazy"] {
        let photo = Photo::open(repository(&format!("photos/{name}.png"))).unwrap();
        let clean = Photo::open(repository(&format!("photos/clean/{name}.jpg"))).unwrap();
        let whole = restore(&restorer, &photo.pixels, Some(2048));
        assert_eq!(whole.report.tiles, 1);
        let quality = |restored: &Restored| psnr(&restored.image, &clean.pixels).unwrap();
        let whole_db = quality(&whole);
        // What 768x512 pixels are cut into: by memory, when nobody says, and by tiles of 256.
        let two_by_two = [(400, 2), (272, 2)];
        let small = [(256, 4), (256, 3)];
        for (tile, tiles, least) in [(None, two_by_two, 0.5), (Some(256), small, 1.0)] {
            let tiled = restore(&restorer, &photo.pixels, tile);
            assert_eq!(tiled.report.tiles, tiles[0].1 * tiles[1].1, "{tile:?}");
            let db = quality(&tiled);
            let (seam, elsewhere) = worst_seam(&tiled.image, &whole.image, tiles);
            let agreement = psnr(&tiled.image, &whole.image).unwrap();
            println!(
                "{name}, {tile:?}: {db:.1} dB, whole {whole_db:.1}, to each other {agreement:.1}; {seam:.2} levels at a border, {elsewhere:.2} elsewhere"
            );
            assert!(
                db > whole_db - 0.3,
                "{name}: {db:.1} dB, {whole_db:.1} whole"
            );
            // Channel attention sees one tile, and haze is what it judges by the most. Of everything else, a mean
            // difference of three levels of 8 bits at most.
            assert!(
                name == "hazy" || agreement > 38.0,
                "{name}: {agreement:.1} dB between tiles and whole"
            );
            // A level of 8 bits cannot be seen, nor what is no steeper than how the two differ elsewhere.
            assert!(
                seam < elsewhere.max(least),
                "{name}: {seam:.2} levels at a border, {elsewhere:.2} elsewhere"
            );
        }
    }
}

#[test]
fn tiles_agree_on_what_is_haze() {
    let restorer = Restorer::builder().backend(Backend::Ort);
    let restorer = restorer.open(repository("packs/default"));
    let restorer = restorer.expect("`dynet setup-ort` installs the engine that this needs");
    let hazy = Photo::open(repository("photos/hazy.png")).unwrap().pixels;
    let clean = Photo::open(repository("photos/clean/hazy.jpg")).unwrap();
    let quality = |independent_tiles: bool| {
        let options = Options::default()
            .variant("l")
            // So small that a tile shows too little to tell haze by.
            .tile(192)
            .independent_tiles(independent_tiles);
        let restored = restorer.restore(&hazy, &options).unwrap();
        assert!(restored.report.tiles > 6);
        psnr(&restored.image, &clean.pixels).unwrap()
    };
    let (together, alone) = (quality(false), quality(true));
    println!("{together:.1} dB, {alone:.1} where each tile is by itself");
    assert!(together > alone + 0.5, "{together:.1} and {alone:.1} dB");
}

#[test]
fn a_seam_would_be_noticed() {
    let photo = Photo::open(repository("photos/noisy.png")).unwrap().pixels;
    let mut cut = photo.clone();
    let width = cut.width();
    for channel in 0..3 {
        for row in cut.plane_mut(channel).chunks_exact_mut(width) {
            // Flat on both sides of a step of 4 levels.
            let level = row[384];
            row[382..386].fill(level);
            row[384..386].iter_mut().for_each(|v| *v += 4.0 / 255.0);
        }
    }
    let mut smooth = cut.clone();
    for channel in 0..3 {
        for row in smooth.plane_mut(channel).chunks_exact_mut(width) {
            let level = row[382];
            row[382..386].fill(level);
        }
    }
    let (seam, elsewhere) = worst_seam(&cut, &smooth, [(400, 2), (272, 2)]);
    assert!(seam > 3.9 && elsewhere < 0.5, "{seam}, {elsewhere}");
}
