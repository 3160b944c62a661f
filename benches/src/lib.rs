//! Criterion benches, and what the comparisons in `examples` share. See README.md beside this crate for what
//! each measures and for measured figures.

pub mod runs;
