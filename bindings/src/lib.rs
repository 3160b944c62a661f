//! dynet for other languages.
//!
//! [`capi`] is the C API: `include/dynet.h` with `libdynet.so` or `libdynet.a`. It is a thin layer
//! over [`dynet::restorer`], which documents what a call does. `README.md` beside this
//! crate has the lines that compile and link a C program, `examples/restore.c` is one.
//!
//! `jni` (a feature) is the same for the Kotlin classes in `android/`: the following holds there
//! too, with exceptions instead of status codes.
//!
//! # Lifetimes
//! - A restorer and a canceller are numbers from `dynet_open` and `dynet_cancel_new`. No number is
//!   used twice: using one after `dynet_close` or `dynet_cancel_free` is the error
//!   `DYNET_BAD_HANDLE`, never a crash.
//! - Closing does not wait. A running call keeps the objects that it uses and finishes; the last such
//!   call frees the memory.
//! - Pictures, texts and structs belong to the caller. The library reads and writes them during a
//!   call and keeps no pointer to them afterwards. Input and output may be the same memory: the
//!   input is read first, and the output is written at the end, only on success.
//! - The text of `dynet_last_error` belongs to the library and is valid until the thread's next
//!   call.
//!
//! # Threads
//! Every function may be called from any thread at any time, also with one restorer: restorations
//! run side by side and share the weights. The last error is each thread's own. A progress callback
//! is called from the threads that restore, which may not be the one that called, one call at a
//! time. It may call any function of the library, `dynet_cancel` and `dynet_close` included.
//! A signal handler may call none of them, because they take locks; let the callback check a flag.
//!
//! # What cannot happen
//! A bug in the library does not unwind into the caller: it becomes `DYNET_INTERNAL`. Pointers
//! are checked for null, sizes and strides for sense. The caller must make sure that a pointer
//! which is not null points to enough memory.

#![warn(missing_docs)]

pub mod capi;
pub mod handles;
#[cfg(all(feature = "jni", unix))]
pub mod jni;
pub mod pixels;
