//! The photos that a network is calibrated on, cut into equal pieces.

use std::path::{Path, PathBuf};

use dynet_core::Planar;
use dynet_degrade::noise;
use dynet_image::Photo;

use crate::{Error, ErrorKind, Result};

/// Noise of the calibration pictures, on the scale 0 to 255, in turn: a restoration network sees clean and degraded
/// pictures.
const SIGMAS: [f32; 4] = [0.0, 15.0, 25.0, 50.0];

/// Noise of the pictures that the loss is measured on.
const JUDGED_SIGMA: f32 = 25.0;

/// Maximum number of pieces from all photos together: for calibration and for evaluation.
const MOST: [usize; 2] = [16, 6];

/// Pieces of photos: some for calibration, others for evaluation.
#[derive(Clone, Debug)]
pub struct Photos {
    /// Inputs for calibration.
    pub ranges: Vec<Planar>,
    /// Inputs for evaluation, with what a perfect network would make of them.
    pub judges: Vec<[Planar; 2]>,
}

impl Photos {
    /// Reads the photos (PNG, JPEG, WebP) in a folder, not in folders inside it, and cuts pieces of `side` pixels out
    /// of them, two of each photo at most. Every second photo is for evaluation.
    ///
    /// # Errors
    /// [`ErrorKind::Io`] when the folder or a photo cannot be read; [`ErrorKind::Argument`] when
    /// fewer than two photos are there that are at least `side` pixels high and wide.
    pub fn open(folder: &Path, side: usize) -> Result<Self> {
        let mut photos = Vec::new();
        let mut small = 0;
        for path in files(folder)? {
            let photo = Photo::open(&path).map_err(|error| {
                let text = format!("cannot calibrate on a photo: {error}");
                Error::new(ErrorKind::Io, text).with_source(error)
            })?;
            let photo = photo.pixels;
            if photo.width() < side || photo.height() < side {
                small += 1;
            } else {
                photos.push(photo);
            }
        }
        Self::cut(&photos, side).map_err(|error| {
            let small = match small {
                0 => String::new(),
                n => format!("; {n} more there are smaller than {side}x{side} pixels"),
            };
            Error::new(error.kind(), format!("{error}{small}")).at(folder.display().to_string())
        })
    }

    /// Cuts pieces of `side` pixels out of photos.
    ///
    /// # Errors
    /// [`ErrorKind::Argument`] for fewer than two photos, for one that is smaller than a piece, and for NaN or
    /// infinity.
    pub fn cut(photos: &[Planar], side: usize) -> Result<Self> {
        let wrong = |text: String| Err(Error::new(ErrorKind::Argument, text));
        if photos.len() < 2 {
            let text = "calibration needs at least two photos: one for the ranges and one for \
                        evaluation";
            return wrong(format!(
                "{text}, but there is {}",
                ["none", "one"][photos.len()]
            ));
        }
        for photo in photos {
            let (width, height) = photo.size();
            if side == 0 || width < side || height < side {
                return wrong(format!(
                    "a photo of {width}x{height} pixels is too small to calibrate on: give photos of \
                     at least {side}x{side}"
                ));
            }
            if !photo.data().iter().all(|value| value.is_finite()) {
                return wrong("a photo to calibrate on holds NaN or infinity".to_owned());
            }
        }
        let mut cut = Self {
            ranges: Vec::new(),
            judges: Vec::new(),
        };
        for turn in 0..2 {
            for (at, photo) in photos.iter().enumerate() {
                let clean = piece(photo, side, turn);
                let seed = (2 * at + turn) as u64;
                if at % 2 == 1 && cut.judges.len() < MOST[1] {
                    let noisy = noise::gaussian(&clean, JUDGED_SIGMA, seed, 1);
                    cut.judges.push([noisy, clean]);
                } else if at % 2 == 0 && cut.ranges.len() < MOST[0] {
                    let sigma = SIGMAS[cut.ranges.len() % SIGMAS.len()];
                    cut.ranges.push(noise::gaussian(&clean, sigma, seed, 0));
                }
            }
        }
        Ok(cut)
    }
}

/// The photos in a folder, by name.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let failed = |error| Error::io("read", folder, error);
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let extension = path.extension().and_then(|text| text.to_str());
        let extension = extension.unwrap_or_default().to_ascii_lowercase();
        if ["png", "jpg", "jpeg", "webp"].contains(&extension.as_str()) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// A square from the middle of one half of a photo and, on the second turn, of the other half.
fn piece(photo: &Planar, side: usize, turn: usize) -> Planar {
    let place = |length: usize, part: usize| (length - side) * part / 3;
    let (top, left) = match photo.width() >= photo.height() {
        true => (place(photo.height(), 2), place(photo.width(), 1 + turn)),
        false => (place(photo.height(), 1 + turn), place(photo.width(), 2)),
    };
    let mut piece = Planar::new(side, side);
    for channel in 0..3 {
        let from = photo.plane(channel);
        let rows = piece.plane_mut(channel).chunks_exact_mut(side);
        for (y, row) in rows.enumerate() {
            row.copy_from_slice(&from[(top + y) * photo.width() + left..][..side]);
        }
    }
    piece
}
