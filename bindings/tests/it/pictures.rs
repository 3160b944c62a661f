//! Restoring through the C API gives what the runtime gives.

use std::ffi::{CStr, CString, c_int, c_void};
use std::path::Path;

use crate::common::{
    bytes, error, levels, no_result, on_tract, open, plain, planar, restore, rgb, tiny_pack,
};
use dynet::Planar;
use dynet::restorer::{Backend, Options, Restorer};
use dynet_bindings::capi::exports::*;
use dynet_bindings::capi::types::*;

const SIZE: (usize, usize) = (50, 30);

/// The runtime's own answer.
fn expected(picture: &[u8]) -> Planar {
    let builder = Restorer::builder().backend(Backend::Tract);
    let restorer = builder.open(tiny_pack()).unwrap();
    let picture = planar(picture, SIZE.0);
    restorer
        .restore(&picture, &Options::default())
        .unwrap()
        .image
}

#[test]
fn bytes_are_restored_in_place_and_the_result_says_how() {
    let restorer = open(&tiny_pack()).unwrap();
    let mut pixels = bytes(SIZE.0, SIZE.1);
    let wanted = levels(&expected(&pixels));
    assert_ne!(pixels, wanted, "the network must change something");
    let (image, mut result) = (rgb(&mut pixels, SIZE.0), no_result());
    let status = unsafe { dynet_restore(restorer, &image, &image, &plain(), &mut result) };
    assert_eq!((status, error()), (dynet_status::DYNET_OK, String::new()));
    assert_eq!(pixels, wanted);
    let name = |text: &[_]| unsafe { CStr::from_ptr(text.as_ptr()) }.to_owned();
    assert_eq!(name(&result.variant), c"s".to_owned());
    assert_eq!(name(&result.backend), c"tract".to_owned());
    assert_eq!(result.tiles, 1);
    assert!(result.ms >= result.prepare_ms && result.prepare_ms > 0.0);
    assert_eq!(dynet_close(restorer), dynet_status::DYNET_OK);
}

#[test]
fn one_format_goes_in_and_another_comes_out() {
    let restorer = open(&tiny_pack()).unwrap();
    let (width, height) = SIZE;
    let colours = bytes(width, height);
    let wanted = expected(&colours);
    // Opacity that differs everywhere, in rows with 10 bytes between them.
    let stride = 4 * width + 10;
    let mut rgba = vec![7; stride * height];
    for (at, colour) in colours.chunks_exact(3).enumerate() {
        let pixel = &mut rgba[at / width * stride + at % width * 4..][..4];
        pixel[..3].copy_from_slice(colour);
        pixel[3] = at as u8;
    }
    let input = dynet_image {
        data: rgba.as_mut_ptr().cast(),
        width,
        height,
        row_stride: stride,
        plane_stride: 0,
        format: DYNET_RGBA8,
    };
    // Floats at an odd address.
    let mut floats = vec![0u8; 12 * width * height + 1];
    let output = dynet_image {
        data: floats[1..].as_mut_ptr().cast(),
        row_stride: 4 * width,
        plane_stride: 4 * width * height,
        format: DYNET_PLANAR_F32,
        ..input
    };
    let none = std::ptr::null_mut();
    let status = unsafe { dynet_restore(restorer, &input, &output, std::ptr::null(), none) };
    assert_eq!(status, dynet_status::DYNET_OK, "{}", error());
    let values = floats[1..].chunks_exact(4);
    let values: Vec<f32> = values
        .map(|v| f32::from_ne_bytes(v.try_into().unwrap()))
        .collect();
    assert!(values == wanted.data());

    assert_eq!(
        restore(restorer, &input, std::ptr::null()),
        dynet_status::DYNET_OK
    );
    for (at, colour) in levels(&wanted).chunks_exact(3).enumerate() {
        let pixel = &rgba[at / width * stride + at % width * 4..][..4];
        assert_eq!((&pixel[..3], pixel[3]), (colour, at as u8), "pixel {at}");
    }
    assert!(rgba.chunks(stride).all(|row| row[4 * width..] == [7; 10]));
    dynet_close(restorer);
}

