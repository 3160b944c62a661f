//! Measuring a pack's quality by the protocol of the papers that this project follows.
//!
//! A folder of clean photos is degraded ([`Degradation`], by default Gaussian noise) and restored.
//! A folder with `input` and `target` folders in it holds pairs: rain, haze, anything. Photos are
//! center-cropped to a multiple of 16, run whole, and compared by [`dynet_core::metrics`]; the
//! results are means over the photos.

#![warn(missing_docs)]
#![forbid(unsafe_code)]

pub mod label;
pub mod plot;
mod protocol;
mod set;

pub use protocol::Protocol;
pub use set::{Pair, Set};

use dynet::restorer::{Options, Restorer};
use dynet_core::metrics::{luma, psnr, ssim};
use dynet_core::{Error, ErrorKind, Planar, Result};
use dynet_degrade::Degradation;
use dynet_image::Photo;
use dynet_pack::Quality;
use std::path::Path;

/// Sides are cut to a multiple of this, as in the papers' own code.
const CROP: usize = 16;
/// Photos up to this many pixels run whole; larger ones in tiles, for memory's sake.
const WHOLE_PIXELS: usize = 1_200_000;

/// Measures one variant of a pack on a set; one row for each task.
///
/// `progress` receives the number of restorations done, and of all.
///
/// # Errors
/// Those of [`evaluate_with`], and of [`Restorer::restore`].
pub fn evaluate(
    restorer: &Restorer,
    variant: &str,
    set: &Set,
    protocol: &Protocol,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Vec<Quality>> {
    let mut restore = |input: &Planar| {
        let whole = input.pixels() <= WHOLE_PIXELS;
        let options = Options::default()
            .variant(variant)
            .task(protocol.task.clone())
            .levels(protocol.levels.clone())
            .tile(whole.then(|| input.width().max(input.height())));
        Ok(restorer.restore(input, &options)?.image)
    };
    evaluate_with(&mut restore, variant, set, protocol, progress)
}

/// Measures anything that restores pictures: a network under training, another program.
///
/// `restore` gets pictures whose sides are multiples of 16; `variant` names it in the rows.
///
/// # Errors
/// Names the photo: one that cannot be read, has no pair or one of another size, or is under
/// 16x16; those of `restore`.
pub fn evaluate_with(
    restore: &mut dyn FnMut(&Planar) -> Result<Planar>,
    variant: &str,
    set: &Set,
    protocol: &Protocol,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Vec<Quality>> {
    let tasks: Vec<(String, Option<Degradation>)> = if set.paired {
        vec![(set.task(), None)]
    } else {
        let task = |what: &Degradation| (what.to_string(), Some(*what));
        protocol.degradations.iter().map(task).collect()
    };
    let total = tasks.len() * set.pairs.len();
    let mut rows: Vec<Quality> = tasks
        .iter()
        .map(|(task, _)| row(&set.name, task, variant))
        .collect();
    for (index, pair) in set.pairs.iter().enumerate() {
        let target = centre(&pair.target)?;
        for (number, (_, degradation)) in tasks.iter().enumerate() {
            let input = match degradation {
                Some(degradation) => degradation.apply(&target, protocol.seed, index as u64)?,
                None => centre(&pair.input)?,
            };
            measure(restore, [&input, &target], protocol.luma, &mut rows[number])
                .map_err(|e| e.in_file(&pair.input))?;
            progress(index * tasks.len() + number + 1, total);
        }
    }
    for row in &mut rows {
        let images = row.images as f64;
        for sum in [
            &mut row.psnr_in,
            &mut row.psnr,
            &mut row.ssim_in,
            &mut row.ssim,
        ] {
            *sum /= images;
        }
    }
    Ok(rows)
}

fn row(set: &str, task: &str, variant: &str) -> Quality {
    Quality {
        set: set.into(),
        task: task.into(),
        variant: variant.into(),
        images: 0,
        psnr_in: 0.0,
        psnr: 0.0,
        ssim_in: 0.0,
        ssim: 0.0,
    }
}

/// Adds one photo's figures to the sums in `row`.
fn measure(
    restore: &mut dyn FnMut(&Planar) -> Result<Planar>,
    [input, target]: [&Planar; 2],
    brightness: bool,
    row: &mut Quality,
) -> Result<()> {
    let seen = |picture: &Planar| match brightness {
        true => luma(picture),
        false => picture.clone(),
    };
    let wanted = seen(target);
    let compare = |picture: &Planar| -> Result<[f64; 2]> {
        let picture = seen(picture);
        Ok([psnr(&picture, &wanted)?, ssim(&picture, &wanted)?])
    };
    // First of all, so that a pair of different sizes is found before the long work.
    let [psnr, ssim] = compare(input)?;
    row.psnr_in += psnr;
    row.ssim_in += ssim;
    let [psnr, ssim] = compare(&restore(input)?)?;
    row.psnr += psnr;
    row.ssim += ssim;
    row.images += 1;
    Ok(())
}

/// A photo's center crop, both sides a multiple of 16.
fn centre(path: &Path) -> Result<Planar> {
    let image = Photo::open(path)?.pixels;
    let (width, height) = (image.width() / CROP * CROP, image.height() / CROP * CROP);
    if width == 0 || height == 0 {
        return Err(Error::new(
            ErrorKind::Argument,
            format!(
                "a photo of {}x{} is too small to be measured; the minimum is {CROP}x{CROP}",
                image.width(),
                image.height()
            ),
        )
        .in_file(path));
    }
    let (left, top) = ((image.width() - width) / 2, (image.height() - height) / 2);
    Ok(image.crop((left, top), (width, height)))
}
