//! The segments of a JPEG file, which its markers begin.

/// What follows the segments of a scan's head: its compressed pixels.
pub(super) const START_OF_SCAN: u8 = 0xda;
pub(super) const END_OF_IMAGE: u8 = 0xd9;

/// A marker and the bytes of its segment; the end of the image has none.
pub(super) struct Segment<'a> {
    pub marker: u8,
    pub bytes: &'a [u8],
}

/// The segments from the first to the end of the image, the pixels between them left out. It stops where the bytes
/// run out, so a file without a last segment [`END_OF_IMAGE`] is truncated.
pub(super) fn segments(bytes: &[u8]) -> impl Iterator<Item = Segment<'_>> {
    let mut at = Some(2);
    std::iter::from_fn(move || {
        let (segment, next) = segment(bytes, at?)?;
        at = (segment.marker != END_OF_IMAGE).then_some(next);
        Some(segment)
    })
}

/// The first segment from `at` on, and where it ends.
fn segment(bytes: &[u8], mut at: usize) -> Option<(Segment<'_>, usize)> {
    // Within a scan, FF 00 stands for a plain FF and FF D0..D7 are restart points. A marker may be preceded by any
    // number of FF.
    while *bytes.get(at)? != 0xff || matches!(*bytes.get(at + 1)?, 0x00 | 0x01 | 0xd0..=0xd7 | 0xff)
    {
        at += 1;
    }
    let marker = *bytes.get(at + 1)?;
    if marker == END_OF_IMAGE {
        return Some((Segment { marker, bytes: &[] }, at + 2));
    }
    let length = u16::from_be_bytes([*bytes.get(at + 2)?, *bytes.get(at + 3)?]);
    let end = at + 2 + usize::from(length).max(2);
    let bytes = bytes.get(at + 4..end)?;
    Some((Segment { marker, bytes }, end))
}
