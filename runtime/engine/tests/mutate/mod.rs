//! Corrupts packs at random, and measures what it costs to open them.

pub mod corrupt;
pub mod dice;
pub mod graphs;
pub mod guard;
