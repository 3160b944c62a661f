//! Every function of the C API. The comments are the header's.

use std::ffi::c_char;

use dynet_runtime::restorer::{Cancel, Restorer};
use dynet_runtime::{Error, ErrorKind};

use super::outcome::{Failure, call, last_message};
use super::pointers::{
    Progress, checked_size, fill, image, not_null, put, put_all, read_picture, sized, text,
    write_picture,
};
use super::restoring::{backend, canceller, layout, options, restorer, result, variant, zero_free};
use super::types::*;
use super::{CANCELLERS, RESTORERS};
use crate::pixels::Picture;

/// The library's version, such as "0.1.0"; the text is there for ever.
#[unsafe(no_mangle)]
pub extern "C" fn dynet_version() -> *const c_char {
    concat!(env!("CARGO_PKG_VERSION"), "\0").as_ptr().cast()
}

/// What went wrong in this thread's last call, UTF-8, with what to do; empty when it worked. The
/// text is there until the thread's next call of another function.
#[unsafe(no_mangle)]
pub extern "C" fn dynet_last_error() -> *const c_char {
    last_message()
}

/// Opens the pack in the folder `pack` (UTF-8), checks all of it and starts an engine.
///
/// # Safety
/// `pack` ends with a zero byte; `options` is NULL or a struct whose texts are NULL or end with a
/// zero byte; `restorer` gets the answer, and 0 when there is none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dynet_open(
    pack: *const c_char,
    options: *const dynet_open_options,
    restorer: *mut dynet_restorer,
) -> dynet_status {
    call(|| {
        // SAFETY: this function's own conditions, here and below.
        unsafe { put(restorer, 0, "restorer") }?;
        // SAFETY: as above.
        let pack = unsafe { text(pack, "pack") }?;
        let pack = pack.ok_or_else(|| Failure::argument("pack is NULL"))?;
        // SAFETY: as above.
        let options = unsafe { sized(options, "options") }?;
        let mut builder = Restorer::builder()
            .backend(backend(options.backend)?)
            .threads(options.threads as usize);
        // SAFETY: as above.
        if let Some(precision) = unsafe { text(options.precision, "precision") }? {
            builder = builder.precision(precision);
        }
        // SAFETY: as above.
        if let Some(library) = unsafe { text(options.ort_library, "ort_library") }? {
            builder = builder.ort_library(library);
        }
        let opened = builder.open(pack)?;
        // SAFETY: as above.
        unsafe { put(restorer, RESTORERS.insert(opened), "restorer") }
    })
}

/// Closes a restorer; calls that use it finish. 0 is allowed and does nothing.
#[unsafe(no_mangle)]
pub extern "C" fn dynet_close(restorer: dynet_restorer) -> dynet_status {
    call(|| match RESTORERS.remove(restorer) {
        None if restorer != 0 => Err(Failure::handle("restorer", restorer)),
        _ => Ok(()),
    })
}

/// How many variants the pack has, lightest first.
///
/// # Safety
/// `count` can be written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dynet_variant_count(
    restorer: dynet_restorer,
    count: *mut usize,
) -> dynet_status {
    call(|| {
        let variants = self::restorer(restorer)?.pack().manifest().variants.len();
        // SAFETY: this function's own condition.
        unsafe { put(count, variants, "count") }
    })
}

/// The name of variant `index`, with a zero byte at its end.
///
/// # Safety
/// `buffer` has `capacity` bytes, or is NULL with capacity 0 to ask for the length only; `length`,
/// which may be NULL, gets the bytes needed, the zero byte included, also when they are too many.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dynet_variant_name(
    restorer: dynet_restorer,
    index: usize,
    buffer: *mut c_char,
    capacity: usize,
    length: *mut usize,
) -> dynet_status {
    call(|| {
        let restorer = self::restorer(restorer)?;
        let name = &variant(&restorer, index)?.name;
        // SAFETY: this function's own conditions.
        unsafe { put_text(name, buffer, capacity, length) }
    })
}

/// The reuse vector of variant `index`: how often each stage's block runs. Empty where the
/// network has none.
///
/// # Safety
/// `values` has room for `capacity` numbers, or is NULL with capacity 0 to ask for the count only;
/// `count`, which may be NULL, gets how many there are, also when they are too many.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dynet_variant_reuse(
    restorer: dynet_restorer,
    index: usize,
    values: *mut usize,
    capacity: usize,
    count: *mut usize,
) -> dynet_status {
    call(|| {
        let restorer = self::restorer(restorer)?;
        let reuse = &variant(&restorer, index)?.reuse;
        // SAFETY: this function's own conditions.
        unsafe { put_all(reuse, values, capacity, count) }
    })
}

/// How many distinct weights variant `index` uses.
///
/// # Safety
/// `parameters` can be written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dynet_variant_parameters(
    restorer: dynet_restorer,
    index: usize,
    parameters: *mut u64,
) -> dynet_status {
    call(|| {
        let restorer = self::restorer(restorer)?;
        let number = variant(&restorer, index)?.parameters;
        // SAFETY: this function's own condition.
        unsafe { put(parameters, number, "parameters") }
    })
}

