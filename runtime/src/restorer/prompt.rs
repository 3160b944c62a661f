//! Looking at a photo before its tiles are restored, where the pack has a prompter.

use image::imageops::{FilterType, resize};
use image::{ImageBuffer, Rgb};

use super::Restorer;
use crate::pack::Prompter;
use crate::tile::reflect_pad;
use crate::{Error, ErrorKind, Planar, Result};

impl Restorer {
    /// What the pack's prompter sees of a photo, `None` for one that is never whole; nothing where the
    /// pack has no prompter.
    pub(super) fn view(&self, photo: Option<&Planar>) -> Result<Option<Planar>> {
        match (&self.pack.manifest().prompter, photo) {
            (None, _) => Ok(None),
            (Some(prompter), Some(photo)) => Ok(Some(view(photo, prompter))),
            (Some(_), None) => Err(Error::new(
                ErrorKind::Argument,
                "this pack's network looks at the whole photo first, so it cannot be read row by \
                 row: give it whole",
            )),
        }
    }
}

/// A photo shrunk to the prompter's longest side and filled up to its multiple.
fn view(photo: &Planar, prompter: &Prompter) -> Planar {
    let longest = photo.width.max(photo.height);
    let small = match longest > prompter.longest {
        true => shrunk(photo, prompter.longest as f64 / longest as f64),
        false => photo.clone(),
    };
    let [width, height] =
        [small.width, small.height].map(|side| side.next_multiple_of(prompter.multiple));
    reflect_pad(&small, width, height)
}

/// A photo in `scale` (below 1) of its size, each pixel a mean over the pixels that it stands for.
fn shrunk(photo: &Planar, scale: f64) -> Planar {
    let side = |side: usize| ((side as f64 * scale).round() as u32).max(1);
    let planes = (photo.plane(0).iter().zip(photo.plane(1))).zip(photo.plane(2));
    let pixels = planes.flat_map(|((r, g), b)| [*r, *g, *b]).collect();
    let (width, height) = (photo.width as u32, photo.height as u32);
    let Some(image) = ImageBuffer::<Rgb<f32>, Vec<f32>>::from_raw(width, height, pixels) else {
        return photo.clone();
    };
    let image = resize(
        &image,
        side(photo.width),
        side(photo.height),
        FilterType::Triangle,
    );
    let mut small = Planar::new(image.width() as usize, image.height() as usize);
    for (at, pixel) in image.pixels().enumerate() {
        for (channel, value) in pixel.0.into_iter().enumerate() {
            small.plane_mut(channel)[at] = value;
        }
    }
    small
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_is_small_and_fits_the_multiple() {
        let prompter = Prompter {
            latent: 1,
            longest: 64,
            multiple: 16,
            parameters: 0,
            graphs: Vec::new(),
        };
        let mut photo = Planar::new(400, 210);
        for (at, value) in photo.plane_mut(1).iter_mut().enumerate() {
            *value = (at % 400) as f32 / 400.0;
        }
        let small = view(&photo, &prompter);
        assert_eq!((small.width, small.height), (64, 48));
        // 34 rows hold the photo; the slope is as it was, the other planes stay black.
        for (x, value) in small.plane(1)[33 * 64..][..64].iter().enumerate() {
            assert!(
                (value - (x as f32 + 0.5) / 64.0).abs() < 0.02,
                "{x}: {value}"
            );
        }
        assert!(
            small
                .plane(0)
                .iter()
                .chain(small.plane(2))
                .all(|v| *v == 0.0)
        );

        let little = view(&Planar::new(1, 50), &prompter);
        assert_eq!((little.width, little.height), (16, 64));
    }
}
