//! A photo's metadata: the directories of a TIFF, and the EXIF block of other formats, which is a
//! small TIFF without a picture.

use std::io::{Cursor, Read, Seek, Write};
use tiff::decoder::{Decoder, Limits};
use tiff::encoder::{TiffEncoder, TiffKindStandard};
use tiff::tags::{ByteOrder, IfdPointer, Tag, Type, ValueBuffer};
use tiff::{Directory, TiffResult};

/// Tags of the first directory that are about the photo (EXIF 2.32, table 4, and Windows' titles). The
/// others, orientation among them, are about how this file stores its pixels.
const ABOUT_THE_PHOTO: [u16; 20] = [
    270, 271, 272, 282, 283, 296, 305, 306, 315, 316, 318, 319, 18246, 18249, 33432, 40091, 40092,
    40093, 40094, 40095,
];
/// In the EXIF directory: a pointer to a directory that only says how files are exchanged.
const INTEROPERABILITY: u16 = 40965;

/// Some files put this before the block.
const EXIF: &[u8] = b"Exif\0\0";

/// The largest value in a directory.
const MAX_VALUE_BYTES: usize = 16 << 20;

/// For directories, not pixels: a large color profile fits, a hostile one does no harm. The tiff crate
/// allocates a value's memory before it checks the file's length.
pub fn value_limits() -> Limits {
    let mut limits = Limits::default();
    limits.ifd_value_size = MAX_VALUE_BYTES;
    limits.decoding_buffer_size = MAX_VALUE_BYTES;
    limits
}

type Values = Vec<(Tag, ValueBuffer)>;

/// The photo's own tags, with its EXIF and GPS directories.
#[derive(Default)]
pub struct Metadata {
    first: Values,
    parts: Vec<(Tag, Values)>,
}

impl Metadata {
    /// From the first picture of a TIFF. What cannot be read is left out.
    pub fn of_tiff<R: Read + Seek>(source: &mut Decoder<R>) -> Self {
        let Some(first) = source.ifd_pointer() else {
            return Self::default();
        };
        Self::of_directory(source, first)
    }

    /// From an EXIF block, `None` where it is not one.
    pub fn of_block(block: &[u8]) -> Option<Self> {
        let block = block.strip_prefix(EXIF).unwrap_or(block);
        let (first, picture) = with_a_picture(block)?;
        let source = Decoder::new(Cursor::new(picture)).ok()?;
        let mut source = source.with_limits(value_limits());
        Some(Self::of_directory(&mut source, first))
    }

    /// An EXIF block, where there is anything to say.
    pub fn into_block(self) -> Option<Vec<u8>> {
        if self.first.is_empty() && self.parts.is_empty() {
            return None;
        }
        let mut block = Vec::new();
        let mut tiff = TiffEncoder::new(Cursor::new(&mut block)).ok()?;
        let values = self.write_parts(&mut tiff).ok()?;
        let mut directory = tiff.image_directory().ok()?;
        for (tag, value) in &values {
            directory.write_tag_buf(*tag, value).ok()?;
        }
        directory.finish().ok()?;
        Some(block)
    }

    /// Writes the other directories; returns the entries of the first one.
    pub fn write_parts<W: Write + Seek>(
        self,
        tiff: &mut TiffEncoder<W, TiffKindStandard>,
    ) -> TiffResult<Values> {
        let mut first = self.first;
        for (pointer, values) in self.parts {
            let mut directory = tiff.extra_directory()?;
            for (tag, value) in values {
                directory.write_tag_buf(tag, &value)?;
            }
            let at = directory.finish_with_offsets()?.offset;
            first.push((pointer, ValueBuffer::from_value(&at)));
        }
        Ok(first)
    }

