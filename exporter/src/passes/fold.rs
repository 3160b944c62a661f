//! Constant folding: what is known at export is computed at export.
//!
//! Exact. Engines fold constants as well, while they load; here it is done once, and the passes
//! after it see plain constants. Only arithmetic whose result is no larger than its largest
//! operand is folded, so that the weights do not grow.

use super::work::{Work, rewrite};
use crate::Result;
use crate::graph::{Graph, Node};

pub(super) fn run(graph: &mut Graph) -> Result<usize> {
    Ok(rewrite(graph, |work, node| {
        whole(work, node).or_else(|| real(work, node))
    }))
}

/// Integers: shapes.
fn whole(work: &mut Work, node: &Node) -> Option<String> {
    let inputs = node.inputs.iter().map(|name| work.ints(name));
    let inputs: Vec<Vec<i64>> = inputs.collect::<Option<_>>()?;
    if node.op == "Concat" && node.int("axis", 0) == 0 {
        return Some(work.graph.ints(&inputs.concat()));
    }
    let apply: fn(i64, i64) -> Option<i64> = match node.op {
        "Add" => i64::checked_add,
        "Sub" => i64::checked_sub,
        "Mul" => i64::checked_mul,
        // ONNX rounds to zero, as Rust does.
        "Div" => i64::checked_div,
        _ => return None,
    };
    let [a, b] = <[Vec<i64>; 2]>::try_from(inputs).ok()?;
    let flat = |name: &String| work.constant(name).is_some_and(|init| init.dims.len() == 1);
    if a.len() != b.len() || !node.inputs.iter().all(flat) {
        return None;
    }
    let values = a.iter().zip(&b).map(|(a, b)| apply(*a, *b));
    Some(work.graph.ints(&values.collect::<Option<Vec<_>>>()?))
}

/// Floats: one operand, or two of one shape; a single number fits every shape.
fn real(work: &mut Work, node: &Node) -> Option<String> {
    let apply: fn(f32, f32) -> f32 = match node.op {
        "Add" => |a, b| a + b,
        "Sub" => |a, b| a - b,
        "Mul" => |a, b| a * b,
        "Div" => |a, b| a / b,
        "Neg" => |a, _| -a,
        "Sqrt" => |a, _| a.sqrt(),
        "Reciprocal" => |a, _| 1.0 / a,
        "Exp" => |a, _| a.exp(),
        _ => return None,
    };
    let first = work.constant(node.inputs.first()?)?;
    let second = work.constant(node.inputs.last()?)?;
    let (a, b) = (first.floats()?, second.floats()?);
    let dims = match (first.dims == second.dims, a.len(), b.len()) {
        (true, _, _) => first.dims.clone(),
        (_, _, 1) if first.dims.len() >= second.dims.len() => first.dims.clone(),
        (_, 1, _) if second.dims.len() >= first.dims.len() => second.dims.clone(),
        _ => return None,
    };
    let count: usize = dims.iter().product();
    let at = |values: &[f32], at: usize| values[if values.len() == 1 { 0 } else { at }];
    let values = (0..count).map(|i| apply(at(&a, i), at(&b, i)));
    let name = format!("{}.folded", node.name);
    Some(work.graph.derive(&name, &dims, || values.collect()))
}
