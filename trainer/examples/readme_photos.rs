//! Makes the README's photos: `photos/clean/*.jpg`, `photos/noisy.png`, `rainy.png`, `hazy.png`,
//! from the photos held out of training; with a third argument also a contact sheet of every degradation.
//!
//! ```sh
//! packs/photos/fetch-photos.sh /tmp/photos
//! cargo run --release -p dynet-trainer --example readme_photos -- /tmp/photos/val photos sheet.png
//! ```

use dynet_core::{Planar, Result};
use dynet_degrade::haze::Haze;
use dynet_degrade::rain::{Blend, Rain};
use dynet_degrade::{TrainingDegradation, contact_sheet, noise, random};
use dynet_image::Photo;
use image::imageops::{self, FilterType};
use rand::Rng as _;
use std::path::{Path, PathBuf};

const WIDTH: usize = 768;
const HEIGHT: usize = 512;

/// One photo of the README: a held-out photo and what is done to it.
struct Shot {
    /// The file written.
    name: &'static str,
    /// The held-out photo.
    from: &'static str,
    /// Where the cut lies in what the photo has too much: 0 left or top, 1 right or bottom.
    place: f32,
}

const SHOTS: [Shot; 3] = [
    Shot {
        name: "noisy",
        from: "erase-kingfisher.png",
        place: 0.45,
    },
    Shot {
        name: "rainy",
        from: "world_animals-lemur.png",
        place: 0.5,
    },
    Shot {
        name: "hazy",
        from: "monuments-neuschwansteinCastle.png",
        place: 0.5,
    },
];

fn main() -> Result<()> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(held_out), Some(out)) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: readme_photos HELD_OUT_PHOTOS OUT [SHEET.png]");
        std::process::exit(2);
    };
    let clean = out.join("clean");
    std::fs::create_dir_all(&clean).map_err(|e| dynet_core::Error::io("create", &clean, e))?;
    let mut small = Vec::new();
    for (index, shot) in SHOTS.iter().enumerate() {
        let photo = frame(Photo::open(held_out.join(shot.from))?.pixels, shot.place);
        save(&photo, &clean.join(format!("{}.jpg", shot.name)))?;
        save(
            &degrade(shot.name, &photo, index as u64),
            &out.join(format!("{}.png", shot.name)),
        )?;
        small.push(resize(&photo, WIDTH / 3, HEIGHT / 3));
    }
    match arguments.next() {
        Some(sheet) => save(&contact_sheet(&small, &TrainingDegradation::ALL, 4), &sheet),
        None => Ok(()),
    }
}

fn degrade(name: &str, photo: &Planar, index: u64) -> Planar {
    let mut rng = random::stream(random::DEGRADATIONS, 2024, index);
    match name {
        "noisy" => noise::gaussian(photo, 30.0, rng.next_u64(), 0),
        "rainy" => Rain {
            density: 2600.0,
            angle: -14.0,
            length: 60.0,
            width: 1.1,
            brightness: 0.5,
            blend: Blend::Add,
        }
        .apply(photo, &mut rng),
        _ => {
            let mut haze = Haze::random(photo, &mut rng);
            (haze.beta, haze.air) = (1.1, [0.86, 0.87, 0.89]);
            // A fixed scene rather than a drawn one: near at the bottom, far at the top.
            for (at, depth) in haze.depth.iter_mut().enumerate() {
                *depth = 0.35 + 0.75 * (1.0 - (at / WIDTH) as f32 / HEIGHT as f32);
            }
            haze.apply(photo)
        }
    }
}

/// Shrinks a photo until it just covers the frame and cuts off what is over.
fn frame(photo: Planar, place: f32) -> Planar {
    let scale = (WIDTH as f32 / photo.width() as f32).max(HEIGHT as f32 / photo.height() as f32);
    let size = |side: usize, least: usize| ((side as f32 * scale).round() as usize).max(least);
    let photo = resize(
        &photo,
        size(photo.width(), WIDTH),
        size(photo.height(), HEIGHT),
    );
    let left = ((photo.width() - WIDTH) as f32 * place) as usize;
    let top = ((photo.height() - HEIGHT) as f32 * place) as usize;
    let mut framed = Planar::new(WIDTH, HEIGHT);
    for channel in 0..3 {
        for y in 0..HEIGHT {
            let from = &photo.plane(channel)[(top + y) * photo.width() + left..][..WIDTH];
            framed.plane_mut(channel)[y * WIDTH..][..WIDTH].copy_from_slice(from);
        }
    }
    framed
}

fn resize(photo: &Planar, width: usize, height: usize) -> Planar {
    let source = image::RgbImage::from_fn(photo.width() as u32, photo.height() as u32, |x, y| {
        let at = y as usize * photo.width() + x as usize;
        image::Rgb([0, 1, 2].map(|c| (photo.plane(c)[at] * 255.0).round() as u8))
    });
    let small = imageops::resize(&source, width as u32, height as u32, FilterType::Lanczos3);
    let mut resized = Planar::new(width, height);
    for channel in 0..3 {
        let levels = small.pixels().map(|p| f32::from(p.0[channel]) / 255.0);
        let plane = resized.plane_mut(channel);
        plane.iter_mut().zip(levels).for_each(|(to, v)| *to = v);
    }
    resized
}

fn save(picture: &Planar, path: &Path) -> Result<()> {
    Photo::from_pixels(picture.clone()).save(path)
}
