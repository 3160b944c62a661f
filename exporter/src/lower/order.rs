//! The largest and smallest values, their places, and sorting.

use burn_ir::{NumericOperationIr as Numeric, ReduceDimWithIndicesOpIr, TensorIr};

use super::{Lowering, cast, reduce};
use crate::Result;
use crate::graph::Attr;

pub(super) fn lower(lw: &mut Lowering, op: &Numeric) -> Result<bool> {
    match op {
        Numeric::ArgMax(op) => place(lw, "ArgMax", &op.input, &op.out, op.axis)?,
        Numeric::ArgMin(op) => place(lw, "ArgMin", &op.input, &op.out, op.axis)?,
        Numeric::MaxDimWithIndices(op) => extreme(lw, ["ReduceMax", "ArgMax"], op)?,
        Numeric::MinDimWithIndices(op) => extreme(lw, ["ReduceMin", "ArgMin"], op)?,
        Numeric::TopK(op) => sorted(lw, &op.input, op.axis, true, [Some(&op.out), None])?,
        Numeric::ArgTopK(op) => sorted(lw, &op.input, op.axis, true, [None, Some(&op.out)])?,
        Numeric::TopKWithIndices(op) => {
            let outs = [Some(&op.out), Some(&op.out_indices)];
            sorted(lw, &op.tensor, op.dim, true, outs)?;
        }
        Numeric::Sort(op) => {
            sorted(lw, &op.input, op.dim, op.descending, [Some(&op.out), None])?;
        }
        Numeric::ArgSort(op) => {
            sorted(lw, &op.input, op.dim, op.descending, [None, Some(&op.out)])?;
        }
        Numeric::SortWithIndices(op) => {
            let outs = [Some(&op.out), Some(&op.out_indices)];
            sorted(lw, &op.input, op.dim, op.descending, outs)?;
        }
        _ => return Ok(false),
    }
    Ok(true)
}

/// The first of several equal extremes, in Burn as in ONNX.
fn place(
    lw: &mut Lowering,
    name: &'static str,
    input: &TensorIr,
    out: &TensorIr,
    axis: usize,
) -> Result<()> {
    let input = lw.full(input)?;
    let attrs = [("axis", Attr::Int(axis as i64)), ("keepdims", Attr::Int(1))];
    let found = lw.graph.node(name, &[&input], &attrs);
    indices(lw, &found, out)
}

fn extreme(
    lw: &mut Lowering,
    [value, at]: [&'static str; 2],
    op: &ReduceDimWithIndicesOpIr,
) -> Result<()> {
    reduce::over(lw, value, &op.tensor, &op.out, &[op.dim])?;
    place(lw, at, &op.tensor, &op.out_indices, op.dim)
}

/// The first values in order, as many as the outputs (values, places) are long.
fn sorted(
    lw: &mut Lowering,
    input: &TensorIr,
    axis: usize,
    descending: bool,
    outs: [Option<&TensorIr>; 2],
) -> Result<()> {
    let long = outs
        .iter()
        .flatten()
        .next()
        .map(|out| lw.axes(out)[axis].clone());
    let count = lw.lengths(&Vec::from_iter(long))?;
    let input = lw.full(input)?;
    let attrs = [
        ("axis", Attr::Int(axis as i64)),
        ("largest", Attr::Int(descending.into())),
        ("sorted", Attr::Int(1)),
    ];
    let [values, places] = lw.graph.node2("TopK", &[&input, &count], &attrs);
    if let Some(out) = outs[0] {
        lw.set(out, values);
    }
    match outs[1] {
        Some(out) => indices(lw, &places, out),
        None => Ok(()),
    }
}

/// ONNX counts in i64.
fn indices(lw: &mut Lowering, found: &str, out: &TensorIr) -> Result<()> {
    let name = cast::to(lw, found, crate::graph::element::INT64, out.dtype)?;
    lw.set(out, name);
    Ok(())
}
