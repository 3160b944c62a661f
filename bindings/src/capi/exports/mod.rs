//! Every function of the C API. The header has the same comments.

mod pack;
mod restore;

use std::ffi::c_char;

use super::outcome::last_message;

pub use pack::*;
pub use restore::*;

/// The library's version, such as "0.1.0"; the text is never freed.
#[unsafe(no_mangle)]
pub extern "C" fn dynet_version() -> *const c_char {
    concat!(env!("CARGO_PKG_VERSION"), "\0").as_ptr().cast()
}

/// What went wrong in this thread's last call, UTF-8, with what to do; empty when it worked. The
/// text is valid until the thread's next call of another function.
#[unsafe(no_mangle)]
pub extern "C" fn dynet_last_error() -> *const c_char {
    last_message()
}
