//! Reads and writes photos as planar RGB, and loses nothing that the network does not change.
//!
//! PNG, JPEG, WebP and TIFF are read and written. Orientation is applied while reading and removed
//! from the EXIF that is kept. Transparency and color profile are kept, too. A gray picture is
//! written as gray, a 16-bit picture with 16 bits if the format supports that.

#![warn(missing_docs)]
#![forbid(unsafe_code)]

mod decode;
mod encode;
mod jpeg_markers;
mod jpeg_quality;
mod tiff;
mod truncation;

use dynet_core::Planar;
use dynet_core::files::write_atomic;
use dynet_core::{Error, ErrorKind, Result};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Files larger than this are refused before they are read.
const MAX_FILE_BYTES: u64 = 1 << 30;

/// File formats that photos are read from and written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// PNG, 8 or 16 bit.
    Png,
    /// JPEG; written with quality 95 and without chroma subsampling.
    Jpeg,
    /// WebP; read lossy or lossless, written lossless.
    WebP,
    /// TIFF, 8 or 16 bit; the first page is read. Written with Deflate compression.
    Tiff,
}

impl Format {
    /// The format that a file name's extension asks for (`png`, `jpg`, `jpeg`, `webp`, `tif`,
    /// `tiff`).
    ///
    /// # Errors
    /// [`ErrorKind::Unsupported`] for any other extension.
    pub fn from_path(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let extension = path.extension().unwrap_or_default().to_string_lossy();
        match extension.to_ascii_lowercase().as_str() {
            "png" => Ok(Self::Png),
            "jpg" | "jpeg" => Ok(Self::Jpeg),
            "webp" => Ok(Self::WebP),
            "tif" | "tiff" => Ok(Self::Tiff),
            _ => Err(Error::new(
                ErrorKind::Unsupported,
                "photos are written as PNG, JPEG, WebP or TIFF; end the name in .png, .jpg, .webp or .tif",
            )
            .in_file(path)),
        }
    }
}

/// A picture with its file's metadata.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Photo {
    /// Red, green and blue, 0 to 1, upright. Equal planes where `is_grayscale`.
    pub pixels: Planar,
    /// Opacity by pixel, row by row, 0 to 65535 (8-bit values times 257). Never changed by a network.
    pub alpha: Option<Vec<u16>>,
    /// The file is grayscale, and is written so again.
    pub is_grayscale: bool,
    /// The file has 16 bits per channel.
    pub is_16_bit: bool,
    /// ICC color profile, as in the file.
    pub icc: Option<Vec<u8>>,
    /// EXIF block, as in the file but without its orientation, which is applied already, and without
    /// its thumbnail. From a TIFF: built from its tags.
    pub exif: Option<Vec<u8>>,
    /// For a JPEG file: the quality, 1 to 100, whose quantization is nearest to the file's. A network that takes levels
    /// accepts `1 - quality / 100` as the level `jpeg`, which is more exact than an estimate from the pixels.
    pub jpeg_quality: Option<u8>,
}

impl Photo {
    /// An 8-bit color photo of these pixels.
    pub fn from_pixels(pixels: Planar) -> Self {
        Self {
            pixels,
            alpha: None,
            is_grayscale: false,
            is_16_bit: false,
            icc: None,
            exif: None,
            jpeg_quality: None,
        }
    }

    /// Reads a photo; the content decides the format, not the name.
    ///
    /// # Errors
    /// Names the file: missing or unreadable, empty, truncated, not a picture, of a kind that is not
    /// supported, or too large (1 GiB of file, 200 megapixels).
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        read(path)
            .and_then(|bytes| Self::decode(&bytes))
            .map_err(|e| e.in_file(path))
    }

    /// Decodes a photo from a file's bytes; see [`Photo::open`].
    ///
    /// # Errors
    /// As [`Photo::open`], without the file's name.
    pub fn decode(bytes: &[u8]) -> Result<Self> {
        decode::decode(bytes)
    }

    /// Writes the photo in the format that the name's extension asks for.
    ///
    /// The write is atomic: a temporary file beside `path` is renamed.
    ///
    /// # Errors
    /// An unknown extension, a folder that is missing or not writable, a picture that is too large
    /// for the format (WebP allows 16383 pixels a side, JPEG 65535).
    pub fn save(&self, path: impl AsRef<Path>) -> Result<()> {
        let path = path.as_ref();
        let bytes = self
            .encode(Format::from_path(path)?)
            .map_err(|e| e.in_file(path))?;
        write_atomic(path, &bytes)
    }

    /// Encodes the photo. JPEG has no transparency: a transparent picture is blended onto white.
    ///
    /// # Errors
    /// A picture that the format cannot hold.
    pub fn encode(&self, format: Format) -> Result<Vec<u8>> {
        encode::encode(self, format)
    }
}

fn read(path: &Path) -> Result<Vec<u8>> {
    let file = File::open(path).map_err(|e| Error::io("open", path, e))?;
    let metadata = file.metadata().map_err(|e| Error::io("read", path, e))?;
    if metadata.is_dir() {
        return Err(Error::new(
            ErrorKind::Photo,
            "this is a folder; name the photos in it",
        ));
    }
    let mut bytes = Vec::new();
    // The limit again while reading: devices and pipes have no size.
    file.take(MAX_FILE_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|e| Error::io("read", path, e))?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(Error::new(
            ErrorKind::TooLarge,
            "the file is larger than the limit of 1 GiB",
        ));
    }
    Ok(bytes)
}
