//! Reads the pixels, profile and EXIF of a TIFF's first picture.

use super::metadata::{Metadata, value_limits};
use crate::decode::{Opened, check_size, damaged, too_large, unsupported};
use dynet_core::{Error, Result};
use image::metadata::Orientation;
use image::{DynamicImage, ImageBuffer, Luma, LumaA, Rgb, Rgba};
use std::io::Cursor;
use tiff::decoder::{Decoder, DecodingResult};
use tiff::tags::{ExtraSamples, SampleFormat, Tag, Type, ValueBuffer};
use tiff::{ColorType, TiffError};

/// Only in Adobe's raw files.
const DNG_VERSION: Tag = Tag::Unknown(50706);

type Source<'a> = Decoder<Cursor<&'a [u8]>>;

/// Reads the first picture; further pages are ignored.
pub fn read(bytes: &[u8], max_bytes: u64) -> Result<Opened> {
    let mut source = Decoder::new(Cursor::new(bytes))
        .map_err(explain)?
        .with_limits(value_limits());
    let (width, height) = source.dimensions().map_err(explain)?;
    check_size(width, height)?;
    refuse_previews(&mut source)?;
    let extra = extra_sample(&mut source);
    let layout = layout(&mut source, extra)?;
    // Damaged metadata is no reason to refuse the pixels.
    let icc = icc_profile(&mut source);
    let orientation = source
        .find_tag_unsigned::<u8>(Tag::Orientation)
        .ok()
        .flatten();
    let exif = Metadata::of_tiff(&mut source).into_block();

    let mut limits = value_limits();
    limits.decoding_buffer_size = usize::try_from(max_bytes).unwrap_or(usize::MAX);
    limits.intermediate_buffer_size = limits.decoding_buffer_size;
    source = source.with_limits(limits);
    let mut samples = DecodingResult::U8(Vec::new());
    source.read_image_to_buffer(&mut samples).map_err(explain)?;
    let picture = match samples {
        DecodingResult::U8(samples) => bytes_to_picture(&layout, width, height, samples),
        DecodingResult::U16(samples) => words_to_picture(&layout, width, height, samples),
        _ => None,
    };
    Ok(Opened {
        picture: picture.ok_or_else(|| damaged().caused_by("its samples do not fill its size"))?,
        orientation: orientation
            .and_then(Orientation::from_exif)
            .unwrap_or(Orientation::NoTransforms),
        icc,
        exif,
        multiplied: extra == Some(ExtraSamples::AssociatedAlpha),
    })
}

/// What a pixel's samples are.
struct Layout {
    /// One to four: gray, gray and alpha, RGB (or ink), RGB and alpha.
    channels: usize,
    /// Four inks instead of three colors.
    cmyk: bool,
    /// Planar instead of interleaved channels.
    planar: bool,
}

/// A camera's raw file is a TIFF, too: its first picture is a thumbnail. Restoring that instead of the
/// photo would look like success.
fn refuse_previews(source: &mut Source) -> Result<()> {
    let kind = source.find_tag_unsigned::<u32>(Tag::NewSubfileType);
    let reduced = matches!(kind, Ok(Some(kind)) if kind & 1 == 1);
    let raw = matches!(source.find_tag(DNG_VERSION), Ok(Some(_)));
    if !reduced && !raw {
        return Ok(());
    }
    Err(unsupported("camera raw"))
}

/// What the first sample beyond the colors is, if there is one.
fn extra_sample(source: &mut Source) -> Option<ExtraSamples> {
    let all = source.find_tag_unsigned_vec::<u16>(Tag::ExtraSamples);
    let first = all.ok().flatten()?.first().copied()?;
    Some(ExtraSamples::from_u16(first).unwrap_or(ExtraSamples::Unspecified))
}

