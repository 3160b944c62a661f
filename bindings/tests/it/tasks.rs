//! Tasks through the C API.

use std::ffi::{CStr, CString, c_char};
use std::fs;
use std::path::Path;
use std::ptr::{null, null_mut};

use crate::common::{bytes, error, no_result, on_tract, plain, rgb, tiny_pack};
use dynet::pack::sha256_hex;
use dynet_bindings::capi::exports::*;
use dynet_bindings::capi::types::*;
use serde_json::{Value, json};

const WIDTH: usize = 40;

/// An add-on whose graph is the tiny pack's with all tensors in a file of its own: there the gain is
/// 0, so it changes nothing.
fn write_add_on(folder: &Path) {
    let read = |name: &str| fs::read(tiny_pack().join(name)).unwrap();
    let entry = |file: &str, bytes: &[u8]| json!({ "file": file, "bytes": bytes.len(), "sha256": sha256_hex(bytes) });
    let mut weights = read("weights.bin");
    let base = sha256_hex(&weights);
    let gain = weights.len() - 4;
    weights[gain..].fill(0);
    // A name of the same length keeps the graph whole.
    let (from, to) = (b"weights.bin", b"nothing.bin");
    let mut graph = read("s.cpu.onnx");
    for at in 0..graph.len() - from.len() {
        if graph[at..].starts_with(from) {
            graph[at..][..to.len()].copy_from_slice(to);
        }
    }
    let mut listed = entry("nothing.s.onnx", &graph);
    listed["target"] = Value::from("cpu");
    let manifest = json!({ "schema": 1, "task": {
        "name": "nothing", "kind": "noise", "base": base, "parameters": 28,
        "weights": entry("nothing.bin", &weights),
        "variants": [{ "name": "s", "parameters": 28, "macs_per_pixel": 33.0, "graphs": [listed] }],
    }});
    fs::write(folder.join("nothing.bin"), weights).unwrap();
    fs::write(folder.join("nothing.s.onnx"), graph).unwrap();
    fs::write(folder.join("task.json"), manifest.to_string()).unwrap();
}

/// Opens the tiny pack with these add-ons.
fn open(add_ons: &[*const c_char]) -> Result<dynet_restorer, (dynet_status, String)> {
    let pack = CString::new(tiny_pack().to_str().unwrap()).unwrap();
    let mut options = on_tract();
    options.add_ons = add_ons.as_ptr();
    options.add_on_count = add_ons.len();
    let mut restorer = 0;
    match unsafe { dynet_open(pack.as_ptr(), &options, &mut restorer) } {
        dynet_status::DYNET_OK => Ok(restorer),
        status => Err((status, error())),
    }
}

fn text(buffer: &[c_char]) -> &str {
    unsafe { CStr::from_ptr(buffer.as_ptr()) }.to_str().unwrap()
}

#[test]
fn an_add_on_is_listed_and_restores() {
    let folder = tempfile::tempdir().unwrap();
    write_add_on(folder.path());
    let path = CString::new(folder.path().to_str().unwrap()).unwrap();
    let restorer = open(&[path.as_ptr()]).unwrap();
    let mut count = 0;
    let status = unsafe { dynet_task_count(restorer, &mut count) };
    assert_eq!((status, count), (dynet_status::DYNET_OK, 1));
    let (mut name, mut kind) = ([0; 16], [0; 16]);
    unsafe {
        dynet_task_name(restorer, 0, name.as_mut_ptr(), name.len(), null_mut());
        dynet_task_kind(restorer, 0, kind.as_mut_ptr(), kind.len(), null_mut());
    }
    assert_eq!((text(&name), text(&kind)), ("nothing", "noise"));
    let status = unsafe { dynet_task_name(restorer, 1, name.as_mut_ptr(), name.len(), null_mut()) };
    assert_eq!(status, dynet_status::DYNET_BAD_ARGUMENT, "{}", error());

    let input = bytes(WIDTH, 30);
    let run = |task: *const c_char| {
        let (mut pixels, mut result) = (input.clone(), no_result());
        let image = rgb(&mut pixels, WIDTH);
        let mut options = plain();
        options.task = task;
        let status = unsafe { dynet_restore(restorer, &image, &image, &options, &mut result) };
        (status, text(&result.task).to_owned(), pixels)
    };
    let (status, task, pixels) = run(c"nothing".as_ptr());
    assert_eq!(status, dynet_status::DYNET_OK, "{}", error());
    assert_eq!(task, "nothing");
    assert!(pixels == input, "the task's gain is 0");
    let (_, task, base) = run(null());
    assert_eq!(task, "");
    assert!(base != input, "the pack's is not");
    assert!(run(c"none".as_ptr()).2 == base);
    // The picture is noise all over.
    let (status, task, pixels) = run(c"auto".as_ptr());
    assert_eq!(status, dynet_status::DYNET_OK, "{}", error());
    assert!((task == "nothing") == (pixels == input));
    let (status, ..) = run(c"derain".as_ptr());
    assert_eq!(status, dynet_status::DYNET_UNKNOWN_TASK);
    assert!(error().contains("this pack has nothing"), "{}", error());
    dynet_close(restorer);
}

#[test]
fn wrong_add_ons_are_errors() {
    let pack = CString::new(tiny_pack().to_str().unwrap()).unwrap();
    let (status, said) = open(&[pack.as_ptr()]).unwrap_err();
    assert_eq!(status, dynet_status::DYNET_UNSUPPORTED, "{said}");
    let (status, said) = open(&[null()]).unwrap_err();
    assert_eq!(status, dynet_status::DYNET_BAD_ARGUMENT, "{said}");
    let mut options = on_tract();
    options.add_on_count = 1;
    let status = unsafe { dynet_open(pack.as_ptr(), &options, &mut 0) };
    assert_eq!(status, dynet_status::DYNET_BAD_ARGUMENT, "{}", error());
}

/// A program that was built with the first header goes on as before.
#[test]
fn callers_of_the_first_version_are_served() {
    let mut open_options = on_tract();
    open_options.size = std::mem::offset_of!(dynet_open_options, add_ons);
    // The library does not read beyond its struct.
    open_options.add_on_count = usize::MAX;
    let pack = CString::new(tiny_pack().to_str().unwrap()).unwrap();
    let mut restorer = 0;
    let status = unsafe { dynet_open(pack.as_ptr(), &open_options, &mut restorer) };
    assert_eq!(status, dynet_status::DYNET_OK, "{}", error());

    let mut options = plain();
    options.size = std::mem::offset_of!(dynet_restore_options, task);
    options.task = c"no such task".as_ptr();
    let mut result = no_result();
    result.size = std::mem::offset_of!(dynet_result, task);
    result.task = [1; DYNET_NAME_BYTES];
    let mut pixels = bytes(WIDTH, 30);
    let image = rgb(&mut pixels, WIDTH);
    let status = unsafe { dynet_restore(restorer, &image, &image, &options, &mut result) };
    assert_eq!(status, dynet_status::DYNET_OK, "{}", error());
    assert_eq!(text(&result.variant), "s");
    assert_eq!(
        result.task, [1; DYNET_NAME_BYTES],
        "not the library's to write"
    );
    dynet_close(restorer);
}
