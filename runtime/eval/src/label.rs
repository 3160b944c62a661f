//! Small black letters on a picture.

use dynet_core::Planar;
use font8x8::legacy::BASIC_LEGACY;

/// Rows of a letter, before scaling; a letter is as wide as it is high.
pub const HEIGHT: usize = 8;

/// Writes `text` with its upper left corner at `(left, top)`, clipped to `width` pixels and to the picture.
pub fn draw(
    sheet: &mut Planar,
    text: &str,
    (left, top): (usize, usize),
    width: usize,
    scale: usize,
) {
    let cell = HEIGHT * scale;
    for (position, letter) in text.chars().enumerate().take(width / cell) {
        // Letters beyond ASCII show as a question mark.
        let code = if letter.is_ascii() {
            letter as usize
        } else {
            '?' as usize
        };
        let rows = BASIC_LEGACY[code];
        for y in 0..cell {
            for x in 0..cell {
                let (column, row) = (left + position * cell + x, top + y);
                let inside = column < sheet.width() && row < sheet.height();
                if inside && rows[y / scale] >> (x / scale) & 1 == 1 {
                    let at = row * sheet.width() + column;
                    (0..3).for_each(|channel| sheet.plane_mut(channel)[at] = 0.0);
                }
            }
        }
    }
}
