//! Opening a pack.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::files::{check_bytes, read_capped, resolve};
use super::rules::parse_manifest;
use super::verify::{GraphFacts, MAX_GRAPH_BYTES, verify_graph};
use super::{MANIFEST_FILE, Manifest, Variant};
use crate::engine::Weights;
use crate::{Error, ErrorKind, Result};

/// The largest manifest; real ones have a few kilobytes.
const MAX_MANIFEST_BYTES: u64 = 1 << 20;
/// The largest model card that is shown.
const MAX_CARD_BYTES: u64 = 1 << 20;

/// An opened pack: everything in it was checked, and the weights are mapped once.
#[derive(Debug)]
pub struct Pack {
    folder: PathBuf,
    manifest: Manifest,
    weights: Arc<Weights>,
    graphs: Vec<LoadedGraph>,
}

/// One graph file in memory; some variants may share a file.
#[derive(Debug)]
struct LoadedGraph {
    file: String,
    bytes: Vec<u8>,
    facts: GraphFacts,
}

impl Pack {
    /// Opens the pack in the folder `path` and checks all of it, hashes included.
    ///
    /// # Errors
    /// One error for the first thing that is wrong, naming the file and, inside a graph, the
    /// tensor or node; see the [module's page](super) for what is checked.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let folder = path
            .canonicalize()
            .map_err(|e| Error::io("open", path, e))?;
        if !folder.is_dir() {
            return Err(Error::new(
                ErrorKind::Unsupported,
                "a pack is a folder with a pack.json in it; give the folder",
            )
            .in_file(path));
        }
        let manifest_path = resolve(&folder, MANIFEST_FILE)?;
        let text = read_capped(&manifest_path, MAX_MANIFEST_BYTES)?;
        let manifest = parse_manifest(&text, &manifest_path)?;

        let entry = &manifest.weights;
        let weights_path = resolve(&folder, &entry.file)?;
        let weights = Weights::map(&weights_path, &entry.file)?;
        check_bytes(&weights_path, weights.bytes(), entry)?;

        let mut graphs: Vec<LoadedGraph> = Vec::new();
        for graph in manifest.variants.iter().flat_map(|v| &v.graphs) {
            let entry = &graph.entry;
            let graph_path = resolve(&folder, &entry.file)?;
            if let Some(loaded) = graphs.iter().find(|loaded| loaded.file == entry.file) {
                check_bytes(&graph_path, &loaded.bytes, entry)?;
                continue;
            }
            let bytes = read_capped(&graph_path, MAX_GRAPH_BYTES)?;
            check_bytes(&graph_path, &bytes, entry)?;
            let facts = verify_graph(&bytes, &weights).map_err(|e| e.in_file(&graph_path))?;
            graphs.push(LoadedGraph {
                file: entry.file.clone(),
                bytes,
                facts,
            });
        }
        Ok(Self {
            folder,
            manifest,
            weights: Arc::new(weights),
            graphs,
        })
    }

    /// The pack's folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What `pack.json` says.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The mapped weights file.
    pub fn weights(&self) -> &Arc<Weights> {
        &self.weights
    }

    /// The variant of that name.
    ///
    /// # Errors
    /// [`ErrorKind::UnknownVariant`], listing the names that there are.
    pub fn variant(&self, name: &str) -> Result<&Variant> {
        self.manifest.variant(name).ok_or_else(|| {
            let names: Vec<&str> = self
                .manifest
                .variants
                .iter()
                .map(|variant| variant.name.as_str())
                .collect();
            Error::new(
                ErrorKind::UnknownVariant,
                format!(
                    "there is no variant {name:?}; this pack has {}",
                    names.join(", ")
                ),
            )
            .in_file(&self.folder)
        })
    }

    /// The ONNX bytes of a variant's graph for `target` (its first graph where none is named so),
    /// with what was found in them.
    ///
    /// # Errors
    /// [`ErrorKind::UnknownVariant`].
    pub fn graph(&self, variant: &str, target: &str) -> Result<(&[u8], GraphFacts)> {
        let file = self
            .variant(variant)?
            .graph(target)
            .map(|graph| graph.entry.file.as_str());
        self.graphs
            .iter()
            .find(|loaded| Some(loaded.file.as_str()) == file)
            .map(|loaded| (loaded.bytes.as_slice(), loaded.facts))
            .ok_or_else(|| {
                Error::new(
                    ErrorKind::UnknownVariant,
                    format!("variant {variant:?} has no graph"),
                )
                .in_file(&self.folder)
            })
    }

    /// The text of the model card, where the pack has one.
    ///
    /// # Errors
    /// When the card is missing, leaves the folder, is too large, or is not text.
    pub fn card(&self) -> Result<Option<String>> {
        let Some(name) = &self.manifest.card else {
            return Ok(None);
        };
        let path = resolve(&self.folder, name)?;
        let bytes = read_capped(&path, MAX_CARD_BYTES)?;
        String::from_utf8(bytes).map(Some).map_err(|e| {
            Error::new(ErrorKind::Manifest, "the model card is not UTF-8 text")
                .in_file(&path)
                .caused_by(e)
        })
    }
}