/// Name of the engine in use, such as "tract".
///
/// # Safety
/// As dynet_variant_name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dynet_backend(
    restorer: dynet_restorer,
    buffer: *mut c_char,
    capacity: usize,
    length: *mut usize,
) -> dynet_status {
    call(|| {
        let restorer = self::restorer(restorer)?;
        // SAFETY: this function's own conditions.
        unsafe { put_text(restorer.backend(), buffer, capacity, length) }
    })
}

/// A line for the user when another engine than the fastest is in use: why, and what to do.
/// Empty otherwise.
///
/// # Safety
/// As dynet_variant_name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dynet_note(
    restorer: dynet_restorer,
    buffer: *mut c_char,
    capacity: usize,
    length: *mut usize,
) -> dynet_status {
    call(|| {
        let restorer = self::restorer(restorer)?;
        let note = restorer.note().unwrap_or_default();
        // SAFETY: this function's own conditions.
        unsafe { put_text(note, buffer, capacity, length) }
    })
}

/// Restores a picture of any size into one of the same size. Formats may differ; opacity is copied
/// from an input that has it, and is 255 otherwise. Floats come out as the network gave them, a
/// little under 0 or over 1 at times. The output is written only when the status is DYNET_OK.
///
/// # Safety
/// `input` and `output` describe memory that is there: every row of every plane. Nobody writes the
/// input's rows or uses the output's meanwhile; both may be the same memory. `options` is NULL or a
/// struct whose `variant` is NULL or ends with a zero byte. `result` is NULL or a struct.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dynet_restore(
    restorer: dynet_restorer,
    input: *const dynet_image,
    output: *const dynet_image,
    options: *const dynet_restore_options,
    result: *mut dynet_result,
) -> dynet_status {
    call(|| {
        let restorer = self::restorer(restorer)?;
        // SAFETY: this function's own conditions, here and below.
        let (input, output) = unsafe { (image(input, "input")?, image(output, "output")?) };
        let (from, to) = (layout(&input, "input")?, layout(&output, "output")?);
        if from.size() != to.size() {
            return Err(Failure::argument("output: its size is not the input's"));
        }
        if not_null(result, "").is_ok() {
            // SAFETY: as above.
            unsafe { checked_size(result, "result") }?;
        }
        // SAFETY: as above.
        let given = unsafe { sized(options, "options") }?;
        // SAFETY: as above; the options, and the callback in them, are dropped in here.
        let (variant, progress) = unsafe {
            let variant = text(given.variant, "variant")?;
            (variant, Progress::new(given.progress, given.user))
        };
        let (options, cancel) = self::options(&given, variant, progress)?;
        // SAFETY: as above.
        let picture = unsafe { read_picture(input.data, &from) }?;
        let restored = restorer.restore(&picture.pixels, &options)?;
        // A callback that stops at the last tile must not find its picture changed.
        if cancel.is_cancelled() {
            return Err(Error::new(ErrorKind::Cancelled, "the restoration was cancelled").into());
        }
        // SAFETY: as above.
        unsafe { fill(result, &self::result(&restored), "result") }?;
        let picture = Picture {
            pixels: restored.image,
            alpha: picture.alpha,
        };
        // SAFETY: as above.
        unsafe { write_picture(&picture, output.data, &to) };
        Ok(())
    })
}

/// A new canceller, to be given to restorations and freed with dynet_cancel_free.
///
/// # Safety
/// `canceller` can be written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dynet_cancel_new(canceller: *mut dynet_canceller) -> dynet_status {
    call(|| {
        not_null(canceller, "canceller")?;
        // SAFETY: this function's own condition.
        unsafe { put(canceller, CANCELLERS.insert(Cancel::new()), "canceller") }
    })
}

/// Stops every restoration that has this canceller, at the end of a tile at the latest, and later
/// ones at once.
#[unsafe(no_mangle)]
pub extern "C" fn dynet_cancel(canceller: dynet_canceller) -> dynet_status {
    call(|| {
        self::canceller(canceller)?.cancel();
        Ok(())
    })
}

/// Frees a canceller; restorations that have it go on. 0 is allowed and does nothing.
#[unsafe(no_mangle)]
pub extern "C" fn dynet_cancel_free(canceller: dynet_canceller) -> dynet_status {
    call(|| match CANCELLERS.remove(canceller) {
        None if canceller != 0 => Err(Failure::handle("canceller", canceller)),
        _ => Ok(()),
    })
}

/// # Safety
/// As [`dynet_variant_name`].
unsafe fn put_text(
    text: &str,
    buffer: *mut c_char,
    capacity: usize,
    length: *mut usize,
) -> Result<(), Failure> {
    let text = zero_free(text) + "\0";
    // SAFETY: the caller's condition; c_char is a byte.
    unsafe { put_all(text.as_bytes(), buffer.cast(), capacity, length) }
}
