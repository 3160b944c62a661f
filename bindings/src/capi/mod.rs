//! The C API, as `include/dynet.h` shows it to C.
//!
//! [`exports`] has the functions; [`types`] the status codes and structs; the rest
//! converts arguments and results. Only `exports` and `pointers` may be unsafe.

// The names are those of the header.
#![allow(non_camel_case_types)]

#[allow(unsafe_code)]
pub mod exports;
mod outcome;
#[allow(unsafe_code)]
mod pointers;
mod restoring;
pub mod types;

use crate::handles::Table;
use dynet::restorer::{Cancel, Restorer};

/// The restorers that C programs hold.
static RESTORERS: Table<Restorer> = Table::new();
/// The cancellers that C programs hold.
static CANCELLERS: Table<Cancel> = Table::new();
