//! One half of the channels times the other half, in one pass.

use burn::backend::Flex;
use burn_autodiff::checkpoint::base::Checkpointer;
use burn_autodiff::checkpoint::strategy::NoCheckpointing;
use burn_autodiff::grads::Gradients;
use burn_autodiff::ops::{Backward, Ops, OpsKind, unary};
use burn_flex::FlexTensor;
use multiversion::multiversion;

use super::kernel::{Tracked, gated, gated_gradient};

#[derive(Debug)]
struct SimpleGateBackward;

impl Backward<Flex, 1> for SimpleGateBackward {
    type State = FlexTensor;

    fn backward(self, ops: Ops<Self::State, 1>, grads: &mut Gradients, _: &mut Checkpointer) {
        let x = ops.state;
        unary::<Flex, _>(ops.parents, ops.node, grads, |grad| {
            gated_gradient(&x, &grad, gradients)
        });
    }
}

/// `[batch, 2 * hidden, height, width]` to `[batch, hidden, height, width]`.
pub(super) fn forward(x: Tracked) -> Tracked {
    let y = gated(x.primitive(), gate);
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
