//! Wrong arguments are errors that name the argument.

use std::ffi::{CString, c_char};
use std::ptr::{null, null_mut};

use crate::common::{error, no_result, on_tract, open, plain, rgb, tiny_pack};
use dynet_bindings::capi::exports::*;
use dynet_bindings::capi::types::*;

/// Latin-1.
const NOT_UTF8: *const c_char = c"\xe4".as_ptr();

/// Checks that the call failed, and the reason in its message.
fn refused(status: dynet_status, reason: &str) {
    assert_eq!(status, dynet_status::DYNET_BAD_ARGUMENT, "{reason}");
    assert!(
        error().contains(reason),
        "{:?} is not about {reason}",
        error()
    );
}

#[test]
fn opening_with_wrong_arguments() {
    let pack = CString::new(tiny_pack().to_str().unwrap()).unwrap();
    let mut id = 0;
    let mut open = |pack, options: &dynet_open_options, reason: &str| {
        refused(unsafe { dynet_open(pack, options, &mut id) }, reason);
    };
    open(null(), &on_tract(), "pack is NULL");
    open(NOT_UTF8, &on_tract(), "pack is not UTF-8");
    let mut options = on_tract();
    options.backend = 9;
    open(pack.as_ptr(), &options, "no backend 9");
    options = on_tract();
    options.profile = 2;
    open(pack.as_ptr(), &options, "no profile 2");
    options = on_tract();
    options.precision = NOT_UTF8;
    open(pack.as_ptr(), &options, "precision is not UTF-8");
    let first = std::mem::offset_of!(dynet_open_options, add_ons);
    for size in [0, 8, first - 1, usize::MAX] {
        options = on_tract();
        options.size = size;
        open(pack.as_ptr(), &options, "options: its size is");
    }
    refused(
        unsafe { dynet_open(pack.as_ptr(), &on_tract(), null_mut()) },
        "restorer is NULL",
    );

    options = on_tract();
    options.precision = c"fp16".as_ptr();
    let status = unsafe { dynet_open(pack.as_ptr(), &options, &mut id) };
    assert_eq!(status, dynet_status::DYNET_UNKNOWN_VARIANT);
    let status = unsafe { dynet_open(c"no/such/pack".as_ptr(), null(), &mut id) };
    assert_eq!(status, dynet_status::DYNET_MISSING);
    assert!(error().contains("no/such/pack"), "{}", error());
}

#[test]
fn a_struct_of_a_later_version_is_taken_unless_it_asks_for_more() {
    #[repr(C)]
    struct Later {
        now: dynet_open_options,
        more: u64,
    }
    let pack = CString::new(tiny_pack().to_str().unwrap()).unwrap();
    let mut later = Later {
        now: on_tract(),
        more: 0,
    };
    later.now.size = size_of::<Later>();
    let (pointer, mut id) = ((&raw const later).cast(), 0);
    let status = unsafe { dynet_open(pack.as_ptr(), pointer, &mut id) };
    assert_eq!(status, dynet_status::DYNET_OK, "{}", error());
    dynet_close(id);
    later.more = 1;
    let pointer = (&raw const later).cast();
    refused(
        unsafe { dynet_open(pack.as_ptr(), pointer, &mut id) },
        "this version of the library does not know",
    );
}

