//! Draws the documentation's pictures of rain, snow and haze: photos, and beside each three draws.
//!
//! ```text
//! cargo run --release -p dynet-degrade --example weather -- docs/degradations photos/clean/*.jpg
//! ```

use dynet_core::Planar;
use dynet_degrade::paste;
use dynet_degrade::random::{self, Stream};
use dynet_degrade::weather::{Haze, Rain, Snow};
use std::error::Error;
use std::path::Path;
use std::{env, fs};

/// Size of the parts shown, pixel by pixel.
const PART: (usize, usize) = (384, 256);
/// Draws of each photo.
const DRAWS: usize = 3;
/// JPEG quality: streaks need it.
const QUALITY: u8 = 68;

fn main() -> Result<(), Box<dyn Error>> {
    let mut paths = env::args_os().skip(1);
    let folder = paths
        .next()
        .ok_or("give a folder for the pictures, then photos")?;
    let photos: Vec<Planar> = paths
        .map(|path| open(Path::new(&path)))
        .collect::<Result<_, _>>()?;
    fs::create_dir_all(&folder)?;
    let folder = Path::new(&folder);
    save(
        &sheet(&photos, |clean, rng| Rain::random(rng).apply(clean, rng)),
        &folder.join("rain.jpg"),
    )?;
    save(
        &sheet(&photos, |clean, rng| Snow::random(rng).apply(clean, rng)),
        &folder.join("snow.jpg"),
    )?;
    save(
        &sheet(&photos, |clean, rng| Haze::random(clean, rng).apply(clean)),
        &folder.join("haze.jpg"),
    )
}

/// A row for each photo: a part of it as it is, then degraded.
fn sheet(photos: &[Planar], degrade: impl Fn(&Planar, &mut Stream) -> Planar) -> Planar {
    let mut sheet = Planar::new(PART.0 * (DRAWS + 1), PART.1 * photos.len());
    for (row, photo) in photos.iter().enumerate() {
        paste(&mut sheet, &part(photo), 0, row * PART.1);
        for draw in 0..DRAWS {
            let index = (row * DRAWS + draw) as u64;
            let mut rng = random::stream(random::DEGRADATIONS, 7, index);
            let degraded = degrade(photo, &mut rng);
            paste(
                &mut sheet,
                &part(&degraded),
                (draw + 1) * PART.0,
                row * PART.1,
            );
        }
    }
    sheet
}

/// The middle of a photo.
fn part(photo: &Planar) -> Planar {
    let size = (PART.0.min(photo.width()), PART.1.min(photo.height()));
    photo.crop(
        ((photo.width() - size.0) / 2, (photo.height() - size.1) / 2),
        size,
    )
}

fn open(path: &Path) -> Result<Planar, Box<dyn Error>> {
    let photo = image::open(path)?.to_rgb8();
    let mut planar = Planar::new(photo.width() as usize, photo.height() as usize);
    for channel in 0..3 {
        for (value, pixel) in planar.plane_mut(channel).iter_mut().zip(photo.pixels()) {
            *value = f32::from(pixel[channel]) / 255.0;
        }
    }
    Ok(planar)
}

fn save(picture: &Planar, path: &Path) -> Result<(), Box<dyn Error>> {
    let bytes: Vec<u8> = (0..picture.pixels())
        .flat_map(|at| [0, 1, 2].map(|channel| (picture.plane(channel)[at] * 255.0).round() as u8))
        .collect();
    let encoder = jpeg_encoder::Encoder::new_file(path, QUALITY)?;
    let (width, height) = (
        u16::try_from(picture.width())?,
        u16::try_from(picture.height())?,
    );
    Ok(encoder.encode(&bytes, width, height, jpeg_encoder::ColorType::Rgb)?)
}
