//! The operations after channel attention: the end of the first half, and the second half, pixel by pixel.

use super::super::kernel::sum;
use super::super::product::{Matrix, add, add_apart};
use super::band::{Band, pixels_for};
use super::loops::{multiply, multiply_back, shift, sum_of};
use super::parts::Affine;

/// A run of pixels in a map `[channels, pixels]`.
#[derive(Clone, Copy)]
struct Run {
    channels: usize,
    pixels: usize,
    start: usize,
    n: usize,
}

impl Run {
    /// All runs of a map, in order.
    fn all(channels: usize, pixels: usize) -> impl Iterator<Item = Self> {
        let step = pixels_for(channels);
        (0..pixels).step_by(step).map(move |start| Self {
            channels,
            pixels,
            start,
            n: step.min(pixels - start),
        })
    }

    fn row<'a>(&self, map: &'a [f32], channel: usize) -> &'a [f32] {
        &map[channel * self.pixels + self.start..][..self.n]
    }

    fn row_mut<'a>(&self, map: &'a mut [f32], channel: usize) -> &'a mut [f32] {
        &mut map[channel * self.pixels + self.start..][..self.n]
    }

    fn matrix<'a>(&self, map: &'a [f32]) -> Matrix<'a> {
        Matrix::apart(&map[self.start..], self.channels, self.n, self.pixels)
    }

    fn load(&self, map: &[f32], band: &mut Band) {
        for channel in 0..self.channels {
            let row = band.row_mut(channel, self.n);
            row.copy_from_slice(self.row(map, channel));
        }
    }

    /// `to = from + affine(input)`, a map in place.
    fn add_affine(&self, from: &[f32], affine: &Affine, input: Matrix, to: &mut [f32]) {
        for (channel, bias) in affine.bias.iter().enumerate() {
            shift(self.row(from, channel), *bias, self.row_mut(to, channel));
        }
        let weight = Matrix::new(&affine.weight, self.channels, self.channels);
        add_apart(&mut to[self.start..], self.pixels, weight, input);
    }
}

/// The three convolutions here, with the adjacent affine operations.
pub(super) struct Matrices {
    pub third: Affine,
    pub fourth: Affine,
    pub fifth: Affine,
}

/// Computes the output of the first half and of the block from the input and the gate of one picture.
pub(super) fn forward(
    [x, gate]: [&[f32]; 2],
    matrices: &Matrices,
    eps: f32,
    [y, out]: [&mut [f32]; 2],
) {
    let channels = matrices.third.bias.len();
    let pixels = x.len() / channels;
    let step = pixels_for(channels);
    let mut inverse = vec![0.0; step];
    let mut narrow = Band::new(channels, step);
    let mut wide = Band::new(2 * channels, step);
    for run in Run::all(channels, pixels) {
        let n = run.n;
        run.add_affine(x, &matrices.third, run.matrix(gate), y);
        run.load(y, &mut narrow);
        narrow.normalise(eps, &mut inverse[..n]);
        wide.apply(&matrices.fourth, narrow.matrix(n));
        for i in 0..channels {
            let (a, b) = (wide.row(i, n), wide.row(i + channels, n));
            multiply(a, b, narrow.row_mut(i, n));
        }
        run.add_affine(y, &matrices.fifth, narrow.matrix(n), out);
    }
}

/// Computes the gradients of the first half's output, `d_y`, and of the matrices from that of the block's output.
pub(super) fn backward(
    [grad, y, gate]: [&[f32]; 3],
    matrices: &Matrices,
    eps: f32,
    slopes: &mut Matrices,
    d_y: &mut [f32],
) {
    let channels = matrices.third.bias.len();
    let pixels = y.len() / channels;
    let step = pixels_for(channels);
    let mut inverse = vec![0.0; step];
    let [mut normal, mut product, mut back] = [0; 3].map(|_| Band::new(channels, step));
    let mut wide = Band::new(2 * channels, step);
    for run in Run::all(channels, pixels) {
        let n = run.n;
        run.load(y, &mut normal);
        normal.normalise(eps, &mut inverse[..n]);
        wide.apply(&matrices.fourth, normal.matrix(n));

        back.apply_turned(&matrices.fifth, run.matrix(grad));
        for i in 0..channels {
            let (a, b) = wide.rows_mut(i, i + channels, n);
            multiply(a, b, product.row_mut(i, n));
            multiply_back(back.row(i, n), a, b);
            slopes.fifth.bias[i] += sum(run.row(grad, i));
            slopes.fourth.bias[i] += sum(a);
            slopes.fourth.bias[i + channels] += sum(b);
        }
        let product = product.matrix(n).turned();
        add(&mut slopes.fifth.weight, run.matrix(grad), product);
        let turned = normal.matrix(n).turned();
        add(&mut slopes.fourth.weight, wide.matrix(n), turned);

        back.apply_turned(&matrices.fourth, wide.matrix(n));
        back.normalise_back(&normal, &inverse[..n]);
        for i in 0..channels {
            let to = run.row_mut(d_y, i);
            sum_of(run.row(grad, i), back.row(i, n), to);
            slopes.third.bias[i] += sum(to);
        }
        let gate = run.matrix(gate).turned();
        add(&mut slopes.third.weight, run.matrix(d_y), gate);
    }
}
