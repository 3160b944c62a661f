//! A small DyNet after a round trip: exported to ONNX, and turned back into Burn code by
//! the crate burn-onnx, Burn's own importer.
//!
//! The code in `generated/` is what the importer wrote. It is kept here, and not written by a build
//! script, because a build script would compile Burn a second time. `tests/generated.rs` says
//! when it is no longer what the exporter and the importer make of the network.

/// The light variant.
#[allow(clippy::all, unused, missing_docs, rustdoc::all)]
pub mod s {
    include!("../generated/s.rs");
}

/// The heavy variant.
#[allow(clippy::all, unused, missing_docs, rustdoc::all)]
pub mod l {
    include!("../generated/l.rs");
}
