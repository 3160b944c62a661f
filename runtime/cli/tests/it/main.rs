//! The program, run as a user runs it.
#![cfg(feature = "tract")]

mod budget;
mod compare;
mod faults;
mod guided;
mod hostile;
mod inputs;
mod packs;
mod reference;
mod restore;
mod support;
mod tasks;
