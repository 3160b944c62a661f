//! A file's properties are kept: colors, orientation, gray, alpha, depth, profile.
//! The files under `tests/reference` were written by Pillow (`photos.py` there).

use dynet_core::{ErrorKind, Planar};
use dynet_image::{Format, Photo};
use image::{DynamicImage, ImageBuffer, ImageDecoder, ImageReader};
use std::path::{Path, PathBuf};

fn reference(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/reference")
        .join(name)
}

/// A pixel on the scale of 8 bits.
fn pixel(photo: &Photo, x: usize, y: usize) -> [i32; 3] {
    let i = y * photo.pixels.width() + x;
    [0, 1, 2].map(|c| (photo.pixels.plane(c)[i] * 255.0).round() as i32)
}

fn assert_near(actual: [i32; 3], expected: [i32; 3], tolerance: i32) {
    let near = actual
        .iter()
        .zip(expected)
        .all(|(a, e)| (a - e).abs() <= tolerance);
    assert!(near, "{actual:?} instead of {expected:?}");
}

/// Saves under this name, reads the file with the image crate alone.
fn saved(photo: &Photo, name: &str) -> DynamicImage {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    photo.save(&path).unwrap();
    let files: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(files.len(), 1, "only the photo is left in the folder");
    ImageReader::open(&path).unwrap().decode().unwrap()
}

fn open(picture: DynamicImage) -> Photo {
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    Photo::decode(bytes.get_ref()).unwrap()
}

#[test]
fn cmyk_jpeg_becomes_rgb() {
    let photo = Photo::open(reference("cmyk.jpg")).unwrap();
    assert_near(pixel(&photo, 4, 8), [204, 41, 41], 4);
    assert_near(pixel(&photo, 28, 8), [255, 255, 255], 4);
}

#[test]
fn orientation_is_applied_and_taken_out_of_the_exif() {
    for name in ["turned.jpg", "turned.png", "turned.webp"] {
        let photo = Photo::open(reference(name)).unwrap();
        assert_eq!(photo.pixels.size(), (16, 32), "{name}");
        assert_near(pixel(&photo, 8, 2), [200, 0, 0], 4);
        assert_near(pixel(&photo, 8, 29), [0, 0, 200], 4);
        for format in [Format::Jpeg, Format::Png, Format::WebP] {
            let again = Photo::decode(&photo.encode(format).unwrap()).unwrap();
            assert_eq!(again.pixels.size(), (16, 32), "turned twice");
            let exif = again.exif.expect("the EXIF is kept");
            assert!(exif.windows(8).any(|text| text == b"a camera"));
        }
    }
}

#[test]
fn palettes_and_their_transparency_are_read() {
    let photo = Photo::open(reference("palette.png")).unwrap();
    assert_near(pixel(&photo, 0, 0), [200, 0, 0], 0);
    let alpha = photo.alpha.unwrap();
    assert_eq!((alpha[0], alpha[31]), (65535, 0));
}

#[test]
fn grey_stays_grey() {
    let mut photo = Photo::open(reference("grey.jpg")).unwrap();
    assert!(photo.is_grayscale);
    photo.pixels.data_mut().fill(0.0);
    photo.pixels.plane_mut(1).fill(0.6);
    for name in ["grey.png", "grey.jpg"] {
        let image = saved(&photo, name);
        assert_eq!(image.color(), image::ColorType::L8, "{name}");
        assert_eq!(
            image.to_luma8().get_pixel(3, 3).0,
            [51],
            "mean of the three, {name}"
        );
    }
    assert_eq!(
        saved(&photo, "grey.webp").to_rgb8().get_pixel(3, 3).0,
        [51; 3]
    );
}

#[test]
fn sixteen_bits_come_back_exactly() {
    let image = ImageBuffer::from_fn(64, 64, |x, y| {
        let value = (x * 1024 + y * 16 + 5) as u16;
        image::Rgba([value, value / 2, 65535 - value, value])
    });
    let photo = open(DynamicImage::ImageRgba16(image.clone()));
    assert!(photo.is_16_bit);
    assert_eq!(
        saved(&photo, "deep.png"),
        DynamicImage::ImageRgba16(image.clone())
    );
    let shallow = saved(&photo, "deep.webp").to_rgba8();
    let expected = |value: u16| (f64::from(value) / 257.0).round() as u8;
    for (deep, shallow) in image.pixels().zip(shallow.pixels()) {
        assert_eq!(shallow.0, deep.0.map(expected), "rounded, not cut");
    }
    let grey = DynamicImage::ImageLuma16(ImageBuffer::from_fn(9, 9, |x, y| {
        image::Luma([(x * 999 + y) as u16])
    }));
    assert_eq!(saved(&open(grey.clone()), "grey.png"), grey);
}

