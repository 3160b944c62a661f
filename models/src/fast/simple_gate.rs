//! One half of the channels times the other half, in one pass.

use burn::backend::Flex;
use burn_autodiff::checkpoint::base::Checkpointer;
use burn_autodiff::checkpoint::strategy::NoCheckpointing;
use burn_autodiff::grads::Gradients;
use burn_autodiff::ops::{Backward, Ops, OpsKind, unary};
use burn_flex::FlexTensor;
use multiversion::multiversion;
use rayon::prelude::*;

use super::kernel::{Tracked, dims4, tensor, values};

#[derive(Debug)]
struct SimpleGateBackward;

impl Backward<Flex, 1> for SimpleGateBackward {
    type State = FlexTensor;

    fn backward(self, ops: Ops<Self::State, 1>, grads: &mut Gradients, _: &mut Checkpointer) {
        let x = ops.state;
        unary::<Flex, _>(ops.parents, ops.node, grads, |grad| {
            let [batch, channels, height, width] = dims4(&x);
            let half = channels / 2 * height * width;
            let (source, grads) = (values(&x), values(&grad));
            let mut out = vec![0.0; source.len()];
            out.par_chunks_mut(2 * half)
                .zip(source.par_chunks(2 * half))
                .zip(grads.par_chunks(half))
                .for_each(|((out, x), grad)| {
                    let (da, db) = out.split_at_mut(half);
                    let (a, b) = x.split_at(half);
                    gradients([a, b], grad, [da, db]);
                });
            tensor(out, [batch, channels, height, width])
        });
    }
}

/// `[batch, 2 * hidden, height, width]` to `[batch, hidden, height, width]`.
pub(super) fn forward(x: Tracked) -> Tracked {
    let [batch, channels, height, width] = dims4(x.primitive());
    let half = channels / 2 * height * width;
    let source = values(x.primitive());
    let mut y = vec![0.0; batch * half];
    y.par_chunks_mut(half)
        .zip(source.par_chunks(2 * half))
        .for_each(|(y, x)| {
            let (a, b) = x.split_at(half);
            gate(a, b, y);
        });
    let y = tensor(y, [batch, channels / 2, height, width]);
    match SimpleGateBackward
        .prepare::<NoCheckpointing>([x.node()])
        .compute_bound()
        .stateful()
    {
        OpsKind::Tracked(prep) => prep.finish(x.primitive().clone(), y),
        OpsKind::UnTracked(prep) => prep.finish(y),
    }
}

#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
fn gate(a: &[f32], b: &[f32], y: &mut [f32]) {
    for ((y, a), b) in y.iter_mut().zip(a).zip(b) {
        *y = a * b;
    }
}

#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
fn gradients([a, b]: [&[f32]; 2], grad: &[f32], [da, db]: [&mut [f32]; 2]) {
    let sources = grad.iter().zip(a).zip(b);
    for (((g, a), b), (da, db)) in sources.zip(da.iter_mut().zip(db)) {
        (*da, *db) = (g * b, g * a);
    }
}
