//! What the Kotlin class `dev.dynet.Native` calls, see `android/`.
//!
//! [`exports`] has the functions; the rest is how a call gets its arguments and gives its answer. A
//! call that fails throws (`fault`), and a panic is such a failure. Only `memory` is unsafe; that no
//! other file makes raw calls is checked by `clippy.toml` beside this crate.

mod classes;
mod colours;
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
