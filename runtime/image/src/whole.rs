//! Detects truncated JPEG and WebP files.
//!
//! The JPEG decoder fills missing parts with gray and reports success, as a viewer would; the WebP
//! decoder ignores that the EXIF block behind the pixels is missing, and with it the orientation.
//! A restored photo that is half gray is worse than an error, so the end of the file is checked
//! first. PNG's decoder checks it itself.

use dynet_core::{Error, ErrorKind, Result};
use image::ImageFormat;

const END_OF_IMAGE: u8 = 0xd9;

/// Refuses a truncated file.
pub(super) fn check(format: ImageFormat, bytes: &[u8]) -> Result<()> {
    let whole = match format {
        ImageFormat::Jpeg => jpeg(bytes).is_some(),
        ImageFormat::WebP => webp(bytes).is_some(),
        _ => true,
    };
    if whole {
        return Ok(());
    }
    Err(Error::new(
        ErrorKind::Photo,
        "the picture is truncated: the file stops before its end; fetch it again from where it came from",
    ))
}

/// Walks the markers until the end of the image; bytes after it (further pictures of a
/// multi-picture file) do not matter. `None` when the bytes run out before.
fn jpeg(bytes: &[u8]) -> Option<()> {
    let mut at = 2;
    loop {
        // Within a scan, FF 00 stands for a plain FF and FF D0..D7 are restart points.
        while *bytes.get(at)? != 0xff || matches!(*bytes.get(at + 1)?, 0x00 | 0x01 | 0xd0..=0xd7) {
            at += 1;
        }
        match *bytes.get(at + 1)? {
            END_OF_IMAGE => return Some(()),
            // A marker may be preceded by any number of FF.
            0xff => at += 1,
            _ => {
                let length = u16::from_be_bytes([*bytes.get(at + 2)?, *bytes.get(at + 3)?]);
                at += 2 + usize::from(length);
            }
        }
    }
}

/// The container says how long it is, its first 8 bytes not counted.
fn webp(bytes: &[u8]) -> Option<()> {
    let length = u32::from_le_bytes(bytes.get(4..8)?.try_into().ok()?);
    (bytes.len() as u64 >= 8 + u64::from(length)).then_some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_marker_inside_a_thumbnail_does_not_count() {
        let app1_with_thumbnail = b"\xff\xe1\x00\x06\xff\xd8\xff\xd9";
        let scan = b"\xff\xda\x00\x02\x12\xff\x00\x34\xff\xd0\x56";
        let mut bytes = b"\xff\xd8".to_vec();
        bytes.extend(app1_with_thumbnail);
        assert_eq!(jpeg(&bytes), None);
        bytes.extend(scan);
        assert_eq!(jpeg(&bytes), None);
        bytes.extend(b"\xff\xd9");
        assert_eq!(jpeg(&bytes), Some(()));
        bytes.extend(b"another picture");
        assert_eq!(jpeg(&bytes), Some(()));
    }
}
