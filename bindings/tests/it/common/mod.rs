//! What the tests of the C API share.
#![allow(dead_code)] // Each test uses a part.

pub mod c;

use std::ffi::{CStr, CString};
use std::path::{Path, PathBuf};

use dynet::Planar;
use dynet_bindings::capi::exports::{dynet_last_error, dynet_open, dynet_restore};
use dynet_bindings::capi::types::*;

/// The repository's folder.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A pack so small that a restoration takes a millisecond.
pub fn tiny_pack() -> PathBuf {
    repository().join("runtime/testing/tiny-pack")
}

/// What `DYNET_OPEN_OPTIONS_INIT` is in C, with tract on two threads.
pub fn on_tract() -> dynet_open_options {
    dynet_open_options {
        size: size_of::<dynet_open_options>(),
        backend: DYNET_BACKEND_TRACT,
        profile: DYNET_PROFILE_SPEED,
        threads: 2,
        precision: std::ptr::null(),
        ort_library: std::ptr::null(),
        provider: std::ptr::null(),
        cache: std::ptr::null(),
        add_ons: std::ptr::null(),
        add_on_count: 0,
    }
}

/// What `DYNET_RESTORE_OPTIONS_INIT` is in C.
pub fn plain() -> dynet_restore_options {
    dynet_restore_options {
        size: size_of::<dynet_restore_options>(),
        variant: std::ptr::null(),
        budget_ms: 0.0,
        max_memory: 0,
        tile: 0,
        progress: None,
        user: std::ptr::null_mut(),
        canceller: 0,
        task: std::ptr::null(),
    }
}

/// What `DYNET_RESULT_INIT` is in C.
pub fn no_result() -> dynet_result {
    dynet_result {
        size: size_of::<dynet_result>(),
        variant: [0; DYNET_NAME_BYTES],
        backend: [0; DYNET_NAME_BYTES],
        provider: [0; DYNET_NAME_BYTES],
        tiles: 0,
        ms: 0.0,
        prepare_ms: 0.0,
        expected_ms: 0.0,
        fallbacks: 0,
        task: [0; DYNET_NAME_BYTES],
    }
}

/// Opens a pack on tract.
pub fn open(pack: &Path) -> Result<dynet_restorer, (dynet_status, String)> {
    let (pack, mut restorer) = (CString::new(pack.to_str().unwrap()).unwrap(), 77);
    let status = unsafe { dynet_open(pack.as_ptr(), &on_tract(), &mut restorer) };
    match status {
        dynet_status::DYNET_OK => Ok(restorer),
        _ => {
            assert_eq!(restorer, 0, "no handle comes with an error");
            Err((status, error()))
        }
    }
}

/// The message of this thread's last call.
pub fn error() -> String {
    let text = unsafe { CStr::from_ptr(dynet_last_error()) };
    text.to_str().unwrap().to_owned()
}

/// RGB bytes with no padding.
pub fn rgb(pixels: &mut [u8], width: usize) -> dynet_image {
    dynet_image {
        data: pixels.as_mut_ptr().cast(),
        width,
        height: pixels.len() / 3 / width,
        row_stride: 3 * width,
        plane_stride: 0,
        format: DYNET_RGB8,
    }
}

/// Restores in place, without options for null ones.
pub fn restore(
    restorer: dynet_restorer,
    image: &dynet_image,
    options: *const dynet_restore_options,
) -> dynet_status {
    unsafe { dynet_restore(restorer, image, image, options, std::ptr::null_mut()) }
}

/// RGB bytes, the same every time and each unlike its neighbors.
pub fn bytes(width: usize, height: usize) -> Vec<u8> {
    let value = |i: usize| (i.wrapping_mul(2_654_435_761) >> 7) as u8;
    (0..3 * width * height).map(value).collect()
}

/// The same pixels as a network takes them.
pub fn planar(bytes: &[u8], width: usize) -> Planar {
    let mut picture = Planar::new(width, bytes.len() / 3 / width);
    for (at, pixel) in bytes.chunks_exact(3).enumerate() {
        for (channel, value) in pixel.iter().enumerate() {
            picture.plane_mut(channel)[at] = f32::from(*value) / 255.0;
        }
    }
    picture
}

/// From a network's pixels to bytes.
pub fn levels(picture: &Planar) -> Vec<u8> {
    let level = |value: f32| (value * 255.0 + 0.5).floor().clamp(0.0, 255.0) as u8;
    (0..picture.pixels())
        .flat_map(|at| (0..3).map(move |channel| level(picture.plane(channel)[at])))
        .collect()
}