    fn of_directory<R: Read + Seek>(source: &mut Decoder<R>, at: IfdPointer) -> Self {
        let Ok(first) = source.read_directory(at) else {
            return Self::default();
        };
        let mut parts = Vec::new();
        for pointer in [Tag::ExifDirectory, Tag::GpsDirectory] {
            let found = source.read_directory_tags(&first).find_tag(pointer);
            if let Ok(Some(value)) = found
                && let Ok(at) = value.into_ifd_pointer()
                && let Ok(directory) = source.read_directory(at)
            {
                let values = values(source, &directory, |tag| tag != INTEROPERABILITY);
                if !values.is_empty() {
                    parts.push((pointer, values));
                }
            }
        }
        let first = values(source, &first, |tag| ABOUT_THE_PHOTO.contains(&tag));
        Self { first, parts }
    }
}

fn values<R: Read + Seek>(
    source: &mut Decoder<R>,
    directory: &Directory,
    keep: fn(u16) -> bool,
) -> Values {
    let tags = directory.iter().filter(|(tag, _)| keep(tag.to_u16()));
    let mut values = Values::new();
    for (tag, _) in tags {
        let mut value = ValueBuffer::empty(Type::BYTE);
        let found = source
            .read_directory_tags(directory)
            .find_tag_buf(tag, &mut value);
        if matches!(found, Ok(Some(_))) && value.count() > 0 {
            value.set_byte_order(ByteOrder::native());
            values.push((tag, value));
        }
    }
    values
}

/// The tiff crate only opens files with a picture. So this appends a directory that declares one, and makes it
/// the first. Returns the place of the block's own first directory, and the new bytes.
fn with_a_picture(block: &[u8]) -> Option<(IfdPointer, Vec<u8>)> {
    let big = big_endian(block)?;
    let short = |value: u16| {
        if big {
            value.to_be_bytes()
        } else {
            value.to_le_bytes()
        }
    };
    let long = |value: u32| {
        if big {
            value.to_be_bytes()
        } else {
            value.to_le_bytes()
        }
    };
    let first = long_at(block, 4, big)?;

    let mut bytes = block.to_vec();
    bytes.resize(bytes.len().next_multiple_of(2), 0);
    let at = u32::try_from(bytes.len()).ok()?;
    bytes[4..8].copy_from_slice(&long(at));
    let tags = [
        (Tag::ImageWidth, 1),
        (Tag::ImageLength, 1),
        (Tag::PhotometricInterpretation, 1),
        (Tag::StripOffsets, 0),
        (Tag::StripByteCounts, 0),
    ];
    bytes.extend(short(tags.len() as u16));
    for (tag, value) in tags {
        bytes.extend(short(tag.to_u16()));
        bytes.extend(short(Type::LONG.to_u16()));
        bytes.extend(long(1));
        bytes.extend(long(value));
    }
    bytes.extend(long(0));
    Some((IfdPointer(first.into()), bytes))
}

/// Removes the old photo's thumbnail from an EXIF block: nothing points to its directory any more.
/// Programs that show the thumbnail would show the photo before restoration and rotation.
pub fn unlink_thumbnail(block: &mut [u8]) -> Option<()> {
    let start = if block.starts_with(EXIF) {
        EXIF.len()
    } else {
        0
    };
    let block = block.get_mut(start..)?;
    let big = big_endian(block)?;
    let first = long_at(block, 4, big)? as usize;
    let count: [u8; 2] = block.get(first..)?.get(..2)?.try_into().ok()?;
    let count = if big {
        u16::from_be_bytes(count)
    } else {
        u16::from_le_bytes(count)
    };
    let next = first + 2 + 12 * usize::from(count);
    block.get_mut(next..)?.get_mut(..4)?.fill(0);
    Some(())
}

fn big_endian(block: &[u8]) -> Option<bool> {
    match block.get(..4)? {
        b"II*\0" => Some(false),
        b"MM\0*" => Some(true),
        _ => None,
    }
}

fn long_at(block: &[u8], at: usize, big: bool) -> Option<u32> {
    let long: [u8; 4] = block.get(at..at + 4)?.try_into().ok()?;
    Some(match big {
        true => u32::from_be_bytes(long),
        false => u32::from_le_bytes(long),
    })
}