#[test]
fn restoring_with_wrong_arguments() {
    let id = open(&tiny_pack()).unwrap();
    let mut pixels = vec![0; 3 * 8 * 8];
    let good = rgb(&mut pixels, 8);
    let (options, none) = (plain(), null_mut());
    let restore = |input: &dynet_image, output: &dynet_image| unsafe {
        dynet_restore(id, input, output, &options, null_mut())
    };
    unsafe {
        refused(
            dynet_restore(id, null(), &good, &options, none),
            "input is NULL",
        );
        refused(
            dynet_restore(id, &good, null(), &options, none),
            "output is NULL",
        );
    }
    let nowhere = dynet_image {
        data: null_mut(),
        ..good
    };
    refused(restore(&nowhere, &good), "input: data is NULL");
    let shapeless = dynet_image { format: 0, ..good };
    refused(
        restore(&good, &shapeless),
        "output: there is no pixel format 0",
    );
    let empty = dynet_image { height: 0, ..good };
    refused(restore(&empty, &empty), "input: the picture is empty");
    let narrow = dynet_image {
        row_stride: 23,
        ..good
    };
    refused(restore(&good, &narrow), "output: row_stride is 23");
    let endless = dynet_image {
        width: usize::MAX / 2,
        ..good
    };
    refused(restore(&endless, &good), "more than memory");
    let smaller = dynet_image { height: 7, ..good };
    refused(
        restore(&good, &smaller),
        "output: its size is not the input's",
    );

    let mut result = no_result();
    result.size = 1;
    refused(
        unsafe { dynet_restore(id, &good, &good, null(), &mut result) },
        "result: its size",
    );
    for budget in [-1.0, f64::NAN] {
        let mut options = plain();
        options.budget_ms = budget;
        refused(
            unsafe { dynet_restore(id, &good, &good, &options, none) },
            "budget_ms is",
        );
    }
    let mut options = plain();
    options.variant = NOT_UTF8;
    refused(
        unsafe { dynet_restore(id, &good, &good, &options, none) },
        "variant is not UTF-8",
    );
    unsafe {
        refused(dynet_variant_count(id, null_mut()), "count is NULL");
        refused(
            dynet_variant_name(id, 0, null_mut(), 5, null_mut()),
            "where to write is NULL",
        );
        refused(
            dynet_variant_name(id, 0, null_mut(), 0, null_mut()),
            "where to count is NULL",
        );
        refused(dynet_cancel_new(null_mut()), "canceller is NULL");
    }
    dynet_close(id);
}

#[test]
fn a_closed_or_invented_handle_is_an_error_everywhere() {
    let closed = open(&tiny_pack()).unwrap();
    assert_eq!(dynet_close(closed), dynet_status::DYNET_OK);
    let mut canceller = 0;
    assert_eq!(
        unsafe { dynet_cancel_new(&mut canceller) },
        dynet_status::DYNET_OK
    );
    let mut pixels = vec![0; 3 * 8 * 8];
    let image = rgb(&mut pixels, 8);
    let bad = dynet_status::DYNET_BAD_HANDLE;
    // A canceller is not a restorer either.
    for id in [closed, canceller, 0, u64::MAX] {
        let (mut count, mut parameters) = (0, 0);
        assert_eq!(crate::common::restore(id, &image, null()), bad);
        assert!(
            error().contains(&format!("no restorer {id}")),
            "{}",
            error()
        );
        unsafe {
            assert_eq!(dynet_variant_count(id, &mut count), bad);
            assert_eq!(dynet_variant_name(id, 0, null_mut(), 0, &mut count), bad);
            assert_eq!(dynet_variant_reuse(id, 0, null_mut(), 0, &mut count), bad);
            assert_eq!(dynet_variant_parameters(id, 0, &mut parameters), bad);
            assert_eq!(dynet_backend(id, null_mut(), 0, &mut count), bad);
            assert_eq!(dynet_note(id, null_mut(), 0, &mut count), bad);
        }
        let nothing_to_do = if id == 0 { dynet_status::DYNET_OK } else { bad };
        assert_eq!(dynet_close(id), nothing_to_do);
    }
    assert_eq!(dynet_cancel(canceller), dynet_status::DYNET_OK);
    assert_eq!(dynet_cancel_free(canceller), dynet_status::DYNET_OK);
    assert_eq!(dynet_cancel(canceller), bad);
    assert_eq!(dynet_cancel_free(canceller), bad);
    let id = open(&tiny_pack()).unwrap();
    let mut options = plain();
    options.canceller = canceller;
    assert_eq!(crate::common::restore(id, &image, &options), bad);
    dynet_close(id);
}
