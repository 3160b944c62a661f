//! Reading a pack's weights and graphs, and checking them.

use std::path::PathBuf;
use std::sync::Arc;

use super::files::check_bytes;
use super::sizes::follow;
use super::source::Source;
use super::verify::{MAX_GRAPH_BYTES, check_graph, decode};
use super::{FileEntry, Graph, GraphFacts, Signature};
use crate::Weights;
use crate::bytes::Bytes;
use dynet_core::Result;

/// Side of a small picture: some tiles of the deepest network.
const PROBE: usize = 64;

/// One graph file in memory; some variants may share a file.
#[derive(Debug)]
pub(super) struct LoadedGraph {
    /// Its task; `None` for the pack's own network.
    pub task: Option<String>,
    pub file: String,
    pub path: PathBuf,
    /// The weights files that it was checked against.
    pub weights: Vec<Arc<Weights>>,
    pub bytes: Bytes,
    pub facts: GraphFacts,
}

/// Maps a weights file and checks its size and hash.
pub(super) fn weights(source: &Source, entry: &FileEntry) -> Result<Arc<Weights>> {
    let (path, bytes) = source.mapped(&entry.file)?;
    check_bytes(&path, &bytes, entry)?;
    Ok(Arc::new(Weights::from_bytes(bytes, &entry.file)))
}

/// Reads and checks graphs of one signature, for pictures in multiples of `multiple`.
///
/// `weights_of` names the weights files that a graph may point into, one at least.
pub(super) fn graphs<'a>(
    source: &Source,
    task: Option<&str>,
    listed: impl IntoIterator<Item = &'a Graph>,
    (signature, multiple): (Signature, usize),
    weights_of: &dyn Fn(&Graph) -> Vec<Arc<Weights>>,
) -> Result<Vec<LoadedGraph>> {
    let mut graphs: Vec<LoadedGraph> = Vec::new();
    for graph in listed {
        let entry = &graph.entry;
        let weights = weights_of(graph);
        let same = |known: &&LoadedGraph| known.is(task, &entry.file, weights[0].file());
        if let Some(known) = graphs.iter().find(same) {
            check_bytes(&known.path, &known.bytes, entry)?;
            continue;
        }
        let (path, bytes) = source.file(&entry.file, MAX_GRAPH_BYTES)?;
        check_bytes(&path, &bytes, entry)?;
        let facts = check(&bytes, &weights, signature, probe(graph, multiple));
        graphs.push(LoadedGraph {
            task: task.map(str::to_owned),
            file: entry.file.clone(),
            facts: facts.map_err(|e| e.in_file(&path))?,
            path,
            weights,
            bytes,
        });
    }
    Ok(graphs)
}

impl LoadedGraph {
    /// Whether this is the task's graph in `file`, checked with the pack's `weights`.
    pub fn is(&self, task: Option<&str>, file: &str, weights: &str) -> bool {
        let own = self.weights.first().map(|weights| weights.file());
        self.task.as_deref() == task && self.file == file && own == Some(weights)
    }
}

/// The picture size to check a graph's shapes for: its fixed size, or a small one.
fn probe(graph: &Graph, multiple: usize) -> (usize, usize) {
    let side = PROBE.next_multiple_of(multiple);
    let [height, width] = graph.size.unwrap_or([side, side]);
    (height, width)
}

/// All checks of a graph.
fn check(
    bytes: &[u8],
    weights: &[Arc<Weights>],
    signature: Signature,
    size: (usize, usize),
) -> Result<GraphFacts> {
    let graph = decode(bytes)?;
    let facts = check_graph(&graph, weights)?;
    facts.signature.expect(signature)?;
    follow(&graph, weights, size)?;
    Ok(facts)
}
