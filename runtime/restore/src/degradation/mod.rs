//! Detects what is wrong with a photo, from the photo alone: noise, a camera's grain, JPEG's blocks,
//! or blur.
//!
//! [`estimate`] serves `--task auto`. It names one degradation when it is sure, and none otherwise:
//! a good photo must stay unchanged. It asks, in this order:
//!
//! 1. Was it saved as JPEG with a quality up to 65? The coefficients of 8x8 blocks then lie on a
//!    comb (`jpeg.rs`).
//! 2. Do colors differ by 2.5 levels of 255 or more even in the flattest places, and neighboring
//!    pixels by much less? That is a camera's noise, spread by filling in the colors (`noise.rs`).
//! 3. Do even its flattest places vary by 4.5 levels of 255 or more, and not alike in all colors?
//!    That is noise; from 9 levels on it may be gray (`noise.rs`).
//! 4. Are even its sharpest edges as wide as a Gaussian blur of 1.4 pixels makes them? Pictures
//!    that were enlarged look the same (`blur.rs`).
//!
//! In photos over a megapixel, it examines sixteen pieces of 256x256.
//!
//! # How often it is right
//! Photos of a folder degraded in known ways, by `DYNET_PHOTOS=FOLDER cargo test --release --workspace
//! --test degradation -- --nocapture`:
//!
//! | what was done to them | 121 photos, which the limits were chosen by | 10 others |
//! |---|---|---|
//! | nothing: left alone | 121 | 10 |
//! | JPEG 95, 85, 75: left alone | 121, 121, 121 | 10, 10, 10 |
//! | JPEG 60, 40, 20, 10: found | 121, 121, 121, 121 | 10, 10, 10, 10 |
//! | noise 5, 15, 25, 50: found | 121, 121, 121, 121 | 10, 10, 10, 10 |
//! | a camera's noise, 83, 200, 800 photons: found | 121, 121, 121 | 10, 10, 10 |
//! | blur 1.5, 2, 3: found | 97, 121, 121 | 6, 10, 10 |
//!
//! None was mistaken for another kind. The photos are openly licensed ones of 0.1 to 4.3
//! megapixels, clean to the eye.
//!
//! JPEG from quality 75 on, noise of 2 levels, a camera's of 10,000 photons and blur of half a pixel are
//! left alone too, except one soft photo of the 121: with such a blur it counts as blurred.
//!
//! Rain and haze cannot be detected so. [`removed`] detects them by what a network removed; see
//! [`Restorer::inspect`](crate::restorer::Restorer::inspect).

mod blur;
mod jpeg;
mod noise;
mod weather;

pub use weather::removed;
pub(crate) use weather::{broad_trust, streaks_removed};

use dynet_core::Planar;

/// Noise that is worth removing, in levels of 255: more than the textures of clean photos have.
const NOISE: f32 = 4.5;
/// More than any texture has.
const SURE_NOISE: f32 = 9.0;
/// The share of the noise that must be left in the difference of two colors.
const COLOURED: f32 = 0.5;
/// Noise that neighbors share and that is worth removing; clean photos have up to 1.6.
const GRAIN: f32 = 2.5;
/// The ratio of differences between neighbors to those farther apart: less for such noise, over 0.9 for other noise.
const ALIKE: f32 = 0.7;
/// The best JPEG quality that is worth restoring.
const QUALITY: f32 = 65.0;
/// Wider edges than a sharp photo has, in pixels.
const BLUR: f32 = 1.4;

/// Photos with more pixels are examined in pieces.
const WHOLE: usize = 1 << 20;
/// Pieces across and down, and their side. A multiple of 8, as are their places: JPEG's blocks
/// must lie alike in all of them.
const PIECES: usize = 4;
const SIDE: usize = 256;

/// A kind of degradation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// Noise that differs from pixel to pixel.
    Noise,
    /// Grainy noise that neighboring pixels share, as cameras leave it.
    CameraNoise,
    /// The blocks and rings of strong JPEG compression.
    Jpeg,
    /// No fine detail: out of focus, or enlarged.
    Blur,
    /// Bright streaks; only [`removed`] finds it.
    Rain,
    /// Distance faded to white or gray; only [`removed`] finds it.
    Haze,
}

