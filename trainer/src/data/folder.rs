//! Reads a folder of photos into memory.

use dynet_core::{Error, ErrorKind, Planar, Result};
use dynet_image::{Format, Photo};
use image::RgbImage;
use std::path::{Path, PathBuf};

/// A photo that was left out of the training data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Its file.
    pub path: PathBuf,
    /// What was wrong with it.
    pub reason: String,
}

pub(super) fn load(folder: &Path, smallest: usize) -> Result<(Vec<RgbImage>, Vec<Skipped>)> {
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|e| Error::io("read", folder, e))? {
        let path = entry.map_err(|e| Error::io("read", folder, e))?.path();
        if path.is_file() && Format::from_path(&path).is_ok() {
            paths.push(path);
        }
    }
    // The file system's order differs between machines; a seed must mean the same on all of them.
    paths.sort();

    let (mut photos, mut skipped) = (Vec::new(), Vec::new());
    for path in paths {
        match read(&path, smallest) {
            Ok(photo) => photos.push(photo),
            Err(e) => skipped.push(Skipped {
                path,
                reason: e.to_string(),
            }),
        }
    }
    Ok((photos, skipped))
}

/// A photo as 8 bits, refused where it holds no patch of `smallest` pixels.
pub(super) fn read(path: &Path, smallest: usize) -> Result<RgbImage> {
    let photo = Photo::open(path)?.pixels;
    let (width, height) = photo.size();
    if width.min(height) < smallest {
        let message = format!("{width}x{height} pixels, smaller than a patch of {smallest}");
        return Err(Error::new(ErrorKind::Unsupported, message));
    }
    Ok(eight_bits(&photo))
}

/// The nearest of 256 levels of each value.
pub(crate) fn eight_bits(photo: &Planar) -> RgbImage {
    let width = photo.width();
    let planes = [photo.plane(0), photo.plane(1), photo.plane(2)];
    RgbImage::from_fn(width as u32, photo.height() as u32, |x, y| {
        let at = y as usize * width + x as usize;
        image::Rgb(planes.map(|plane| (plane[at] * 255.0).round() as u8))
    })
}
