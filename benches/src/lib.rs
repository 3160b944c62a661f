//! Criterion benches: `cargo bench -p dynet-benches`. See README.md beside this crate for what
//! each measures and for measured figures.
