//! Restoring photos.
#![cfg(feature = "tract")]

mod budget;
mod camera_loop;
mod degradation;
mod guided;
mod one_file;
mod restorer;
mod tasks;
mod tile_seams;
mod trust;
