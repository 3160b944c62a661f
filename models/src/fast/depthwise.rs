//! Depthwise 3x3 convolution, a plane at a time.

use burn::backend::Flex;
use burn_autodiff::checkpoint::base::Checkpointer;
use burn_autodiff::checkpoint::strategy::NoCheckpointing;
use burn_autodiff::grads::Gradients;
use burn_autodiff::ops::{Backward, Ops, OpsKind, binary};
use burn_flex::FlexTensor;
use multiversion::multiversion;
use rayon::prelude::*;

use super::kernel::{Tracked, dims4, tensor, values};

#[derive(Debug)]
struct DepthwiseBackward;

impl Backward<Flex, 2> for DepthwiseBackward {
    type State = (FlexTensor, FlexTensor);

    fn backward(self, ops: Ops<Self::State, 2>, grads: &mut Gradients, _: &mut Checkpointer) {
        let (x, weight) = ops.state;
        binary::<Flex, _, _>(
            ops.parents,
            ops.node,
            grads,
            // The transpose of a correlation is the correlation with the kernel turned around.
            |grad| correlate(&grad, &weight, true),
            |grad| weight_gradient(&x, &grad),
        );
    }
}

/// `x` `[batch, channels, height, width]`, `weight` `[channels, 1, 3, 3]`.
pub(super) fn forward(x: Tracked, weight: Tracked) -> Tracked {
    let y = correlate(x.primitive(), weight.primitive(), false);
    match DepthwiseBackward
        .prepare::<NoCheckpointing>([x.node(), weight.node()])
        .compute_bound()
        .stateful()
    {
        OpsKind::Tracked(prep) => {
            prep.finish((x.primitive().clone(), weight.primitive().clone()), y)
        }
        OpsKind::UnTracked(prep) => prep.finish(y),
    }
}

fn correlate(x: &FlexTensor, weight: &FlexTensor, turned: bool) -> FlexTensor {
    let [batch, channels, height, width] = dims4(x);
    let pixels = height * width;
    let (source, kernels) = (values(x), values(weight));
    let mut y = vec![0.0; batch * channels * pixels];
    y.par_chunks_mut(pixels)
        .zip(source.par_chunks(pixels))
        .enumerate()
        .for_each(|(i, (out, plane))| {
            let mut kernel = [0.0; 9];
            kernel.copy_from_slice(&kernels[i % channels * 9..][..9]);
            if turned {
                kernel.reverse();
            }
            correlate_plane(plane, &kernel, width, out);
        });
    tensor(y, [batch, channels, height, width])
}

fn weight_gradient(x: &FlexTensor, grad: &FlexTensor) -> FlexTensor {
    let [batch, channels, height, width] = dims4(x);
    let pixels = height * width;
    let (source, grads) = (values(x), values(grad));
    let mut weight = vec![0.0; channels * 9];
    weight
        .par_chunks_mut(9)
        .enumerate()
        .for_each(|(channel, taps)| {
            for b in 0..batch {
                let start = (b * channels + channel) * pixels;
                let plane = start..start + pixels;
                correlate_taps(&source[plane.clone()], &grads[plane], width, taps);
            }
        });
    tensor(weight, [channels, 1, 3, 3])
}

/// Row `y + dy - 1` of a plane; nothing outside it.
#[inline(always)]
fn row(plane: &[f32], y: usize, dy: usize, width: usize) -> Option<&[f32]> {
    let start = (y + dy).checked_sub(1)? * width;
    plane.get(start..start + width)
}

/// `out` must have as many values as `plane`.
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
fn correlate_plane(plane: &[f32], k: &[f32; 9], width: usize, out: &mut [f32]) {
    let nothing = vec![0.0; width];
    for (y, out) in out.chunks_exact_mut(width).enumerate() {
        let [a, b, c] = [0, 1, 2].map(|dy| row(plane, y, dy, width).unwrap_or(&nothing));
        // The first and the last pixel have no neighbour on one side.
        for x in [0, width - 1] {
            let sum = |row: &[f32], k: &[f32]| {
                let left = if x > 0 { row[x - 1] * k[0] } else { 0.0 };
                let right = if x + 1 < width {
                    row[x + 1] * k[2]
                } else {
                    0.0
                };
                left + row[x] * k[1] + right
            };
            out[x] = sum(a, &k[0..3]) + sum(b, &k[3..6]) + sum(c, &k[6..9]);
        }
        let inner = width.saturating_sub(2);
        if inner > 0 {
            let out = &mut out[1..][..inner];
            let (a0, a1, a2) = (&a[..inner], &a[1..][..inner], &a[2..][..inner]);
            let (b0, b1, b2) = (&b[..inner], &b[1..][..inner], &b[2..][..inner]);
            let (c0, c1, c2) = (&c[..inner], &c[1..][..inner], &c[2..][..inner]);
            for x in 0..inner {
                let top = a0[x] * k[0] + a1[x] * k[1] + a2[x] * k[2];
                let middle = b0[x] * k[3] + b1[x] * k[4] + b2[x] * k[5];
                let bottom = c0[x] * k[6] + c1[x] * k[7] + c2[x] * k[8];
                out[x] = top + middle + bottom;
            }
        }
    }
}

/// Adds to each tap the product of the gradient and the pixels that it met.
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
fn correlate_taps(plane: &[f32], grad: &[f32], width: usize, taps: &mut [f32]) {
    let mut sums = [[0.0f32; LANES]; 9];
    for (y, grad) in grad.chunks_exact(width).enumerate() {
        for dy in 0..3 {
            let Some(row) = row(plane, y, dy, width) else {
                continue;
            };
            let [left, middle, right] = &mut sums[dy * 3..][..3] else {
                continue;
            };
            dot(&row[..width - 1], &grad[1..], left);
            dot(row, grad, middle);
            dot(&row[1..], &grad[..width - 1], right);
        }
    }
    for (tap, sum) in taps.iter_mut().zip(&sums) {
        *tap += sum.iter().sum::<f32>();
    }
}

/// Partial sums a tap, which keep the additions in vector registers.
const LANES: usize = 8;

/// Adds the products of `a` and `b` to partial sums.
#[inline(always)]
fn dot(a: &[f32], b: &[f32], sums: &mut [f32; LANES]) {
    let (a8, b8) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
    for (i, (a, b)) in a8.remainder().iter().zip(b8.remainder()).enumerate() {
        sums[i] += a * b;
    }
    for (a, b) in a8.zip(b8) {
        for i in 0..LANES {
            sums[i] += a[i] * b[i];
        }
    }
}
