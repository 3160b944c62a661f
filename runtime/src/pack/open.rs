//! Opening a pack.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use super::archive::Archive;
use super::files::check_bytes;
use super::rules::parse_manifest;
use super::sizes::follow;
use super::source::Source;
use super::verify::{GraphFacts, MAX_GRAPH_BYTES, check_graph, decode};
use super::{Graph, MANIFEST_FILE, Manifest, Variant};
use crate::engine::Weights;
use crate::engine::bytes::Bytes;
use crate::{Error, ErrorKind, Result};

/// The largest manifest; real ones have a few kilobytes.
const MAX_MANIFEST_BYTES: u64 = 1 << 20;
/// The largest model card that is shown.
const MAX_CARD_BYTES: u64 = 1 << 20;

/// Side of a small picture: some tiles of the deepest network.
const PROBE: usize = 64;

/// An opened pack: everything in it was checked, and the weights are mapped once.
#[derive(Debug)]
pub struct Pack {
    source: Source,
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
    bytes: Bytes,
    facts: GraphFacts,
}

impl Pack {
    /// Opens the pack at `path`, a folder or a `.dynet` file, and checks all of it, hashes included.
    ///
    /// A `.dynet` file is mapped once; its weights are used in place where they start on a multiple
    /// of 64 bytes, as `dynet-export` writes them, and otherwise copied once.
    ///
    /// # Errors
    /// One error for the first thing that is wrong, naming the file and, inside a graph, the
    /// tensor or node; see the [module's page](super) for what is checked.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        Self::read(Source::at(path.as_ref())?)
    }

    /// Opens a `.dynet` pack that is `length` bytes of `file` from `offset`, such as an asset in an
    /// Android package. It is mapped as [`Self::open`] maps a file; `file` may be closed then.
    ///
    /// Assets must lie uncompressed in the package: list the file's ending under
    /// `androidResources { noCompress += "dynet" }`, or a compressed asset has no such place.
    /// Packages align assets to 4 bytes only, so the weights are copied once; to have them mapped,
    /// copy the asset to a file of its own first.
    ///
    /// # Errors
    /// As [`Self::open`]; also when the file is shorter than that.
    pub fn from_file(file: &File, offset: u64, length: u64) -> Result<Self> {
        let place = Path::new("pack in an open file");
        let bytes = Bytes::map_range(file, offset, length);
        let bytes = bytes.map_err(|e| Error::io("map", place, e))?;
        Self::read(Source::Archive(Archive::open(place, bytes)?))
    }

    /// Opens a `.dynet` pack that is in memory. Its weights are copied once more where they do not
    /// start on a multiple of 64 bytes.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self> {
        let place = Path::new("pack in memory");
        let archive = Archive::open(place, Bytes::from_vec(bytes))?;
        Self::read(Source::Archive(archive))
    }

    fn read(source: Source) -> Result<Self> {
        let (path, text) = source.file(MANIFEST_FILE, MAX_MANIFEST_BYTES)?;
        let manifest = parse_manifest(&text, &path)?;

        let mut weights = Vec::new();
        for entry in std::iter::once(&manifest.weights).chain(&manifest.further_weights) {
            let (path, bytes) = source.mapped(&entry.file)?;
            check_bytes(&path, &bytes, entry)?;
            weights.push(Arc::new(Weights::from_bytes(bytes, &entry.file)));
        }
        let mut graphs: Vec<LoadedGraph> = Vec::new();
        for graph in manifest.variants.iter().flat_map(|v| &v.graphs) {
            let entry = &graph.entry;
            let file = manifest.weights_of(graph);
            let same = |loaded: &&LoadedGraph| loaded.file == entry.file && loaded.weights == file;
            if let Some(loaded) = graphs.iter().find(same) {
                check_bytes(&source.path(&entry.file), &loaded.bytes, entry)?;
                continue;
            }
            let (path, bytes) = source.file(&entry.file, MAX_GRAPH_BYTES)?;
            check_bytes(&path, &bytes, entry)?;
            let own = weights.iter().find(|weights| weights.file() == file);
            let own = own.unwrap_or(&weights[0]);
            let size = probe(graph, manifest.input.multiple);
            let facts = check(&bytes, own, size).map_err(|e| e.in_file(&path))?;
            graphs.push(LoadedGraph {
                file: entry.file.clone(),
                weights: file.to_owned(),
                bytes,
                facts,
            });
        }
        Ok(Self {
            source,
            manifest,
            weights,
            graphs,
        })
    }

    /// Where the pack lies, for messages: its folder, or its `.dynet` file.
    pub fn place(&self) -> &Path {
        self.source.place()
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
            .in_file(self.place())
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
            .in_file(self.place())
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
            Error::new(ErrorKind::UnknownVariant, text).in_file(self.place())
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
        let (path, bytes) = self.source.file(name, MAX_CARD_BYTES)?;
        String::from_utf8(bytes.to_vec()).map(Some).map_err(|e| {
            Error::new(ErrorKind::Manifest, "the model card is not UTF-8 text")
                .in_file(&path)
                .caused_by(e)
        })
    }
}

/// The picture that a graph's shapes are followed for: its only one, or a small one.
fn probe(graph: &Graph, multiple: usize) -> (usize, usize) {
    let side = PROBE.next_multiple_of(multiple);
    let [height, width] = graph.size.unwrap_or([side, side]);
    (height, width)
}

/// All that is checked of a graph.
fn check(bytes: &[u8], weights: &Weights, size: (usize, usize)) -> Result<GraphFacts> {
    let graph = decode(bytes)?;
    let facts = check_graph(&graph, weights)?;
    follow(&graph, weights, size)?;
    Ok(facts)
}
