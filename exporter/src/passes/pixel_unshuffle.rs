//! Pixel unshuffles as strided convolutions.
//!
//! A pixel unshuffle is recorded as reshape, transpose and reshape with six axes, which no accelerator supports.
//! ONNX's SpaceToDepth orders channels differently and is not supported either. A depthwise convolution whose kernels
//! are 1 at one place and 0 elsewhere picks the same values: for blocks of 2, four 2x2 kernels per channel, with
//! stride 2.
//!
//! Exact. For accelerators only: processors copy the values faster (0.2 % of the network's time).

use super::shapes::Shapes;
use super::work::{Work, rewrite};
use crate::Result;
use crate::graph::{Attr, Graph, Node};

pub(super) fn run(graph: &mut Graph) -> Result<usize> {
    let shapes = Shapes::of(graph);
    Ok(rewrite(graph, |work, node| unshuffle(work, node, &shapes)))
}

fn unshuffle(work: &mut Work, node: &Node, shapes: &Shapes) -> Option<String> {
    if node.op != "Reshape" {
        return None;
    }
    let transpose = work.made_by(&node.inputs[0], "Transpose")?;
    if transpose.ints("perm") != [0, 1, 3, 5, 2, 4] || !work.read_once(&transpose.output) {
        return None;
    }
    let six = work.made_by(&transpose.inputs[0], "Reshape")?;
    let input = six.inputs[0].clone();
    let [from, apart, to] = [&input, &six.output, &node.output].map(|value| shapes.fixed(value));
    let [n, c, h, w] = <[usize; 4]>::try_from(from?).ok()?;
    let [_, _, rows, block, columns, _] = <[usize; 6]>::try_from(apart?).ok()?;
    let matches = shapes.fixed(&six.output)? == [n, c, rows, block, columns, block]
        && [rows * block, columns * block] == [h, w]
        && to? == [n, c * block * block, rows, columns];
    if !matches {
        return None;
    }
    let places = block * block;
    let dims = [c * places, 1, block, block];
    let kernels = work
        .graph
        .derive(&format!("unshuffle[{c},{block}]"), &dims, || {
            let one = |at: usize| {
                if at % places == at / places % places {
                    1.0
                } else {
                    0.0
                }
            };
            (0..c * places * places).map(one).collect()
        });
    let side = block as i64;
    let attrs = [
        ("strides", Attr::Ints(vec![side; 2])),
        ("pads", Attr::Ints(vec![0; 4])),
        ("dilations", Attr::Ints(vec![1; 2])),
        ("group", Attr::Int(c as i64)),
    ];
    Some(work.node("Conv", &[&input, &kernels], &attrs))
}
