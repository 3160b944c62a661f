//! Which nodes ONNX Runtime gives to a phone's accelerator, and in how many pieces.
//!
//! The lists are those of ONNX Runtime's own checker (its Python package's `tools/mobile_helpers`), and so is the
//! grouping.

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};

use super::shapes::Shapes;
use crate::graph::{Attr, Graph, Node};

/// An accelerator's interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Accelerator {
    /// Android's NNAPI, as ONNX Runtime 1.20.1 knows it.
    Nnapi,
    /// Apple's CoreML with ML programs, as ONNX Runtime 1.31.1 knows it.
    CoreMl,
}

/// How much of a graph an accelerator would run.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Partitions {
    /// Pieces that the accelerator's nodes fall into; between two pieces, values are copied.
    pub count: usize,
    /// Nodes that it supports.
    pub accepted: usize,
    /// All nodes of the graph.
    pub nodes: usize,
    /// Operators that it does not support, or not as they are used here.
    pub refused: Vec<&'static str>,
}

/// Operators that both support.
const BOTH: [&str; 36] = [
    "Add",
    "AveragePool",
    "Cast",
    "Clip",
    "Concat",
    "Conv",
    "DepthToSpace",
    "Div",
    "Elu",
    "Exp",
    "Gemm",
    "GlobalAveragePool",
    "GlobalMaxPool",
    "Identity",
    "LeakyRelu",
    "MatMul",
    "Max",
    "MaxPool",
    "Mul",
    "PRelu",
    "Pow",
    "ReduceMean",
    "Relu",
    "Reshape",
    "Resize",
    "Sigmoid",
    "Sin",
    "Slice",
    "Softmax",
    "Split",
    "Sqrt",
    "Squeeze",
    "Sub",
    "Tanh",
    "Transpose",
    "Unsqueeze",
];
const ONLY_NNAPI: [&str; 12] = [
    "Abs",
    "BatchNormalization",
    "DequantizeLinear",
    "Flatten",
    "Floor",
    "Gather",
    "LRN",
    "Log",
    "Min",
    "Neg",
    "Pad",
    "QuantizeLinear",
];
const ONLY_COREML: [&str; 20] = [
    "And",
    "Ceil",
    "ConvTranspose",
    "Cos",
    "Erf",
    "GatherND",
    "Gelu",
    "GridSample",
    "GroupNormalization",
    "HardSigmoid",
    "InstanceNormalization",
    "LayerNormalization",
    "Reciprocal",
    "ReduceMax",
    "ReduceSum",
    "Round",
    "Shape",
    "Softplus",
    "Tile",
    "Where",
];

impl Accelerator {
    /// Both, in the order in which tables list them.
    pub const ALL: [Self; 2] = [Self::Nnapi, Self::CoreMl];

    fn takes(self, node: &Node) -> bool {
        let own = match self {
            Self::Nnapi => ONLY_NNAPI.contains(&node.op),
            Self::CoreMl => ONLY_COREML.contains(&node.op),
        };
        let crd = node.attr("mode") == Some(&Attr::Str("CRD"));
        let wrong_order = self == Self::Nnapi && node.op == "DepthToSpace" && crd;
        (own || BOTH.contains(&node.op)) && !wrong_order
    }

    fn most_axes(self) -> usize {
        match self {
            Self::Nnapi => 4,
            Self::CoreMl => 5,
        }
    }
}

/// Predicts how `accelerator` would run `graph`.
pub(crate) fn partitions(graph: &Graph, accelerator: Accelerator) -> Partitions {
    let shapes = Shapes::of(graph);
    let known = |value: &String| {
        let shape = shapes.fixed(value);
        shape.is_some_and(|shape| shape.len() <= accelerator.most_axes())
    };
    let accepts = |node: &Node| accelerator.takes(node) && node.inputs.iter().all(known);
    let accepted: Vec<bool> = graph.nodes.iter().map(accepts).collect();
    let refused = graph.nodes.iter().zip(&accepted);
    let refused = refused
        .filter(|(_, accepted)| !**accepted)
        .map(|(node, _)| node.op);
    Partitions {
        count: groups(graph, &accepted),
        accepted: accepted.iter().filter(|accepted| **accepted).count(),
        nodes: accepted.len(),
        refused: refused.collect::<BTreeSet<_>>().into_iter().collect(),
    }
}

/// How many groups ONNX Runtime makes: it takes nodes in order of their inputs; a node that is
/// not accepted and reads from the group at hand waits until that group is closed.
fn groups(graph: &Graph, accepted: &[bool]) -> usize {
    let makers = graph.nodes.iter().enumerate();
    let makers: HashMap<&str, usize> = makers
        .map(|(at, node)| (node.output.as_str(), at))
        .collect();
    let mut readers: Vec<Vec<usize>> = vec![Vec::new(); graph.nodes.len()];
    let mut waits = vec![0; graph.nodes.len()];
    for (at, node) in graph.nodes.iter().enumerate() {
        let from = node
            .inputs
            .iter()
            .filter_map(|name| makers.get(name.as_str()));
        for maker in from.collect::<HashSet<_>>() {
            readers[*maker].push(at);
            waits[at] += 1;
        }
    }
    let mut ready: VecDeque<usize> = (0..waits.len()).filter(|at| waits[*at] == 0).collect();
    let (mut later, mut border) = (VecDeque::new(), HashSet::new());
    let (mut count, mut open) = (0, false);
    loop {
        let Some(node) = ready.pop_front() else {
            count += usize::from(std::mem::take(&mut open));
            border.clear();
            if later.is_empty() {
                return count;
            }
            ready = std::mem::take(&mut later);
            continue;
        };
        if accepted[node] {
            open = true;
            border.remove(&node);
            border.extend(readers[node].iter().copied());
        } else if border.contains(&node) {
            later.push_back(node);
            continue;
        }
        for &reader in &readers[node] {
            waits[reader] -= 1;
            if waits[reader] == 0 {
                ready.push_back(reader);
            }
        }
    }
}
