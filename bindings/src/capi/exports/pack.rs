//! Opening, closing and describing packs.

use std::ffi::c_char;

use dynet::restorer::Restorer;

use crate::capi::RESTORERS;
use crate::capi::outcome::{Failure, call};
use crate::capi::pointers::{put, put_all, sized, text, texts};
use crate::capi::restoring::{self, backend, profile, task, variant, zero_free};
use crate::capi::types::*;

/// Opens the pack in the folder `pack` (UTF-8), checks all of it and starts an engine.
///
/// # Safety
/// `pack` ends with a zero byte; `options` is NULL or a struct whose texts are NULL or end with a
/// zero byte, and whose `add_ons` holds `add_on_count` texts; `restorer` gets the result, or 0 on
/// failure.
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
            .profile(profile(options.profile)?)
            .threads(options.threads);
        // SAFETY: as above.
        if let Some(precision) = unsafe { text(options.precision, "precision") }? {
            builder = builder.precision(precision);
        }
        // SAFETY: as above.
        if let Some(library) = unsafe { text(options.ort_library, "ort_library") }? {
            builder = builder.ort_library(library);
        }
        // SAFETY: as above.
        if let Some(provider) = unsafe { text(options.provider, "provider") }? {
            builder = builder.provider(provider);
        }
        // SAFETY: as above.
        if let Some(folder) = unsafe { text(options.cache, "cache") }? {
            builder = builder.cache(folder);
        }
        // SAFETY: as above.
        for add_on in unsafe { texts(options.add_ons, options.add_on_count, "add_ons") }? {
            builder = builder.add_on(add_on);
        }
        let opened = builder.open(pack)?;
        // SAFETY: as above.
        unsafe { put(restorer, RESTORERS.insert(opened), "restorer") }
    })
}

/// Closes a restorer; running calls that use it finish. 0 is allowed and does nothing.
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
        let variants = restoring::restorer(restorer)?
            .pack()
            .manifest()
            .variants
            .len();
        // SAFETY: this function's own condition.
        unsafe { put(count, variants, "count") }
    })
}

/// The name of variant `index`, with a zero byte at its end.
///
/// # Safety
/// `buffer` has `capacity` bytes, or is NULL with capacity 0 to ask for the length only; `length`,
/// which may be NULL, gets the bytes needed, zero byte included, even if the capacity is too small.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dynet_variant_name(
    restorer: dynet_restorer,
    index: usize,
    buffer: *mut c_char,
    capacity: usize,
    length: *mut usize,
) -> dynet_status {
    call(|| {
        let restorer = restoring::restorer(restorer)?;
        let name = &variant(&restorer, index)?.name;
        // SAFETY: this function's own conditions.
        unsafe { put_text(name, buffer, capacity, length) }
    })
}

/// The reuse vector of variant `index`: how often each stage's block runs. Empty if the network
/// has none.
///
/// # Safety
/// `values` has room for `capacity` numbers, or is NULL with capacity 0 to ask for the count only;
/// `count`, which may be NULL, gets how many there are, even if the capacity is too small.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dynet_variant_reuse(
    restorer: dynet_restorer,
    index: usize,
    values: *mut usize,
    capacity: usize,
    count: *mut usize,
) -> dynet_status {
    call(|| {
        let restorer = restoring::restorer(restorer)?;
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
        let restorer = restoring::restorer(restorer)?;
        let number = variant(&restorer, index)?.parameters;
        // SAFETY: this function's own condition.
        unsafe { put(parameters, number, "parameters") }
    })
}

/// How many tasks the pack has, those of add-ons included.
///
/// # Safety
/// `count` can be written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dynet_task_count(
    restorer: dynet_restorer,
    count: *mut usize,
) -> dynet_status {
    call(|| {
        let tasks = restoring::restorer(restorer)?.pack().manifest().tasks.len();
        // SAFETY: this function's own condition.
        unsafe { put(count, tasks, "count") }
    })
}

/// The name of task `index`, with a zero byte at its end.
///
/// # Safety
/// As dynet_variant_name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dynet_task_name(
    restorer: dynet_restorer,
    index: usize,
    buffer: *mut c_char,
    capacity: usize,
    length: *mut usize,
) -> dynet_status {
    call(|| {
        let restorer = restoring::restorer(restorer)?;
        // SAFETY: this function's own conditions.
        unsafe { put_text(&task(&restorer, index)?.name, buffer, capacity, length) }
    })
}

/// The degradation that task `index` removes, such as "rain"; empty if the task does not name one.
///
/// # Safety
/// As dynet_variant_name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dynet_task_kind(
    restorer: dynet_restorer,
    index: usize,
    buffer: *mut c_char,
    capacity: usize,
    length: *mut usize,
) -> dynet_status {
    call(|| {
        let restorer = restoring::restorer(restorer)?;
        let kind = task(&restorer, index)?.kind.as_deref().unwrap_or_default();
        // SAFETY: this function's own conditions.
        unsafe { put_text(kind, buffer, capacity, length) }
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
        let restorer = restoring::restorer(restorer)?;
        // SAFETY: this function's own conditions.
        unsafe { put_text(restorer.backend(), buffer, capacity, length) }
    })
}

/// A line for the user when the engine in use is not the fastest: why, and what to do. Empty
/// otherwise.
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
        let restorer = restoring::restorer(restorer)?;
        let note = restorer.note().unwrap_or_default();
        // SAFETY: this function's own conditions.
        unsafe { put_text(note, buffer, capacity, length) }
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
