//! Attention between channels, one head of one picture at a time.
//!
//! With q, k, v `[channels, pixels]` of a head, `c = q kᵀ / (|q| |kᵀ|)` and `w = softmax(temperature c)`, the result
//! is `w v`. For the backward pass, nothing of the size of a picture is kept except the input.

use burn::backend::{Flex, TensorMetadata};
use burn_autodiff::checkpoint::base::Checkpointer;
use burn_autodiff::checkpoint::strategy::NoCheckpointing;
use burn_autodiff::grads::Gradients;
use burn_autodiff::ops::{Backward, Ops, OpsKind};
use burn_flex::FlexTensor;
use multiversion::multiversion;

use super::kernel::{Tracked, dims4, tensor, values};
use super::plain::NORM_EPS;
use super::product::{Matrix, append};

/// The saved state of one head of one picture: matrices `[channels, channels]`, row after row, and squared norms.
#[derive(Clone, Debug)]
struct Head {
    temperature: f32,
    cosines: Vec<f32>,
    weights: Vec<f32>,
    q_squares: Vec<f32>,
    k_squares: Vec<f32>,
}

/// Where heads lie in `[batch, 3 * channels, pixels]`.
#[derive(Clone, Copy, Debug)]
struct Layout {
    batch: usize,
    heads: usize,
    /// Channels of one head.
    channels: usize,
    pixels: usize,
}

impl Layout {
    fn of(qkv: &FlexTensor, heads: usize) -> Self {
        let [batch, channels, height, width] = dims4(qkv);
        Self {
            batch,
            heads,
            channels: channels / 3 / heads,
            pixels: height * width,
        }
    }

    /// q (0), k (1) or v (2) of a head, numbered through the batch.
    fn part<'a>(&self, qkv: &'a [f32], which: usize, head: usize) -> Matrix<'a> {
        let (picture, head) = (head / self.heads, head % self.heads);
        let size = self.channels * self.pixels;
        let start = ((picture * 3 + which) * self.heads + head) * size;
        Matrix::new(&qkv[start..start + size], self.channels, self.pixels)
    }

    /// A head in a tensor of one third of the channels.
    fn third<'a>(&self, values: &'a [f32], head: usize) -> Matrix<'a> {
        let size = self.channels * self.pixels;
        Matrix::new(&values[head * size..][..size], self.channels, self.pixels)
    }
}

impl Head {
    fn new(q: Matrix, k: Matrix, temperature: f32) -> Self {
        let (q_squares, k_squares) = (squares(q), squares(k));
        let mut cosines = Vec::new();
        append(&mut cosines, q, k.turned());
        let side = k_squares.len();
        for (row, q) in cosines.chunks_mut(side).zip(&q_squares) {
            for (cosine, k) in row.iter_mut().zip(&k_squares) {
                *cosine /= q.sqrt() * k.sqrt();
            }
        }
        let mut weights = cosines.clone();
        for row in weights.chunks_mut(side) {
            softmax(row, temperature);
        }
        Self {
            temperature,
            cosines,
            weights,
            q_squares,
            k_squares,
        }
    }

    fn weights(&self) -> Matrix<'_> {
        let side = self.q_squares.len();
        Matrix::new(&self.weights, side, side)
    }

    /// The gradients of everything that the weights were computed from.
    fn slopes(&self, mut weights: Vec<f32>) -> Slopes {
        let side = self.q_squares.len();
        let (mut q, mut k) = (vec![0.0; side], vec![0.0; side]);
        let mut temperature = 0.0;
        let rows = weights.chunks_mut(side).zip(self.weights.chunks(side));
        for (i, ((slopes, weights), cosines)) in rows.zip(self.cosines.chunks(side)).enumerate() {
            let mean: f32 = slopes.iter().zip(weights).map(|(s, w)| s * w).sum();
            for j in 0..side {
                let logit = weights[j] * (slopes[j] - mean);
                temperature += logit * cosines[j];
                let cosine = logit * self.temperature;
                // A longer q or k makes the cosine smaller by as much as the product grows.
                q[i] += cosine * cosines[j];
                k[j] += cosine * cosines[j];
                slopes[j] = cosine / (self.q_squares[i].sqrt() * self.k_squares[j].sqrt());
            }
        }
        let share = |sums: Vec<f32>, squares: &[f32]| {
            let shares = sums.iter().zip(squares).map(|(sum, square)| sum / square);
            shares.collect()
        };
        Slopes {
            products: weights,
            q_shares: share(q, &self.q_squares),
            k_shares: share(k, &self.k_squares),
            temperature,
        }
    }
}

/// Gradients of a head's small values.
struct Slopes {
    /// Of `q kᵀ`, `[channels, channels]`.
    products: Vec<f32>,
    /// By channel, the multiples of q and of k that are subtracted from their gradients.
    q_shares: Vec<f32>,
    k_shares: Vec<f32>,
    temperature: f32,
}

#[derive(Debug)]
struct AttentionBackward;

