//! Moving values without computing: permute, expand, concatenate, repeat, select.

use burn_ir::{BaseOperationIr, ScalarIr, TensorIr};

use super::{Lowering, Source, Value};
use crate::Result;
use crate::graph::Attr;

pub(super) fn lower(lw: &mut Lowering, op: &BaseOperationIr) -> Result<bool> {
    match op {
        BaseOperationIr::SwapDims(op) => {
            let mut order: Vec<usize> = (0..op.out.shape.num_dims()).collect();
            order.swap(op.dim1, op.dim2);
            permute(lw, &op.input, &op.out, &order)?;
        }
        BaseOperationIr::Permute(op) => permute(lw, &op.input, &op.out, &op.axes)?,
        BaseOperationIr::Expand(op) => {
            let mut value = lw.value(&op.input)?;
            let points = lw.trace.points.len();
            while value.axes.len() < op.out.shape.num_dims() {
                value.axes.insert(0, vec![1; points]);
            }
            lw.put(&op.out, value);
        }
        BaseOperationIr::Cat(op) => {
            let names = op.tensors.iter().map(|tensor| lw.full(tensor));
            let names = names.collect::<Result<Vec<_>>>()?;
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let axis = [("axis", Attr::Int(op.dim as i64))];
            lw.emit(&op.out, "Concat", &names, &axis);
        }
        BaseOperationIr::RepeatDim(op) => repeat(lw, &op.tensor, &op.out, op.dim)?,
        BaseOperationIr::Ones(op) => filled(lw, &op.out, ScalarIr::Int(1))?,
        BaseOperationIr::Zeros(op) | BaseOperationIr::Empty(op) => {
            filled(lw, &op.out, ScalarIr::Int(0))?
        }
        _ => return Ok(false),
    }
    Ok(true)
}

fn permute(lw: &mut Lowering, input: &TensorIr, out: &TensorIr, order: &[usize]) -> Result<()> {
    let value = lw.value(input)?;
    let axes = lw.axes(out);
    if order.iter().enumerate().all(|(i, &axis)| i == axis) {
        lw.put(out, value);
    } else if let Source::Constant(constant) = &value.source
        && value.axes == lw.axes(input)
    {
        let source = Source::Constant(constant.permuted(order));
        lw.put(out, Value { source, axes });
    } else {
        let input = lw.full(input)?;
        let order = order.iter().map(|&axis| axis as i64).collect();
        lw.emit(out, "Transpose", &[&input], &[("perm", Attr::Ints(order))]);
    }
    Ok(())
}

fn repeat(lw: &mut Lowering, input: &TensorIr, out: &TensorIr, dim: usize) -> Result<()> {
    let value = lw.value(input)?;
    if value
        .axes
        .get(dim)
        .is_some_and(|axis| axis.iter().all(|&n| n == 1))
    {
        lw.put(out, value);
        return Ok(());
    }
    let (from, to) = (lw.axes(input), lw.axes(out));
    let one = vec![1; lw.trace.points.len()];
    let times = from[dim].iter().zip(&to[dim]).map(|(a, b)| b / a.max(&1));
    let mut repeats = vec![one; to.len()];
    repeats[dim] = times.collect();
    let input = lw.full(input)?;
    let repeats = lw.lengths(&repeats)?;
    lw.emit(out, "Tile", &[&input, &repeats], &[]);
    Ok(())
}

/// A tensor of one repeated value: the value itself, left to broadcasting.
pub(super) fn filled(lw: &mut Lowering, out: &TensorIr, value: ScalarIr) -> Result<()> {
    let rank = out.shape.num_dims();
    let name = lw.number(value, out.dtype, rank)?;
    let axes = vec![vec![1; lw.trace.points.len()]; rank];
    let source = Source::Node(name);
    lw.put(out, Value { source, axes });
    Ok(())
}
