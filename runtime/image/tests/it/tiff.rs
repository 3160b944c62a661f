//! TIFF, and metadata on its way between TIFF and the other formats. The files under
//! `tests/reference` were written by Pillow (`photos.py` there); metadata is read back by kamadak-exif.

use dynet_core::ErrorKind;
use dynet_core::memory::Memory;
use dynet_image::{Format, Photo};
use exif::{In, Tag};
use std::io::Cursor;
use std::path::{Path, PathBuf};

fn reference(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/reference")
        .join(name)
}

fn open(name: &str) -> Photo {
    Photo::open(reference(name)).unwrap()
}

/// A pixel's colors and opacity on the scale of 8 bits.
fn pixel(photo: &Photo, x: usize, y: usize) -> [i32; 4] {
    let i = y * photo.pixels.width() + x;
    let colour = |c| (photo.pixels.plane(c)[i] * 255.0).round() as i32;
    let alpha = photo.alpha.as_ref().map_or(255, |alpha| alpha[i] / 257);
    [colour(0), colour(1), colour(2), alpha.into()]
}

#[test]
fn every_usual_kind_is_read_and_comes_back_exactly() {
    for (name, left, right) in [
        ("cmyk.tif", [204, 41, 41, 255], [255, 255, 255, 255]),
        ("alpha.tif", [200, 0, 0, 255], [0, 0, 200, 51]),
        ("grey-alpha.tif", [200, 200, 200, 255], [100, 100, 100, 51]),
        ("deep.tif", [156, 156, 156, 255], [1, 1, 1, 255]),
    ] {
        let photo = open(name);
        assert_eq!(photo.pixels.size(), (32, 16), "{name}");
        assert_eq!(pixel(&photo, 4, 8), left, "{name}");
        assert_eq!(pixel(&photo, 28, 8), right, "{name}");
        assert_eq!(photo.is_grayscale, left[0] == left[1], "{name}");
        assert_eq!(photo.is_16_bit, name == "deep.tif");
        let mut again = Photo::decode(&photo.encode(Format::Tiff).unwrap()).unwrap();
        // The encoder always states a resolution, if only that there is none.
        again.exif = None;
        assert!(again == photo, "{name}");
    }
    // Big-endian words, not only their upper bytes.
    let deep = open("deep.tif").pixels;
    assert_eq!((deep.data()[0] * 65535.0).round(), 40000.0);
    assert_eq!((deep.data()[31] * 65535.0).round(), 301.0);
}

#[test]
fn sixteen_bits_colour_and_alpha_survive_together() {
    let image = image::ImageBuffer::from_fn(300, 200, |x, y| {
        let value = (x * 200 + y * 16 + 5) as u16;
        image::Rgba([value, value / 2, 65535 - value, value.reverse_bits()])
    });
    let mut png = Cursor::new(Vec::new());
    let image = image::DynamicImage::ImageRgba16(image);
    image.write_to(&mut png, image::ImageFormat::Png).unwrap();
    let photo = Photo::decode(png.get_ref()).unwrap();
    let tiff = photo.encode(Format::Tiff).unwrap();
    assert!(tiff.len() < 300 * 200 * 8, "it is compressed");
    let photo = Photo::decode(&tiff).unwrap();
    let png = photo.encode(Format::Png).unwrap();
    assert_eq!(image::load_from_memory(&png).unwrap(), image);
}

#[test]
fn colours_that_were_multiplied_with_the_opacity_are_divided_again() {
    let mut bytes = std::fs::read(reference("alpha.tif")).unwrap();
    let extra_samples = [82, 1, 3, 0, 1, 0, 0, 0, 2];
    let at = bytes.windows(9).position(|tag| tag == extra_samples);
    bytes[at.unwrap() + 8] = 1;
    let photo = Photo::decode(&bytes).unwrap();
    assert_eq!(pixel(&photo, 4, 8), [200, 0, 0, 255]);
    assert_eq!(pixel(&photo, 28, 8), [0, 0, 255, 51], "200 of 51 at most");
}

