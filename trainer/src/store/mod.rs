//! A store: patches of many photos in a few large files, each checksummed.
//!
//! ```text
//! store/
//!   store.json       what the store was made with, counts, every file's size and SHA-256 (manifest.rs)
//!   000000.tar       WebDataset shard: 00000000.png, 00000000.json, 00000001.png, ... (writer.rs)
//!   000000.parquet   its patches: place in the tar, source, license, position, flatness (index.rs)
//!   000000.jsonl     its sources, also those that were left out, one a line (record.rs)
//!   index.parquet    the patches of all shards
//!   skipped.csv      every source that was left out, and why
//!   sheet.png        a sample, to look at
//! ```
//!
//! A file belongs to the store when `store.json` names it. The writer names a shard only once its
//! three files are complete on the disk, so an interrupted store continues from its
//! last shard.

mod atomic_file;
mod finish;
mod index;
mod manifest;
mod options;
mod part;
mod read;
mod record;
mod shard;
mod sum;
mod writer;

pub use index::Row;
pub(crate) use index::read as read_index;
pub use manifest::{FileSum, Listing, MANIFEST, Manifest, Shard};
pub(crate) use options::CELL;
pub use options::{Excluded, Options};
pub use part::Part;
pub use read::StoredPatches;
pub use record::{Counts, Record, State};
pub(crate) use record::{checked, id as record_id, order, records};
pub(crate) use shard::Patch;
pub use sum::Sha256Sum;
pub(crate) use writer::Writer;
