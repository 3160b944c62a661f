//! Splits removed by splitting the weights.
//!
//! A convolution whose channels are only read in parts (query, key and value; the two halves of a gate) becomes one
//! convolution per part, through the depthwise convolution between, if any. The parts' weights are ranges of the same
//! stored bytes.
//!
//! Exact: the same sums in the same order. On ONNX Runtime the parts never leave the layout of
//! its convolutions only to be copied apart: a block (96 channels at 192x192) takes 0.94 of the
//! time, and the next two passes need it. tract takes 0.79 for the whole default network.

use std::ops::Range;

use super::work::{Work, rewrite};
use crate::Result;
use crate::graph::{Attr, Graph, Node};

pub(super) fn run(graph: &mut Graph) -> Result<usize> {
    Ok(rewrite(graph, |work, node| {
        let (value, cut) = cut(work, node)?;
        let (conv, reshape) = match work.producer(&value)? {
            node if node.op == "Conv" => (node.clone(), None),
            node => {
                let (channels, shape) = rows(work, node)?;
                let conv = work.made_by(&node.inputs[0], "Conv")?;
                let conv = work
                    .only_read_by(&conv.output, "Reshape")
                    .then(|| conv.clone())?;
                (conv, Some((channels, shape)))
            }
        };
        if !work.only_read_by(&value, "Slice") || !apart(work, &value) {
            return None;
        }
        match reshape {
            None => part(work, &conv, &cut),
            Some((channels, mut shape)) => {
                let cut_channels = cut.start * channels..cut.end * channels;
                let part = part(work, &conv, &cut_channels)?;
                shape[1] = cut.len() as i64;
                let shape = work.graph.ints(&shape);
                Some(work.node("Reshape", &[&part, &shape], &[]))
            }
        }
    }))
}

/// The input of a Slice and its range of channels, if it takes all of the other axes.
fn cut(work: &Work, node: &Node) -> Option<(String, Range<usize>)> {
    if node.op != "Slice" || node.inputs.len() != 4 {
        return None;
    }
    let [start, end, axis] = [1, 2, 3].map(|at| work.int(&node.inputs[at]));
    let (start, end) = (usize::try_from(start?).ok()?, usize::try_from(end?).ok()?);
    (axis == Some(1) && start < end).then(|| (node.inputs[0].clone(), start..end))
}

/// The Reshape of `[n, c, h, w]` to `[n, parts, rows, pixels]`: its rows, and its shape.
fn rows(work: &Work, node: &Node) -> Option<(usize, Vec<i64>)> {
    if node.op != "Reshape" {
        return None;
    }
    let shape = work.ints(&node.inputs[1])?;
    match shape.as_slice() {
        [0 | 1, 1..=i64::MAX, rows @ 1..=i64::MAX, _] => Some((*rows as usize, shape)),
        _ => None,
    }
}

/// Whether the Slices of `value` do not overlap; otherwise channels would be computed twice.
fn apart(work: &Work, value: &str) -> bool {
    let cuts = work.readers(value).map(|node| cut(work, node));
    let Some(mut cuts) = cuts.collect::<Option<Vec<_>>>() else {
        return false;
    };
    cuts.sort_by_key(|(_, range)| range.start);
    cuts.windows(2).all(|two| two[0].1.end <= two[1].1.start)
}

/// Channels `cut` of a convolution's output, by a separate convolution.
fn part(work: &mut Work, conv: &Node, cut: &Range<usize>) -> Option<String> {
    let dims = work.constant(&conv.inputs[1])?.dims.clone();
    let (channels, group) = (*dims.first()?, conv.int("group", 1));
    if cut.end > channels {
        return None;
    }
    let mut attrs = conv.attrs.clone();
    let input = if group == 1 {
        conv.inputs[0].clone()
    } else if group as usize == channels && dims[1] == 1 {
        let group = ("group", Attr::Int(cut.len() as i64));
        attrs.retain(|(name, _)| *name != "group");
        attrs.push(group);
        let before = work.made_by(&conv.inputs[0], "Conv")?.clone();
        if !work.read_once(&before.output) {
            return None;
        }
        part(work, &before, cut)?
    } else {
        return None;
    };
    let mut inputs = vec![input];
    for weight in &conv.inputs[1..] {
        inputs.push(work.graph.rows(weight, cut.start, cut.end)?);
    }
    let inputs: Vec<&str> = inputs.iter().map(String::as_str).collect();
    Some(work.node("Conv", &inputs, &attrs))
}
