//! Checks a graph and the places of its tensors before any engine reads them.

use std::collections::HashSet;
use std::ops::{Range, RangeInclusive};

use prost::Message;

use super::onnx::{self, Attribute, Graph, Model, Node, Tensor};
use super::sizes::is_known;
use crate::engine::{INPUT, OUTPUT, Weights};
use crate::{Error, ErrorKind, Result};

/// The largest graph file; weights live elsewhere, so real graphs have well under 2 MB.
pub(super) const MAX_GRAPH_BYTES: u64 = 32 << 20;

/// Versions of ONNX's operations; the rules for sizes are those of these.
const OPSETS: RangeInclusive<i64> = 18..=24;

/// What [`verify_graph`] found in a graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GraphFacts {
    /// Number of operations.
    pub nodes: usize,
    /// Number of tensors that come with the graph.
    pub tensors: usize,
    /// Bytes of the weights file that the graph refers to.
    pub weight_bytes: u64,
}

/// Checks that `graph` is a flat ONNX graph from `image` to `restored` whose tensors all lie
/// inside `weights` and fit their shapes.
///
/// # Errors
/// [`ErrorKind::TooLarge`], [`ErrorKind::Graph`] or [`ErrorKind::TensorRange`], naming the tensor
/// or node.
pub fn verify_graph(graph: &[u8], weights: &Weights) -> Result<GraphFacts> {
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
            "this is not a whole ONNX graph; fetch or export the pack again",
        )
        .caused_by(e)
    })?;
    if !model.functions.is_empty() || !model.training_info.is_empty() {
        return Err(bad("graphs with functions or training parts are not read"));
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

pub(super) fn check_graph(graph: &Graph, weights: &Weights) -> Result<GraphFacts> {
    if !graph.sparse_initializer.is_empty() {
        return Err(bad("graphs with sparse tensors are not read"));
    }
    let mut weight_bytes = 0u64;
    for tensor in &graph.initializer {
        let bytes = check_tensor(tensor, weights).map_err(|e| e.at_tensor(&tensor.name))?;
        weight_bytes = weight_bytes.saturating_add(bytes);
    }
    for node in &graph.node {
        check_node(node).map_err(|e| e.at_node(label(node)))?;
    }
    check_names(graph)?;
    Ok(GraphFacts {
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
            "the operation {:?} is not read in packs",
            node.op_type
        )));
    }
    let mut names = HashSet::new();
    for attribute in &node.attribute {
        // Engines differ in which of two they take.
        if !names.insert(&attribute.name) || !attribute.ref_attr_name.is_empty() {
            return Err(bad(format!(
                "its attribute {:?} is given twice or elsewhere",
                attribute.name
            )));
        }
        check_attribute(attribute)?;
    }
    Ok(())
}

/// Every name is defined once and before its use, from the one input to the one output.
fn check_names(graph: &Graph) -> Result<()> {
    let mut known = HashSet::new();
    for tensor in &graph.initializer {
        if tensor.name.is_empty() || !known.insert(tensor.name.as_str()) {
            return Err(bad("this tensor's name is empty or twice").at_tensor(&tensor.name));
        }
    }
    let inputs: Vec<&str> = graph
        .input
        .iter()
        .map(|input| input.name.as_str())
        .filter(|name| !known.contains(name))
        .collect();
    if inputs != [INPUT] {
        return Err(bad(format!(
            "the graph's inputs are {inputs:?}, there must be one named {INPUT:?}"
        )));
    }
    known.insert(INPUT);
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
    let outputs: Vec<&str> = graph.output.iter().map(|o| o.name.as_str()).collect();
    if outputs != [OUTPUT] || !known.contains(OUTPUT) {
        return Err(bad(format!(
            "the graph's outputs are {outputs:?}, there must be one named {OUTPUT:?}, \
             made by one of its nodes"
        )));
    }
    Ok(())
}

/// Checks one initializer; returns how many bytes of the weights file it takes.
fn check_tensor(tensor: &Tensor, weights: &Weights) -> Result<u64> {
    let (bytes, element) = tensor_bytes(tensor)?;
    if tensor.data_location != onnx::EXTERNAL {
        check_inline(tensor, (bytes, element))?;
        return Ok(0);
    }
    if !tensor.raw_data.is_empty() || typed_elements(tensor) != 0 {
        return Err(bad("it has data both inside and outside the graph"));
    }
    let range = tensor_range(tensor, weights)?;
    if range.len() as u64 != bytes {
        return Err(Error::new(
            ErrorKind::TensorRange,
            format!(
                "its shape {:?} needs {bytes} bytes, its place in {:?} has {}",
                tensor.dims,
                weights.file(),
                range.len()
            ),
        ));
    }
    // Engines may read the map in place.
    if !(range.start as u64).is_multiple_of(element) {
        return Err(Error::new(
            ErrorKind::TensorRange,
            format!(
                "its offset {} is not a multiple of its element size {element}",
                range.start
            ),
        ));
    }
    Ok(bytes)
}

