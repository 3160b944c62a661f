//! GELU of one half of the channels times the other half, in one pass.

use burn::backend::Flex;
use burn_autodiff::checkpoint::base::Checkpointer;
use burn_autodiff::checkpoint::strategy::NoCheckpointing;
use burn_autodiff::grads::Gradients;
use burn_autodiff::ops::{Backward, Ops, OpsKind, unary};
use burn_flex::FlexTensor;
use multiversion::multiversion;

use super::kernel::{Tracked, gated, gated_gradient};

#[derive(Debug)]
struct GeluGateBackward;

impl Backward<Flex, 1> for GeluGateBackward {
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
    match GeluGateBackward
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
        *y = a * normal_cdf(*a).0 * b;
    }
}

#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
fn gradients([a, b]: [&[f32]; 2], grad: &[f32], [da, db]: [&mut [f32]; 2]) {
    /// 1 / sqrt(2 pi)
    const PEAK: f32 = 0.398_942_3;
    for i in 0..grad.len() {
        let (cdf, bell) = normal_cdf(a[i]);
        da[i] = grad[i] * b[i] * (cdf + a[i] * bell * PEAK);
        db[i] = grad[i] * a[i] * cdf;
    }
}

/// The normal distribution function, and exp(-x²/2) on the way.
///
/// Abramowitz and Stegun 7.1.26, largest error 1.5e-7 / 2: at the limit of `f32` here, and
/// free of branches and calls, so that the compiler makes vector code of the loops above.
#[inline(always)]
fn normal_cdf(x: f32) -> (f32, f32) {
    let z = x.abs() * std::f32::consts::FRAC_1_SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * z);
    let poly = t
        * (0.254_829_6
            + t * (-0.284_496_74 + t * (1.421_413_7 + t * (-1.453_152 + t * 1.061_405_4))));
    let bell = exp_negative(-z * z);
    let tail = 0.5 * poly * bell;
    (if x < 0.0 { tail } else { 1.0 - tail }, bell)
}

/// exp(x) for x <= 0 to about 2 units in the last place: 2^n times a polynomial.
#[inline(always)]
fn exp_negative(x: f32) -> f32 {
    let x = x.max(-87.0);
    let n = (x * std::f32::consts::LOG2_E + 0.5).floor();
    // ln 2 in two parts, so that the remainder keeps its digits.
    let r = x - n * 0.693_359_4 + n * 2.121_944_4e-4;
    let p = 1.987_569_1e-4;
    let p = p * r + 1.398_2e-3;
    let p = p * r + 8.333_452e-3;
    let p = p * r + 4.166_579_6e-2;
    let p = p * r + 1.666_666_5e-1;
    let p = p * r + 5e-1;
    let p = p * r * r + r + 1.0;
    p * f32::from_bits(((n as i32 + 127) as u32) << 23)
}
