//! Packs: valid ones open, all others are refused.

mod deform;
mod greedy;
mod guided;
mod hostile;
mod one_file;
mod one_file_hostile;
mod open;
mod tasks;
mod tasks_hostile;
