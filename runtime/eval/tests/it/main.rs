//! The measuring protocol.

mod protocol;
