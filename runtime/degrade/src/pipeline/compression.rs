//! One compression by JPEG, as it lies over a piece of a photo.

use crate::jpeg::{Chroma, with_quality};
use dynet_core::Planar;

/// How a photo was compressed, and where in it the picture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Compression {
    /// The encoder's quality, 1 to 100.
    pub quality: u8,
    /// How much of the color is kept.
    pub chroma: Chroma,
    /// Pixels to the left of the picture and above it that belong to its first blocks, 0 to 15: a piece of a photo
    /// begins anywhere in a block.
    pub offset: (usize, usize),
}

impl Compression {
    /// From the picture's corner on.
    pub fn new(quality: u8, chroma: Chroma) -> Self {
        Self {
            quality,
            chroma,
            offset: (0, 0),
        }
    }

    /// The picture as this compression leaves it. A picture with a side of more than 65,535 pixels, which JPEG cannot
    /// hold, stays as it is.
    pub(super) fn apply(&self, picture: Planar) -> Planar {
        let (left, above) = self.offset;
        let size = picture.size();
        // What lies beyond the edge is like the edge.
        let mut photo = Planar::new(size.0 + left, size.1 + above);
        let width = photo.width();
        for channel in 0..3 {
            let plane = picture.plane(channel);
            let to = photo.plane_mut(channel).iter_mut().enumerate();
            for (at, value) in to {
                let x = (at % width).saturating_sub(left);
                let y = (at / width).saturating_sub(above);
                *value = plane[y * size.0 + x];
            }
        }
        match with_quality(&photo, self.quality, self.chroma) {
            Ok(photo) => photo.crop((left, above), size),
            Err(_) => picture,
        }
    }
}
