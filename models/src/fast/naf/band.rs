//! Rows of numbers, one row per channel, over as many pixels as fit in a core's own cache.

use std::ops::Range;

use multiversion::multiversion;

use super::super::product::{Matrix, add_apart, write_apart};
use super::parts::Affine;
use super::plane::{Frame, frame_rows};

/// Channels times pixels of a band. Some ten bands of that size are in use at once: together half of the 1 MB
/// that a core usually has of its own.
const SIZE: usize = 14_336;

/// How many pixels go through a block of that many channels at once.
pub(super) fn pixels_for(channels: usize) -> usize {
    (SIZE / channels.max(1)).clamp(256, 1024)
}

/// Reusable memory for a band.
pub(super) struct Band {
    values: Vec<f32>,
    /// From one row to the next. Never a power of two, which would map all rows to the same lines of the cache.
    stride: usize,
    rows: usize,
}

impl Band {
    pub fn new(rows: usize, pixels: usize) -> Self {
        let stride = pixels.next_multiple_of(32) + 16;
        Self {
            values: vec![0.0; rows * stride],
            stride,
            rows,
        }
    }

    /// The first `pixels` of all rows.
    pub fn matrix(&self, pixels: usize) -> Matrix<'_> {
        Matrix::apart(&self.values, self.rows, pixels, self.stride)
    }

    pub fn row(&self, row: usize, pixels: usize) -> &[f32] {
        &self.values[row * self.stride..][..pixels]
    }

    pub fn row_mut(&mut self, row: usize, pixels: usize) -> &mut [f32] {
        &mut self.values[row * self.stride..][..pixels]
    }

    /// Two rows, the first of them above the second.
    pub fn rows_mut(&mut self, a: usize, b: usize, pixels: usize) -> (&mut [f32], &mut [f32]) {
        let (above, below) = self.values.split_at_mut(b * self.stride);
        (
            &mut above[a * self.stride..][..pixels],
            &mut below[..pixels],
        )
    }

    /// Rows of pixels of a map without a frame, each with a zero before it.
    pub fn load_framed(&mut self, map: &[f32], frame: Frame, rows: Range<usize>) {
        let Frame { height, width } = frame;
        let pixels = rows.len() * frame.stride();
        for channel in 0..self.rows {
            let source = &map[channel * height * width..][rows.start * width..rows.end * width];
            frame_rows(source, width, self.row_mut(channel, pixels));
        }
    }

    /// Applies `affine` to the pixels of `input`.
    pub fn apply(&mut self, affine: &Affine, input: Matrix) {
        let pixels = input.columns();
        for (row, bias) in self.values.chunks_mut(self.stride).zip(&affine.bias) {
            row[..pixels].fill(*bias);
        }
        let inputs = affine.weight.len() / affine.bias.len();
        let weight = Matrix::new(&affine.weight, affine.bias.len(), inputs);
        add_apart(&mut self.values, self.stride, weight, input);
    }

    /// The gradient of [`apply`](Self::apply)'s input from that of its output.
    pub fn apply_turned(&mut self, affine: &Affine, slopes: Matrix) {
        let inputs = affine.weight.len() / affine.bias.len();
        let weight = Matrix::new(&affine.weight, affine.bias.len(), inputs).turned();
        write_apart(&mut self.values, self.stride, weight, slopes);
    }

    /// Centers each pixel's channels and divides them by their deviation; `inverse` becomes one over that.
    pub fn normalise(&mut self, eps: f32, inverse: &mut [f32]) {
        normalise(&mut self.values, self.stride, self.rows, eps, inverse);
    }

    /// Turns the gradient of the normalized values, which this band holds, into that of the values before: of each
    /// pixel's channels, `(g - mean(g) - n * mean(g * n)) * inverse`.
    pub fn normalise_back(&mut self, normal: &Band, inverse: &[f32]) {
        normalise_back(
            &mut self.values,
            &normal.values,
            self.stride,
            self.rows,
            inverse,
        );
    }
}

#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
fn normalise(values: &mut [f32], stride: usize, rows: usize, eps: f32, inverse: &mut [f32]) {
    let pixels = inverse.len();
    let share = 1.0 / rows as f32;
    let mut mean = [0.0f32; RUN];
    // A run of all channels at a time, so that it stays in the nearest cache for the three passes.
    for start in (0..pixels).step_by(RUN) {
        let n = RUN.min(pixels - start);
        let (mean, inverse) = (&mut mean[..n], &mut inverse[start..start + n]);
        mean.fill(0.0);
        for row in values.chunks_exact(stride) {
            for (m, v) in mean.iter_mut().zip(&row[start..start + n]) {
                *m += v;
            }
        }
        for m in mean.iter_mut() {
            *m *= share;
        }
        inverse.fill(0.0);
        for row in values.chunks_exact_mut(stride) {
            let row = row[start..start + n].iter_mut();
            for ((v, m), sum) in row.zip(mean.iter()).zip(inverse.iter_mut()) {
                *v -= m;
                *sum += *v * *v;
            }
        }
        for i in inverse.iter_mut() {
            *i = 1.0 / (*i * share + eps).sqrt();
        }
        for row in values.chunks_exact_mut(stride) {
            for (v, i) in row[start..start + n].iter_mut().zip(inverse.iter()) {
                *v *= i;
            }
        }
    }
}

/// Pixels whose channels are normalized at once.
const RUN: usize = 64;

#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
fn normalise_back(slopes: &mut [f32], normal: &[f32], stride: usize, rows: usize, inverse: &[f32]) {
    let pixels = inverse.len();
    let share = 1.0 / rows as f32;
    let (mut mean, mut along) = ([0.0f32; RUN], [0.0f32; RUN]);
    for start in (0..pixels).step_by(RUN) {
        let n = RUN.min(pixels - start);
        let (mean, along) = (&mut mean[..n], &mut along[..n]);
        let inverse = &inverse[start..start + n];
        mean.fill(0.0);
        along.fill(0.0);
        for (slopes, normal) in slopes.chunks_exact(stride).zip(normal.chunks_exact(stride)) {
            let (slopes, normal) = (&slopes[start..start + n], &normal[start..start + n]);
            for i in 0..n {
                mean[i] += slopes[i];
                along[i] += slopes[i] * normal[i];
            }
        }
        for i in 0..n {
            mean[i] *= share;
            along[i] *= share;
        }
        for (slopes, normal) in slopes
            .chunks_exact_mut(stride)
            .zip(normal.chunks_exact(stride))
        {
            let (slopes, normal) = (&mut slopes[start..start + n], &normal[start..start + n]);
            for i in 0..n {
                slopes[i] = (slopes[i] - mean[i] - normal[i] * along[i]) * inverse[i];
            }
        }
    }
}
