//! What the Kotlin class `dev.dynet.Native` calls, see `android/`.
//!
//! [`exports`] has the functions; the rest converts arguments and results. A call that fails
//! throws (`fault`); a panic is such a failure. Only `memory` is unsafe: `clippy.toml` beside this
//! crate checks that no other file makes raw calls.

mod classes;
mod colors;
pub mod exports;
mod fault;
mod ints;
mod listener;
#[allow(unsafe_code, clippy::disallowed_methods)]
mod memory;
mod opening;
mod restoring;

use crate::handles::Table;
use dynet::restorer::{Cancel, Restorer};

/// The restorers that Java programs hold.
static RESTORERS: Table<Restorer> = Table::new();
/// The cancellers that Java programs hold.
static CANCELLERS: Table<Cancel> = Table::new();
