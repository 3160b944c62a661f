//! A photo and its restoration by every variant: side by side in one picture, and as a page.

use super::page::page;
use dynet::restorer::{Options, Report, Restorer};
use dynet_core::files::write_atomic;
use dynet_core::{Planar, Result};
use dynet_eval::label;
use dynet_image::Photo;
use std::path::{Path, PathBuf};

/// White between the pictures, in pixels.
const GAP: usize = 8;

/// A variant's restoration of the photo.
pub struct Shown {
    pub name: String,
    pub image: Planar,
    /// Its milliseconds, without the preparation of its graph.
    pub ms: f64,
}

/// Where the comparison was written.
pub struct Written {
    pub picture: PathBuf,
    pub page: PathBuf,
}

/// Restores `before` with the variants that are not known yet (`photo` and `report` are) and writes both
/// comparisons beside `output`.
pub fn write(
    restorer: &Restorer,
    options: &Options,
    input: &Path,
    before: &Planar,
    (photo, report): (&Photo, &Report),
    output: &Path,
) -> Result<Written> {
    let variants = every_variant(restorer, options, before, report, &photo.pixels)?;
    let written = Written {
        picture: output.with_extension("compare.png"),
        page: output.with_extension("compare.html"),
    };
    side_by_side(before, &variants).save(&written.picture)?;
    let name = input.file_name().unwrap_or_default().to_string_lossy();
    let page = page(&name, photo, before, &variants)?;
    write_atomic(&written.page, page.as_bytes())?;
    Ok(written)
}

fn every_variant(
    restorer: &Restorer,
    options: &Options,
    photo: &Planar,
    report: &Report,
    restored: &Planar,
) -> Result<Vec<Shown>> {
    let variants = restorer.pack().manifest().variants.iter();
    let shown = variants.map(|variant| {
        let (image, report) = if variant.name == report.variant {
            (restored.clone(), report.clone())
        } else {
            let options = options.clone().variant(variant.name.clone());
            let restored = restorer.restore(photo, &options)?;
            (restored.image, restored.report)
        };
        Ok(Shown {
            name: variant.name.clone(),
            image,
            ms: report.ms - report.prepare_ms,
        })
    });
    shown.collect()
}

/// Puts the photo and its restorations in a row, each with its name above it.
fn side_by_side(before: &Planar, variants: &[Shown]) -> Photo {
    let (width, height) = before.size();
    let scale = (height / 160).clamp(1, 8);
    let strip = label::HEIGHT * scale + GAP;
    let columns = variants.len() + 1;
    let mut sheet = Planar::new(columns * width + (columns - 1) * GAP, height + strip);
    sheet.data_mut().fill(1.0);
    let variants = variants.iter().map(|shown| (&*shown.name, &shown.image));
    let pictures = std::iter::once(("input", before)).chain(variants);
    for (column, (name, image)) in pictures.enumerate() {
        let left = column * (width + GAP);
        for channel in 0..3 {
            let sheet_width = sheet.width();
            let plane = sheet.plane_mut(channel);
            for (y, row) in image.plane(channel).chunks_exact(width).enumerate() {
                plane[(strip + y) * sheet_width + left..][..width].copy_from_slice(row);
            }
        }
        label::draw(&mut sheet, name, (left, GAP / 2), width, scale);
    }
    Photo::from_pixels(sheet)
}
