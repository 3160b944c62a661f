//! Depthwise 3x3 convolution, a plane at a time.

use burn::backend::Flex;
use burn_autodiff::checkpoint::base::Checkpointer;
use burn_autodiff::grads::Gradients;
use burn_autodiff::ops::{Backward, Ops, binary};
use burn_flex::FlexTensor;
use multiversion::multiversion;
use rayon::prelude::*;

use super::kernel::{Tracked, bias_gradient, dims4, finish, tensor, values};

#[derive(Debug)]
struct DepthwiseBackward;

/// Without a bias. The state is input and weight.
impl Backward<Flex, 2> for DepthwiseBackward {
    type State = (FlexTensor, FlexTensor);

    fn backward(self, ops: Ops<Self::State, 2>, grads: &mut Gradients, _: &mut Checkpointer) {
        let (x, weight) = ops.state;
        binary::<Flex, _, _>(
            ops.parents,
            ops.node,
            grads,
            |grad| correlate_turned(&grad, &weight),
            |grad| weight_gradient(&x, &grad),
        );
    }
}

impl Backward<Flex, 3> for DepthwiseBackward {
    type State = (FlexTensor, FlexTensor);

    fn backward(self, ops: Ops<Self::State, 3>, grads: &mut Gradients, _: &mut Checkpointer) {
        let grad = grads.consume::<Flex>(&ops.node);
        let ([x_node, weight_node, bias_node], (x, weight)) = (ops.parents, ops.state);
        if let Some(node) = x_node {
            grads.register::<Flex>(node.id, correlate_turned(&grad, &weight));
        }
        if let Some(node) = weight_node {
            grads.register::<Flex>(node.id, weight_gradient(&x, &grad));
        }
        if let Some(node) = bias_node {
            grads.register::<Flex>(node.id, bias_gradient(&grad));
        }
    }
}

/// `x` `[batch, channels, height, width]`, `weight` `[channels, 1, 3, 3]`, `bias` `[channels]`.
pub(super) fn forward(x: Tracked, weight: Tracked, bias: Option<Tracked>) -> Tracked {
    let biases = bias.as_ref().map(Tracked::primitive);
    let y = correlate(x.primitive(), weight.primitive(), false, biases);
    let state = (x.primitive().clone(), weight.primitive().clone());
    match bias {
        None => finish(DepthwiseBackward, [x.node(), weight.node()], state, y),
        Some(bias) => {
            let nodes = [x.node(), weight.node(), bias.node()];
            finish(DepthwiseBackward, nodes, state, y)
        }
    }
}

/// The transpose of a correlation is the correlation with the flipped kernel.
fn correlate_turned(grad: &FlexTensor, weight: &FlexTensor) -> FlexTensor {
    correlate(grad, weight, true, None)
}

fn correlate(
    x: &FlexTensor,
    weight: &FlexTensor,
    turned: bool,
    bias: Option<&FlexTensor>,
) -> FlexTensor {
    let [batch, channels, height, width] = dims4(x);
    let pixels = height * width;
    let (source, kernels, biases) = (values(x), values(weight), bias.map(values));
    let mut y = vec![0.0; batch * channels * pixels];
    y.par_chunks_mut(pixels)
        .zip(source.par_chunks(pixels))
        .enumerate()
        .for_each_init(Vec::new, |padded, (i, (out, plane))| {
            let mut kernel = [0.0; 9];
            kernel.copy_from_slice(&kernels[i % channels * 9..][..9]);
            if turned {
                kernel.reverse();
            }
            pad(plane, height, width, padded);
            let bias = biases.as_ref().map_or(0.0, |biases| biases[i % channels]);
            correlate_plane(padded, &kernel, bias, width, out);
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
        .for_each_init(Vec::new, |padded, (channel, taps)| {
            for b in 0..batch {
                let start = (b * channels + channel) * pixels;
                pad(&source[start..start + pixels], height, width, padded);
                correlate_taps(padded, &grads[start..start + pixels], width, taps);
            }
        });
    tensor(weight, [channels, 1, 3, 3])
}

/// A plane with a frame of zeros, so that no pixel needs a test.
fn pad(plane: &[f32], height: usize, width: usize, padded: &mut Vec<f32>) {
    let stride = width + 2;
    padded.clear();
    padded.resize(stride * (height + 2), 0.0);
    for (y, row) in plane.chunks_exact(width).enumerate() {
        padded[(y + 1) * stride + 1..][..width].copy_from_slice(row);
    }
}

/// The three padded rows around output row `y`.
#[inline(always)]
fn rows(padded: &[f32], y: usize, stride: usize) -> [&[f32]; 3] {
    [0, 1, 2].map(|dy| &padded[(y + dy) * stride..][..stride])
}

#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
fn correlate_plane(padded: &[f32], k: &[f32; 9], bias: f32, width: usize, out: &mut [f32]) {
    for (y, out) in out.chunks_exact_mut(width).enumerate() {
        let [a, b, c] = rows(padded, y, width + 2);
        for x in 0..width {
            let top = a[x] * k[0] + a[x + 1] * k[1] + a[x + 2] * k[2];
            let middle = b[x] * k[3] + b[x + 1] * k[4] + b[x + 2] * k[5];
            let bottom = c[x] * k[6] + c[x + 1] * k[7] + c[x + 2] * k[8];
            out[x] = top + middle + (bottom + bias);
        }
    }
}

/// Adds to each tap the product of the gradient and the pixels that it met.
///
/// Eight partial sums a tap keep the additions in vector registers.
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
fn correlate_taps(padded: &[f32], grad: &[f32], width: usize, taps: &mut [f32]) {
    const LANES: usize = 8;
    let stride = width + 2;
    let mut sums = [[0.0f32; LANES]; 9];
    for (y, grad) in grad.chunks_exact(width).enumerate() {
        for dy in 0..3 {
            let row = &padded[(y + dy) * stride..][..stride];
            for dx in 0..3 {
                let sum = &mut sums[dy * 3 + dx];
                let shifted = &row[dx..dx + width];
                let (g8, s8) = (grad.chunks_exact(LANES), shifted.chunks_exact(LANES));
                for (i, (g, s)) in g8.remainder().iter().zip(s8.remainder()).enumerate() {
                    sum[i] += g * s;
                }
                for (g, s) in g8.zip(s8) {
                    for i in 0..LANES {
                        sum[i] += g[i] * s[i];
                    }
                }
            }
        }
    }
    for (tap, sum) in taps.iter_mut().zip(&sums) {
        *tap += sum.iter().sum::<f32>();
    }
}
