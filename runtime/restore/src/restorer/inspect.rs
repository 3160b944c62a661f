//! What is wrong with a photo, with the help of the pack's network.

use super::{Options, Restorer};
use crate::degradation::{Degradation, estimate, removed};
use dynet_core::{Planar, Result};

/// A larger photo is examined twice: scaled down to this side, which shows haze, and its center at full
/// resolution, which shows the streaks of rain.
const SIDE: usize = 512;

impl Restorer {
    /// What is wrong with a photo; `None` when nothing is, or when unsure.
    ///
    /// First, [`estimate`] examines the photo alone. If it finds nothing, the pack's lightest variant
    /// restores the photo, or views of up to 512 pixels of it, and [`removed`] says whether that removed
    /// rain or haze. So a pack only detects those that it was trained to remove.
    ///
    /// With the shipped pack: rain in 21 of 24 photos of Rain100L (in their clean originals 1), haze in all 6 of SOTS (in
    /// the originals none), either in 2 of the 68 of CBSD68 and in none of ten photos held out; in some 7 of the 121 clean
    /// photos that the limits were chosen by, most of them pale and of few colors.
    ///
    /// # Errors
    /// As [`Restorer::restore`].
    pub fn inspect(&self, photo: &Planar) -> Result<Option<Degradation>> {
        if let Some(found) = estimate(photo) {
            return Ok(Some(found));
        }
        for view in views(photo) {
            if let Some(found) = removed(&view, &self.restore(&view, &self.lightest())?.image) {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    fn lightest(&self) -> Options {
        let variants = self.pack().manifest().variants.iter();
        let lightest = variants.min_by(|a, b| a.macs_per_pixel.total_cmp(&b.macs_per_pixel));
        Options {
            variant: lightest.map(|variant| variant.name.clone()),
            ..Options::default()
        }
    }
}

fn views(photo: &Planar) -> Vec<Planar> {
    if photo.width().max(photo.height()) <= SIDE {
        return vec![photo.clone()];
    }
    let (width, height) = (photo.width().min(SIDE), photo.height().min(SIDE));
    let middle = ((photo.width() - width) / 2, (photo.height() - height) / 2);
    vec![
        photo.downscaled((SIDE, SIDE)),
        photo.crop(middle, (width, height)),
    ]
}
