//! Feature maps in a frame of zeros, so that a depthwise convolution is one sum over shifted runs of numbers.
//!
//! One zero between two rows serves as the right end of one and the left end of the next.

use multiversion::multiversion;

use super::loops::sum_of;

/// Where the pixels of a framed map lie.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub height: usize,
    pub width: usize,
}

impl Frame {
    /// From one row to the next.
    pub fn stride(&self) -> usize {
        self.width + 1
    }

    /// Numbers of a map: a row of zeros above and below, and the right end of the last.
    pub fn size(&self) -> usize {
        (self.height + 2) * self.stride() + 1
    }

    /// Pixels of the map inside.
    pub fn pixels(&self) -> usize {
        self.height * self.width
    }

    /// Where a row of pixels starts, with the zero to its left.
    pub fn start(&self, row: usize) -> usize {
        (row + 1) * self.stride()
    }
}

/// Puts rows of `width` pixels side by side with a zero before each.
pub(super) fn frame_rows(rows: &[f32], width: usize, out: &mut [f32]) {
    for (out, row) in out.chunks_mut(width + 1).zip(rows.chunks(width)) {
        out[0] = 0.0;
        out[1..].copy_from_slice(row);
    }
}

/// Removes the zeros again.
pub(super) fn unframe_rows(framed: &[f32], width: usize, out: &mut [f32]) {
    for (out, row) in out.chunks_mut(width).zip(framed.chunks(width + 1)) {
        out.copy_from_slice(&row[1..]);
    }
}

/// Removes the zeros again and adds `base`.
pub(super) fn add_unframed(framed: &[f32], width: usize, base: &[f32], out: &mut [f32]) {
    let rows = framed.chunks(width + 1).zip(base.chunks(width));
    for (out, (row, base)) in out.chunks_mut(width).zip(rows) {
        sum_of(&row[1..], base, out);
    }
}

/// Sets to zero the value before each row.
pub(super) fn clear_frame(framed: &mut [f32], width: usize) {
    for left in framed.iter_mut().step_by(width + 1) {
        *left = 0.0;
    }
}

/// The runs of `n` pixels, each with its left and right neighbor, above, at and below `start`.
#[inline(always)]
fn around(plane: &[f32], start: usize, stride: usize, n: usize) -> [&[f32]; 3] {
    [start - stride, start, start + stride].map(|at| &plane[at - 1..][..n + 2])
}

/// Correlates the pixels of `plane` from `start` on with a kernel `k`, as many as `out` has.
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
pub(super) fn correlate(
    plane: &[f32],
    start: usize,
    stride: usize,
    k: &[f32; 9],
    bias: f32,
    out: &mut [f32],
) {
    let [a, b, c] = around(plane, start, stride, out.len());
    for (x, out) in out.iter_mut().enumerate() {
        let top = a[x] * k[0] + a[x + 1] * k[1] + a[x + 2] * k[2];
        let middle = b[x] * k[3] + b[x + 1] * k[4] + b[x + 2] * k[5];
        let bottom = c[x] * k[6] + c[x + 1] * k[7] + c[x + 2] * k[8];
        *out = top + middle + (bottom + bias);
    }
}

/// Adds to each of the nine taps the product of the gradient and the pixels that it met, and to the tenth the
/// gradient itself, for the bias.
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
pub(super) fn correlate_taps(
    plane: &[f32],
    start: usize,
    stride: usize,
    grad: &[f32],
    taps: &mut [f32; 10],
) {
    // Three taps with sixteen partial sums each are enough independent additions to hide their latency.
    const LANES: usize = 16;
    let n = grad.len();
    let mut sums = [[0.0f32; LANES]; 10];
    for (row, sums) in around(plane, start, stride, n)
        .iter()
        .zip(sums.chunks_exact_mut(3))
    {
        let [mut left, mut middle, mut right] = [[0.0f32; LANES]; 3];
        let shifted =
            [&row[..n], &row[1..n + 1], &row[2..n + 2]].map(|row| row.chunks_exact(LANES));
        let [l, m, r] = shifted;
        let grads = grad.chunks_exact(LANES);
        let rests = l.remainder().iter().zip(m.remainder()).zip(r.remainder());
        for (i, (g, ((l, m), r))) in grads.remainder().iter().zip(rests).enumerate() {
            left[i] += g * l;
            middle[i] += g * m;
            right[i] += g * r;
        }
        for (g, ((l, m), r)) in grads.zip(l.zip(m).zip(r)) {
            for i in 0..LANES {
                left[i] += g[i] * l[i];
                middle[i] += g[i] * m[i];
                right[i] += g[i] * r[i];
            }
        }
        sums.copy_from_slice(&[left, middle, right]);
    }
    for chunk in grad.chunks(LANES) {
        for (sum, g) in sums[9].iter_mut().zip(chunk) {
            *sum += g;
        }
    }
    for (tap, sum) in taps.iter_mut().zip(&sums) {
        *tap += sum.iter().sum::<f32>();
    }
}
