//! Java's pixels: packed into an int, and with premultiplied opacity.

/// Red, green, blue and opacity of a pixel of `Bitmap.getPixels`.
pub(super) fn from_argb(pixel: i32) -> [u8; 4] {
    let [alpha, red, green, blue] = pixel.to_be_bytes();
    [red, green, blue, alpha]
}

/// The other way.
pub(super) fn to_argb([red, green, blue, alpha]: [u8; 4]) -> i32 {
    i32::from_be_bytes([alpha, red, green, blue])
}

/// Undoes premultiplied opacity, as a network needs it. Invisible pixels become black.
pub(super) fn straight([red, green, blue, alpha]: [u8; 4]) -> [u8; 4] {
    let divide = |colour: u8| match u32::from(alpha) {
        0 => 0,
        // A color above its opacity is not premultiplied; the brightest is nearest.
        alpha => ((u32::from(colour) * 255 + alpha / 2) / alpha).min(255) as u8,
    };
    [divide(red), divide(green), divide(blue), alpha]
}

/// Premultiplies the colors by opacity, as in a `Bitmap`.
pub(super) fn premultiplied([red, green, blue, alpha]: [u8; 4]) -> [u8; 4] {
    let multiply = |colour: u8| ((u32::from(colour) * u32::from(alpha) + 127) / 255) as u8;
    [multiply(red), multiply(green), multiply(blue), alpha]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_int_holds_opacity_above_the_colours() {
        assert_eq!(from_argb(0x80ff_4020_u32 as i32), [0xff, 0x40, 0x20, 0x80]);
        assert_eq!(to_argb([0xff, 0x40, 0x20, 0x80]), 0x80ff_4020_u32 as i32);
    }

    #[test]
    fn every_premultiplied_colour_survives_both_ways() {
        for alpha in 0..=255 {
            for colour in 0..=alpha {
                let pixel = [colour, 0, alpha, alpha];
                assert_eq!(premultiplied(straight(pixel)), pixel, "{colour} of {alpha}");
            }
        }
        assert_eq!(straight([64, 128, 200, 128]), [128, 255, 255, 128]);
        assert_eq!(straight([9, 99, 199, 255]), [9, 99, 199, 255]);
    }
}
