//! TIFF, read and written with the tiff crate: the image crate's own wrapper supports neither gray with
//! transparency nor EXIF.

mod metadata;
mod read;
mod write;

pub(super) use metadata::unlink_thumbnail;
pub(super) use read::read;
pub(super) use write::write;