impl Backward<Flex, 2> for AttentionBackward {
    /// q, k and v, and what each head kept.
    type State = (FlexTensor, Layout, Vec<Head>);

    fn backward(self, ops: Ops<Self::State, 2>, grads: &mut Gradients, _: &mut Checkpointer) {
        let [qkv_node, temperature_node] = ops.parents;
        let grad = grads.consume::<Flex>(&ops.node);
        let (qkv, layout, kept) = ops.state;
        let ([batch, channels, height, width], grad) = (dims4(&qkv), values(&grad));
        let qkv = values(&qkv);
        let side = layout.channels;

        let slopes: Vec<Slopes> = (0..kept.len())
            .map(|head| {
                let mut weights = Vec::new();
                let v = layout.part(&qkv, 2, head);
                append(&mut weights, layout.third(&grad, head), v.turned());
                kept[head].slopes(weights)
            })
            .collect();
        if let Some(node) = temperature_node {
            let mut sums = vec![0.0; layout.heads];
            for (head, slopes) in slopes.iter().enumerate() {
                sums[head % layout.heads] += slopes.temperature;
            }
            grads.register::<Flex>(node.id, tensor(sums, [layout.heads, 1, 1]));
        }
        if let Some(node) = qkv_node {
            let mut out = Vec::with_capacity(qkv.len());
            for picture in 0..layout.batch {
                let heads = picture * layout.heads..(picture + 1) * layout.heads;
                for head in heads.clone() {
                    let products = Matrix::new(&slopes[head].products, side, side);
                    append(&mut out, products, layout.part(&qkv, 1, head));
                    let q = layout.part(&qkv, 0, head);
                    take_off(&mut out, q, &slopes[head].q_shares);
                }
                for head in heads.clone() {
                    let products = Matrix::new(&slopes[head].products, side, side);
                    append(&mut out, products.turned(), layout.part(&qkv, 0, head));
                    let k = layout.part(&qkv, 1, head);
                    take_off(&mut out, k, &slopes[head].k_shares);
                }
                for head in heads {
                    let weights = kept[head].weights().turned();
                    append(&mut out, weights, layout.third(&grad, head));
                }
            }
            grads.register::<Flex>(node.id, tensor(out, [batch, channels, height, width]));
        }
    }
}

/// `qkv` `[batch, 3 * channels, height, width]`, `temperature` `[heads, 1, 1]`.
pub(super) fn forward(qkv: Tracked, temperature: Tracked) -> Tracked {
    let heads = temperature.primitive().shape()[0];
    let layout = Layout::of(qkv.primitive(), heads);
    let [batch, channels, height, width] = dims4(qkv.primitive());
    let temperatures = values(temperature.primitive()).into_owned();
    let source = values(qkv.primitive());

    let mut mixed = Vec::with_capacity(source.len() / 3);
    let mut kept = Vec::with_capacity(batch * heads);
    for head in 0..batch * heads {
        let [q, k, v] = [0, 1, 2].map(|which| layout.part(&source, which, head));
        let made = Head::new(q, k, temperatures[head % heads]);
        append(&mut mixed, made.weights(), v);
        kept.push(made);
    }
    drop(source);
    let mixed = tensor(mixed, [batch, channels / 3, height, width]);
    match AttentionBackward
        .prepare::<NoCheckpointing>([qkv.node(), temperature.node()])
        .compute_bound()
        .stateful()
    {
        OpsKind::Tracked(prep) => prep.finish((qkv.primitive().clone(), layout, kept), mixed),
        OpsKind::UnTracked(prep) => prep.finish(mixed),
    }
}

/// Squared norms of the rows.
fn squares(m: Matrix) -> Vec<f32> {
    m.rows().map(|row| square(row) + NORM_EPS).collect()
}

/// Eight partial sums keep the additions in vector registers.
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
fn square(row: &[f32]) -> f32 {
    let mut sums = [0.0f32; 8];
    let chunks = row.chunks_exact(8);
    let rest: f32 = chunks.remainder().iter().map(|v| v * v).sum();
    for chunk in chunks {
        for (sum, v) in sums.iter_mut().zip(chunk) {
            *sum += v * v;
        }
    }
    sums.iter().sum::<f32>() + rest
}

fn softmax(row: &mut [f32], temperature: f32) {
    let most = row
        .iter()
        .fold(f32::NEG_INFINITY, |m, v| m.max(v * temperature));
    for value in row.iter_mut() {
        *value = (*value * temperature - most).exp();
    }
    let sum: f32 = row.iter().sum();
    for value in row {
        *value /= sum;
    }
}

/// Subtracts each row of `m`, times its share, from the last rows of `out`.
fn take_off(out: &mut [f32], m: Matrix, shares: &[f32]) {
    let rows = m.rows().zip(shares).rev();
    for (out, (row, share)) in out.rchunks_mut(m.columns()).zip(rows) {
        take_row_off(out, row, *share);
    }
}

#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
fn take_row_off(out: &mut [f32], row: &[f32], share: f32) {
    for (out, value) in out.iter_mut().zip(row) {
        *out -= share * value;
    }
}
