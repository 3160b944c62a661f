//! Resizing by scales instead of sizes.
//!
//! A Resize with sizes leaves out its scales, an input that ONNX Runtime's checkers for accelerators then mistake for
//! one of unknown shape. If the shapes are known and the scales are exact in binary (such as 4 or 1.5), the pass
//! gives scales.
//!
//! Exact.

use super::shapes::Shapes;
use super::work::{Work, rewrite};
use crate::Result;
use crate::graph::{Graph, Node};

pub(super) fn run(graph: &mut Graph) -> Result<usize> {
    let shapes = Shapes::of(graph);
    Ok(rewrite(graph, |work, node| scale(work, node, &shapes)))
}

fn scale(work: &mut Work, node: &Node, shapes: &Shapes) -> Option<String> {
    if node.op != "Resize" || node.inputs.len() != 4 {
        return None;
    }
    let from = shapes.input(&node.output, 0)?;
    let to = shapes.fixed(&node.output)?;
    let mut scales = Vec::new();
    for (&from, &to) in from.iter().zip(&to) {
        let scale = to as f32 / from as f32;
        if f64::from(scale) * from as f64 != to as f64 {
            return None;
        }
        scales.push(scale);
    }
    let text: Vec<String> = scales.iter().map(|scale| format!("{scale:?}")).collect();
    let dims = [scales.len()];
    let name = format!("floats[{}]", text.join(","));
    let scales = work.graph.derive(&name, &dims, || scales);
    let region = work.graph.derive("floats[]", &[0], Vec::new);
    let inputs = [node.inputs[0].as_str(), &region, &scales];
    Some(work.node("Resize", &inputs, &node.attrs))
}
