//! The operations before channel attention: LayerNorm, the convolutions 1x1 and depthwise, and the gate.

use super::super::kernel::sum;
use super::super::product::{Matrix, add, add_apart};
use super::band::{Band, pixels_for};
use super::loops::{multiply, shifted_multiply_back};
use super::parts::Affine;
use super::plane::{Frame, add_unframed, clear_frame, correlate, correlate_taps, unframe_rows};

/// The convolutions here, LayerNorm within the first; or their gradients.
pub(super) struct Convolutions {
    pub first: Affine,
    /// Nine taps a channel and the bias.
    pub taps: Vec<[f32; 10]>,
}

impl Convolutions {
    /// What [`correlate`] of a channel takes: the taps, and the bias.
    fn kernel(&self, channel: usize) -> ([f32; 9], f32) {
        let [k @ .., bias] = self.taps[channel];
        (k, bias)
    }
}

/// How many rows of pixels a band has.
fn rows_for(channels: usize, frame: Frame) -> usize {
    (pixels_for(channels) / frame.stride()).clamp(1, frame.height)
}

/// From one picture to the output of the first convolution, framed, the gate, and the gate's sums by channel.
pub(super) fn forward(
    x: &[f32],
    frame: Frame,
    convolutions: &Convolutions,
    eps: f32,
    [wide, gate]: [&mut [f32]; 2],
) -> Vec<f32> {
    let Frame { height, width } = frame;
    let (stride, size, pixels) = (frame.stride(), frame.size(), height * width);
    let first = &convolutions.first;
    let channels = first.bias.len() / 2;
    let weight = Matrix::new(&first.weight, 2 * channels, channels);
    let rows = rows_for(channels, frame);
    let mut normal = Band::new(channels, rows * stride);
    let mut inverse = vec![0.0; rows * stride];
    let [mut a, mut b, mut product] = [0; 3].map(|_| vec![0.0; (rows + 1) * stride]);
    let mut sums = vec![0.0; channels];
    // Rows whose lower neighbors are computed.
    let mut done = 0;
    for from in (0..height).step_by(rows) {
        let to = height.min(from + rows);
        let n = (to - from) * stride;
        normal.load_framed(x, frame, from..to);
        normal.normalise(eps, &mut inverse[..n]);
        let start = frame.start(from);
        for (plane, bias) in wide.chunks_mut(size).zip(&first.bias) {
            plane[start..start + n].fill(*bias);
        }
        add_apart(&mut wide[start..], size, weight, normal.matrix(n));
        for plane in wide.chunks_mut(size) {
            clear_frame(&mut plane[start..start + n], width);
        }

        let until = if to == height { to } else { to - 1 };
        let (n, start) = ((until - done) * stride, frame.start(done));
        for i in 0..channels {
            for (i, out) in [(i, &mut a), (i + channels, &mut b)] {
                let (k, bias) = convolutions.kernel(i);
                // Only pixels have all their neighbors in the frame; the zero before the first does not.
                let out = &mut out[..n];
                let plane = &wide[i * size..][..size];
                if let [_, out @ ..] = out {
                    correlate(plane, start + 1, stride, &k, bias, out);
                }
            }
            multiply(&a[..n], &b[..n], &mut product[..n]);
            let out = &mut gate[i * pixels..][done * width..until * width];
            unframe_rows(&product[..n], width, out);
            sums[i] += sum(out);
        }
        done = until;
    }
    sums
}

/// The inputs of the backward pass.
pub(super) struct Through<'a> {
    pub x: &'a [f32],
    /// The first convolution's output, framed.
    pub wide: &'a [f32],
    /// Gradient of the first half's output.
    pub d_y: &'a [f32],
    /// From the gate to the first half's output.
    pub third: &'a Affine,
    /// By channel, the gate's gradient through its mean.
    pub shift: &'a [f32],
}

