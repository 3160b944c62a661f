//! Decodes a file's bytes to a photo. The bytes are not trusted: sizes are checked before memory is
//! allocated, and a truncated picture is an error, never a half-gray photo.

use super::jpeg_quality::jpeg_quality;
use super::{Photo, tiff, truncation};
use dynet_core::Planar;
use dynet_core::{Error, ErrorKind, Result};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};
use std::io::Cursor;

/// 200 megapixels take 2.4 GB as planar RGB: more than any phone or camera of today gives.
const MAX_PIXELS: u64 = 200_000_000;
/// The largest side that JPEG's 16 bits can express.
const MAX_SIDE: u32 = 65_535;
/// What a decoder may allocate: 200 megapixels of 16-bit RGBA.
const MAX_DECODER_BYTES: u64 = MAX_PIXELS * 8;
/// What a decoder may allocate for metadata; profiles of cameras have kilobytes, of printers some
/// megabytes.
const MAX_METADATA_BYTES: u64 = 64 << 20;

/// A decoded file, before its channels are split and its orientation is applied.
pub(super) struct Opened {
    pub picture: DynamicImage,
    pub orientation: Orientation,
    pub icc: Option<Vec<u8>>,
    pub exif: Option<Vec<u8>>,
    /// The colors are premultiplied by the opacity.
    pub multiplied: bool,
}

pub(super) fn decode(bytes: &[u8]) -> Result<Photo> {
    let format = format(bytes)?;
    truncation::check(format, bytes)?;
    let mut opened = match format {
        ImageFormat::Tiff => tiff::read(bytes, MAX_DECODER_BYTES)?,
        _ => open(format, bytes)?,
    };
    opened.picture.apply_orientation(opened.orientation);
    let mut photo = split(opened.picture)?;
    if opened.multiplied {
        divide_by_alpha(&mut photo);
    }
    photo.icc = opened.icc.filter(|icc| fits(icc, photo.is_grayscale));
    photo.exif = opened.exif;
    if format == ImageFormat::Jpeg {
        photo.jpeg_quality = jpeg_quality(bytes);
    }
    Ok(photo)
}

/// PNG, JPEG and WebP.
fn open(format: ImageFormat, bytes: &[u8]) -> Result<Opened> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    // Up to the pixels, only metadata takes memory: a color profile of a few bytes may unpack to
    // gigabytes of zeros.
    limits.max_alloc = Some(MAX_METADATA_BYTES);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits.clone());
    let mut decoder = reader.into_decoder().map_err(explain)?;
    limits.max_alloc = Some(MAX_DECODER_BYTES);
    decoder.set_limits(limits).map_err(explain)?;

    let (width, height) = decoder.dimensions();
    check_size(width, height)?;
    // Damaged metadata is no reason to refuse the pixels.
    let mut exif = decoder.exif_metadata().unwrap_or(None);
    let orientation = exif
        .as_mut()
        .and_then(|exif| Orientation::remove_from_exif_chunk(exif))
        .unwrap_or(Orientation::NoTransforms);
    if let Some(exif) = &mut exif {
        tiff::unlink_thumbnail(exif);
    }
    let icc = decoder.icc_profile().unwrap_or(None);
    Ok(Opened {
        picture: DynamicImage::from_decoder(decoder).map_err(explain)?,
        orientation,
        icc,
        exif,
        multiplied: false,
    })
}

fn format(bytes: &[u8]) -> Result<ImageFormat> {
    let photo = |message: &str| Error::new(ErrorKind::Photo, message);
    if bytes.is_empty() {
        return Err(photo("the file is empty (zero bytes)"));
    }
    match image::guess_format(bytes) {
        Ok(
            format @ (ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP | ImageFormat::Tiff),
        ) => Ok(format),
        // BigTIFF, for files over 4 GB.
        Err(_) if bytes.starts_with(b"II+\0") || bytes.starts_with(b"MM\0+") => {
            Ok(ImageFormat::Tiff)
        }
        Ok(other) => Err(unsupported(&format!("{other:?}").to_uppercase())),
        // Phones' HEIC and its relatives: an ISO media file.
        Err(_) if bytes.get(4..8) == Some(b"ftyp") => Err(unsupported("HEIC or other ISO media")),
        Err(_) => Err(photo(
            "this is not a picture: its content is not PNG, JPEG, WebP or TIFF, whatever its name says",
        )),
    }
}