impl Kind {
    /// The name that tasks have in [`dynet_pack::Task::kind`].
    pub fn name(self) -> &'static str {
        match self {
            Self::Noise => "noise",
            Self::CameraNoise => "camera-noise",
            Self::Jpeg => "jpeg",
            Self::Blur => "blur",
            Self::Rain => "rain",
            Self::Haze => "haze",
        }
    }
}

/// A degradation, and how much there is of it.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Degradation {
    /// What it is.
    pub kind: Kind,
    /// Noise of both kinds: its standard deviation, 0 to 255, too low where values are clipped at 0 and 255. JPEG:
    /// the quality, 1 to 100, as libjpeg counts. Blur: the standard deviation in pixels. Rain: the standard
    /// deviation of what a network removed, haze: its mean, both in levels of 255.
    pub amount: f32,
}

/// What is wrong with a photo (values 0 to 1); `None` when nothing is, or when unsure.
///
/// ```
/// use dynet_degrade::noise;
/// use dynet_core::Planar;
/// use dynet::degradation::{Kind, estimate};
/// let grey = Planar::filled(128, 128, 0.5);
/// assert_eq!(estimate(&grey), None);
/// let noisy = noise::gaussian(&grey, 25.0, 0, 0);
/// assert_eq!(estimate(&noisy).map(|found| found.kind), Some(Kind::Noise));
/// ```
pub fn estimate(photo: &Planar) -> Option<Degradation> {
    let pieces = pieces(photo);
    let found = |kind, amount| Some(Degradation { kind, amount });
    let grey: Vec<Grey> = pieces.iter().map(Grey::of).collect();
    if let Some(quality) = jpeg::quality(&grey)
        && quality <= QUALITY
    {
        return found(Kind::Jpeg, quality);
    }
    // Noise that neighboring pixels share only shows between pixels farther apart.
    if let (Some(near), Some(far)) = (noise::coloured(&pieces, 1), noise::coloured(&pieces, 2))
        && far >= GRAIN
        && near < ALIKE * far
    {
        return found(Kind::CameraNoise, far);
    }
    if let Some(sigma) = noise::sigma(&pieces)
        && sigma >= NOISE
        && (sigma >= SURE_NOISE || noise::coloured(&pieces, 1) >= Some(COLOURED * sigma))
    {
        return found(Kind::Noise, sigma);
    }
    match blur::sigma(&grey) {
        Some(sigma) if sigma >= BLUR => found(Kind::Blur, sigma),
        _ => None,
    }
}

/// One channel of a piece, 0 to 255.
struct Grey {
    width: usize,
    height: usize,
    data: Vec<f32>,
}

impl Grey {
    /// A picture's brightness as JPEG has it.
    fn of(piece: &Planar) -> Self {
        let [red, green, blue] = [0, 1, 2].map(|channel| piece.plane(channel));
        let pixels = red.iter().zip(green).zip(blue);
        let data = pixels.map(|((r, g), b)| 255.0 * (0.299 * r + 0.587 * g + 0.114 * b));
        Self {
            width: piece.width(),
            height: piece.height(),
            data: data.collect(),
        }
    }

    fn row(&self, y: usize) -> &[f32] {
        &self.data[y * self.width..][..self.width]
    }
}

/// The whole photo, or pieces from all over it.
fn pieces(photo: &Planar) -> Vec<Planar> {
    let (width, height) = photo.size();
    if width * height <= WHOLE {
        return vec![photo.clone()];
    }
    let places = |length: usize| -> Vec<usize> {
        let room = length.saturating_sub(SIDE);
        let mut places: Vec<usize> = (0..PIECES)
            .map(|at| room * at / (PIECES - 1) / 8 * 8)
            .collect();
        places.dedup();
        places
    };
    let mut pieces = Vec::new();
    for top in places(height) {
        for left in places(width) {
            let size = (SIDE.min(width), SIDE.min(height));
            pieces.push(photo.crop((left, top), size));
        }
    }
    pieces
}

/// The value that `share` of all are below, 0 to 1; `None` without values.
fn quantile(values: &mut [f32], share: f32) -> Option<f32> {
    let at = (values.len().checked_sub(1)? as f32 * share) as usize;
    let (_, value, _) = values.select_nth_unstable_by(at, f32::total_cmp);
    Some(*value)
}