#[test]
fn metadata_moves_between_all_formats() {
    for name in ["metadata.jpg", "turned.tif"] {
        let photo = open(name);
        assert_eq!(photo.pixels.size(), (16, 32), "upright");
        assert_eq!(pixel(&photo, 8, 2)[2], 0, "red is on top");
        for format in [Format::Jpeg, Format::Png, Format::WebP, Format::Tiff] {
            let file = photo.encode(format).unwrap();
            let exif = exif::Reader::new()
                .read_from_container(&mut Cursor::new(&file))
                .unwrap();
            let text = |tag| {
                let field = exif.get_field(tag, In::PRIMARY);
                field.map(|field| field.display_value().to_string())
            };
            let case = format!("{name} as {format:?}");
            assert_eq!(text(Tag::Make).unwrap(), "\"a camera\"", "{case}");
            assert_eq!(text(Tag::ExposureTime).unwrap(), "0.004", "{case}");
            let taken = "2024-05-06 07:08:09";
            assert_eq!(text(Tag::DateTimeOriginal).unwrap(), taken, "{case}");
            let place = "52 deg 31 min 12 sec";
            assert_eq!(text(Tag::GPSLatitude).unwrap(), place, "{case}");
            let turned = exif.get_field(Tag::Orientation, In::PRIMARY);
            let turned = turned.and_then(|field| field.value.get_uint(0));
            assert!(matches!(turned, None | Some(1)), "turned twice: {case}");
            let again = Photo::decode(&file).unwrap();
            assert_eq!(again.pixels.size(), (16, 32));
            assert_eq!(again.icc, photo.icc, "{case}");
            assert_eq!(again.icc.is_some(), name == "turned.tif");
        }
    }
}

#[test]
fn what_is_no_ordinary_photo_is_refused_with_its_reason() {
    for (name, words) in [
        ("float.tif", "floating point"),
        ("preview.tif", "camera raw"),
        ("palette.tif", "this kind of TIFF"),
    ] {
        let error = Photo::open(reference(name)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unsupported, "{error}");
        assert!(error.to_string().contains(words), "{error}");
    }
}

/// 60000x60000 pixels promised, and a directory whose values would fill the memory.
#[test]
fn promises_of_huge_things_are_refused() {
    let whole = std::fs::read(reference("turned.tif")).unwrap();
    let field = |tag: u16| {
        let tag = tag.to_le_bytes();
        let directory = u32::from_le_bytes(whole[4..8].try_into().unwrap()) as usize;
        let mut fields = (directory + 2..whole.len()).step_by(12);
        fields.find(|&at| whole[at..at + 2] == tag).unwrap()
    };
    let mut large = whole.clone();
    for tag in [256, 257] {
        let at = field(tag);
        large[at + 2..at + 12].copy_from_slice(&[4, 0, 1, 0, 0, 0, 0x60, 0xea, 0, 0]);
    }
    assert!(Photo::decode(&large).is_err());
    for tag in [34675, 271, 34665] {
        let mut greedy = whole.clone();
        let at = field(tag);
        greedy[at + 4..at + 8].copy_from_slice(&1_000_000_000u32.to_le_bytes());
        let photo = Photo::decode(&greedy).unwrap();
        assert_eq!(
            photo.pixels,
            open("turned.tif").pixels,
            "the picture is fine"
        );
    }
    if let Some(memory) = Memory::now() {
        assert!(memory.peak < 200_000_000, "{} bytes taken", memory.peak);
    }
}

/// A directory with the camera, and behind it one with a thumbnail.
#[test]
fn a_thumbnail_of_the_photo_as_it_was_is_left_out() {
    let mut block = b"MM\0*\0\0\0\x08".to_vec();
    block.extend(b"\0\x01\x01\x0f\0\x02\0\0\0\x04cam\0\0\0\0\x1a");
    block.extend(b"\0\x02\x02\x01\0\x04\0\0\0\x01\0\0\0\x38");
    block.extend(b"\x02\x02\0\x04\0\0\0\x01\0\0\0\x02\0\0\0\0\xff\xd8");
    let tags = |block: &[u8]| {
        let block = block.strip_prefix(b"Exif\0\0").unwrap_or(block);
        let exif = exif::Reader::new().read_raw(block.to_vec()).unwrap();
        let has = |tag, place| exif.get_field(tag, place).is_some();
        let thumbnail = has(Tag::JPEGInterchangeFormat, In::THUMBNAIL);
        (has(Tag::Make, In::PRIMARY), thumbnail)
    };
    // Some programs write these letters before the block in a WebP.
    for exif in [block.clone(), [b"Exif\0\0".to_vec(), block].concat()] {
        assert_eq!(tags(&exif), (true, true));
        let mut photo = Photo::from_pixels(dynet_core::Planar::new(8, 8));
        photo.exif = Some(exif);
        let photo = Photo::decode(&photo.encode(Format::WebP).unwrap()).unwrap();
        assert_eq!(tags(&photo.exif.unwrap()), (true, false));
    }
}

/// EXIF that comes with a JPEG is not trusted on its way into a TIFF.
#[test]
fn damaged_exif_never_costs_the_photo() {
    let photo = open("metadata.jpg");
    let exif = photo.exif.clone().unwrap();
    for at in 0..exif.len() {
        for change in [0x01, 0x80, 0xff] {
            let mut photo = photo.clone();
            let mut damaged = exif.clone();
            damaged[at] ^= change;
            photo.exif = Some(damaged[..exif.len() - at % 7].to_vec());
            let tiff = photo.encode(Format::Tiff).unwrap();
            assert!(Photo::decode(&tiff).unwrap().pixels.width() == 16);
        }
    }
}
