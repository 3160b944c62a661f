//! Opening a pack.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::files::{check_bytes, read_capped, resolve};
use super::rules::parse_manifest;
use super::verify::{GraphFacts, MAX_GRAPH_BYTES, verify_graph};
use super::{Graph, MANIFEST_FILE, Manifest, Variant};
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
    /// The manifest's weights first.
    weights: Vec<Arc<Weights>>,
    graphs: Vec<LoadedGraph>,
}

/// A graph of a pack, as an engine takes it.
#[derive(Clone, Copy, Debug)]
pub struct PackGraph<'a> {
    /// What the manifest says of it.
    pub entry: &'a Graph,
    /// ONNX.
    pub bytes: &'a [u8],
    /// What was found in it.
    pub facts: GraphFacts,
    /// The file that its initializers point into.
    pub weights: &'a Arc<Weights>,
}

/// One graph file in memory; some variants may share a file.
#[derive(Debug)]
struct LoadedGraph {
    file: String,
    /// The weights file that it was checked against.
    weights: String,
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

        let mut weights = Vec::new();
        for entry in std::iter::once(&manifest.weights).chain(&manifest.further_weights) {
            let path = resolve(&folder, &entry.file)?;
            let mapped = Weights::map(&path, &entry.file)?;
            check_bytes(&path, mapped.bytes(), entry)?;
            weights.push(Arc::new(mapped));
        }
        let mut graphs: Vec<LoadedGraph> = Vec::new();
        for graph in manifest.variants.iter().flat_map(|v| &v.graphs) {
            let entry = &graph.entry;
            let graph_path = resolve(&folder, &entry.file)?;
            let file = manifest.weights_of(graph);
            let same = |loaded: &&LoadedGraph| loaded.file == entry.file && loaded.weights == file;
            if let Some(loaded) = graphs.iter().find(same) {
                check_bytes(&graph_path, &loaded.bytes, entry)?;
                continue;
            }
            let bytes = read_capped(&graph_path, MAX_GRAPH_BYTES)?;
            check_bytes(&graph_path, &bytes, entry)?;
            let own = weights.iter().find(|weights| weights.file() == file);
            let own = own.unwrap_or(&weights[0]);
            let facts = verify_graph(&bytes, own).map_err(|e| e.in_file(&graph_path))?;
            graphs.push(LoadedGraph {
                file: entry.file.clone(),
                weights: file.to_owned(),
                bytes,
                facts,
            });
        }
        Ok(Self {
            folder,
            manifest,
            weights,
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

    /// The mapped weights files, the manifest's first.
    pub fn weights(&self) -> &[Arc<Weights>] {
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

    /// A variant's graph for pictures of any size in `precision`: the one for `target`, or the
    /// first where there is none.
    ///
    /// # Errors
    /// [`ErrorKind::UnknownVariant`], also when the variant has no such graph.
    pub fn graph(&self, variant: &str, target: &str, precision: &str) -> Result<PackGraph<'_>> {
        let variant = self.variant(variant)?;
        let entry = self.manifest.graph(variant, target, precision);
        entry.and_then(|entry| self.loaded(entry)).ok_or_else(|| {
            Error::new(
                ErrorKind::UnknownVariant,
                format!(
                    "variant {:?} has no {precision} graph for pictures of any size: choose \
                         another precision, or export the pack with this one",
                    variant.name
                ),
            )
            .in_file(&self.folder)
        })
    }

    /// A variant's graph in `precision` for `target` and for tiles of one size (width, height).
    ///
    /// # Errors
    /// [`ErrorKind::UnknownVariant`], also when the variant has no such graph.
    pub fn tile_graph(
        &self,
        variant: &str,
        target: &str,
        precision: &str,
        (width, height): (usize, usize),
    ) -> Result<PackGraph<'_>> {
        let variant = self.variant(variant)?;
        let fits = |graph: &&Graph| {
            graph.is_for(target)
                && graph.size == Some([height, width])
                && self.manifest.precision_of(graph) == precision
        };
        let entry = variant.graphs.iter().find(fits);
        entry.and_then(|entry| self.loaded(entry)).ok_or_else(|| {
            let name = &variant.name;
            let text = format!(
                "variant {name:?} has no {precision} graph for {target} and tiles of \
                 {width}x{height}, as others in this pack have: export all variants alike"
            );
            Error::new(ErrorKind::UnknownVariant, text).in_file(&self.folder)
        })
    }

    /// All graphs, with the variants that they are of.
    pub fn graphs(&self) -> impl Iterator<Item = (&Variant, PackGraph<'_>)> {
        self.manifest.variants.iter().flat_map(move |variant| {
            let graphs = variant.graphs.iter();
            graphs.filter_map(move |entry| Some((variant, self.loaded(entry)?)))
        })
    }

    fn loaded<'a>(&'a self, entry: &'a Graph) -> Option<PackGraph<'a>> {
        let file = self.manifest.weights_of(entry);
        let same = |l: &&LoadedGraph| l.file == entry.entry.file && l.weights == file;
        let loaded = self.graphs.iter().find(same)?;
        Some(PackGraph {
            entry,
            bytes: &loaded.bytes,
            facts: loaded.facts,
            weights: self.weights.iter().find(|weights| weights.file() == file)?,
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
