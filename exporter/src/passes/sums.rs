//! Sums over axes of known length as means.
//!
//! NNAPI has ReduceMean but not ReduceSum: a sum is the mean times the number of values. Exact except for one
//! rounding; in accelerators that compute in fp16, sums overflow less easily.

use super::shapes::Shapes;
use super::work::{Work, rewrite};
use crate::Result;
use crate::graph::{Graph, Node};

pub(super) fn run(graph: &mut Graph) -> Result<usize> {
    let shapes = Shapes::of(graph);
    Ok(rewrite(graph, |work, node| mean(work, node, &shapes)))
}

fn mean(work: &mut Work, node: &Node, shapes: &Shapes) -> Option<String> {
    if node.op != "ReduceSum" || node.inputs.len() != 2 {
        return None;
    }
    // The shapes are those before this pass; an older value's name may have changed.
    let shape = shapes.input(&node.output, 0)?;
    let axes = work.ints(&node.inputs[1])?;
    let length = |axis: &i64| shape.get(usize::try_from(*axis).ok()?).copied();
    let count: usize = axes.iter().map(length).product::<Option<usize>>()?;
    let count = work.graph.float(count as f32);
    let inputs = [node.inputs[0].as_str(), &node.inputs[1]];
    let mean = work.node("ReduceMean", &inputs, &node.attrs);
    Some(work.node("Mul", &[&mean, &count], &[]))
}
