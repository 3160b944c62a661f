//! Restoring, and stopping it.

use dynet::restorer::Cancel;
use dynet::{Error, ErrorKind};

use crate::capi::CANCELLERS;
use crate::capi::outcome::{Failure, call};
use crate::capi::pointers::{
    Progress, check_room, fill, image, not_null, put, read_picture, sized, text, write_picture,
};
use crate::capi::restoring::{self, layout};
use crate::capi::types::*;

/// Restores a picture of any size into one of the same size. Formats may differ; opacity is copied
/// from an input that has it, and is 255 otherwise. Floats are the network's
/// output, which may be slightly below 0 or above 1. The output is written only on DYNET_OK.
///
/// # Safety
/// `input` and `output` describe valid memory: every row of every plane. During the call, nobody
/// writes the input's rows or uses the output's; both may be the same memory. `options` is NULL or a
/// struct whose texts are NULL or end with a zero byte. `result` is NULL or a struct.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dynet_restore(
    restorer: dynet_restorer,
    input: *const dynet_image,
    output: *const dynet_image,
    options: *const dynet_restore_options,
    result: *mut dynet_result,
) -> dynet_status {
    call(|| {
        let restorer = restoring::restorer(restorer)?;
        // SAFETY: this function's own conditions, here and below.
        let (input, output) = unsafe { (image(input, "input")?, image(output, "output")?) };
        let (from, to) = (layout(&input, "input")?, layout(&output, "output")?);
        if from.size() != to.size() {
            return Err(Failure::argument("output: its size is not the input's"));
        }
        // SAFETY: as above.
        unsafe { check_room(result, "result") }?;
        // SAFETY: as above.
        let given = unsafe { sized(options, "options") }?;
        // SAFETY: as above; the options, and the callback in them, are dropped in here.
        let (variant, task, progress) = unsafe {
            let variant = text(given.variant, "variant")?;
            let task = text(given.task, "task")?;
            (variant, task, Progress::new(given.progress, given.user))
        };
        let (options, cancel) = restoring::options(&given, variant, task, progress)?;
        // SAFETY: as above.
        let mut picture = unsafe { read_picture(input.data, &from) }?;
        let report = restorer.restore_in_place(&mut picture.pixels, &options)?;
        // If a callback cancels at the last tile, the picture must stay unchanged.
        if cancel.is_cancelled() {
            return Err(Error::new(ErrorKind::Cancelled, "the restoration was cancelled").into());
        }
        // SAFETY: as above.
        unsafe { fill(result, &restoring::result(&report), "result") }?;
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

/// Stops every restoration with this canceller, at the end of a tile at the latest; restorations
/// that start later stop at once.
#[unsafe(no_mangle)]
pub extern "C" fn dynet_cancel(canceller: dynet_canceller) -> dynet_status {
    call(|| {
        restoring::canceller(canceller)?.cancel();
        Ok(())
    })
}

/// Frees a canceller; running restorations with it go on. 0 is allowed and does nothing.
#[unsafe(no_mangle)]
pub extern "C" fn dynet_cancel_free(canceller: dynet_canceller) -> dynet_status {
    call(|| match CANCELLERS.remove(canceller) {
        None if canceller != 0 => Err(Failure::handle("canceller", canceller)),
        _ => Ok(()),
    })
}
