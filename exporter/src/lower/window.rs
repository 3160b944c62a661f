//! Sliding windows, as rows of their own.

use burn_ir::{BaseOperationIr, ModuleOperationIr, Unfold4dOpIr, UnfoldOpIr};

use super::Lowering;
use crate::Result;
use crate::graph::Attr;

pub(super) fn lower(lw: &mut Lowering, op: &BaseOperationIr) -> Result<bool> {
    let BaseOperationIr::Unfold(op) = op else {
        return Ok(false);
    };
    unfold(lw, op)?;
    Ok(true)
}

pub(super) fn module(lw: &mut Lowering, op: &ModuleOperationIr) -> Result<bool> {
    let ModuleOperationIr::Unfold4d(op) = op else {
        return Ok(false);
    };
    columns(lw, op)?;
    Ok(true)
}

/// Windows along one axis: the values at each place in a window are a slice with a step, and
/// these slices side by side on a new last axis are the windows.
fn unfold(lw: &mut Lowering, op: &UnfoldOpIr) -> Result<()> {
    let input = lw.full(&op.input)?;
    let last = lw.graph.ints(&[op.input.shape.num_dims() as i64]);
    let places = (0..op.size).map(|at| {
        let slice = every(lw, &input, &[(op.dim, at, op.size - at - 1, op.step)]);
        lw.graph.node("Unsqueeze", &[&slice, &last], &[])
    });
    let places: Vec<String> = places.collect();
    let places: Vec<&str> = places.iter().map(String::as_str).collect();
    let axis = [("axis", Attr::Int(op.input.shape.num_dims() as i64))];
    lw.emit(&op.out, "Concat", &places, &axis);
    Ok(())
}

/// Windows of pictures as columns `[n, c·kh·kw, windows]`.
fn columns(lw: &mut Lowering, op: &Unfold4dOpIr) -> Result<()> {
    let mut input = lw.full(&op.x)?;
    let o = &op.options;
    if o.padding != [0, 0] {
        let [y, x] = o.padding.map(|n| n as i64);
        let pads = lw.graph.ints(&[0, 0, y, x, 0, 0, y, x]);
        input = lw.graph.node("Pad", &[&input, &pads], &[]);
    }
    let axis = lw.graph.ints(&[2]);
    let mut places = Vec::new();
    for y in 0..op.kernel_size[0] {
        for x in 0..op.kernel_size[1] {
            let cut = |axis: usize, at: usize| {
                let (first, step) = (at * o.dilation[axis], o.stride[axis]);
                let reach = (op.kernel_size[axis] - 1) * o.dilation[axis];
                (axis + 2, first, reach - first, step)
            };
            let slice = every(lw, &input, &[cut(0, y), cut(1, x)]);
            places.push(lw.graph.node("Unsqueeze", &[&slice, &axis], &[]));
        }
    }
    let places: Vec<&str> = places.iter().map(String::as_str).collect();
    let together = lw.graph.node("Concat", &places, &[("axis", Attr::Int(2))]);
    let rows = (op.x.shape.as_slice()[1] * op.kernel_size[0] * op.kernel_size[1]) as i64;
    let shape = lw.graph.ints(&[0, rows, -1]);
    lw.emit(&op.out, "Reshape", &[&together, &shape], &[]);
    Ok(())
}

/// Every `step`-th value of some axes, except the first and last ones: (axis, first, last, step).
fn every(lw: &mut Lowering, input: &str, cuts: &[(usize, usize, usize, usize)]) -> String {
    let mut bounds = [const { Vec::new() }; 4];
    for &(axis, first, last, step) in cuts {
        let end = if last == 0 { i64::MAX } else { -(last as i64) };
        let values = [first as i64, end, axis as i64, step as i64];
        bounds
            .iter_mut()
            .zip(values)
            .for_each(|(list, value)| list.push(value));
    }
    let [starts, ends, axes, steps] = bounds.map(|list| lw.graph.ints(&list));
    lw.graph
        .node("Slice", &[input, &starts, &ends, &axes, &steps], &[])
}
