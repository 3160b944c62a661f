//! How strongly a JPEG file was compressed, from its own quantization table.

use super::jpeg_markers::{START_OF_SCAN, segments};

/// Steps of quantization for brightness at quality 50, in the order of the file (zigzag): table K.1 of ITU-T T.81.
#[rustfmt::skip]
const STANDARD: [u16; 64] = [
    16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40,
    26, 24, 22, 22, 24, 49, 35, 37, 29, 40, 58, 51, 61, 60, 57, 51,
    56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81, 87,
    95, 98, 103, 104, 103, 62, 77, 113, 121, 112, 100, 120, 92, 101, 103, 99,
];

/// The quality, 1 to 100, at which the table of the Independent JPEG Group's library is nearest to the file's table for
/// brightness. Cameras and editors have other tables; for them this is an equivalent. `None` for a file without
/// that table.
pub(super) fn jpeg_quality(bytes: &[u8]) -> Option<u8> {
    let table = table(bytes)?;
    let apart = |quality: u8| -> u32 {
        let pairs = table.iter().zip(STANDARD);
        pairs
            .map(|(step, standard)| u32::from(step.abs_diff(scaled(standard, quality))))
            .sum()
    };
    // Of two equal ones, the higher quality, which means less damage.
    (1..=100).rev().min_by_key(|quality| apart(*quality))
}

/// A step at a quality, as the library scales it.
fn scaled(standard: u16, quality: u8) -> u16 {
    let quality = u16::from(quality);
    let percent = if quality < 50 {
        5000 / quality
    } else {
        200 - 2 * quality
    };
    (u32::from(standard) * u32::from(percent) + 50)
        .div_euclid(100)
        .clamp(1, 255) as u16
}

/// The quantization table for brightness, which has the number 0.
fn table(bytes: &[u8]) -> Option<[u16; 64]> {
    const QUANTIZATION: u8 = 0xdb;
    segments(bytes)
        .take_while(|segment| segment.marker != START_OF_SCAN)
        .filter(|segment| segment.marker == QUANTIZATION)
        .find_map(|segment| first(segment.bytes))
}

/// Table 0 of a segment, which may hold several, with one or two bytes per step.
fn first(mut segment: &[u8]) -> Option<[u16; 64]> {
    loop {
        let (&head, rest) = segment.split_first()?;
        let (number, wide) = (head & 15, head >> 4 != 0);
        let size = if wide { 128 } else { 64 };
        let steps = rest.get(..size)?;
        if number == 0 {
            return Some(std::array::from_fn(|at| match wide {
                true => u16::from_be_bytes([steps[2 * at], steps[2 * at + 1]]),
                false => u16::from(steps[at]),
            }));
        }
        segment = &rest[size..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_jpeg_has_no_quality() {
        assert_eq!(jpeg_quality(b""), None);
        assert_eq!(jpeg_quality(b"\xff\xd8\xff\xda\0\x02"), None);
        // A truncated table, and a segment with a wrong length.
        assert_eq!(jpeg_quality(b"\xff\xd8\xff\xdb\0\x43\0\x01\x02"), None);
        assert_eq!(jpeg_quality(b"\xff\xd8\xff\xdb\0\0\xff\xdb\0\0"), None);
    }

    #[test]
    fn tables_of_two_bytes_a_step_are_read() {
        let mut bytes = b"\xff\xd8\xff\xdb".to_vec();
        bytes.extend((2 + 1 + 128_u16).to_be_bytes());
        bytes.push(0x10);
        bytes.extend(STANDARD.iter().flat_map(|step| step.to_be_bytes()));
        assert_eq!(jpeg_quality(&bytes), Some(50));
    }
}
