//! Commands that need no network.

pub mod ingest;
