//! Weights, or weights and computation, in 16-bit floats.
//!
//! [`store`] keeps the weights in fp16 and widens each where it is read. Engines fold that while they load, so the
//! file is half as large and computation is fp32. Bound: weights are rounded to 11 bits, a relative error of at most
//! 2⁻¹¹ each.
//!
//! [`compute`] also computes in fp16: convolutions, matrix products over at most 1024 values, activations, and
//! operations that only move values. Means, sums, roots, softmax, longer products and the arithmetic between them are
//! fp32, and so are the graph's inputs and outputs.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use burn::tensor::{TensorData, f16};

use super::shapes::Shapes;
use crate::graph::{Attr, Bytes, Graph, Initializer, Node, element};
use crate::{Error, ErrorKind, Result};

/// Products over more values are computed in fp32: their sums could pass fp16's largest number.
const LONGEST_PRODUCT: usize = 1024;

/// Operations that are computed in fp16.
const HALF: [&str; 12] = [
    "Conv",
    "ConvTranspose",
    "Gelu",
    "Relu",
    "Sigmoid",
    "Tanh",
    "LeakyRelu",
    "PRelu",
    "MaxPool",
    "AveragePool",
    "Concat",
    "Resize",
];
/// Operations that take the format of their inputs, or fp32 if all their readers are fp32.
const EITHER: [&str; 14] = [
    "Add",
    "Sub",
    "Mul",
    "Max",
    "Min",
    "Neg",
    "Abs",
    "Identity",
    "Reshape",
    "Transpose",
    "Slice",
    "DepthToSpace",
    "Tile",
    "Expand",
];

/// Stores the weights in fp16 and widens them where they are read.
pub(super) fn store(graph: &mut Graph) -> Result<usize> {
    let stored = narrow(graph)?;
    let mut wide = HashMap::new();
    let mut casts = Vec::new();
    for name in &stored {
        casts.push(cast(graph, name, element::FLOAT));
        wide.insert(name.clone(), casts[casts.len() - 1].output.clone());
    }
    for node in &mut graph.nodes {
        for input in &mut node.inputs {
            if let Some(name) = wide.get(input) {
                input.clone_from(name);
            }
        }
    }
    graph.nodes.splice(0..0, casts);
    Ok(stored.len())
}

/// Stores the weights in fp16 and computes in fp16 where it is safe.
pub(super) fn compute(graph: &mut Graph) -> Result<usize> {
    let full = full(graph);
    let stored = narrow(graph)?;
    let numbers = numbers(graph);
    // The format of every number in the graph; true for fp16.
    let mut half: HashMap<String, bool> = stored.into_iter().map(|name| (name, true)).collect();
    let mut casts: HashMap<(String, bool), String> = HashMap::new();
    let outputs: HashSet<String> = graph.outputs.iter().map(|port| port.name.clone()).collect();
    let mut count = 0;
    for (at, mut node) in std::mem::take(&mut graph.nodes).into_iter().enumerate() {
        let wants = !full.contains(&at);
        let parameters = if node.op == "Resize" {
            1
        } else {
            node.inputs.len()
        };
        for input in node.inputs.iter_mut().take(parameters) {
            let is = half.get(input).copied().unwrap_or(false);
            if !numbers.contains(input) || is == wants {
                continue;
            }
            let key = (input.clone(), wants);
            if !casts.contains_key(&key) {
                let name = match embedded(graph, input) {
                    Some(constant) if wants => graph.initializer(constant),
                    _ => {
                        let to = if wants {
                            element::FLOAT16
                        } else {
                            element::FLOAT
                        };
                        let node = cast(graph, input, to);
                        graph.nodes.push(node);
                        graph.nodes[graph.nodes.len() - 1].output.clone()
                    }
                };
                casts.insert(key.clone(), name);
            }
            input.clone_from(&casts[&key]);
        }
        count += usize::from(wants && numbers.contains(&node.output));
        half.insert(node.output.clone(), wants);
        if wants && outputs.contains(&node.output) && numbers.contains(&node.output) {
            let output = std::mem::replace(&mut node.output, node.name.clone());
            let mut wide = cast(graph, &node.output, element::FLOAT);
            wide.output.clone_from(&output);
            // Readers of the graph's output read the fp32 value.
            half.insert(output, false);
            graph.nodes.extend([node, wide]);
        } else {
            graph.nodes.push(node);
        }
    }
    graph.drop_dead();
    Ok(count)
}

