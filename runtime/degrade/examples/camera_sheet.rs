//! Draws `docs/degradations/camera.jpg`: a photo as cameras take it at four ISOs. Run in the repository's root:
//! `cargo run --release -p dynet-degrade --example camera_sheet`.

use dynet_core::Planar;
use dynet_degrade::camera::Camera;
use dynet_degrade::{paste, random};
use image::codecs::jpeg::JpegEncoder;
use std::error::Error;
use std::fs::{self, File};

const SIDE: usize = 300;
const GAP: usize = 4;

fn main() -> Result<(), Box<dyn Error>> {
    let photo = image::open("photos/clean/noisy.jpg")?.to_rgb8();
    let mut clean = Planar::new(photo.width() as usize, photo.height() as usize);
    for channel in 0..3 {
        let values = clean.plane_mut(channel).iter_mut().zip(photo.pixels());
        values.for_each(|(value, pixel)| *value = f32::from(pixel.0[channel]) / 255.0);
    }
    let clean = clean.crop((230, 40), (SIDE, SIDE));

    let isos = [400.0, 1600.0, 6400.0, 25600.0];
    let mut sheet = Planar::new(isos.len() * (SIDE + GAP) - GAP, SIDE);
    sheet.data_mut().fill(1.0);
    for (at, iso) in isos.into_iter().enumerate() {
        let mut rng = random::stream(random::DEGRADATIONS, 1, at as u64);
        let photo = Camera::at_iso(iso).apply(&clean, &mut rng);
        paste(&mut sheet, &photo, at * (SIDE + GAP), 0);
    }

    let mut bytes = Vec::new();
    for at in 0..sheet.pixels() {
        bytes.extend([0, 1, 2].map(|c| (sheet.plane(c)[at] * 255.0).round() as u8));
    }
    fs::create_dir_all("docs/degradations")?;
    let file = File::create("docs/degradations/camera.jpg")?;
    let (width, height) = (sheet.width() as u32, sheet.height() as u32);
    JpegEncoder::new_with_quality(file, 88).encode(
        &bytes,
        width,
        height,
        image::ExtendedColorType::Rgb8,
    )?;
    Ok(())
}
