//! Reshape, and the pixel shuffle that is built from it.

use burn_ir::{BaseOperationIr, OperationIr, PermuteOpIr, ShapeOpIr, TensorIr};

use super::{Lowering, Source, Value, slice};
use crate::Result;
use crate::dims::Axis;
use crate::graph::Attr;

pub(super) fn lower(lw: &mut Lowering, op: &BaseOperationIr) -> Result<bool> {
    let BaseOperationIr::Reshape(op) = op else {
        return Ok(false);
    };
    let value = lw.value(&op.input)?;
    let whole = value.axes == lw.axes(&op.input);
    if let Source::Constant(constant) = &value.source
        && whole
        && let Some(dims) = fixed(&lw.axes(&op.out))
    {
        let source = Source::Constant(constant.reshaped(dims));
        let axes = lw.axes(&op.out);
        lw.put(&op.out, Value { source, axes });
    } else if let Some((input, block)) = pixel_shuffle(lw, op) {
        let input = lw.full(&input)?;
        // CRD: the channel index is c * block² + dy * block + dx, as in PyTorch's PixelShuffle.
        let attrs = [
            ("blocksize", Attr::Int(block as i64)),
            ("mode", Attr::Str("CRD")),
        ];
        lw.emit(&op.out, "DepthToSpace", &[&input], &attrs);
    } else if !heads(lw, op)? {
        reshape(lw, op)?;
    }
    Ok(true)
}

/// Attention narrows the channels to the query, the key and the value and reshapes each to
/// `[batch, heads, channels, pixels]`. This reshapes all of them once and slices afterwards, which takes two operations
/// fewer. Returns false for any other reshape.
fn heads(lw: &mut Lowering, op: &ShapeOpIr) -> Result<bool> {
    let Some((whole, range)) = slice::channels(lw, &op.input) else {
        return Ok(false);
    };
    let (from, to) = (lw.axes(&whole), lw.axes(&op.out));
    if from.len() != 4 || to.len() != 4 || from[0] != to[0] {
        return Ok(false);
    }
    let (Some([all]), Some([heads, channels])) = (same(&from[1..]), same(&to[1..])) else {
        return Ok(false);
    };
    let area = |at: usize| from[2][at] * from[3][at];
    let divides = [all, range.start, range.end]
        .iter()
        .all(|n| n.is_multiple_of(channels));
    if !divides || heads * channels != range.len() {
        return Ok(false);
    }
    if to[3].iter().enumerate().any(|(at, n)| *n != area(at)) {
        return Ok(false);
    }
    let data = lw.full(&whole)?;
    let batch = same(&from).map_or(0, |[batch]| batch as i64); // 0 copies the length
    let [parts, rows] = [all / channels, channels].map(|n| n as i64);
    let shape = lw.graph.ints(&[batch, parts, rows, -1]);
    let data = lw.graph.node("Reshape", &[&data, &shape], &[]);
    let ends = [range.start, range.end].map(|n| lw.graph.ints(&[(n / channels) as i64]));
    let axis = lw.graph.ints(&[1]);
    lw.emit(&op.out, "Slice", &[&data, &ends[0], &ends[1], &axis], &[]);
    Ok(true)
}

/// The first lengths, when they are the same in every recording.
fn same<const N: usize>(axes: &[Axis]) -> Option<[usize; N]> {
    fixed(axes.get(..N)?)?.try_into().ok()
}

/// A plain Reshape; of several in a row only the last is needed.
fn reshape(lw: &mut Lowering, op: &ShapeOpIr) -> Result<()> {
    let mut input = op.input.clone();
    while let Some(before) = made_by_reshape(lw, &input) {
        input = before.input.clone();
    }
    let (from, to) = (lw.axes(&input), lw.axes(&op.out));
    let data = lw.full(&input)?;
    if from == to {
        lw.set(&op.out, data);
        return Ok(());
    }
    let shape = target(lw, &from, &to)?;
    lw.emit(&op.out, "Reshape", &[&data, &shape], &[]);
    Ok(())
}

/// The shape to give to Reshape: constant wherever 0 (copy this axis) and -1 (the rest) can
/// express it, so that engines need not compute it.
fn target(lw: &mut Lowering, from: &[Axis], to: &[Axis]) -> Result<String> {
    let mut rest = 0;
    let numbers: Vec<i64> = to
        .iter()
        .enumerate()
        .map(|(i, axis)| {
            if axis.iter().all(|n| *n == axis[0]) {
                axis[0] as i64
            } else if from.get(i) == Some(axis) {
                0
            } else {
                rest += 1;
                -1
            }
        })
        .collect();
    match rest {
        0 | 1 => Ok(lw.graph.ints(&numbers)),
        _ => lw.lengths(to),
    }
}

/// Recognizes reshape `[n, c·b·b, h, w]` to `[n, c, b, b, h, w]`, permute to `[n, c, h, b, w, b]`, reshape to
/// `[n, c, h·b, w·b]`; returns the input and b.
fn pixel_shuffle(lw: &Lowering, last: &ShapeOpIr) -> Option<(TensorIr, usize)> {
    let OperationIr::BaseFloat(BaseOperationIr::Permute(PermuteOpIr { input, axes, .. })) =
        lw.trace.producer(&last.input)?
    else {
        return None;
    };
    if axes != &[0, 1, 4, 2, 5, 3] {
        return None;
    }
    let first = made_by_reshape(lw, input)?;
    let [from, six, to] = [&first.input, &first.out, &last.out].map(|t| lw.axes(t));
    let block = six[2][0];
    let times = |axis: &Axis, by: usize| axis.iter().map(|n| n * by).collect::<Axis>();
    let matches = from.len() == 4
        && to.len() == 4
        && [&six[2], &six[3]].map(|axis| axis.iter().all(|n| *n == block)) == [true; 2]
        && from
            == [
                six[0].clone(),
                times(&six[1], block * block),
                six[4].clone(),
                six[5].clone(),
            ]
        && to
            == [
                six[0].clone(),
                six[1].clone(),
                times(&six[4], block),
                times(&six[5], block),
            ];
    matches.then(|| (first.input.clone(), block))
}

fn made_by_reshape<'a>(lw: &'a Lowering, tensor: &TensorIr) -> Option<&'a ShapeOpIr> {
    match lw.trace.producer(tensor)? {
        OperationIr::BaseFloat(BaseOperationIr::Reshape(op))
        | OperationIr::BaseInt(BaseOperationIr::Reshape(op))
        | OperationIr::BaseBool(BaseOperationIr::Reshape(op)) => Some(op),
        _ => None,
    }
}

/// The lengths, when they are the same at every size.
pub(super) fn fixed(axes: &[Axis]) -> Option<Vec<usize>> {
    let length = |axis: &Axis| axis.iter().all(|n| *n == axis[0]).then_some(axis[0]);
    axes.iter().map(length).collect()
}
