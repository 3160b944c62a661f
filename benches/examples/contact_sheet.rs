//! What a pack does to photos it has not seen, to look at before it is shipped:
//!
//! ```text
//! contact_sheet PACK PHOTOS OUT.png
//! ```
//!
//! A row for each kind of damage, each on another photo: the photo, the damage, what every variant makes of it,
//! with its PSNR. The cut is larger than a tile, so that seams would show.

use std::error::Error;
use std::path::{Path, PathBuf};

use dynet::restorer::{Options, Restorer};
use dynet_core::Planar;
use dynet_core::metrics::psnr;
use dynet_degrade::{TrainingDegradation, paste, random};
use dynet_eval::label;
use dynet_image::Photo;

const WIDTH: usize = 320;
const HEIGHT: usize = 240;
/// Smaller than a cell, so that each has borders between tiles.
const TILE: usize = 192;
const GAP: usize = 4;
/// Room for a cell's words.
const STRIP: usize = label::HEIGHT + 2 * GAP;

const ROWS: [TrainingDegradation; 7] = [
    TrainingDegradation::Gaussian(25.0),
    TrainingDegradation::Gaussian(50.0),
    TrainingDegradation::LightRain,
    TrainingDegradation::HeavyRain,
    TrainingDegradation::Haze,
    TrainingDegradation::Jpeg,
    TrainingDegradation::Clean,
];

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [pack, photos, out] = args.as_slice() else {
        return Err("give PACK, a folder of PHOTOS and OUT.png".into());
    };
    let restorer = Restorer::open(pack)?;
    let variants = &restorer.pack().manifest().variants;
    let photos = large_enough(photos)?;
    let mut sheet = Planar::new(
        GAP + (2 + variants.len()) * (WIDTH + GAP),
        GAP + ROWS.len() * (HEIGHT + STRIP),
    );
    sheet.data_mut().fill(1.0);
    for (row, kind) in ROWS.into_iter().enumerate() {
        let clean = &photos[row % photos.len()];
        let mut rng = random::stream(random::DEGRADATIONS, 2024, row as u64);
        let damaged = kind.apply(clean, &mut rng);
        let mut cell = |column: usize, words: &str, picture: &Planar| {
            let left = GAP + column * (WIDTH + GAP);
            let top = row * (HEIGHT + STRIP) + STRIP;
            paste(&mut sheet, picture, left, top);
            let above = (left, top - label::HEIGHT - GAP);
            label::draw(&mut sheet, words, above, WIDTH, 1);
        };
        let told = |name: &str, picture: &Planar| -> Result<String, Box<dyn Error>> {
            Ok(format!("{name}: {:.2} dB", psnr(picture, clean)?))
        };
        cell(0, "photo", clean);
        cell(1, &told(&kind.name(), &damaged)?, &damaged);
        for (column, variant) in variants.iter().enumerate() {
            let options = Options::default().variant(variant.name.clone()).tile(TILE);
            let restored = restorer.restore(&damaged, &options)?.image;
            cell(column + 2, &told(&variant.name, &restored)?, &restored);
        }
    }
    Photo::from_pixels(sheet).save(out)?;
    Ok(())
}

/// The middle of every photo in the folder that is large enough, by name.
fn large_enough(folder: &Path) -> Result<Vec<Planar>, Box<dyn Error>> {
    let entries = std::fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    let mut paths: Vec<PathBuf> = entries.iter().map(|entry| entry.path()).collect();
    paths.sort();
    let mut photos = Vec::new();
    for path in paths {
        let photo = Photo::open(&path)?.pixels;
        if photo.width() >= WIDTH && photo.height() >= HEIGHT {
            photos.push(middle(&photo));
        }
    }
    match photos.is_empty() {
        true => Err(format!("no photo in {} is large enough", folder.display()).into()),
        false => Ok(photos),
    }
}

fn middle(photo: &Planar) -> Planar {
    let (left, top) = ((photo.width() - WIDTH) / 2, (photo.height() - HEIGHT) / 2);
    let mut cut = Planar::new(WIDTH, HEIGHT);
    for channel in 0..3 {
        let lines = photo.plane(channel).chunks_exact(photo.width()).skip(top);
        let to = cut.plane_mut(channel).chunks_exact_mut(WIDTH);
        to.zip(lines)
            .for_each(|(to, line)| to.copy_from_slice(&line[left..][..WIDTH]));
    }
    cut
}
