//! A photo and its restorations side by side in one picture.

use dynet_runtime::photo::Photo;
use dynet_runtime::photo::label;
use dynet_runtime::restorer::{Options, Report, Restorer};
use dynet_runtime::{Planar, Result};

/// White between the pictures, in pixels.
const GAP: usize = 8;

/// The photo, and what every variant of the pack makes of it; one of them is known already.
pub fn every_variant(
    restorer: &Restorer,
    options: &Options,
    photo: Planar,
    report: &Report,
    restored: &Planar,
) -> Result<Vec<(String, Planar)>> {
    let mut shown = Vec::new();
    for variant in &restorer.pack().manifest().variants {
        let image = if variant.name == report.variant {
            restored.clone()
        } else {
            let options = Options {
                variant: Some(variant.name.clone()),
                ..options.clone()
            };
            restorer.restore(&photo, &options)?.image
        };
        shown.push((variant.name.clone(), image));
    }
    shown.insert(0, ("input".to_owned(), photo));
    Ok(shown)
}

/// Puts equally large pictures in a row, each with its name above it.
pub fn side_by_side(pictures: &[(String, Planar)]) -> Photo {
    let (width, height) = pictures
        .first()
        .map_or((1, 1), |(_, image)| (image.width, image.height));
    let scale = (height / 160).clamp(1, 8);
    let strip = label::HEIGHT * scale + GAP;
    let columns = pictures.len();
    let mut sheet = Planar::new(
        columns * width + columns.saturating_sub(1) * GAP,
        height + strip,
    );
    sheet.data.fill(1.0);
    for (column, (name, image)) in pictures.iter().enumerate() {
        let left = column * (width + GAP);
        for channel in 0..3 {
            let sheet_width = sheet.width;
            let plane = sheet.plane_mut(channel);
            for (y, row) in image.plane(channel).chunks_exact(width).enumerate() {
                plane[(strip + y) * sheet_width + left..][..width].copy_from_slice(row);
            }
        }
        label::draw(&mut sheet, name, (left, GAP / 2), width, scale);
    }
    Photo::from_pixels(sheet)
}
