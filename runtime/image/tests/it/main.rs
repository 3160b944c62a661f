//! Photo files.

mod formats;
mod hostile;
mod tiff;
