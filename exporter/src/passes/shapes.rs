//! The shapes of a graph's values, as far as they follow from its inputs' and its constants.

use std::collections::HashMap;

use crate::graph::{Attr, Graph, Node, Side};

/// A shape; `None` for a length that is free or not known.
pub(super) type Shape = Vec<Option<usize>>;

/// Shapes by value, and each node's inputs by its output.
pub(super) struct Shapes {
    shapes: HashMap<String, Shape>,
    inputs: HashMap<String, Vec<String>>,
}

impl Shapes {
    /// Finds the shapes of `graph`'s values.
    pub fn of(graph: &Graph) -> Self {
        let mut shapes: HashMap<String, Shape> = HashMap::new();
        for port in &graph.inputs {
            let length = |side: &Side| match side {
                Side::Fixed(length) => Some(*length),
                Side::Named(_) => None,
            };
            shapes.insert(port.name.clone(), port.shape.iter().map(length).collect());
        }
        for constant in &graph.initializers {
            let dims = constant.dims.iter().map(|n| Some(*n));
            shapes.insert(constant.name.clone(), dims.collect());
        }
        let mut inputs = HashMap::new();
        let mut lengths = HashMap::new();
        for node in &graph.nodes {
            if let Some(numbers) = computed(graph, node, &lengths) {
                lengths.insert(node.output.clone(), numbers);
            }
            if let Some(shape) = infer(graph, node, &shapes, &lengths) {
                shapes.insert(node.output.clone(), shape);
            }
            inputs.insert(node.output.clone(), node.inputs.clone());
        }
        Self { shapes, inputs }
    }

    /// A value's shape, as far as it is known.
    pub fn get(&self, value: &str) -> Option<&Shape> {
        self.shapes.get(value)
    }

    /// A value's shape, when all of it is known.
    pub fn fixed(&self, value: &str) -> Option<Vec<usize>> {
        self.get(value)?.iter().copied().collect()
    }

    /// The shape of input number `at` of the node that makes `value`, when all of it is known.
    pub fn input(&self, value: &str, at: usize) -> Option<Vec<usize>> {
        self.fixed(self.inputs.get(value)?.get(at)?)
    }
}

/// Integers that a graph computes for the shape of a Reshape, as far as they are known.
type Lengths = HashMap<String, Vec<Option<i64>>>;

fn numbers(graph: &Graph, value: &str, lengths: &Lengths) -> Option<Vec<Option<i64>>> {
    match graph.find(value) {
        Some(constant) => Some(constant.ints()?.into_iter().map(Some).collect()),
        None => lengths.get(value).cloned(),
    }
}

fn computed(graph: &Graph, node: &Node, lengths: &Lengths) -> Option<Vec<Option<i64>>> {
    match node.op {
        // One length, unless all are asked for.
        "Shape" => (node.int("end", 0) - node.int("start", 0) == 1).then(|| vec![None]),
        "Concat" => {
            let parts = node.inputs.iter().map(|name| numbers(graph, name, lengths));
            Some(parts.collect::<Option<Vec<_>>>()?.concat())
        }
        "Mul" | "Div" | "Add" | "Sub" => {
            let known = |name: &String| numbers(graph, name, lengths).is_some_and(|n| n.len() == 1);
            node.inputs.iter().all(known).then(|| vec![None])
        }
        _ => None,
    }
}

