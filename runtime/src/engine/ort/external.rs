//! Lending a mapped weights file to ONNX Runtime without copying it.

use ort::AsPointer;
use ort::session::builder::SessionBuilder;
use ort::sys::os_char;

use super::{Weights, failed};
use crate::Result;

/// Tells the session to be built that the external file of that name is these bytes.
///
/// The `ort` crate offers this for an `Arc<[u8]>` only, which would copy the map.
///
/// The caller keeps `weights` alive for as long as the session: ONNX Runtime may read them in
/// place.
#[allow(unsafe_code)]
pub(super) fn lend_weights(builder: &mut SessionBuilder, weights: &Weights) -> Result<()> {
    let name = os_name(weights.file());
    let bytes = weights.bytes();
    // SAFETY: `name` is a zero-terminated string and `bytes` a live slice, and the arrays have the
    // one element that the last argument announces. ONNX Runtime copies the name and the pointer;
    // it only reads through the pointer, whatever its type says. The caller keeps the bytes alive.
    let status = unsafe {
        (ort::api().AddExternalInitializersFromMemory)(
            builder.ptr_mut(),
            &name.as_ptr(),
            &bytes.as_ptr().cast::<std::ffi::c_char>().cast_mut(),
            &bytes.len(),
            1,
        )
    };
    // SAFETY: the status comes from the call above and is used once.
    unsafe { ort::Error::result_from_status(status) }.map_err(|e| failed("take the weights", e))
}

/// A zero-terminated file name in the system's own character type.
fn os_name(name: &str) -> Vec<os_char> {
    #[cfg(windows)]
    let units = name.encode_utf16();
    #[cfg(not(windows))]
    let units = name.bytes().map(|byte| byte as os_char);
    units.chain(std::iter::once(0)).collect()
}
