//! Slices: parts of a tensor along its axes, as `narrow`, `chunk`, `flip` and `slice` record them.

use std::ops::Range;

use burn::tensor::Slice;
use burn_ir::{BaseOperationIr as Base, FlipOpIr, OperationIr, SliceOpIr, TensorIr};

use super::reshape::fixed;
use super::{Lowering, Source, Value};
use crate::Result;
use crate::dims::Axis;

pub(super) fn lower(lw: &mut Lowering, op: &Base) -> Result<bool> {
    match op {
        Base::Slice(op) => slice(lw, op)?,
        Base::Flip(op) => flip(lw, op)?,
        _ => return Ok(false),
    }
    Ok(true)
}

fn slice(lw: &mut Lowering, op: &SliceOpIr) -> Result<()> {
    let cuts = cuts(lw, &op.tensor, lw.position);
    let value = lw.value(&op.tensor)?;
    if cuts.is_empty() {
        lw.put(&op.out, value);
        return Ok(());
    }
    if let [cut] = cuts.as_slice()
        && let Source::Constant(constant) = &value.source
        && value.axes == lw.axes(&op.tensor)
        && let Some(rows) = rows(cut).and_then(|(a, b)| constant.rows(cut.axis, a, b))
    {
        let axes = lw.axes(&op.out);
        let source = Source::Constant(rows);
        lw.put(&op.out, Value { source, axes });
        return Ok(());
    }
    let data = lw.full(&op.tensor)?;
    let name = cut(lw, &data, &cuts)?;
    lw.set(&op.out, name);
    Ok(())
}

/// Whole axes, reversed.
fn flip(lw: &mut Lowering, op: &FlipOpIr) -> Result<()> {
    let lengths = lw.axes(&op.input);
    let all = |&axis: &usize| Cut {
        axis,
        start: vec![0; lengths[axis].len()],
        end: lengths[axis].clone(),
        step: -1,
        length: lengths[axis].clone(),
    };
    let cuts: Vec<Cut> = op.axes.iter().map(all).collect();
    let data = lw.full(&op.input)?;
    let name = cut(lw, &data, &cuts)?;
    lw.set(&op.out, name);
    Ok(())
}

/// The source of the slice `tensor` and its range of channels, if it takes all of the other axes.
pub(super) fn channels(lw: &Lowering, tensor: &TensorIr) -> Option<(TensorIr, Range<usize>)> {
    let (position, OperationIr::BaseFloat(Base::Slice(op))) = lw.trace.producer_at(tensor)? else {
        return None;
    };
    match cuts(lw, &op.tensor, position).as_slice() {
        [cut] if cut.axis == 1 => rows(cut).map(|(a, b)| (op.tensor.clone(), a..b)),
        _ => None,
    }
}

/// What is cut from one axis, in every recording.
#[derive(Clone)]
pub(super) struct Cut {
    pub axis: usize,
    pub start: Axis,
    pub end: Axis,
    /// Backwards from the end where negative.
    pub step: i64,
    /// Of the axis before the cut.
    pub length: Axis,
}

/// The ranges of a slice, or of what a slice is assigned to.
fn ranges(operation: &OperationIr) -> Option<&[Slice]> {
    match operation {
        OperationIr::BaseFloat(op) | OperationIr::BaseInt(op) | OperationIr::BaseBool(op) => {
            match op {
                Base::Slice(op) => Some(&op.ranges),
                Base::SliceAssign(op) => Some(&op.ranges),
                _ => None,
            }
        }
        _ => None,
    }
}

/// The axes of `tensor` that the operation at `position` takes only in part.
pub(super) fn cuts(lw: &Lowering, tensor: &TensorIr, position: usize) -> Vec<Cut> {
    let ranges: Vec<&[Slice]> = lw.trace.recorded(position).filter_map(ranges).collect();
    let mut cuts = Vec::new();
    for (axis, length) in lw.axes(tensor).into_iter().enumerate() {
        let Some(slice) = ranges.first().and_then(|ranges| ranges.get(axis)) else {
            break;
        };
        let range = |at: usize| ranges[at][axis].to_range(length[at]);
        let start: Axis = (0..length.len()).map(|at| range(at).start).collect();
        let end: Axis = (0..length.len()).map(|at| range(at).end).collect();
        let all = start.iter().all(|&n| n == 0) && end == length && slice.step == 1;
        if !all {
            let step = slice.step as i64;
            cuts.push(Cut {
                axis,
                start,
                end,
                step,
                length,
            });
        }
    }
    cuts
}

fn rows(cut: &Cut) -> Option<(usize, usize)> {
    let ends = fixed(&[cut.start.clone(), cut.end.clone()])?;
    (cut.step == 1).then_some((ends[0], ends[1]))
}

/// Cuts a value that is in the graph; returns the result's name.
pub(super) fn cut(lw: &mut Lowering, data: &str, cuts: &[Cut]) -> Result<String> {
    let bounds = cuts.iter().map(|cut| {
        let bound = |axis: &Axis, shift: i64| -> Vec<i64> {
            axis.iter().map(|&n| n as i64 + shift).collect()
        };
        // A slice that runs backwards starts at its last value and ends before its first.
        match cut.step < 0 {
            true => [bound(&cut.end, -1), bound(&cut.start, -1)],
            false => [bound(&cut.start, 0), bound(&cut.end, 0)],
        }
    });
    let bounds: Vec<[Vec<i64>; 2]> = bounds.collect();
    let side = |at: usize| {
        bounds
            .iter()
            .zip(cuts)
            .map(move |(bounds, cut)| (&bounds[at], cut))
    };
    let starts = numbers(lw, side(0))?;
    let ends = numbers(lw, side(1))?;
    let axes: Vec<i64> = cuts.iter().map(|cut| cut.axis as i64).collect();
    let steps: Vec<i64> = cuts.iter().map(|cut| cut.step).collect();
    let axes = lw.graph.ints(&axes);
    let mut inputs = vec![data, &starts, &ends, &axes];
    let steps_name;
    if steps.iter().any(|&step| step != 1) {
        steps_name = lw.graph.ints(&steps);
        inputs.push(&steps_name);
    }
    Ok(lw.graph.node("Slice", &inputs, &[]))
}

/// Bounds as an integer tensor.
fn numbers<'a>(
    lw: &mut Lowering,
    bounds: impl Iterator<Item = (&'a Vec<i64>, &'a Cut)> + Clone,
) -> Result<String> {
    // Constants where possible: counted from the front, from the back, or beyond either end.
    let constant = |(bound, cut): (&Vec<i64>, &Cut)| {
        let from_back = cut.length.iter().zip(bound).map(|(n, b)| b - *n as i64);
        let from_back: Vec<i64> = from_back.collect();
        let same = |values: &[i64]| values.iter().all(|n| *n == values[0]).then_some(values[0]);
        match (same(bound), same(&from_back)) {
            (Some(n), _) if n < 0 => Some(i64::MIN),
            (Some(n), _) => Some(n),
            (_, Some(0)) => Some(i64::MAX),
            (_, back) => back,
        }
    };
    if let Some(numbers) = bounds.clone().map(constant).collect::<Option<Vec<_>>>() {
        return Ok(lw.graph.ints(&numbers));
    }
    let lengths: Vec<Axis> = bounds
        .map(|(bound, _)| bound.iter().map(|&n| n.max(0) as usize).collect())
        .collect();
    lw.lengths(&lengths)
}
