//! Runs a pack's prompter on a photo, before its tiles are restored.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Restorer;
use crate::tile::reflect_pad;
use dynet_core::{Error, ErrorKind, Planar, Result};
use dynet_pack::{Level, Prompter};

/// A prompter's view of a photo.
pub(super) struct View {
    /// The photo, or pieces of a large one, at full resolution.
    pieces: Planar,
    /// The downscaled photo, for a prompter that finds levels in it.
    overview: Option<Planar>,
}

impl Restorer {
    /// The latent for all tiles of a photo: the prompter's output for its view, in which the caller's levels
    /// replace the found ones. `None` if the pack has no prompter.
    ///
    /// # Errors
    /// [`ErrorKind::Argument`] for a level that the pack does not have, or a value that is below 0 or not finite.
    pub(super) fn latent(
        &self,
        view: Option<&View>,
        set: &BTreeMap<String, f32>,
    ) -> Result<Option<Vec<f32>>> {
        let levels = self.known_levels();
        for (name, value) in set {
            if !levels.iter().any(|level| level.name == *name) {
                return Err(unknown_level(name, levels));
            }
            if !(value.is_finite() && *value >= 0.0) {
                let text = format!("the level {name} is {value}: give a number of 0 or more");
                return Err(Error::new(ErrorKind::Argument, text));
            }
        }
        let Some(view) = view else { return Ok(None) };
        let mut latent = self.chain.latent(&self.pack, &view.pieces)?;
        let overview = match &view.overview {
            Some(overview) => self.chain.latent(&self.pack, overview)?,
            None => Vec::new(),
        };
        for (at, (value, level)) in latent.iter_mut().zip(levels).enumerate() {
            let off = level
                .part_of
                .as_ref()
                .is_some_and(|whole| set.get(whole) == Some(&0.0));
            let found = match overview.get(at) {
                _ if off => 0.0,
                Some(seen) if level.from_overview => *seen,
                _ => *value,
            };
            *value = set.get(&level.name).copied().unwrap_or(found);
        }
        Ok(Some(latent))
    }

    /// The latent's values by name, if they are levels.
    pub(super) fn levels(&self, latent: Option<&[f32]>) -> Vec<(String, f32)> {
        let names = self.known_levels().iter().map(|level| level.name.clone());
        let values = latent.unwrap_or_default();
        names.zip(values.iter().copied()).collect()
    }

    fn known_levels(&self) -> &[Level] {
        let prompter = self.pack.manifest().prompter.as_ref();
        prompter.map_or(&[], |prompter| &prompter.levels)
    }

    /// The prompter's view of `photo`, which is `None` if only rows of it are in memory; `None` if the pack has
    /// no prompter.
    pub(super) fn view(&self, photo: Option<&Planar>) -> Result<Option<View>> {
        match (&self.pack.manifest().prompter, photo) {
            (None, _) => Ok(None),
            (Some(prompter), Some(photo)) => Ok(Some(View {
                pieces: pieces_of(photo, prompter),
                overview: overview_of(photo, prompter),
            })),
            (Some(_), None) => Err(Error::new(
                ErrorKind::Argument,
                "this pack's network needs the whole photo first, so it cannot read it row by \
                 row: give the whole photo",
            )),
        }
    }
}

/// The downscaled photo; `None` if no level is found in it, or if the photo is not larger than that.
fn overview_of(photo: &Planar, prompter: &Prompter) -> Option<Planar> {
    let side = prompter.overview;
    if !prompter.levels.iter().any(|level| level.from_overview)
        || photo.width().max(photo.height()) <= side
    {
        return None;
    }
    let small = photo.downscaled((side, side));
    let [width, height] =
        [small.width(), small.height()].map(|side| side.next_multiple_of(prompter.multiple));
    Some(reflect_pad(&small, width, height))
}

