//! Opening a pack.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use super::add;
use super::archive::Archive;
use super::load::{self, LoadedGraph};
use super::rules::parse_manifest;
use super::source::Source;
use super::{Graph, MANIFEST_FILE, Manifest, PackGraph, Prompter, Signature, Task};
use crate::Weights;
use crate::bytes::Bytes;
use dynet_core::{Error, ErrorKind, Result};

/// The largest manifest; real ones have a few kilobytes.
pub(super) const MAX_MANIFEST_BYTES: u64 = 1 << 20;
/// The largest model card that is shown.
const MAX_CARD_BYTES: u64 = 1 << 20;

/// An opened pack: everything in it was checked, and the weights are mapped once.
#[derive(Debug)]
pub struct Pack {
    source: Source,
    manifest: Manifest,
    /// The manifest's weights first.
    weights: Vec<Arc<Weights>>,
    graphs: Vec<LoadedGraph>,
    /// The sources of tasks from add-ons, by task name.
    add_ons: Vec<(String, Source)>,
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
        let path = Path::new("pack in an open file");
        let bytes = Bytes::map_range(file, offset, length);
        let bytes = bytes.map_err(|e| Error::io("map", path, e))?;
        Self::read(Source::Archive(Archive::open(path, bytes)?))
    }

    /// Opens a `.dynet` pack that is in memory. Its weights are copied once more where they do not
    /// start on a multiple of 64 bytes.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self> {
        let path = Path::new("pack in memory");
        let archive = Archive::open(path, Bytes::from_vec(bytes))?;
        Self::read(Source::Archive(archive))
    }

    /// Opens a pack whose files, names and bytes, are part of the program (`include_bytes!`). Its weights are used in place
    /// where they start on a multiple of 64 bytes.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn embedded(files: &'static [(&'static str, &'static [u8])]) -> Result<Self> {
        Self::read(Source::Embedded(files))
    }

    fn read(source: Source) -> Result<Self> {
        let (path, text) = source.named(MANIFEST_FILE, MAX_MANIFEST_BYTES)?;
        let manifest = parse_manifest(&text, &path)?;

        let mut weights = Vec::new();
        for entry in std::iter::once(&manifest.weights).chain(&manifest.further_weights) {
            weights.push(load::weights(&source, entry)?);
        }
        let weights_of = |graph: &Graph| {
            let file = manifest.weights_of(graph);
            let own = weights.iter().find(|weights| weights.file() == file);
            vec![own.unwrap_or(&weights[0]).clone()]
        };
        let listed = manifest.variants.iter().flat_map(|variant| &variant.graphs);
        let kind = (manifest.signature(), manifest.input.multiple);
        let mut graphs = load::graphs(&source, None, listed, kind, &weights_of)?;
        if let Some(Prompter {
            latent,
            multiple,
            graphs: listed,
            ..
        }) = &manifest.prompter
        {
            // A file that a variant uses, too, is read again, and fails because its kind is wrong.
            let kind = (Signature::Prompts { latent: *latent }, *multiple);
            graphs.extend(load::graphs(&source, None, listed, kind, &weights_of)?);
        }
        for task in &manifest.tasks {
            let loaded = add::load(&source, &manifest, &weights[0], task)?;
            weights.push(loaded.weights);
            graphs.extend(loaded.graphs);
        }
        Ok(Self {
            source,
            manifest,
            weights,
            graphs,
            add_ons: Vec::new(),
        })
    }

    /// Adds a task that was read from `source` and checked.
    pub(super) fn put(&mut self, task: Task, loaded: add::Loaded, source: Source) -> &Task {
        self.weights.push(loaded.weights);
        self.graphs.extend(loaded.graphs);
        self.add_ons.push((task.name.clone(), source));
        let at = self.manifest.tasks.len();
        self.manifest.tasks.push(task);
        &self.manifest.tasks[at]
    }

    /// Where the pack lies, for messages: its folder, or its `.dynet` file.
    pub fn path(&self) -> &Path {
        self.source.path()
    }

    /// The manifest, with the tasks of add-ons.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The mapped weights files: the manifest's, its further ones, those of tasks.
    pub fn weights(&self) -> &[Arc<Weights>] {
        &self.weights
    }

    /// A graph of a task, or of the pack's own network.
    pub(super) fn loaded<'a>(
        &'a self,
        task: Option<&str>,
        entry: &'a Graph,
    ) -> Option<PackGraph<'a>> {
        let weights = self.manifest.weights_of(entry);
        let mut graphs = self.graphs.iter();
        let loaded = graphs.find(|graph| graph.is(task, &entry.entry.file, weights))?;
        Some(PackGraph {
            entry,
            path: &loaded.path,
            bytes: &loaded.bytes,
            facts: loaded.facts,
            weights: &loaded.weights,
        })
    }

    /// The text of the model card, where the pack has one.
    ///
    /// # Errors
    /// When the card is missing, leaves the folder, is too large, or is not text.
    pub fn card(&self) -> Result<Option<String>> {
        card(&self.source, self.manifest.card.as_deref())
    }

    /// The text of a task's card, where it has one.
    ///
    /// # Errors
    /// As [`Pack::card`], and [`ErrorKind::UnknownTask`].
    pub fn task_card(&self, name: &str) -> Result<Option<String>> {
        let task = self.task(name)?;
        let add_on = self.add_ons.iter().find(|(added, _)| added == name);
        let source = add_on.map_or(&self.source, |(_, source)| source);
        card(source, task.card.as_deref())
    }
}

fn card(source: &Source, name: Option<&str>) -> Result<Option<String>> {
    let Some(name) = name else {
        return Ok(None);
    };
    let (path, bytes) = source.file(name, MAX_CARD_BYTES)?;
    String::from_utf8(bytes.to_vec()).map(Some).map_err(|e| {
        Error::new(ErrorKind::Manifest, "the model card is not UTF-8 text")
            .in_file(&path)
            .caused_by(e)
    })
}
