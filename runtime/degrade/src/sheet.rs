//! A contact sheet, to look at what the network is trained on.

use crate::{TrainingDegradation, random};
use dynet_core::Planar;

/// Pixels between the pictures.
const GAP: usize = 4;

/// One row for each picture, one column for each degradation, white between them.
///
/// Pictures may differ in size; each column and row is as wide and high as the largest.
pub fn contact_sheet(pictures: &[Planar], columns: &[TrainingDegradation], seed: u64) -> Planar {
    let width = pictures.iter().map(|p| p.width()).max().unwrap_or(0) + GAP;
    let height = pictures.iter().map(|p| p.height()).max().unwrap_or(0) + GAP;
    let mut sheet = Planar::new(width * columns.len() + GAP, height * pictures.len() + GAP);
    sheet.data_mut().fill(1.0);
    for (row, picture) in pictures.iter().enumerate() {
        for (column, degradation) in columns.iter().enumerate() {
            let index = (row * columns.len() + column) as u64;
            let mut rng = random::stream(random::DEGRADATIONS, seed, index);
            let degraded = degradation.apply(picture, &mut rng);
            paste(
                &mut sheet,
                &degraded,
                column * width + GAP,
                row * height + GAP,
            );
        }
    }
    sheet
}

/// Puts a picture onto a sheet with its upper left corner at `(left, top)`; it must fit there.
pub fn paste(sheet: &mut Planar, picture: &Planar, left: usize, top: usize) {
    for channel in 0..3 {
        let lines = picture.plane(channel).chunks_exact(picture.width());
        let width = sheet.width();
        for (y, line) in lines.enumerate() {
            sheet.plane_mut(channel)[(top + y) * width + left..][..line.len()]
                .copy_from_slice(line);
        }
    }
}