fn infer(
    graph: &Graph,
    node: &Node,
    shapes: &HashMap<String, Shape>,
    lengths: &Lengths,
) -> Option<Shape> {
    let shape = |at: usize| shapes.get(node.inputs.get(at)?).cloned();
    let ints = |at: usize| graph.find(node.inputs.get(at)?)?.ints();
    match node.op {
        "Conv" => conv(node, shape(0)?, &shape(1)?),
        "Reshape" => reshape(shape(0), &numbers(graph, node.inputs.get(1)?, lengths)?),
        "Resize" => {
            if let Some(sizes) = node.inputs.get(3) {
                let side = |n: &Option<i64>| usize::try_from((*n)?).ok();
                let sizes = numbers(graph, sizes, lengths)?;
                return Some(sizes.iter().map(side).collect());
            }
            let scales = graph.find(node.inputs.get(2)?)?.floats()?;
            let side = |(n, scale): (Option<usize>, &f32)| n.map(|n| (n as f32 * scale) as usize);
            Some(shape(0)?.into_iter().zip(&scales).map(side).collect())
        }
        "Transpose" => {
            let from = shape(0)?;
            let axes = node.ints("perm").iter();
            axes.map(|axis| from.get(*axis as usize).copied()).collect()
        }
        "MatMul" => {
            let (a, b) = (shape(0)?, shape(1)?);
            if a.len() < 2 || b.len() < 2 {
                return None;
            }
            let mut out = broadcast(&a[..a.len() - 2], &b[..b.len() - 2])?;
            out.extend([a[a.len() - 2], b[b.len() - 1]]);
            Some(out)
        }
        "Concat" => {
            let axis = usize::try_from(node.int("axis", 0)).ok()?;
            let mut out = shape(0)?;
            for at in 1..node.inputs.len() {
                let more = *shape(at)?.get(axis)?;
                out[axis] = out[axis].zip(more).map(|(a, b)| a + b);
            }
            Some(out)
        }
        "DepthToSpace" => {
            let block = usize::try_from(node.int("blocksize", 1)).ok()?;
            match *shape(0)?.as_slice() {
                [n, c, h, w] => {
                    let times = |side: Option<usize>| side.map(|side| side * block);
                    Some(vec![n, c.map(|c| c / (block * block)), times(h), times(w)])
                }
                _ => None,
            }
        }
        "Slice" => slice(shape(0)?, [ints(1)?, ints(2)?, ints(3)?], ints(4)),
        "GlobalAveragePool" => {
            let mut out = shape(0)?;
            out.iter_mut().skip(2).for_each(|side| *side = Some(1));
            Some(out)
        }
        op if op.starts_with("Reduce") && node.int("keepdims", 1) == 1 => {
            let mut out = shape(0)?;
            for axis in ints(1)? {
                *out.get_mut(usize::try_from(axis).ok()?)? = Some(1);
            }
            Some(out)
        }
        // Element-wise operations.
        "Add" | "Sub" | "Mul" | "Div" | "Pow" | "Max" | "Min" | "PRelu" | "Clip" | "Gelu"
        | "Relu" | "Sigmoid" | "Tanh" | "Sqrt" | "Exp" | "Log" | "Erf" | "Neg" | "Abs" | "Cast"
        | "Identity" | "Softmax" | "LeakyRelu" | "Reciprocal" | "BatchNormalization"
        | "LayerNormalization" => {
            let both = ["Add", "Sub", "Mul", "Div", "Pow", "Max", "Min"].contains(&node.op);
            match both && node.inputs.len() == 2 {
                true => broadcast(&shape(0)?, &shape(1)?),
                false => shape(0),
            }
        }
        _ => None,
    }
}

fn conv(node: &Node, from: Shape, weight: &Shape) -> Option<Shape> {
    let sides = from.len().checked_sub(2)?;
    let one = |name: &str, at: usize, otherwise: i64| {
        let value = node.ints(name).get(at).copied().unwrap_or(otherwise);
        usize::try_from(value).ok()
    };
    if !matches!(node.attr("auto_pad"), None | Some(Attr::Str("NOTSET"))) {
        return None;
    }
    let mut out = vec![from[0], weight[0]];
    for at in 0..sides {
        let kernel = (weight[at + 2]? - 1) * one("dilations", at, 1)? + 1;
        let pads = one("pads", at, 0)? + one("pads", at + sides, 0)?;
        let stride = one("strides", at, 1)?;
        let places = |side: usize| Some((side + pads).checked_sub(kernel)? / stride + 1);
        out.push(from[at + 2].and_then(places));
    }
    Some(out)
}

fn reshape(from: Option<Shape>, to: &[Option<i64>]) -> Option<Shape> {
    let from = from.as_ref();
    let side = |(at, length): (usize, &Option<i64>)| match length {
        Some(0) => *from?.get(at)?,
        length => usize::try_from((*length)?).ok(),
    };
    let mut out: Shape = to.iter().enumerate().map(side).collect();
    if let Some(rest) = to.iter().position(|&length| length == Some(-1))
        && let Some(all) = from.and_then(|shape| shape.iter().copied().product::<Option<usize>>())
    {
        let known = out.iter().enumerate().filter(|(at, _)| *at != rest);
        if let Some(known) = known.map(|(_, n)| *n).product::<Option<usize>>() {
            out[rest] = all.checked_div(known);
        }
    }
    Some(out)
}

fn slice(mut shape: Shape, bounds: [Vec<i64>; 3], steps: Option<Vec<i64>>) -> Option<Shape> {
    let [starts, ends, axes] = bounds;
    for (at, &axis) in axes.iter().enumerate() {
        let side = shape.get_mut(usize::try_from(axis).ok()?)?;
        let step = usize::try_from(steps.as_ref().map_or(1, |steps| steps[at])).ok()?;
        *side = side.and_then(|length| {
            let place = |n: i64| match n {
                ..0 => length.saturating_sub(n.unsigned_abs() as usize),
                n => length.min(n as usize),
            };
            let taken = place(ends[at]).checked_sub(place(starts[at]))?;
            Some(taken.div_ceil(step))
        });
    }
    Some(shape)
}

fn broadcast(a: &[Option<usize>], b: &[Option<usize>]) -> Option<Shape> {
    let rank = a.len().max(b.len());
    let side = |shape: &[Option<usize>], at: usize| match (at + shape.len()).checked_sub(rank) {
        Some(at) => shape[at],
        None => Some(1),
    };
    let meet = |at| match (side(a, at), side(b, at)) {
        (Some(1), n) | (n, Some(1)) => n,
        (Some(n), _) | (_, Some(n)) => Some(n),
        (None, None) => None,
    };
    Some((0..rank).map(meet).collect())
}
