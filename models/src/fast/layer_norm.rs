//! LayerNorm over channels, a run of pixels at a time.

use burn::backend::Flex;
use burn_autodiff::checkpoint::base::Checkpointer;
use burn_autodiff::checkpoint::strategy::NoCheckpointing;
use burn_autodiff::grads::Gradients;
use burn_autodiff::ops::{Backward, Ops, OpsKind};
use burn_flex::FlexTensor;
use multiversion::multiversion;
use rayon::prelude::*;

use super::kernel::{Tracked, dims4, tensor, values};

#[derive(Debug)]
struct LayerNormBackward;

impl Backward<Flex, 3> for LayerNormBackward {
    /// Normalized values `[batch, channels, height, width]`, one over the deviation `[batch, height * width]`,
    /// weight.
    type State = (FlexTensor, FlexTensor, FlexTensor);

    fn backward(self, ops: Ops<Self::State, 3>, grads: &mut Gradients, _: &mut Checkpointer) {
        let [x_node, weight_node, bias_node] = ops.parents;
        let grad = grads.consume::<Flex>(&ops.node);
        let (normal, inverse, weight) = ops.state;
        let [batch, channels, height, width] = dims4(&normal);
        let pixels = height * width;
        let (grad, normal, inverse) = (values(&grad), values(&normal), values(&inverse));

        if let Some(node) = x_node {
            let weight = values(&weight);
            let mut x = vec![0.0; normal.len()];
            x.par_chunks_mut(channels * pixels)
                .enumerate()
                .for_each(|(b, x)| {
                    let picture = b * channels * pixels..(b + 1) * channels * pixels;
                    let inverse = &inverse[b * pixels..(b + 1) * pixels];
                    let grad = &grad[picture.clone()];
                    input_gradient(grad, &normal[picture], inverse, &weight, x);
                });
            grads.register::<Flex>(node.id, tensor(x, [batch, channels, height, width]));
        }
        // Per channel: the sums of the gradient and of its product with the normalized value.
        let sums: Vec<(f32, f32)> = (0..channels)
            .into_par_iter()
            .map(|channel| {
                (0..batch).fold((0.0, 0.0), |(dot, sum), b| {
                    let start = (b * channels + channel) * pixels;
                    let (d, s) = dot_and_sum(&grad[start..][..pixels], &normal[start..][..pixels]);
                    (dot + d, sum + s)
                })
            })
            .collect();
        if let Some(node) = weight_node {
            let dots = sums.iter().map(|s| s.0).collect();
            grads.register::<Flex>(node.id, tensor(dots, [channels]));
        }
        if let Some(node) = bias_node {
            let sums = sums.iter().map(|s| s.1).collect();
            grads.register::<Flex>(node.id, tensor(sums, [channels]));
        }
    }
}

/// `x` `[batch, channels, height, width]`, `weight` and `bias` `[channels]`; `eps` is added to the variance.
pub(super) fn forward(x: Tracked, weight: Tracked, bias: Tracked, eps: f32) -> Tracked {
    let [batch, channels, height, width] = dims4(x.primitive());
    let pixels = height * width;
    let source = values(x.primitive());
    let (scale, shift) = (values(weight.primitive()), values(bias.primitive()));

    let mut normal = vec![0.0; source.len()];
    let mut inverse = vec![0.0; batch * pixels];
    let mut y = vec![0.0; source.len()];
    normal
        .par_chunks_mut(channels * pixels)
        .zip(y.par_chunks_mut(channels * pixels))
        .zip(inverse.par_chunks_mut(pixels))
        .zip(source.par_chunks(channels * pixels))
        .for_each(|(((normal, y), inverse), x)| {
            normalise(x, [&scale, &shift], eps, normal, inverse, y)
        });

    let y = tensor(y, [batch, channels, height, width]);
    match LayerNormBackward
        .prepare::<NoCheckpointing>([x.node(), weight.node(), bias.node()])
        .compute_bound()
        .stateful()
    {
        OpsKind::Tracked(prep) => {
            let normal = tensor(normal, [batch, channels, height, width]);
            let inverse = tensor(inverse, [batch, pixels]);
            prep.finish((normal, inverse, weight.primitive().clone()), y)
        }
        OpsKind::UnTracked(prep) => prep.finish(y),
    }
}

/// One picture. `inverse` becomes one over the standard deviation of each pixel.
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
fn normalise(
    x: &[f32],
    [scale, shift]: [&[f32]; 2],
    eps: f32,
    normal: &mut [f32],
    inverse: &mut [f32],
    y: &mut [f32],
) {
    let pixels = inverse.len();
    let share = 1.0 / scale.len() as f32;
    let mut mean = vec![0.0; pixels];
    for plane in x.chunks_exact(pixels) {
        for (m, v) in mean.iter_mut().zip(plane) {
            *m += v * share;
        }
    }
    inverse.fill(0.0);
    for (plane, out) in x.chunks_exact(pixels).zip(normal.chunks_exact_mut(pixels)) {
        for (((o, v), m), sum) in out.iter_mut().zip(plane).zip(&mean).zip(inverse.iter_mut()) {
            *o = v - m;
            *sum += *o * *o * share;
        }
    }
    for i in inverse.iter_mut() {
        *i = 1.0 / (*i + eps).sqrt();
    }
    let planes = normal
        .chunks_exact_mut(pixels)
        .zip(y.chunks_exact_mut(pixels));
    for ((plane, out), (scale, shift)) in planes.zip(scale.iter().zip(shift)) {
        for ((n, o), i) in plane.iter_mut().zip(out).zip(inverse.iter()) {
            *n *= i;
            *o = *n * scale + shift;
        }
    }
}

/// With g = gradient * weight: (g - mean(g) - n * mean(g * n)) / deviation, means over channels.
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
fn input_gradient(grad: &[f32], normal: &[f32], inverse: &[f32], weight: &[f32], x: &mut [f32]) {
    let pixels = inverse.len();
    let share = 1.0 / weight.len() as f32;
    let mut mean = vec![0.0; pixels];
    let mut along = vec![0.0; pixels];
    let planes = grad.chunks_exact(pixels).zip(normal.chunks_exact(pixels));
    for ((grad, normal), w) in planes.zip(weight) {
        let w = w * share;
        for (((g, n), m), a) in grad.iter().zip(normal).zip(&mut mean).zip(&mut along) {
            *m += g * w;
            *a += g * w * n;
        }
    }
    let planes = grad.chunks_exact(pixels).zip(normal.chunks_exact(pixels));
    for (((grad, normal), w), x) in planes.zip(weight).zip(x.chunks_exact_mut(pixels)) {
        for i in 0..pixels {
            x[i] = (grad[i] * w - mean[i] - normal[i] * along[i]) * inverse[i];
        }
    }
}

#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
fn dot_and_sum(a: &[f32], b: &[f32]) -> (f32, f32) {
    const LANES: usize = 8;
    let (mut dot, mut sum) = ([0.0f32; LANES], [0.0f32; LANES]);
    let (a8, b8) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
    for (i, (a, b)) in a8.remainder().iter().zip(b8.remainder()).enumerate() {
        dot[i] += a * b;
        sum[i] += a;
    }
    for (a, b) in a8.zip(b8) {
        for i in 0..LANES {
            dot[i] += a[i] * b[i];
            sum[i] += a[i];
        }
    }
    (dot.iter().sum(), sum.iter().sum())
}