/// Tensors in attributes are small constants inside the graph.
fn check_attribute(attribute: &Attribute) -> Result<()> {
    if attribute.g.is_some() || !attribute.graphs.is_empty() {
        return Err(bad("graphs inside graphs are not read"));
    }
    if attribute.sparse_tensor.is_some() || !attribute.sparse_tensors.is_empty() {
        return Err(bad("graphs with sparse tensors are not read"));
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

/// Data inside the graph has the length that the shape asks for.
fn check_inline(tensor: &Tensor, (bytes, element): (u64, u64)) -> Result<()> {
    let (raw, typed) = (tensor.raw_data.len() as u64, typed_elements(tensor));
    if raw != 0 && typed != 0 {
        return Err(bad("it has its data twice"));
    }
    let found = if typed == 0 { raw } else { typed * element };
    if found != bytes {
        return Err(Error::new(
            ErrorKind::TensorRange,
            format!(
                "its shape {:?} needs {bytes} bytes, the graph holds {found}",
                tensor.dims
            ),
        ));
    }
    Ok(())
}

/// Elements in lists of their type, instead of raw bytes.
fn typed_elements(tensor: &Tensor) -> u64 {
    let lists = [
        tensor.float_data.len(),
        tensor.int32_data.len(),
        tensor.int64_data.len(),
        tensor.double_data.len(),
        tensor.uint64_data.len(),
    ];
    lists.iter().map(|&length| length as u64).sum()
}

/// Where in the weights file a tensor lies.
pub(super) fn tensor_range(tensor: &Tensor, weights: &Weights) -> Result<Range<usize>> {
    let entries = tensor.external_data.iter();
    let entries = entries.map(|entry| (entry.key.as_str(), entry.value.as_str()));
    external_range(entries, weights)
}

/// Bytes of a tensor and of one element, from its type and shape.
fn tensor_bytes(tensor: &Tensor) -> Result<(u64, u64)> {
    let element = onnx::element_bytes(tensor.data_type).ok_or_else(|| {
        bad(format!(
            "its ONNX data type {} is not read",
            tensor.data_type
        ))
    })?;
    let bytes = tensor.dims.iter().try_fold(element, |bytes, &dim| {
        bytes.checked_mul(u64::try_from(dim).ok()?)
    });
    // No tensor is larger than memory can address.
    match bytes.filter(|&bytes| bytes <= isize::MAX as u64) {
        Some(bytes) => Ok((bytes, element)),
        None => Err(Error::new(
            ErrorKind::TensorRange,
            format!("its shape {:?} is not possible", tensor.dims),
        )),
    }
}

/// Where in the weights file a tensor's external data lies: inside it, or an error.
pub(crate) fn external_range<'a>(
    entries: impl Iterator<Item = (&'a str, &'a str)>,
    weights: &Weights,
) -> Result<Range<usize>> {
    let (mut location, mut offset, mut length) = (None, "0", None);
    for (key, value) in entries {
        match key {
            "location" => location = Some(value),
            "offset" => offset = value,
            "length" => length = Some(value),
            _ => {}
        }
    }
    let wrong = |message: String| Error::new(ErrorKind::TensorRange, message);
    if location != Some(weights.file()) {
        return Err(Error::new(
            ErrorKind::UnsafePath,
            format!(
                "its data is said to be in {:?}; the weights of this pack are in {:?}",
                location.unwrap_or("no file"),
                weights.file()
            ),
        ));
    }
    let Some(length) = length else {
        return Err(wrong("its place in the weights file has no length".into()));
    };
    let parse = |name: &str, value: &str| {
        value
            .parse::<usize>()
            .map_err(|e| wrong(format!("its {name} {value:?} is not a size")).caused_by(e))
    };
    let (start, length) = (parse("offset", offset)?, parse("length", length)?);
    match start.checked_add(length) {
        Some(end) if end <= weights.bytes().len() => Ok(start..end),
        _ => Err(wrong(format!(
            "its offset {start} and length {length} reach beyond the {} bytes of {:?}",
            weights.bytes().len(),
            weights.file()
        ))),
    }
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
