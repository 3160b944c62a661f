//! The C API, called as C calls it.

mod arguments;
mod common;
mod example;
mod header;
mod pictures;
mod pixels;
mod tasks;
mod threads;