pub(super) fn unsupported(what: &str) -> Error {
    Error::new(
        ErrorKind::Unsupported,
        format!("{what} files are not supported; convert it to an ordinary PNG, JPEG or TIFF"),
    )
}

pub(super) fn too_large(what: &str) -> Error {
    Error::new(
        ErrorKind::TooLarge,
        format!(
            "the picture is too large ({what}); the limit is {} megapixels and {MAX_SIDE} pixels a side",
            MAX_PIXELS / 1_000_000
        ),
    )
}

pub(super) fn check_size(width: u32, height: u32) -> Result<()> {
    let pixels = u64::from(width) * u64::from(height);
    if width > MAX_SIDE || height > MAX_SIDE || pixels > MAX_PIXELS {
        return Err(too_large(&format!("{width}x{height} pixels")));
    }
    Ok(())
}

pub(super) fn damaged() -> Error {
    Error::new(
        ErrorKind::Photo,
        "the picture is truncated or damaged; fetch it again from where it came from",
    )
}

fn explain(error: ImageError) -> Error {
    match error {
        ImageError::Unsupported(_) => Error::new(
            ErrorKind::Unsupported,
            "this kind of picture is not supported; convert it to an ordinary PNG",
        ),
        ImageError::Limits(_) => too_large("over the decoder's limits"),
        _ => damaged(),
    }
    .caused_by(error)
}

/// A profile describes one color space; pixels converted away from it (CMYK) must not keep it.
fn fits(icc: &[u8], grey: bool) -> bool {
    let space: &[u8] = if grey { b"GRAY" } else { b"RGB " };
    icc.get(16..20) == Some(space)
}

fn split(picture: DynamicImage) -> Result<Photo> {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let channels = usize::from(picture.color().channel_count());
    let is_16_bit = usize::from(picture.color().bytes_per_pixel()) == 2 * channels;
    let (data, alpha) = match &picture {
        DynamicImage::ImageLuma8(_)
        | DynamicImage::ImageLumaA8(_)
        | DynamicImage::ImageRgb8(_)
        | DynamicImage::ImageRgba8(_) => {
            let raw = picture.as_bytes();
            (
                planes(raw, channels, |v| f32::from(v) / 255.0),
                alpha(raw, channels, |v| u16::from(v) * 257),
            )
        }
        DynamicImage::ImageLuma16(image) => sixteen(image.as_raw(), channels),
        DynamicImage::ImageLumaA16(image) => sixteen(image.as_raw(), channels),
        DynamicImage::ImageRgb16(image) => sixteen(image.as_raw(), channels),
        DynamicImage::ImageRgba16(image) => sixteen(image.as_raw(), channels),
        _ => return Err(unsupported("floating point picture")),
    };
    Ok(Photo {
        pixels: Planar::from_data(width, height, data).map_err(|_| damaged())?,
        alpha,
        is_grayscale: channels < 3,
        is_16_bit,
        icc: None,
        exif: None,
        jpeg_quality: None,
    })
}

fn sixteen(raw: &[u16], channels: usize) -> (Vec<f32>, Option<Vec<u16>>) {
    (
        planes(raw, channels, |v| f32::from(v) / 65535.0),
        alpha(raw, channels, |v| v),
    )
}

/// One or three interleaved color channels to three planes.
fn planes<T: Copy>(raw: &[T], channels: usize, unit: fn(T) -> f32) -> Vec<f32> {
    let mut data = Vec::with_capacity(raw.len() / channels * 3);
    for plane in 0..3 {
        let channel = if channels < 3 { 0 } else { plane };
        data.extend(raw.chunks_exact(channels).map(|pixel| unit(pixel[channel])));
    }
    data
}

/// Undoes the premultiplication by opacity; invisible pixels become black.
fn divide_by_alpha(photo: &mut Photo) {
    let Some(alpha) = &photo.alpha else { return };
    for channel in 0..3 {
        let plane = photo.pixels.plane_mut(channel);
        for (value, &alpha) in plane.iter_mut().zip(alpha) {
            *value = (*value * 65535.0 / f32::from(alpha.max(1))).min(1.0);
        }
    }
}

/// The last channel, where there are two or four.
fn alpha<T: Copy>(raw: &[T], channels: usize, scale: fn(T) -> u16) -> Option<Vec<u16>> {
    channels.is_multiple_of(2).then(|| {
        raw.chunks_exact(channels)
            .map(|pixel| scale(pixel[channels - 1]))
            .collect()
    })
}