#[test]
fn alpha_is_put_back_untouched() {
    let image = ImageBuffer::from_fn(16, 16, |x, y| {
        image::Rgba([10, 200, 30, (x * 16 + y) as u8])
    });
    let mut photo = open(DynamicImage::ImageRgba8(image.clone()));
    assert_eq!(saved(&photo, "same.png").to_rgba8(), image);
    photo.pixels.data_mut().fill(0.5);
    for name in ["alpha.png", "alpha.webp"] {
        let restored = saved(&photo, name).to_rgba8();
        for (old, new) in image.pixels().zip(restored.pixels()) {
            assert_eq!(new.0, [128, 128, 128, old.0[3]]);
        }
    }
}

#[test]
fn jpeg_lays_transparency_on_white() {
    let image = ImageBuffer::from_fn(32, 16, |x, _| {
        image::Rgba([0, 0, 0, if x < 16 { 0 } else { 255 }])
    });
    let flat = saved(&open(DynamicImage::ImageRgba8(image)), "flat.jpg").to_rgb8();
    assert!(flat.get_pixel(4, 8).0.iter().all(|&v| v > 250));
    assert!(flat.get_pixel(28, 8).0.iter().all(|&v| v < 5));
}

#[test]
fn values_beyond_the_range_and_not_numbers_are_written_as_pixels() {
    let data = [-0.5, 2.0, f32::NAN, 0.999].repeat(3);
    let pixels = Planar::from_data(4, 1, data).unwrap();
    let image = saved(&Photo::from_pixels(pixels), "edge.png").to_rgb8();
    let row: Vec<u8> = image.pixels().map(|p| p.0[0]).collect();
    assert_eq!(row, [0, 255, 0, 255]);
}

#[test]
fn a_colour_profile_travels_with_its_colours_only() {
    let mut profile = vec![7u8; 200];
    profile[16..20].copy_from_slice(b"RGB ");
    let mut photo = Photo::from_pixels(Planar::new(8, 8));
    photo.icc = Some(profile.clone());
    for format in [Format::Png, Format::Jpeg, Format::WebP] {
        let again = Photo::decode(&photo.encode(format).unwrap()).unwrap();
        assert_eq!(again.icc.as_ref(), Some(&profile));
    }
    profile[16..20].copy_from_slice(b"CMYK");
    photo.icc = Some(profile);
    let bytes = photo.encode(Format::Jpeg).unwrap();
    assert!(
        image::codecs::jpeg::JpegDecoder::new(std::io::Cursor::new(&bytes))
            .unwrap()
            .icc_profile()
            .unwrap()
            .is_some()
    );
    assert_eq!(Photo::decode(&bytes).unwrap().icc, None);
}

#[test]
fn the_extension_chooses_the_format() {
    assert_eq!(Format::from_path("a/b.JPeG").unwrap(), Format::Jpeg);
    assert_eq!(Format::from_path("scan.TIF").unwrap(), Format::Tiff);
    for name in ["photo", "photo.bmp", ".png"] {
        let error = Format::from_path(name).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unsupported);
        assert_eq!(error.file(), Some(Path::new(name)));
    }
}

/// The qualities that Pillow wrote the files with (`photos.py`).
#[test]
fn the_quality_of_a_jpeg_is_read_from_its_own_table() {
    for (name, quality) in [
        ("low.jpg", 20),
        ("progressive.jpg", 80),
        ("grey.jpg", 80),
        ("turned.jpg", 95),
    ] {
        let photo = Photo::open(reference(name)).unwrap();
        assert_eq!(photo.jpeg_quality, Some(quality), "{name}");
    }
    assert_eq!(
        Photo::open(reference("turned.png")).unwrap().jpeg_quality,
        None
    );
}
