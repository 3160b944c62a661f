//! The C API, called as C calls it.

#![allow(unsafe_code)] // C has no other code.

mod arguments;
mod common;
mod example;
mod header;
mod pictures;
mod pixels;
mod tasks;
mod threads;