fn unknown_level(name: &str, levels: &[Level]) -> Error {
    let names: Vec<&str> = levels.iter().map(|level| &*level.name).collect();
    let text = match names[..] {
        [] => format!("this pack's network takes no levels, so {name} cannot be set"),
        _ => format!(
            "this pack has no level {name}: give one of {}",
            names.join(", ")
        ),
    };
    Error::new(ErrorKind::Argument, text)
}

/// Width and height of the prompter's view of a photo of that size, padded to its multiple.
pub(super) fn seen((width, height): (usize, usize), prompter: &Prompter) -> [usize; 2] {
    [width, height].map(|side| {
        let pieces = pieces(side, prompter.longest);
        length(&pieces).next_multiple_of(prompter.multiple)
    })
}

fn length(pieces: &[Range<usize>]) -> usize {
    pieces.iter().map(Range::len).sum()
}

/// The side of the pieces of a large photo.
const PIECE: usize = 128;

/// A photo, or pieces from all over a large one side by side, padded to the prompter's multiple.
///
/// Pieces have full resolution, as the patches that prompters are trained on: downscaling a photo would remove the
/// noise that the prompter must see.
fn pieces_of(photo: &Planar, prompter: &Prompter) -> Planar {
    let [across, down] = [photo.width(), photo.height()].map(|side| pieces(side, prompter.longest));
    let mut view = Planar::new(length(&across), length(&down));
    let (width, rows) = (view.width(), down.into_iter().flatten());
    for (y, from) in rows.enumerate() {
        for channel in 0..3 {
            let row = &photo.plane(channel)[from * photo.width()..][..photo.width()];
            let parts = across.iter().flat_map(|piece| &row[piece.clone()]);
            let to = &mut view.plane_mut(channel)[y * width..][..width];
            to.iter_mut()
                .zip(parts)
                .for_each(|(to, value)| *to = *value);
        }
    }
    let [width, height] = seen(photo.size(), prompter);
    reflect_pad(&view, width, height)
}

/// The parts of a side that the prompter sees: all of it, or evenly spaced pieces of up to `longest` together.
fn pieces(side: usize, longest: usize) -> Vec<Range<usize>> {
    let (count, length) = match longest / PIECE {
        _ if side <= longest => (1, side),
        0 | 1 => (1, longest),
        count => (count, PIECE),
    };
    let room = side - length;
    let start = |n: usize| match count {
        1 => room / 2,
        _ => n * room / (count - 1),
    };
    (0..count).map(|n| start(n)..start(n) + length).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_photo_is_looked_at_in_pieces_at_full_resolution() {
        let prompter = |longest| Prompter {
            latent: 1,
            levels: Vec::new(),
            longest,
            overview: 256,
            multiple: 16,
            parameters: 0,
            graphs: Vec::new(),
        };
        // Each pixel encodes its position.
        let mut photo = Planar::new(1000, 210);
        for at in 0..1000 * 210 {
            photo.plane_mut(0)[at] = (at % 1000) as f32;
            photo.plane_mut(1)[at] = (at / 1000) as f32;
        }
        let at = |view: &Planar, x: usize, y: usize| {
            [0, 1].map(|channel| view.plane(channel)[y * view.width() + x] as usize)
        };
        let whole = pieces_of(&photo, &prompter(1000));
        assert_eq!(whole.size(), (1008, 224));
        assert_eq!(at(&whole, 999, 209), [999, 209]);

        let small = pieces_of(&photo, &prompter(512));
        assert_eq!(small.size(), (512, 224));
        for (x, from) in [
            (0, 0),
            (127, 127),
            (128, 290),
            (256, 581),
            (384, 872),
            (511, 999),
        ] {
            assert_eq!(at(&small, x, 209), [from, 209]);
        }
        let middle = pieces_of(&photo, &prompter(200));
        assert_eq!(middle.size(), (208, 208));
        assert_eq!(at(&middle, 0, 0), [400, 5]);

        let little = pieces_of(&Planar::new(1, 50), &prompter(64));
        assert_eq!(little.size(), (16, 64));
    }
}