impl Through<'_> {
    /// Gives the gradients of the input, `d_x`, and of the convolutions.
    pub fn backward(
        &self,
        frame: Frame,
        convolutions: &Convolutions,
        eps: f32,
        slopes: &mut Convolutions,
        d_x: &mut [f32],
    ) {
        let Frame { height, width } = frame;
        let (stride, size, pixels) = (frame.stride(), frame.size(), height * width);
        let channels = self.shift.len();
        let rows = rows_for(channels, frame);
        let most = (rows + 1) * stride;
        let mut inverse = vec![0.0; most];
        let [mut normal, mut d_y, mut back] = [0; 3].map(|_| Band::new(channels, most));
        let mut d_wide = Band::new(2 * channels, most);
        let [mut a, mut b] = [0; 2].map(|_| vec![0.0; most]);
        // Gradients of the depthwise convolution's output: a band's rows, one above and one below.
        let window = Frame {
            height: rows,
            width,
        };
        let mut window_maps = vec![0.0; 2 * channels * window.size()];
        for from in (0..height).step_by(rows) {
            let to = height.min(from + rows);
            let last = height.min(to + 1);
            // The two lowest rows of the band before are already computed.
            let next = if from == 0 { 0 } else { last.min(from + 1) };
            let at = (next + 1 - from) * stride;
            let n = (last - next) * stride;
            if from > 0 {
                for plane in window_maps.chunks_mut(window.size()) {
                    plane.copy_within(rows * stride..(rows + 2) * stride, 0);
                }
            }
            d_y.load_framed(self.d_y, frame, next..last);
            back.apply_turned(self.third, d_y.matrix(n));
            let (upper, lower) = window_maps.split_at_mut(channels * window.size());
            let planes = upper
                .chunks_mut(window.size())
                .zip(lower.chunks_mut(window.size()));
            for (i, (d_a, d_b)) in planes.enumerate().filter(|_| n > 0) {
                let start = frame.start(next) + 1;
                let plane = |i: usize| &self.wide[i * size..][..size];
                for (i, out) in [(i, &mut a), (i + channels, &mut b)] {
                    let (k, bias) = convolutions.kernel(i);
                    correlate(plane(i), start, stride, &k, bias, &mut out[1..n]);
                }
                let (d_a, d_b) = (&mut d_a[at..at + n], &mut d_b[at..at + n]);
                let row = back.row(i, n);
                shifted_multiply_back(
                    row,
                    self.shift[i],
                    [&a[..n], &b[..n]],
                    [&mut *d_a, &mut *d_b],
                );
                for (i, grad) in [(i, d_a), (i + channels, d_b)] {
                    clear_frame(grad, width);
                    correlate_taps(plane(i), start, stride, &grad[1..], &mut slopes.taps[i]);
                }
            }
            if to == height {
                for plane in window_maps.chunks_mut(window.size()) {
                    plane[(to + 1 - from) * stride..].fill(0.0);
                }
            }

            let n = (to - from) * stride;
            for (i, plane) in window_maps.chunks(window.size()).enumerate() {
                let (mut k, _) = convolutions.kernel(i);
                k.reverse();
                let row = d_wide.row_mut(i, n);
                correlate(plane, stride + 1, stride, &k, 0.0, &mut row[1..]);
                clear_frame(row, width);
                slopes.first.bias[i] += sum(row);
            }
            normal.load_framed(self.x, frame, from..to);
            normal.normalise(eps, &mut inverse[..n]);
            let turned = normal.matrix(n).turned();
            add(&mut slopes.first.weight, d_wide.matrix(n), turned);
            back.apply_turned(&convolutions.first, d_wide.matrix(n));
            back.normalise_back(&normal, &inverse[..n]);
            for i in 0..channels {
                let run = i * pixels + from * width..i * pixels + to * width;
                add_unframed(back.row(i, n), width, &self.d_y[run.clone()], &mut d_x[run]);
            }
        }
    }
}
