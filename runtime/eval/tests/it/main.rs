//! The protocol of measuring.

mod protocol;
