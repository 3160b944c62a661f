//! Checks a graph and where its tensors lie, before any engine reads them.

use std::collections::HashSet;
use std::ops::RangeInclusive;
use std::sync::Arc;

use prost::Message;

use super::Signature;
use super::onnx::{self, Attribute, Graph, Model, Node};
use super::sizes::is_known;
use super::tensors::{check_inline, check_tensor, tensor_bytes};
use crate::{INPUT, LATENT, Weights};
use dynet_core::{Error, ErrorKind, Result};

/// The largest graph file; weights live elsewhere, so real graphs have well under 2 MB.
pub(super) const MAX_GRAPH_BYTES: u64 = 32 << 20;

/// Versions of ONNX's operator set that the rules for sizes follow.
const OPSETS: RangeInclusive<i64> = 18..=24;

/// What [`verify_graph`] found in a graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GraphFacts {
    /// Number of operations.
    pub nodes: usize,
    /// Number of tensors that come with the graph.
    pub tensors: usize,
    /// Bytes of the weights files that the graph refers to.
    pub weight_bytes: u64,
    /// What it takes and gives.
    pub signature: Signature,
}

/// Checks that `graph` is a flat ONNX graph of a known [`Signature`], such as from `image` to
/// `restored`, whose tensors all lie inside `weights`, the file that their `location` names, and fit
/// their shapes.
///
/// # Errors
/// [`ErrorKind::TooLarge`], [`ErrorKind::Graph`] or [`ErrorKind::TensorRange`], naming the tensor
/// or node.
pub fn verify_graph(graph: &[u8], weights: &[Arc<Weights>]) -> Result<GraphFacts> {
    check_graph(&decode(graph)?, weights)
}

/// The graph in a file.
pub(super) fn decode(graph: &[u8]) -> Result<Graph> {
    if graph.len() as u64 > MAX_GRAPH_BYTES {
        return Err(Error::new(
            ErrorKind::TooLarge,
            format!(
                "the graph has {} bytes, more than the {MAX_GRAPH_BYTES} that a pack may hold",
                graph.len()
            ),
        ));
    }
    let model = Model::decode(graph).map_err(|e| {
        Error::new(
            ErrorKind::Graph,
            "this is not a complete ONNX graph; fetch or export the pack again",
        )
        .caused_by(e)
    })?;
    if !model.functions.is_empty() || !model.training_info.is_empty() {
        return Err(bad(
            "graphs with functions or training parts are not supported",
        ));
    }
    match &model.opset_import[..] {
        [opset] if is_onnx(&opset.domain) && OPSETS.contains(&opset.version) => {}
        _ => {
            return Err(bad(format!(
                "it must be made of ONNX's own operations, of version {} to {}",
                OPSETS.start(),
                OPSETS.end()
            )));
        }
    }
    model.graph.ok_or_else(|| bad("the file holds no graph"))
}

pub(super) fn check_graph(graph: &Graph, weights: &[Arc<Weights>]) -> Result<GraphFacts> {
    if !graph.sparse_initializer.is_empty() {
        return Err(bad("graphs with sparse tensors are not supported"));
    }
    let mut weight_bytes = 0u64;
    for tensor in &graph.initializer {
        let bytes = check_tensor(tensor, weights).map_err(|e| e.at_tensor(&tensor.name))?;
        weight_bytes = weight_bytes.saturating_add(bytes);
    }
    for node in &graph.node {
        check_node(node).map_err(|e| e.at_node(label(node)))?;
    }
    let signature = check_names(graph)?;
    Ok(GraphFacts {
        signature,
        nodes: graph.node.len(),
        tensors: graph.initializer.len(),
        weight_bytes,
    })
}

/// Whether a domain is ONNX's own.
fn is_onnx(domain: &str) -> bool {
    matches!(domain, "" | "ai.onnx")
}

/// An operation that packs may use, each of its attributes given once.
fn check_node(node: &Node) -> Result<()> {
    if !is_onnx(&node.domain) || !is_known(&node.op_type) {
        return Err(bad(format!(
            "the operation {:?} is not supported in packs",
            node.op_type
        )));
    }
    let mut names = HashSet::new();
    for attribute in &node.attribute {
        // Engines differ in which of two attributes they use.
        if !names.insert(&attribute.name) || !attribute.ref_attr_name.is_empty() {
            return Err(bad(format!(
                "its attribute {:?} is given twice or elsewhere",
                attribute.name
            )));
        }
        if !onnx::KINDS.contains(&attribute.kind) {
            return Err(bad(format!(
                "its attribute {:?} is of a kind that is not supported",
                attribute.name
            )));
        }
        check_attribute(attribute)?;
    }
    Ok(())
}

/// Every name is defined once and before its use, from the inputs to the one output.
fn check_names(graph: &Graph) -> Result<Signature> {
    let mut known = HashSet::new();
    for tensor in &graph.initializer {
        if tensor.name.is_empty() || !known.insert(tensor.name.as_str()) {
            return Err(bad("this tensor's name is empty or used twice").at_tensor(&tensor.name));
        }
    }
    let signature = Signature::of(graph)?;
    known.insert(INPUT);
    if let Signature::Guided { .. } = signature {
        known.insert(LATENT);
    }
    for node in &graph.node {
        for input in node.input.iter().filter(|name| !name.is_empty()) {
            if !known.contains(input.as_str()) {
                return Err(bad(format!(
                    "it uses {input:?}, which nothing before it defines"
                ))
                .at_node(label(node)));
            }
        }
        for output in node.output.iter().filter(|name| !name.is_empty()) {
            if !known.insert(output) {
                return Err(
                    bad(format!("it defines {output:?} a second time")).at_node(label(node))
                );
            }
        }
    }
    let output = signature.output();
    if !known.contains(output) {
        return Err(bad(format!(
            "the graph's output {output:?} must be made by one of its nodes"
        )));
    }
    Ok(signature)
}

/// Tensors in attributes are small constants inside the graph.
fn check_attribute(attribute: &Attribute) -> Result<()> {
    if attribute.g.is_some() || !attribute.graphs.is_empty() {
        return Err(bad("graphs inside graphs are not supported"));
    }
    if attribute.sparse_tensor.is_some() || !attribute.sparse_tensors.is_empty() {
        return Err(bad("graphs with sparse tensors are not supported"));
    }
    for tensor in attribute.t.iter().chain(&attribute.tensors) {
        if tensor.data_location == onnx::EXTERNAL {
            return Err(bad(format!(
                "its attribute {:?} keeps data outside the graph; only initializers may",
                attribute.name
            )));
        }
        check_inline(tensor, tensor_bytes(tensor)?)?;
    }
    Ok(())
}

/// A node's name, or its operation where it has none.
pub(super) fn label(node: &Node) -> &str {
    if node.name.is_empty() {
        &node.op_type
    } else {
        &node.name
    }
}

fn bad(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Graph, message)
}
