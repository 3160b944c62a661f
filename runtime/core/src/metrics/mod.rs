//! How close two pictures are: PSNR and SSIM, by the protocol of the papers this project follows.
//!
//! Both compare RGB values clipped to 0..1, with a data range of 1, not rounded to 8 bits. That is what
//! DyNet, PromptIR and AirNet report (through scikit-image), so figures compare with theirs.

mod ssim;

pub use ssim::ssim;

use crate::{Error, ErrorKind, Planar, Result};

/// The peak signal-to-noise ratio in dB; infinite for equal pictures.
///
/// # Errors
/// When the sizes differ.
pub fn psnr(a: &Planar, b: &Planar) -> Result<f64> {
    same_size(a, b)?;
    let total: f64 = a
        .data()
        .iter()
        .zip(b.data())
        .map(|(&a, &b)| (unit(a) - unit(b)).powi(2))
        .sum();
    Ok(10.0 * (a.data().len() as f64 / total).log10())
}

/// The luma of a picture, Y of YCbCr (BT.601, 16 to 235 of 255), in all three channels, so that
/// [`psnr()`] and [`ssim()`] of it are those of luma. Papers on rain report these (MATLAB's `rgb2ycbcr`).
pub fn luma(picture: &Planar) -> Planar {
    let [red, green, blue] = [0, 1, 2].map(|channel| picture.plane(channel));
    let rgb = red.iter().zip(green).zip(blue);
    let luma = |((r, g), b): ((&f32, &f32), &f32)| {
        let weighed = 65.481 * unit(*r) + 128.553 * unit(*g) + 24.966 * unit(*b);
        ((16.0 + weighed) / 255.0) as f32
    };
    let plane: Vec<f32> = rgb.map(luma).collect();
    let mut bright = Planar::new(picture.width(), picture.height());
    for channel in 0..3 {
        bright.plane_mut(channel).copy_from_slice(&plane);
    }
    bright
}

/// A value as the metrics see it.
fn unit(value: f32) -> f64 {
    f64::from(value.clamp(0.0, 1.0))
}

fn same_size(a: &Planar, b: &Planar) -> Result<()> {
    if a.size() != b.size() {
        return Err(Error::new(
            ErrorKind::Argument,
            format!(
                "the pictures differ in size: {}x{} against {}x{}; compare pictures of equal size",
                a.width(),
                a.height(),
                b.width(),
                b.height()
            ),
        ));
    }
    Ok(())
}
