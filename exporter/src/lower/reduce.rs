//! Sums, means, products and extremes over axes.

use burn_ir::{NumericOperationIr as Numeric, OperationIr, ReduceDimOpIr, ReduceOpIr, TensorIr};

use super::Lowering;
use crate::Result;
use crate::graph::Attr;

pub(super) fn lower(lw: &mut Lowering, op: &Numeric) -> Result<bool> {
    match op {
        Numeric::MeanDim(op) => mean(lw, op)?,
        Numeric::SumDim(op) => over(lw, "ReduceSum", &op.input, &op.out, &[op.axis])?,
        Numeric::SumDims(op) => over(lw, "ReduceSum", &op.input, &op.out, &op.axes)?,
        Numeric::ProdDim(op) => over(lw, "ReduceProd", &op.input, &op.out, &[op.axis])?,
        Numeric::MaxDim(op) => over(lw, "ReduceMax", &op.input, &op.out, &[op.axis])?,
        Numeric::MinDim(op) => over(lw, "ReduceMin", &op.input, &op.out, &[op.axis])?,
        Numeric::Mean(op) => everything(lw, "ReduceMean", op)?,
        Numeric::Sum(op) => everything(lw, "ReduceSum", op)?,
        Numeric::Prod(op) => everything(lw, "ReduceProd", op)?,
        Numeric::Max(op) => everything(lw, "ReduceMax", op)?,
        Numeric::Min(op) => everything(lw, "ReduceMin", op)?,
        _ => return Ok(false),
    }
    Ok(true)
}

/// Means over one axis after another are one mean over all of them.
fn mean(lw: &mut Lowering, op: &ReduceDimOpIr) -> Result<()> {
    let mut axes = vec![op.axis];
    let mut input = op.input.clone();
    while let Some(OperationIr::NumericFloat(_, Numeric::MeanDim(before))) =
        lw.trace.producer(&input)
    {
        axes.push(before.axis);
        input = before.input.clone();
    }
    axes.sort_unstable();
    axes.dedup();
    over(lw, "ReduceMean", &input, &op.out, &axes)
}

/// Reduced axes stay, with length 1, as in Burn.
///
/// Axes of length 1 in front are reduced as well: it changes nothing, but a reduction of all
/// leading axes is what engines are fast at. A mean over the channels of one picture takes
/// ONNX Runtime 1.31 a twentieth of the time that way.
fn over(
    lw: &mut Lowering,
    name: &'static str,
    input: &TensorIr,
    out: &TensorIr,
    axes: &[usize],
) -> Result<()> {
    let lengths = lw.axes(input);
    let first = axes.iter().copied().min().unwrap_or(0);
    let free = lengths[..first].iter().flatten().all(|&n| n == 1);
    let front: Vec<usize> = match free {
        true => (0..first).collect(),
        false => Vec::new(),
    };
    let input = lw.full(input)?;
    let axes: Vec<i64> = front.iter().chain(axes).map(|&axis| axis as i64).collect();
    let axes = lw.graph.ints(&axes);
    lw.emit(out, name, &[&input, &axes], &[("keepdims", Attr::Int(1))]);
    Ok(())
}

/// Over all axes, to a tensor of shape `[1]`.
fn everything(lw: &mut Lowering, name: &'static str, op: &ReduceOpIr) -> Result<()> {
    let input = lw.full(&op.input)?;
    let axes: Vec<i64> = (0..op.input.shape.num_dims() as i64).collect();
    let axes = lw.graph.ints(&axes);
    let keep = [("keepdims", Attr::Int(1))];
    let reduced = lw.graph.node(name, &[&input, &axes], &keep);
    let one = lw.graph.ints(&[1]);
    lw.emit(&op.out, "Reshape", &[&reduced, &one], &[]);
    Ok(())
}
