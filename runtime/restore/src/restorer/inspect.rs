//! What is wrong with a photo, with the help of the pack's network.

use super::{Options, Restorer};
use crate::degradation::{Degradation, estimate, removed};
use dynet_core::{Planar, Result};

/// A photo that is larger is looked at twice: shrunk to this side, where a view of the whole tells haze, and
/// its middle, where streaks are as wide as they are.
const SIDE: usize = 512;

impl Restorer {
    /// What is wrong with a photo; `None` when nothing is, or it is not sure.
    ///
    /// First what [`estimate`] finds from the photo alone. Where that is nothing, the pack's lightest
    /// variant restores the photo, or views of up to 512 pixels of it, and
    /// [`removed`] says whether it took rain or haze off: a pack tells those that it was trained to remove.
    ///
    /// With the shipped pack: rain in 21 of 24 photos of Rain100L (in their clean originals 1), haze in all 6 of SOTS (in
    /// the originals none), either in 2 of the 68 of CBSD68 and in none of ten photos held out; in some 7 of the 121 clean
    /// photos that the limits were chosen by, most of them pale and of few colours.
    ///
    /// # Errors
    /// As [`Restorer::restore`].
    pub fn inspect(&self, photo: &Planar) -> Result<Option<Degradation>> {
        photo.check()?;
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
    if photo.width.max(photo.height) <= SIDE {
        return vec![photo.clone()];
    }
    let (width, height) = (photo.width.min(SIDE), photo.height.min(SIDE));
    let middle = ((photo.width - width) / 2, (photo.height - height) / 2);
    vec![
        photo.shrunk((SIDE, SIDE)),
        photo.part(middle, (width, height)),
    ]
}
