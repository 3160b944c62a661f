//! A sheet of what networks are trained on: rows of photos, a column for each scene.
//!
//! ```text
//! cargo run --release -p dynet-degrade --example scenes -- OUT.png PHOTO...
//! ```

use std::error::Error;

use dynet_core::Planar;
use dynet_degrade::{Pipeline, Scene, paste, random};
use image::RgbImage;

const SIDE: usize = 192;
const SCENES: [Scene; 8] = [
    Scene::Clean,
    Scene::WhiteNoise,
    Scene::CameraNoise,
    Scene::Rain,
    Scene::Snow,
    Scene::Haze,
    Scene::Jpeg,
    Scene::Mixed,
];

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [out, photos @ ..] = args.as_slice() else {
        return Err("give OUT.png and photos".into());
    };
    let mut sheet = Planar::new(SCENES.len() * SIDE, photos.len() * SIDE);
    for (row, path) in photos.iter().enumerate() {
        let photo = image::open(path)?.to_rgb8();
        let shrunk = image::imageops::thumbnail(&photo, 400, 400 * photo.height() / photo.width());
        let middle = image::imageops::crop_imm(
            &shrunk,
            (shrunk.width() - SIDE as u32) / 2,
            (shrunk.height().saturating_sub(SIDE as u32)) / 2,
            SIDE as u32,
            SIDE as u32,
        );
        let clean = planar(&middle.to_image());
        for (column, scene) in SCENES.into_iter().enumerate() {
            let mut rng = random::stream(random::DEGRADATIONS, row as u64, column as u64);
            let pipeline = Pipeline::random(scene, &mut rng);
            let (picture, levels) = pipeline.apply(&clean);
            println!("{row} {scene}: {levels:.3?}");
            paste(&mut sheet, &picture, column * SIDE, row * SIDE);
        }
    }
    let mut image = RgbImage::new(sheet.width() as u32, sheet.height() as u32);
    for (at, pixel) in image.pixels_mut().enumerate() {
        for channel in 0..3 {
            pixel.0[channel] = (sheet.plane(channel)[at].clamp(0.0, 1.0) * 255.0).round() as u8;
        }
    }
    image.save(out)?;
    Ok(())
}

fn planar(image: &RgbImage) -> Planar {
    let mut picture = Planar::new(image.width() as usize, image.height() as usize);
    for (at, pixel) in image.pixels().enumerate() {
        for channel in 0..3 {
            picture.plane_mut(channel)[at] = f32::from(pixel.0[channel]) / 255.0;
        }
    }
    picture
}
