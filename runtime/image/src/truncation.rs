//! Detects truncated JPEG and WebP files.
//!
//! The JPEG decoder fills missing parts with gray and reports success, as a viewer would; the WebP
//! decoder ignores that the EXIF block behind the pixels is missing, and with it the orientation.
//! A restored photo that is half gray is worse than an error, so the end of the file is checked
//! first. PNG's decoder checks it itself.

use super::jpeg_markers::{END_OF_IMAGE, segments};
use dynet_core::{Error, ErrorKind, Result};
use image::ImageFormat;

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

/// Looks for the end of the image; bytes after it (further pictures of a multi-picture file) do not matter.
fn jpeg(bytes: &[u8]) -> Option<()> {
    let last = segments(bytes).last()?;
    (last.marker == END_OF_IMAGE).then_some(())
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
