//! Quantizes convolutions to int8: a pair of QuantizeLinear and DequantizeLinear on each side.
//!
//! An engine that supports int8 merges the pairs into its own int8 convolutions; any other computes them in float.

use std::collections::{HashMap, HashSet};

use super::calibrate::Range;
use super::kernel;
use crate::graph::{Attr, Bytes, Graph, Initializer, Node, element};
use crate::{Error, ErrorKind, Result};

/// A convolution that can become int8.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Layer {
    /// Where its node is.
    pub node: usize,
    /// The tensor that it reads.
    pub input: String,
    /// The tensor that is rounded after it: its own output, or that of the following Relu.
    pub output: String,
    /// The module that it is part of; the layers of a module are decided on together.
    pub group: String,
    /// Products for one value of its own output.
    pub products: usize,
}

/// The convolutions of a graph whose kernels are constants.
pub(super) fn layers(graph: &Graph) -> Vec<Layer> {
    let constants: HashMap<&str, &Initializer> = graph
        .initializers
        .iter()
        .map(|i| (i.name.as_str(), i))
        .collect();
    let float = |name: Option<&String>| {
        let constant = name.and_then(|name| constants.get(name.as_str()));
        constant.filter(|constant| constant.element == element::FLOAT)
    };
    let nodes = graph.nodes.iter().enumerate();
    let convolutions = nodes.filter(|(_, node)| node.op == "Conv");
    let layers = convolutions.filter_map(|(at, node)| {
        let kernel = float(node.inputs.get(1))?;
        if node.inputs.len() > 2 {
            float(node.inputs.get(2))?;
        }
        let mut readers = graph
            .nodes
            .iter()
            .filter(|other| other.inputs.contains(&node.output));
        let output = match (readers.next(), readers.next()) {
            (Some(only), None) if only.op == "Relu" => &only.output,
            _ => &node.output,
        };
        Some(Layer {
            node: at,
            input: node.inputs[0].clone(),
            output: output.clone(),
            group: group(&kernel.name),
            products: kernel.dims.iter().skip(1).product(),
        })
    });
    layers.collect()
}

/// `encoder.attn.qkv.weight` belongs to `encoder.attn`.
fn group(weight: &str) -> String {
    // Passes append their changes to a weight's name.
    let layer = weight.split(".weight").next().unwrap_or(weight);
    let module = layer.rsplit_once('.').map_or(layer, |(module, _)| module);
    module.to_owned()
}

/// The graph with `layers` in int8, its tensors rounded as `ranges` say.
///
/// # Errors
/// [`ErrorKind::NotFinite`] when a weight is NaN or infinite.
pub(super) fn insert(
    graph: &Graph,
    layers: &[Layer],
    ranges: &HashMap<String, Range>,
) -> Result<Graph> {
    let mut new = graph.clone();
    let old = std::mem::take(&mut new.nodes);
    let by_node: HashMap<usize, &Layer> = layers.iter().map(|layer| (layer.node, layer)).collect();
    let outputs: HashSet<&str> = layers.iter().map(|layer| layer.output.as_str()).collect();
    let mut rounded = HashSet::new();
    for (at, mut node) in old.into_iter().enumerate() {
        if let Some(layer) = by_node.get(&at) {
            let range = range(ranges, &layer.input)?;
            // What a convolution before has already rounded is not rounded again.
            if !outputs.contains(layer.input.as_str()) {
                let name = format!("{}/rounded", layer.input);
                if rounded.insert(name.clone()) {
                    round(&mut new, range, &layer.input, &name);
                }
                node.inputs[0] = name;
            }
            kernel::round(&mut new, &mut node, range.scale)?;
        }
        match outputs.contains(node.output.as_str()) {
            false => new.nodes.push(node),
            // Its readers then read the rounded value.
            true => {
                let output = node.output.clone();
                node.output = format!("{output}/float");
                let float = node.output.clone();
                new.nodes.push(node);
                round(&mut new, range(ranges, &output)?, &float, &output);
            }
        }
    }
    new.drop_dead();
    Ok(new)
}

fn range(ranges: &HashMap<String, Range>, tensor: &str) -> Result<Range> {
    let range = ranges.get(tensor).copied();
    range
        .ok_or_else(|| Error::new(ErrorKind::Engine, "calibration did not see a tensor").at(tensor))
}

/// A pair of nodes that rounds `from` to 8 bits.
fn round(graph: &mut Graph, range: Range, from: &str, to: &str) {
    let scale = constant(
        graph,
        format!("scale[{:?}]", range.scale),
        element::FLOAT,
        &[],
        range.scale.to_le_bytes().to_vec(),
    );
    let zero = constant(
        graph,
        format!("byte[{}]", range.zero),
        element::UINT8,
        &[],
        vec![range.zero],
    );
    let bytes = format!("{to}/int8");
    push(graph, "QuantizeLinear", [from, &scale, &zero], &bytes, None);
    push(graph, "DequantizeLinear", [&bytes, &scale, &zero], to, None);
}

/// A small constant inside the graph.
pub(super) fn constant(
    graph: &mut Graph,
    name: String,
    element: i32,
    dims: &[usize],
    bytes: Vec<u8>,
) -> String {
    graph.initializer(Initializer {
        name,
        element,
        dims: dims.to_vec(),
        bytes: Bytes::Embedded(bytes),
    })
}

/// A node; `axis` where it works by channel.
pub(super) fn push(
    graph: &mut Graph,
    op: &'static str,
    inputs: [&str; 3],
    output: &str,
    axis: Option<i64>,
) {
    graph.nodes.push(Node {
        name: format!("{output}/{op}"),
        op,
        inputs: inputs.map(str::to_owned).to_vec(),
        output: output.to_owned(),
        more: Vec::new(),
        attrs: axis
            .map(|axis| ("axis", Attr::Int(axis)))
            .into_iter()
            .collect(),
    });
}
