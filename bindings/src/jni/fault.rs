//! How a call fails: its reason, and the Java exception that it becomes.

use std::any::Any;

use dynet::{Error, ErrorKind};
use jni::errors::{Error as JniError, ErrorPolicy};
use jni::objects::{JThrowable, JValue};
use jni::refs::Global;
use jni::strings::{JNIStr, JNIString};
use jni::{Env, jni_sig, jni_str};

use crate::capi::types::dynet_status;

const ARGUMENT: &JNIStr = jni_str!("java/lang/IllegalArgumentException");
const STATE: &JNIStr = jni_str!("java/lang/IllegalStateException");
const CANCELLED: &JNIStr = jni_str!("java/util/concurrent/CancellationException");
const RESTORE: &JNIStr = jni_str!("dev/dynet/RestoreException");

/// Why a call failed.
pub(super) enum Fault {
    /// The runtime's reason.
    Runtime(Error),
    /// A number that is not in its table; the text is the kind of object.
    Closed(&'static str),
    /// An exception of a callback, to be thrown again where the call was made.
    Thrown(Global<JThrowable<'static>>),
    /// The JVM's reason. A pending exception has priority over it.
    Jni(JniError),
}

impl Fault {
    /// An argument that cannot be used; `message` begins with its name.
    pub fn argument(message: impl Into<String>) -> Self {
        Self::Runtime(Error::new(ErrorKind::Argument, message))
    }

    /// The restoration was cancelled.
    pub fn cancelled() -> Self {
        Self::Runtime(Error::new(
            ErrorKind::Cancelled,
            "the restoration was cancelled",
        ))
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self::Runtime(error)
    }
}

impl From<JniError> for Fault {
    fn from(error: JniError) -> Self {
        Self::Jni(error)
    }
}

/// The common policy: every failure becomes an exception, and the call returns 0 or null.
pub(super) struct Throws;

impl<T: Default> ErrorPolicy<T, Fault> for Throws {
    type Captures<'local: 'method, 'method> = ();

    fn on_error<'local: 'method, 'method>(
        env: &mut Env<'local>,
        (): &mut (),
        fault: Fault,
    ) -> jni::errors::Result<T> {
        // A pending exception says more than one of ours.
        if !env.exception_check() {
            let (class, code, message) = match fault {
                Fault::Thrown(thrown) => return thrown_is_fine(env.throw(&thrown)),
                Fault::Closed(what) => (STATE, 0, format!("the {what} is closed")),
                Fault::Runtime(error) => (class(error.kind()), code(&error), format!("{error:#}")),
                Fault::Jni(error) => (
                    RESTORE,
                    dynet_status::DYNET_INTERNAL as i32,
                    format!("a call of the JVM failed: {error}"),
                ),
            };
            return throw(env, class, code, &message);
        }
        Ok(T::default())
    }

    fn on_panic<'local: 'method, 'method>(
        env: &mut Env<'local>,
        (): &mut (),
        panic: Box<dyn Any + Send>,
    ) -> jni::errors::Result<T> {
        let text = panic
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| panic.downcast_ref::<&str>().copied())
            .unwrap_or("it stopped unexpectedly");
        let message = format!("a bug in dynet, please report it: {text}");
        if env.exception_check() {
            return Ok(T::default());
        }
        throw(env, RESTORE, dynet_status::DYNET_INTERNAL as i32, &message)
    }
}

fn class(kind: ErrorKind) -> &'static JNIStr {
    match kind {
        ErrorKind::Argument | ErrorKind::UnknownVariant | ErrorKind::UnknownTask => ARGUMENT,
        ErrorKind::Cancelled => CANCELLED,
        _ => RESTORE,
    }
}

/// The numbers are those of the C API.
fn code(error: &Error) -> i32 {
    dynet_status::from(error.kind()) as i32
}

fn throw<T: Default>(
    env: &mut Env<'_>,
    class: &JNIStr,
    code: i32,
    message: &str,
) -> jni::errors::Result<T> {
    let text = JNIString::from(message);
    if class != RESTORE {
        return thrown_is_fine(env.throw((class, text)));
    }
    match restore_exception(env, code, message) {
        Ok(exception) => thrown_is_fine(env.throw(exception)),
        // The class is missing, because a shrinker removed it. Another exception is better than none.
        Err(_) => {
            env.exception_clear();
            thrown_is_fine(env.throw(text))
        }
    }
}

fn restore_exception<'local>(
    env: &mut Env<'local>,
    code: i32,
    message: &str,
) -> jni::errors::Result<JThrowable<'local>> {
    let class = env.find_class(RESTORE)?;
    let message = env.new_string(message)?;
    let values = [JValue::Int(code), JValue::Object(&message)];
    let exception = env.new_object(class, jni_sig!("(ILjava/lang/String;)V"), &values)?;
    env.cast_local::<JThrowable>(exception)
}

/// `Env::throw` returns the error that an exception is pending, which is intended.
fn thrown_is_fine<T: Default>(thrown: jni::errors::Result<()>) -> jni::errors::Result<T> {
    match thrown {
        Ok(()) | Err(JniError::JavaException) => Ok(T::default()),
        Err(error) => Err(error),
    }
}
