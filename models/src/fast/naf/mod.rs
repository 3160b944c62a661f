//! A whole NAF block as one operation.
//!
//! Operation by operation, the block spends more time on memory traffic than on multiplications. Here a band of
//! pixels goes through all operations within a core's cache. The mean over all pixels, in channel attention, splits
//! this in two: [`first`] comes before it and [`second`] after it. The backward pass keeps the input, the first
//! convolution's output, the gate and the first half's output, and computes the rest again.

mod band;
mod first;
mod loops;
mod parts;
mod picture;
mod plane;
mod second;

use std::ops::Range;

use burn::backend::{Flex, TensorMetadata};
use burn::tensor::TensorData;
use burn_autodiff::checkpoint::base::Checkpointer;
use burn_autodiff::checkpoint::strategy::NoCheckpointing;
use burn_autodiff::grads::Gradients;
use burn_autodiff::ops::{Backward, Ops, OpsKind};
use burn_flex::FlexTensor;
use rayon::prelude::*;

use super::kernel::{Tracked, dims4, tensor, values};
pub(super) use parts::Parts;
use picture::{Kept, Weights};
use plane::Frame;

/// Input and parameters.
const PARENTS: usize = parts::COUNT + 1;

#[derive(Debug)]
struct NafBackward;

/// The inputs of the backward pass.
#[derive(Clone, Debug)]
struct State {
    x: FlexTensor,
    /// The first convolution's output, framed.
    wide: FlexTensor,
    gate: FlexTensor,
    /// The first half's output.
    y: FlexTensor,
    /// The means of the gate, `[batch, channels]`.
    means: FlexTensor,
    parameters: [FlexTensor; parts::COUNT],
    eps: f32,
}

impl Backward<Flex, PARENTS> for NafBackward {
    type State = State;

    fn backward(self, ops: Ops<State, PARENTS>, grads: &mut Gradients, _: &mut Checkpointer) {
        let grad = grads.consume::<Flex>(&ops.node);
        let state = ops.state;
        let [batch, channels, height, width] = dims4(&state.x);
        let frame = Frame { height, width };
        let (narrow, wide) = sizes(channels, frame);
        let parameters = state.parameters.each_ref().map(values);
        let weights = Weights::new(parameters.each_ref().map(|p| &p[..]), frame, state.eps);
        let maps = [&state.x, &state.gate, &state.y, &grad].map(values);
        let (wides, means) = (values(&state.wide), values(&state.means));

        let mut d_x = vec![0.0; batch * narrow];
        let slopes: Vec<Parts<Vec<f32>>> = d_x
            .par_chunks_mut(narrow)
            .enumerate()
            .map(|(i, d_x)| {
                let [x, gate, y, grad] = maps.each_ref().map(|map| &map[of(i, narrow)]);
                let kept = Kept {
                    x,
                    wide: &wides[of(i, wide)],
                    gate,
                    y,
                    means: &means[of(i, channels)],
                };
                weights.backward(kept, grad, d_x)
            })
            .collect();
        // In order, for the same sums in every run.
        let sum = slopes.into_iter().map(Parts::into_array).reduce(add_all);

        let [x_node, nodes @ ..] = ops.parents;
        if let Some(node) = x_node {
            grads.register::<Flex>(node.id, tensor(d_x, [batch, channels, height, width]));
        }
        let slopes = sum.into_iter().flatten().zip(&state.parameters);
        for (node, (slopes, parameter)) in nodes.into_iter().zip(slopes) {
            if let Some(node) = node {
                let slopes = TensorData::new(slopes, parameter.shape());
                grads.register::<Flex>(node.id, FlexTensor::from_data(slopes));
            }
        }
    }
}

/// `x` `[batch, channels, height, width]`; `eps` is added to the variance.
pub(super) fn forward(x: Tracked, parameters: Parts<Tracked>, eps: f32) -> Tracked {
    let [batch, channels, height, width] = dims4(x.primitive());
    let frame = Frame { height, width };
    let (narrow, wide) = sizes(channels, frame);
    let tracked = parameters.into_array();
    let parameters = tracked.each_ref().map(|p| p.primitive().clone());
    let numbers = parameters.each_ref().map(values);
    let weights = Weights::new(numbers.each_ref().map(|p| &p[..]), frame, eps);

    let source = values(x.primitive());
    let [mut gates, mut ys, mut outs] = [0; 3].map(|_| vec![0.0; batch * narrow]);
    let mut wides = vec![0.0; batch * wide];
    let means: Vec<Vec<f32>> = source
        .par_chunks(narrow)
        .zip(wides.par_chunks_mut(wide))
        .zip(gates.par_chunks_mut(narrow))
        .zip(ys.par_chunks_mut(narrow).zip(outs.par_chunks_mut(narrow)))
        .map(|(((x, wide), gate), (y, out))| weights.forward(x, wide, gate, [y, out]))
        .collect();
    let shape = [batch, channels, height, width];
    let out = tensor(outs, shape);

    let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r] =
        tracked.each_ref().map(Tracked::node);
    let nodes = [
        x.node(),
        a,
        b,
        c,
        d,
        e,
        f,
        g,
        h,
        i,
        j,
        k,
        l,
        m,
        n,
        o,
        p,
        q,
        r,
    ];
    match NafBackward
        .prepare::<NoCheckpointing>(nodes)
        .compute_bound()
        .stateful()
    {
        OpsKind::Tracked(prep) => {
            let state = State {
                x: x.primitive().clone(),
                wide: tensor(wides, [batch * wide]),
                gate: tensor(gates, shape),
                y: tensor(ys, shape),
                means: tensor(means.concat(), [batch, channels]),
                parameters: parameters.clone(),
                eps,
            };
            prep.finish(state, out)
        }
        OpsKind::UnTracked(prep) => prep.finish(out),
    }
}

/// Sizes of a picture's maps of `channels`, and of its framed maps of twice as many.
fn sizes(channels: usize, frame: Frame) -> (usize, usize) {
    (
        channels * frame.height * frame.width,
        2 * channels * frame.size(),
    )
}

/// The range of item number `i` of that size.
fn of(i: usize, size: usize) -> Range<usize> {
    i * size..(i + 1) * size
}

fn add_all<const N: usize>(mut a: [Vec<f32>; N], b: [Vec<f32>; N]) -> [Vec<f32>; N] {
    for (a, b) in a.iter_mut().flatten().zip(b.iter().flatten()) {
        *a += b;
    }
    a
}