#[test]
fn the_packs_variants_and_the_engine_are_told() {
    let restorer = open(&crate::common::repository().join("packs/default")).unwrap();
    let (mut count, mut length, mut parameters) = (0, 0, 0);
    let (mut text, mut reuse) = ([1u8; 16], [0; 8]);
    unsafe {
        assert_eq!(
            dynet_variant_count(restorer, &mut count),
            dynet_status::DYNET_OK
        );
        assert_eq!(count, 3);
        // The length first, then a buffer that is one too small, then one that fits.
        let null = std::ptr::null_mut();
        let status = dynet_variant_name(restorer, 2, null, 0, &mut length);
        assert_eq!((status, length), (dynet_status::DYNET_OK, 2));
        let buffer = text.as_mut_ptr().cast();
        let status = dynet_variant_name(restorer, 2, buffer, 1, &mut length);
        assert_eq!(status, dynet_status::DYNET_BAD_ARGUMENT);
        assert!(
            error().contains("capacity is 1, 2 are needed"),
            "{}",
            error()
        );
        assert_eq!(text, [1; 16], "nothing was written");
        let status = dynet_variant_name(restorer, 2, buffer, 16, null.cast());
        assert_eq!(
            (status, &text[..3]),
            (dynet_status::DYNET_OK, &b"l\0\x01"[..])
        );
        let status = dynet_variant_reuse(restorer, 2, reuse.as_mut_ptr(), 8, &mut length);
        assert_eq!(
            (status, &reuse[..length]),
            (dynet_status::DYNET_OK, &[2, 3, 3, 4][..])
        );
        let status = dynet_variant_parameters(restorer, 0, &mut parameters);
        assert_eq!((status, parameters), (dynet_status::DYNET_OK, 950_419));
        let status = dynet_variant_parameters(restorer, 3, &mut parameters);
        assert_eq!(status, dynet_status::DYNET_BAD_ARGUMENT);
        assert!(error().contains("index is 3"), "{}", error());
        let status = dynet_backend(restorer, buffer, 16, &mut length);
        assert_eq!(
            (status, &text[..length]),
            (dynet_status::DYNET_OK, &b"tract\0"[..])
        );
        let status = dynet_note(restorer, buffer, 16, &mut length);
        assert_eq!(
            (status, length),
            (dynet_status::DYNET_OK, 1),
            "tract was asked for"
        );
    }
    dynet_close(restorer);
}

unsafe extern "C" fn stop_at_the_end(done: usize, total: usize, _: *mut c_void) -> c_int {
    c_int::from(done == total)
}

#[test]
fn a_picture_that_was_stopped_or_refused_is_as_before() {
    let restorer = open(&tiny_pack()).unwrap();
    let before = bytes(SIZE.0, SIZE.1);
    let mut pixels = before.clone();
    let image = rgb(&mut pixels, SIZE.0);
    let mut options = plain();
    options.progress = Some(stop_at_the_end);
    let status = restore(restorer, &image, &options);
    assert_eq!(status, dynet_status::DYNET_CANCELLED);
    let mut options = plain();
    options.variant = c"huge".as_ptr();
    let status = restore(restorer, &image, &options);
    assert_eq!(status, dynet_status::DYNET_UNKNOWN_VARIANT);
    assert!(error().contains("this pack has s"), "{}", error());
    assert!(pixels == before);
    dynet_close(restorer);
}

/// The tiny pack with a second variant that claims to cost twice as much.
fn two_variants(folder: &Path) {
    for entry in std::fs::read_dir(tiny_pack()).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), folder.join(entry.file_name())).unwrap();
    }
    let file = folder.join("pack.json");
    let text = std::fs::read_to_string(&file).unwrap();
    let mut manifest: serde_json::Value = serde_json::from_str(&text).unwrap();
    let mut heavy = manifest["variants"][0].clone();
    heavy["name"] = "l".into();
    heavy["macs_per_pixel"] = (2.0 * heavy["macs_per_pixel"].as_f64().unwrap()).into();
    manifest["variants"].as_array_mut().unwrap().push(heavy);
    std::fs::write(&file, manifest.to_string()).unwrap();
}

#[test]
fn a_budget_chooses_the_variant_and_memory_bounds_it() {
    let (pack, cache) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    two_variants(pack.path());
    let text = |path: &Path| CString::new(path.to_str().unwrap()).unwrap();
    let (pack_name, folder) = (text(pack.path()), text(cache.path()));
    let mut options = on_tract();
    options.cache = folder.as_ptr();
    let mut restorer = 0;
    let status = unsafe { dynet_open(pack_name.as_ptr(), &options, &mut restorer) };
    assert_eq!(status, dynet_status::DYNET_OK, "{}", error());
    // An hour is enough for the heaviest, a nanosecond is not for any.
    for (budget_ms, variant) in [(3.6e6, "l"), (1e-6, "s")] {
        let mut pixels = bytes(32, 32);
        let (image, mut result, mut options) = (rgb(&mut pixels, 32), no_result(), plain());
        options.budget_ms = budget_ms;
        let status = unsafe { dynet_restore(restorer, &image, &image, &options, &mut result) };
        assert_eq!(status, dynet_status::DYNET_OK, "{}", error());
        let ran = unsafe { CStr::from_ptr(result.variant.as_ptr()) };
        assert_eq!(ran.to_str(), Ok(variant));
        assert!(result.expected_ms > 0.0 && result.fallbacks == 0);
    }
    let measured = std::fs::read_dir(cache.path()).unwrap();
    assert_ne!(measured.count(), 0, "what was measured is kept there");
    let mut pixels = bytes(32, 32);
    let mut options = plain();
    options.max_memory = 1;
    let status = restore(restorer, &rgb(&mut pixels, 32), &options);
    assert_eq!(status, dynet_status::DYNET_OUT_OF_MEMORY, "{}", error());
    dynet_close(restorer);
}
