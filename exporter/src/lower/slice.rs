//! Slices: parts of a tensor along its axes, as `narrow`, `chunk` and `slice` record them.

use std::ops::Range;

use burn::tensor::Slice;
use burn_ir::{BaseOperationIr, OperationIr, SliceOpIr, TensorIr};

use super::reshape::fixed;
use super::{Lowering, Source, Value};
use crate::dims::{Axis, Length};
use crate::{Error, ErrorKind, Result};

pub(super) fn lower(lw: &mut Lowering, op: &BaseOperationIr) -> Result<bool> {
    let BaseOperationIr::Slice(op) = op else {
        return Ok(false);
    };
    let cuts = cuts(lw, op, lw.position)?;
    let value = lw.value(&op.tensor)?;
    if cuts.is_empty() {
        lw.put(&op.out, value);
        return Ok(true);
    }
    if let [cut] = cuts.as_slice()
        && let Source::Constant(constant) = &value.source
        && value.axes == lw.axes(&op.tensor)
        && let Some(rows) = rows(cut).and_then(|(a, b)| constant.rows(cut.axis, a, b))
    {
        let axes = lw.axes(&op.out);
        let source = Source::Constant(rows);
        lw.put(&op.out, Value { source, axes });
        return Ok(true);
    }
    let data = lw.full(&op.tensor)?;
    let starts = bounds(lw, cuts.iter().map(|cut| (&cut.start, &cut.length)))?;
    let ends = bounds(lw, cuts.iter().map(|cut| (&cut.end, &cut.length)))?;
    let axes: Vec<i64> = cuts.iter().map(|cut| cut.axis as i64).collect();
    let steps: Vec<i64> = cuts.iter().map(|cut| cut.step).collect();
    let axes = lw.graph.ints(&axes);
    let mut inputs = vec![data.as_str(), &starts, &ends, &axes];
    let steps_name = lw.graph.ints(&steps);
    if steps.iter().any(|&step| step != 1) {
        inputs.push(&steps_name);
    }
    lw.emit(&op.out, "Slice", &inputs, &[]);
    Ok(true)
}

/// What `tensor` is a slice of and which channels it takes, when it takes all of the rest.
pub(super) fn channels(
    lw: &Lowering,
    tensor: &TensorIr,
) -> Result<Option<(TensorIr, Range<usize>)>> {
    let Some((position, OperationIr::BaseFloat(BaseOperationIr::Slice(op)))) =
        lw.trace.producer_at(tensor)
    else {
        return Ok(None);
    };
    Ok(match cuts(lw, op, position)?.as_slice() {
        [cut] if cut.axis == 1 => rows(cut).map(|(a, b)| (op.tensor.clone(), a..b)),
        _ => None,
    })
}

/// What is cut from one axis, in every recording.
struct Cut {
    axis: usize,
    start: Axis,
    end: Axis,
    step: i64,
    /// Of the axis before the cut.
    length: Axis,
}

/// The ranges of a slice.
fn ranges(operation: &OperationIr) -> Option<&[Slice]> {
    match operation {
        OperationIr::BaseFloat(BaseOperationIr::Slice(op))
        | OperationIr::BaseInt(BaseOperationIr::Slice(op))
        | OperationIr::BaseBool(BaseOperationIr::Slice(op)) => Some(&op.ranges),
        _ => None,
    }
}

/// The axes that lose something.
fn cuts(lw: &Lowering, op: &SliceOpIr, position: usize) -> Result<Vec<Cut>> {
    let lengths = lw.axes(&op.tensor);
    let ranges: Vec<&[Slice]> = lw.trace.recorded(position).filter_map(ranges).collect();
    let mut cuts = Vec::new();
    for (axis, length) in lengths.into_iter().enumerate() {
        let Some(slice) = op.ranges.get(axis) else {
            break;
        };
        if slice.is_reversed() {
            return Err(Error::new(
                ErrorKind::Unsupported,
                "slices that run backwards cannot be exported",
            ));
        }
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
    Ok(cuts)
}

fn rows(cut: &Cut) -> Option<(usize, usize)> {
    let ends = fixed(&[cut.start.clone(), cut.end.clone()])?;
    (cut.step == 1).then_some((ends[0], ends[1]))
}

/// Starts or ends (with their axes' lengths) as a whole-number tensor.
fn bounds<'a>(
    lw: &mut Lowering,
    bounds: impl Iterator<Item = (&'a Axis, &'a Axis)> + Clone,
) -> Result<String> {
    // Constants where possible: counted from the front, to the very end, or from the back.
    let constant = |(bound, length): (&Axis, &Axis)| {
        let from_back: Axis = length.iter().zip(bound).map(|(n, b)| n - b).collect();
        let same = |axis: &Axis| axis.iter().all(|n| *n == axis[0]).then_some(axis[0] as i64);
        same(bound).or(same(&from_back).map(|n| if n == 0 { i64::MAX } else { -n }))
    };
    if let Some(numbers) = bounds.clone().map(constant).collect::<Option<Vec<_>>>() {
        return Ok(lw.graph.ints(&numbers));
    }
    let lengths = bounds.map(|(bound, _)| lw.length(bound));
    let lengths = lengths.collect::<Result<Vec<Length>>>()?;
    Ok(lw.numbers(&lengths))
}
