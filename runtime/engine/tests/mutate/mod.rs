//! Spoiling packs at random, and watching what it costs to open them.

pub mod dice;
pub mod graphs;
pub mod guard;
pub mod spoil;
