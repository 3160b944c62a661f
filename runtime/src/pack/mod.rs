//! A pack: manifest, graphs and one weights file in a folder.

mod manifest;

pub use manifest::{
    Check, FileEntry, Graph, Input, MANIFEST_FILE, Manifest, Network, Quality, SCHEMA, Variant,
};
