//! Lending mapped weights files to ONNX Runtime without copying them.

use std::ffi::c_char;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ort::AsPointer;
use ort::session::Session;
use ort::session::builder::SessionBuilder;
use ort::sys::os_char;

use super::failed;
use dynet_core::Result;
use dynet_pack::Weights;

/// A session and the weights files that it may read in place, which live as long as it does; clones share both.
#[derive(Clone)]
pub(super) struct Lent {
    // Before the weights: fields are dropped in order.
    session: Arc<Mutex<Session>>,
    _weights: Arc<[Arc<Weights>]>,
}

impl Lent {
    /// Prepares a graph whose external files are these bytes.
    pub fn new(
        mut builder: SessionBuilder,
        graph: &[u8],
        weights: &[Arc<Weights>],
    ) -> Result<Self> {
        lend(&mut builder, weights)?;
        let session = builder
            .commit_from_memory(graph)
            .map_err(|e| failed("prepare the graph", e))?;
        Ok(Self {
            session: Arc::new(Mutex::new(session)),
            _weights: weights.into(),
        })
    }

    /// The session, for one run.
    pub fn session(&self) -> MutexGuard<'_, Session> {
        // A panic elsewhere leaves the session as it was.
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Registers these bytes as the external files of those names with a session's options.
///
/// The `ort` crate offers this for an `Arc<[u8]>` only, which would copy the map.
#[allow(unsafe_code)]
fn lend(builder: &mut SessionBuilder, weights: &[Arc<Weights>]) -> Result<()> {
    let texts: Vec<Vec<os_char>> = weights.iter().map(|file| os_name(file.file())).collect();
    let names: Vec<*const os_char> = texts.iter().map(|name| name.as_ptr()).collect();
    let bytes = weights.iter().map(|file| file.bytes().as_ptr());
    let bytes: Vec<*mut c_char> = bytes
        .map(|bytes| bytes.cast::<c_char>().cast_mut())
        .collect();
    let lengths: Vec<usize> = weights.iter().map(|file| file.bytes().len()).collect();
    // SAFETY: the names are zero-terminated strings and the bytes live slices, and the arrays have
    // as many elements as the last argument announces. ONNX Runtime copies the names and the
    // pointers; it only reads through the pointers, whatever their type says. `Lent`, which alone calls
    // this, keeps the bytes for as long as the session.
    let status = unsafe {
        (ort::api().AddExternalInitializersFromMemory)(
            builder.ptr_mut(),
            names.as_ptr(),
            bytes.as_ptr(),
            lengths.as_ptr(),
            weights.len(),
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
