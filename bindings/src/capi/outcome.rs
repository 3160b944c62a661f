//! How a call ends: its status, and the thread's last message.

use std::any::Any;
use std::cell::RefCell;
use std::ffi::{CString, c_char};
use std::panic::{AssertUnwindSafe, catch_unwind};

use dynet::{Error, ErrorKind};

use super::types::dynet_status;

/// Why a call failed.
pub(super) struct Failure {
    status: dynet_status,
    message: String,
}

impl Failure {
    /// An argument that cannot be used; `message` begins with its name.
    pub fn argument(message: impl Into<String>) -> Self {
        Error::new(ErrorKind::Argument, message).into()
    }

    /// A number that is not in its table; `what` is the kind of object.
    pub fn handle(what: &str, id: u64) -> Self {
        Self {
            status: dynet_status::DYNET_BAD_HANDLE,
            message: format!("there is no {what} {id}; it was closed, or never opened"),
        }
    }

    fn panic(panic: Box<dyn Any + Send>) -> Self {
        let text = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied())
            .unwrap_or("it stopped unexpectedly");
        Self {
            status: dynet_status::DYNET_INTERNAL,
            message: format!("a bug in dynet, please report it: {text}"),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self {
            status: error.kind().into(),
            message: format!("{error:#}"),
        }
    }
}

thread_local! {
    static MESSAGE: RefCell<CString> = RefCell::default();
}

/// Runs the body of one exported function; no panic leaves it.
pub(super) fn call(work: impl FnOnce() -> Result<(), Failure>) -> dynet_status {
    // A panic only breaks the call's own data; the locks of tables and restorers survive it.
    let outcome =
        catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| Err(Failure::panic(panic)));
    let (status, message) = match outcome {
        Ok(()) => (dynet_status::DYNET_OK, String::new()),
        Err(Failure { status, message }) => (status, message),
    };
    let message = CString::new(message.replace('\0', "\u{fffd}")).unwrap_or_default();
    // An ending thread has no storage for it any more.
    let _ = MESSAGE.try_with(|last| last.replace(message));
    status
}

/// The thread's last message, empty after a call that worked; valid until the thread's next call.
pub(super) fn last_message() -> *const c_char {
    MESSAGE
        .try_with(|last| last.borrow().as_ptr())
        .unwrap_or(c"".as_ptr())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_an_internal_error_with_its_text() {
        let status = call(|| panic!("the sky fell on tile {}", 3));
        assert_eq!(status, dynet_status::DYNET_INTERNAL);
        let message = MESSAGE.with(|last| last.borrow().to_str().unwrap().to_owned());
        assert!(message.contains("the sky fell on tile 3"), "{message}");
        assert_eq!(call(|| Ok(())), dynet_status::DYNET_OK);
        assert!(MESSAGE.with(|last| last.borrow().is_empty()));
    }
}