/// Which nodes compute in fp32.
fn full(graph: &Graph) -> HashSet<usize> {
    let shapes = Shapes::of(graph);
    let inputs: HashSet<&str> = graph.inputs.iter().map(|port| port.name.as_str()).collect();
    let mut full = HashSet::new();
    let mut wide: HashSet<&str> = inputs;
    for (at, node) in graph.nodes.iter().enumerate() {
        let short = || {
            let inner = shapes.get(&node.inputs[0]).and_then(|shape| *shape.last()?);
            inner.is_some_and(|inner| inner <= LONGEST_PRODUCT)
        };
        let half = match node.op {
            "MatMul" | "Gemm" => short(),
            op if EITHER.contains(&op) => {
                !node.inputs.iter().any(|name| wide.contains(name.as_str()))
            }
            op => HALF.contains(&op),
        };
        if !half {
            full.insert(at);
            wide.insert(&node.output);
        }
    }
    // A square that is only summed must not be rounded, or overflow, before the sum.
    let mut readers: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, node) in graph.nodes.iter().enumerate() {
        for input in &node.inputs {
            readers.entry(input).or_default().push(at);
        }
    }
    for (at, node) in graph.nodes.iter().enumerate().rev() {
        let readers = readers.get(node.output.as_str());
        let arithmetic = ["Add", "Sub", "Mul"].contains(&node.op);
        if arithmetic && readers.is_some_and(|all| all.iter().all(|at| full.contains(at))) {
            full.insert(at);
        }
    }
    full
}

/// The values that hold floats, unlike shapes and bools.
fn numbers(graph: &Graph) -> HashSet<String> {
    let float = |element: i32| [element::FLOAT, element::FLOAT16].contains(&element);
    let inputs = graph.inputs.iter().filter(|port| float(port.element));
    let constants = graph.initializers.iter().filter(|init| float(init.element));
    let mut numbers: HashSet<String> = inputs.map(|port| port.name.clone()).collect();
    numbers.extend(constants.map(|init| init.name.clone()));
    for node in &graph.nodes {
        let makes = match node.op {
            "Shape" | "Size" | "ArgMax" | "ArgMin" | "NonZero" => false,
            "Equal" | "Less" | "LessOrEqual" | "Greater" | "GreaterOrEqual" => false,
            "Cast" => matches!(node.attr("to"), Some(Attr::Int(to)) if float(*to as i32)),
            "Where" => numbers.contains(&node.inputs[1]),
            _ => node
                .inputs
                .first()
                .is_some_and(|name| numbers.contains(name)),
        };
        if makes {
            numbers.insert(node.output.clone());
        }
    }
    numbers
}

/// A node that turns `value` into another format.
fn cast(graph: &mut Graph, value: &str, to: i32) -> Node {
    // In the module of the weight or the node that is read.
    let module = value
        .rsplit_once(['/', '.'])
        .map_or("", |(module, _)| module);
    module.clone_into(&mut graph.module);
    let name = graph.fresh_node("Cast");
    graph.module.clear();
    Node {
        output: name.clone(),
        more: Vec::new(),
        name,
        op: "Cast",
        inputs: vec![value.to_owned()],
        attrs: vec![("to", Attr::Int(to.into()))],
    }
}

/// A small constant in fp16, where `name` is one.
fn embedded(graph: &Graph, name: &str) -> Option<Initializer> {
    let constant = graph.find(name)?;
    let values = constant.floats()?;
    let halves = values
        .iter()
        .flat_map(|value| f16::from_f32(*value).to_le_bytes());
    matches!(constant.bytes, Bytes::Embedded(_)).then(|| Initializer {
        name: format!("{name}.half"),
        element: element::FLOAT16,
        dims: constant.dims.clone(),
        bytes: Bytes::Embedded(halves.collect()),
    })
}

/// Stores all weights in fp16; gives their names.
fn narrow(graph: &mut Graph) -> Result<Vec<String>> {
    // Views of one tensor remain views of one tensor. (Both are kept alive, so that no address is used twice.)
    let mut tensors: HashMap<*const TensorData, [Arc<TensorData>; 2]> = HashMap::new();
    let mut names = Vec::new();
    for constant in &mut graph.initializers {
        let Bytes::External { tensor, range } = &mut constant.bytes else {
            continue;
        };
        if constant.element != element::FLOAT {
            continue;
        }
        let key = Arc::as_ptr(tensor);
        let halves = match tensors.get(&key) {
            Some([_, halves]) => Arc::clone(halves),
            None => Arc::new(halves(tensor, &constant.name)?),
        };
        tensors.insert(key, [Arc::clone(tensor), Arc::clone(&halves)]);
        *tensor = halves;
        *range = range.start / 2..range.end / 2;
        constant.element = element::FLOAT16;
        names.push(constant.name.clone());
    }
    Ok(names)
}

fn halves(tensor: &TensorData, name: &str) -> Result<TensorData> {
    let values = tensor.as_slice::<f32>().map_err(|error| {
        Error::new(
            ErrorKind::Weights,
            format!("weight {name} is not f32: {error:?}"),
        )
    })?;
    let wrong = |value: &&f32| !f16::from_f32(**value).is_finite();
    if let Some(value) = values.iter().find(wrong) {
        let why = match value.is_finite() {
            true => format!("the largest fp16 value is {}: export it in fp32", f16::MAX),
            false => "the training run diverged: export an earlier checkpoint".to_owned(),
        };
        let text = format!("weight {name} holds {value}; {why}");
        return Err(Error::new(ErrorKind::NotFinite, text));
    }
    let halves: Vec<f16> = values.iter().map(|value| f16::from_f32(*value)).collect();
    Ok(TensorData::new(halves, tensor.shape().to_vec()))
}
