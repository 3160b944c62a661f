//! Other sizes, without rounding to 8 bits.

use dynet_core::Planar;
use image::imageops::{self, FilterType};
use image::{ImageBuffer, Rgb};
use rand::Rng;
use rand::seq::IndexedRandom;

/// By area, by the four nearest pixels, which aliases, or by a cubic.
pub(crate) fn resized(
    picture: &Planar,
    (width, height): (usize, usize),
    rng: &mut impl Rng,
) -> Planar {
    let way = [0, 1, 2].choose(rng).copied().unwrap_or(0);
    if (width, height) == picture.size() {
        return picture.clone();
    }
    let from = image(picture);
    let (w, h) = (width as u32, height as u32);
    let to = match way {
        0 => by_area(&from, w, h),
        1 => ImageBuffer::from_fn(w, h, |x, y| {
            let place = |at: u32, to: u32, from: u32| {
                let at = (at as f32 + 0.5) * from as f32 / to as f32 - 0.5;
                at.clamp(0.0, (from - 1) as f32)
            };
            let at = (place(x, w, from.width()), place(y, h, from.height()));
            imageops::interpolate_bilinear(&from, at.0, at.1).unwrap_or(Rgb([0.0; 3]))
        }),
        _ => imageops::resize(&from, w, h, FilterType::CatmullRom),
    };
    planar(&to)
}

/// The mean of the pixels that a new pixel touches.
fn by_area(from: &Image, width: u32, height: u32) -> Image {
    let touched = |at: u32, to: u32, from: u32| at * from / to..((at + 1) * from).div_ceil(to);
    ImageBuffer::from_fn(width, height, |x, y| {
        let (mut sum, mut count) = ([0.0; 3], 0.0);
        for row in touched(y, height, from.height()) {
            for column in touched(x, width, from.width()) {
                let pixel = from.get_pixel(column, row).0;
                sum = [0, 1, 2].map(|channel| sum[channel] + pixel[channel]);
                count += 1.0;
            }
        }
        Rgb(sum.map(|sum| sum / count))
    })
}

/// A picture as the library that resizes takes it, 0 to 1.
pub(crate) type Image = ImageBuffer<Rgb<f32>, Vec<f32>>;

/// For the library.
pub(crate) fn image(picture: &Planar) -> Image {
    let (width, height) = picture.size();
    ImageBuffer::from_fn(width as u32, height as u32, |x, y| {
        let at = y as usize * width + x as usize;
        Rgb([0, 1, 2].map(|channel| picture.plane(channel)[at]))
    })
}

/// Back from the library.
pub(crate) fn planar(image: &Image) -> Planar {
    let mut picture = Planar::new(image.width() as usize, image.height() as usize);
    for channel in 0..3 {
        let values = image.pixels().map(|pixel| pixel.0[channel]);
        for (to, from) in picture.plane_mut(channel).iter_mut().zip(values) {
            *to = from.clamp(0.0, 1.0);
        }
    }
    picture
}
