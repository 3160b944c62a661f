//! Writes a photo as TIFF with Deflate, which every program of the last twenty years reads.

use super::metadata::Metadata;
use crate::Photo;
use crate::encode::levels;
use std::io::{Cursor, Seek, Write};
use tiff::encoder::colortype::{ColorType, Gray8, Gray16, RGB8, RGB16, RGBA8, RGBA16};
use tiff::encoder::{
    Compression, DeflateLevel, Predictor, TiffEncoder, TiffKindStandard, TiffValue,
};
use tiff::tags::{ExtraSamples, Tag, Type};
use tiff::{Directory, TiffResult};

/// The whole file.
pub fn write(photo: &Photo) -> TiffResult<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut tiff = TiffEncoder::new(Cursor::new(&mut bytes))?
        .with_compression(Compression::Deflate(DeflateLevel::Balanced));
    // The crate's predictor does not support a second channel beside gray.
    if !(photo.is_grayscale && photo.alpha.is_some()) {
        tiff = tiff.with_predictor(Predictor::Horizontal);
    }
    match (photo.is_16_bit, photo.is_grayscale, photo.alpha.is_some()) {
        (false, true, _) => picture::<Gray8, _>(photo, tiff, shallow(photo)),
        (false, false, false) => picture::<RGB8, _>(photo, tiff, shallow(photo)),
        (false, false, true) => picture::<RGBA8, _>(photo, tiff, shallow(photo)),
        (true, true, _) => picture::<Gray16, _>(photo, tiff, deep(photo)),
        (true, false, false) => picture::<RGB16, _>(photo, tiff, deep(photo)),
        (true, false, true) => picture::<RGBA16, _>(photo, tiff, deep(photo)),
    }?;
    Ok(bytes)
}

fn shallow(photo: &Photo) -> Vec<u8> {
    let mut samples = Vec::with_capacity(4 * photo.pixels.pixels());
    levels(photo, true, 255, |level| samples.push(level as u8));
    samples
}

fn deep(photo: &Photo) -> Vec<u16> {
    let mut samples = Vec::with_capacity(4 * photo.pixels.pixels());
    levels(photo, true, 65535, |level| samples.push(level));
    samples
}

fn picture<C: ColorType, W: Write + Seek>(
    photo: &Photo,
    mut tiff: TiffEncoder<W, TiffKindStandard>,
    samples: Vec<C::Inner>,
) -> TiffResult<()>
where
    [C::Inner]: TiffValue,
{
    let exif = photo.exif.as_deref().and_then(Metadata::of_block);
    let values = exif.unwrap_or_default().write_parts(&mut tiff)?;
    let (width, height) = (photo.pixels.width() as u32, photo.pixels.height() as u32);
    let mut image = tiff.new_image::<C>(width, height)?;
    for (tag, value) in &values {
        image.encoder().write_tag_buf(*tag, value)?;
    }
    if let Some(icc) = &photo.icc {
        let entry = image.encoder().write_entry_bytes(Type::UNDEFINED, icc)?;
        let entry = Directory::from_iter([(Tag::IccProfile, entry)]);
        image.encoder().extend_from(&entry);
    }
    let alpha = [ExtraSamples::UnassociatedAlpha];
    match photo.alpha.is_some() {
        true if photo.is_grayscale => image.extra_samples(&alpha)?,
        // The crate knows the four channels, but not that the fourth is opacity.
        true => image
            .encoder()
            .write_tag(Tag::ExtraSamples, &[alpha[0].to_u16()][..])?,
        false => {}
    }
    image.write_data(&samples)
}