fn layout(source: &mut Source, extra: Option<ExtraSamples>) -> Result<Layout> {
    let formats = source.find_tag_unsigned_vec::<u16>(Tag::SampleFormat);
    let whole = SampleFormat::Uint.to_u16();
    if let Some(formats) = formats.map_err(explain)?
        && formats.iter().any(|&format| format != whole)
    {
        return Err(unsupported("floating point TIFF"));
    }
    let transparent = matches!(
        extra,
        Some(ExtraSamples::AssociatedAlpha | ExtraSamples::UnassociatedAlpha)
    );
    let (channels, cmyk) = match source.colortype().map_err(explain)? {
        ColorType::Gray(8 | 16) => (1, false),
        ColorType::Multiband {
            bit_depth: 8 | 16,
            num_samples: 2,
        } if transparent => (2, false),
        ColorType::RGB(8 | 16) => (3, false),
        ColorType::RGBA(8 | 16) => (4, false),
        ColorType::CMYK(8 | 16) => (4, true),
        other => {
            return Err(unsupported(&format!("{other:?} TIFF")));
        }
    };
    let planar = source.find_tag_unsigned::<u16>(Tag::PlanarConfiguration);
    Ok(Layout {
        channels,
        cmyk,
        planar: planar.map_err(explain)? == Some(2),
    })
}

fn icc_profile(source: &mut Source) -> Option<Vec<u8>> {
    let mut value = ValueBuffer::empty(Type::BYTE);
    let found = source.image_ifd().find_tag_buf(Tag::IccProfile, &mut value);
    matches!(found, Ok(Some(_))).then(|| value.as_bytes().to_vec())
}

fn bytes_to_picture(
    layout: &Layout,
    width: u32,
    height: u32,
    samples: Vec<u8>,
) -> Option<DynamicImage> {
    let raw = pixels(layout, width, height, samples, |ink, black| {
        (((255 - u32::from(ink)) * (255 - u32::from(black)) + 127) / 255) as u8
    })?;
    Some(match layout.channels {
        1 => ImageBuffer::<Luma<u8>, _>::from_raw(width, height, raw)?.into(),
        2 => ImageBuffer::<LumaA<u8>, _>::from_raw(width, height, raw)?.into(),
        4 if !layout.cmyk => ImageBuffer::<Rgba<u8>, _>::from_raw(width, height, raw)?.into(),
        _ => ImageBuffer::<Rgb<u8>, _>::from_raw(width, height, raw)?.into(),
    })
}

fn words_to_picture(
    layout: &Layout,
    width: u32,
    height: u32,
    samples: Vec<u16>,
) -> Option<DynamicImage> {
    let raw = pixels(layout, width, height, samples, |ink, black| {
        ((u64::from(65535 - ink) * u64::from(65535 - black) + 32767) / 65535) as u16
    })?;
    Some(match layout.channels {
        1 => ImageBuffer::<Luma<u16>, _>::from_raw(width, height, raw)?.into(),
        2 => ImageBuffer::<LumaA<u16>, _>::from_raw(width, height, raw)?.into(),
        4 if !layout.cmyk => ImageBuffer::<Rgba<u16>, _>::from_raw(width, height, raw)?.into(),
        _ => ImageBuffer::<Rgb<u16>, _>::from_raw(width, height, raw)?.into(),
    })
}

/// Interleaved pixels: inks become RGB, extra samples are left out. `None` when there are too few
/// samples.
fn pixels<T: Copy>(
    layout: &Layout,
    width: u32,
    height: u32,
    samples: Vec<T>,
    mix: fn(T, T) -> T,
) -> Option<Vec<T>> {
    let count = width as usize * height as usize;
    let stored = samples.len() / count.max(1);
    if stored < layout.channels || samples.len() != stored * count {
        return None;
    }
    if stored == layout.channels && !layout.planar && !layout.cmyk {
        return Some(samples);
    }
    let sample = |pixel: usize, channel: usize| match layout.planar {
        true => samples[channel * count + pixel],
        false => samples[pixel * stored + channel],
    };
    let mut raw = Vec::with_capacity(count * layout.channels);
    for pixel in 0..count {
        if layout.cmyk {
            let black = sample(pixel, 3);
            raw.extend((0..3).map(|ink| mix(sample(pixel, ink), black)));
        } else {
            raw.extend((0..layout.channels).map(|channel| sample(pixel, channel)));
        }
    }
    Some(raw)
}

fn explain(error: TiffError) -> Error {
    match &error {
        TiffError::UnsupportedError(_) => unsupported("this kind of TIFF").caused_by(error),
        TiffError::LimitsExceeded => too_large("over the decoder's limits"),
        _ => damaged().caused_by(error),
    }
}
