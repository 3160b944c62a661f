//! Sums, means, products and extremes over axes.

use burn_ir::{
    BaseOperationIr as Base, NumericOperationIr as Numeric, OperationIr, ReduceDimOpIr, ReduceOpIr,
    TensorIr,
};

use super::{Lowering, element_of};
use crate::Result;
use crate::graph::{Attr, element};

pub(super) fn lower(lw: &mut Lowering, op: &Numeric) -> Result<bool> {
    match op {
        Numeric::MeanDim(op) if !op.input.dtype.is_float() => {
            whole_mean(lw, &op.input, &op.out, &[op.axis])?;
        }
        Numeric::MeanDim(op) => mean(lw, op)?,
        Numeric::SumDim(op) => over(lw, "ReduceSum", &op.input, &op.out, &[op.axis])?,
        Numeric::SumDims(op) => over(lw, "ReduceSum", &op.input, &op.out, &op.axes)?,
        Numeric::ProdDim(op) => over(lw, "ReduceProd", &op.input, &op.out, &[op.axis])?,
        Numeric::MaxDim(op) => over(lw, "ReduceMax", &op.input, &op.out, &[op.axis])?,
        Numeric::MinDim(op) => over(lw, "ReduceMin", &op.input, &op.out, &[op.axis])?,
        Numeric::MaxAbsDim(op) => {
            let input = lw.full(&op.input)?;
            let size = lw.graph.node("Abs", &[&input], &[]);
            let axes = lw.graph.ints(&[op.axis as i64]);
            lw.emit(&op.out, "ReduceMax", &[&size, &axes], &KEEP);
        }
        Numeric::Mean(op) if !op.input.dtype.is_float() => {
            let axes: Vec<usize> = (0..op.input.shape.num_dims()).collect();
            whole_mean(lw, &op.input, &op.out, &axes)?;
        }
        Numeric::Mean(op) => everything(lw, "ReduceMean", op)?,
        Numeric::Sum(op) => everything(lw, "ReduceSum", op)?,
        Numeric::Prod(op) => everything(lw, "ReduceProd", op)?,
        Numeric::Max(op) => everything(lw, "ReduceMax", op)?,
        Numeric::Min(op) => everything(lw, "ReduceMin", op)?,
        Numeric::MaxAbs(op) => {
            let input = lw.full(&op.input)?;
            let size = lw.graph.node("Abs", &[&input], &[]);
            let name = all_axes(lw, "ReduceMax", &size, op);
            lw.set(&op.out, name);
        }
        Numeric::CumSum(op) => {
            let input = lw.full(&op.input)?;
            let element = element::INT64;
            let bytes = (op.axis as i64).to_le_bytes().to_vec();
            let axis = lw.graph.number(element, &op.axis.to_string(), bytes, 0);
            lw.emit(&op.out, "CumSum", &[&input, &axis], &[]);
        }
        _ => return Ok(false),
    }
    Ok(true)
}

/// Whether all or any values are true, or not 0.
pub(super) fn truth(lw: &mut Lowering, op: &Base) -> Result<bool> {
    let (name, input, out, axis) = match op {
        Base::All(op) => ("ReduceMin", &op.input, &op.out, None),
        Base::Any(op) => ("ReduceMax", &op.input, &op.out, None),
        Base::AllDim(op) => ("ReduceMin", &op.input, &op.out, Some(op.axis)),
        Base::AnyDim(op) => ("ReduceMax", &op.input, &op.out, Some(op.axis)),
        _ => return Ok(false),
    };
    let mut value = lw.full(input)?;
    let to = |kind: i32| [("to", Attr::Int(kind.into()))];
    if element_of(input.dtype)? != element::BOOL {
        value = lw.graph.node("Cast", &[&value], &to(element::BOOL));
    }
    // Engines reduce numbers, not bools.
    let value = lw.graph.node("Cast", &[&value], &to(element::INT32));
    let reduced = match axis {
        Some(axis) => {
            let axes = lw.graph.ints(&[axis as i64]);
            lw.graph.node(name, &[&value, &axes], &KEEP)
        }
        None => {
            let input = input.clone();
            let out = out.clone();
            all_axes(lw, name, &value, &ReduceOpIr { input, out })
        }
    };
    lw.emit(out, "Cast", &[&reduced], &to(element::BOOL));
    Ok(true)
}

const KEEP: [(&str, Attr); 1] = [("keepdims", Attr::Int(1))];

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

/// A mean of integers is truncated; engines do not do that.
fn whole_mean(lw: &mut Lowering, input: &TensorIr, out: &TensorIr, axes: &[usize]) -> Result<()> {
    let lengths = lw.axes(input);
    let one = vec![1; lw.trace.points.len()];
    let product = |count: Vec<usize>, &axis: &usize| -> Vec<usize> {
        count
            .iter()
            .zip(&lengths[axis])
            .map(|(a, b)| a * b)
            .collect()
    };
    let count = lw.lengths(&[axes.iter().fold(one, product)])?;
    let count = super::cast::to(lw, &count, element::INT64, input.dtype)?;
    let data = lw.full(input)?;
    let axes: Vec<i64> = axes.iter().map(|&axis| axis as i64).collect();
    let axes = lw.graph.ints(&axes);
    let sum = lw.graph.node("ReduceSum", &[&data, &axes], &KEEP);
    let mean = lw.graph.node("Div", &[&sum, &count], &[]);
    if out.shape.num_dims() == input.shape.num_dims() {
        lw.set(out, mean);
    } else {
        let one = lw.graph.ints(&[1]);
        lw.emit(out, "Reshape", &[&mean, &one], &[]);
    }
    Ok(())
}

/// Reduced axes stay, with length 1, as in Burn.
///
/// Axes of length 1 in front are reduced as well: it changes nothing, but a reduction of all
/// leading axes is what engines are fast at. A mean over the channels of one picture takes
/// ONNX Runtime 1.31 a twentieth of the time that way.
pub(super) fn over(
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
    lw.emit(out, name, &[&input, &axes], &KEEP);
    Ok(())
}

/// Over all axes, to a tensor of shape `[1]`.
fn everything(lw: &mut Lowering, name: &'static str, op: &ReduceOpIr) -> Result<()> {
    let input = lw.full(&op.input)?;
    let name = all_axes(lw, name, &input, op);
    lw.set(&op.out, name);
    Ok(())
}

fn all_axes(lw: &mut Lowering, name: &'static str, value: &str, op: &ReduceOpIr) -> String {
    let axes: Vec<i64> = (0..op.input.shape.num_dims() as i64).collect();
    let axes = lw.graph.ints(&axes);
    let reduced = lw.graph.node(name, &[value, &axes], &KEEP);
    if op.input.shape.num_dims() == 1 {
        return reduced;
    }
    let one = lw.graph.ints(&[1]);
    lw.graph.node("Reshape", &[&reduced, &one], &[])
}
