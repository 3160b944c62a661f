//! One picture through the block, forward and backward.

use super::first::{self, Convolutions};
use super::loops::dot;
use super::parts::{Affine, COUNT, Parts};
use super::plane::Frame;
use super::second::{self, Matrices};

/// The block's parameters, folded as they are applied to pixels.
pub(super) struct Weights<'a> {
    parameters: Parts<&'a [f32]>,
    convolutions: Convolutions,
    fourth: Affine,
    fifth: Affine,
    frame: Frame,
    eps: f32,
}

/// The state that the forward pass keeps of a picture.
pub(super) struct Kept<'a> {
    pub x: &'a [f32],
    /// The first convolution's output, framed.
    pub wide: &'a [f32],
    pub gate: &'a [f32],
    /// The first half's output.
    pub y: &'a [f32],
    /// Means of the gate, by channel.
    pub means: &'a [f32],
}

impl<'a> Weights<'a> {
    /// `parameters` in the order of [`Parts`].
    pub fn new(parameters: [&'a [f32]; COUNT], frame: Frame, eps: f32) -> Self {
        let parameters = Parts::from_array(parameters);
        let [taps, biases] = parameters.conv2;
        let taps = taps.chunks(9).zip(biases).map(|(taps, bias)| {
            let mut all = [*bias; 10];
            all[..9].copy_from_slice(taps);
            all
        });
        let ones = vec![1.0; parameters.gamma.len()];
        Self {
            convolutions: Convolutions {
                first: Affine::behind_norm(parameters.norm1, parameters.conv1),
                taps: taps.collect(),
            },
            fourth: Affine::behind_norm(parameters.norm2, parameters.conv4),
            fifth: Affine::within_share(parameters.conv5, parameters.gamma, &ones),
            parameters,
            frame,
            eps,
        }
    }

    fn channels(&self) -> usize {
        self.parameters.gamma.len()
    }

    /// The factors of channel attention, and the matrices after it.
    fn behind_attention(&self, means: &[f32]) -> (Vec<f32>, Matrices) {
        let p = &self.parameters;
        let [weight, bias] = p.sca;
        let rows = weight.chunks(means.len()).zip(bias);
        let factors: Vec<f32> = rows.map(|(row, bias)| dot(row, means) + bias).collect();
        let matrices = Matrices {
            third: Affine::within_share(p.conv3, p.beta, &factors),
            fourth: self.fourth.clone(),
            fifth: self.fifth.clone(),
        };
        (factors, matrices)
    }

    /// Fills the fields of [`Kept`], and `out`; returns the means.
    pub fn forward(
        &self,
        x: &[f32],
        wide: &mut [f32],
        gate: &mut [f32],
        ends: [&mut [f32]; 2],
    ) -> Vec<f32> {
        let kept = [wide, &mut *gate];
        let sums = first::forward(x, self.frame, &self.convolutions, self.eps, kept);
        let share = 1.0 / self.frame.pixels() as f32;
        let means: Vec<f32> = sums.iter().map(|sum| sum * share).collect();
        let (_, matrices) = self.behind_attention(&means);
        second::forward([x, gate], &matrices, self.eps, ends);
        means
    }

    /// Computes the gradients of the input, `d_x`, and of the parameters from that of the output.
    pub fn backward(&self, kept: Kept, grad: &[f32], d_x: &mut [f32]) -> Parts<Vec<f32>> {
        let (channels, p) = (self.channels(), &self.parameters);
        let (factors, matrices) = self.behind_attention(kept.means);
        let mut slopes = Matrices {
            third: Affine::zeros(channels, channels),
            fourth: Affine::zeros(2 * channels, channels),
            fifth: Affine::zeros(channels, channels),
        };
        let mut d_y = vec![0.0; kept.x.len()];
        let ends = [grad, kept.y, kept.gate];
        second::backward(ends, &matrices, self.eps, &mut slopes, &mut d_y);

        let ones = vec![1.0; channels];
        let (conv5, gamma, _) = slopes.fifth.share_slopes(p.conv5, p.gamma, &ones);
        let (norm2, conv4) = slopes.fourth.norm_slopes(p.norm2, p.conv4[0]);
        let (conv3, beta, d_factors) = slopes.third.share_slopes(p.conv3, p.beta, &factors);
        let outer = |d: &f32| kept.means.iter().map(|mean| d * mean).collect::<Vec<_>>();
        let sca = [
            d_factors.iter().flat_map(outer).collect(),
            d_factors.clone(),
        ];
        // Each pixel's share in the gradient of the means.
        let mut shift = vec![0.0; channels];
        for (row, d) in p.sca[0].chunks(channels).zip(&d_factors) {
            for (shift, weight) in shift.iter_mut().zip(row) {
                *shift += weight * d / self.frame.pixels() as f32;
            }
        }

        let mut slopes = Convolutions {
            first: Affine::zeros(2 * channels, channels),
            taps: vec![[0.0; 10]; 2 * channels],
        };
        let through = first::Through {
            x: kept.x,
            wide: kept.wide,
            d_y: &d_y,
            third: &matrices.third,
            shift: &shift,
        };
        through.backward(self.frame, &self.convolutions, self.eps, &mut slopes, d_x);
        let (norm1, conv1) = slopes.first.norm_slopes(p.norm1, p.conv1[0]);
        let taps = slopes.taps.iter().flat_map(|taps| &taps[..9]).copied();
        let conv2 = [
            taps.collect(),
            slopes.taps.iter().map(|taps| taps[9]).collect(),
        ];
        Parts {
            norm1,
            conv1,
            conv2,
            sca,
            conv3,
            beta,
            norm2,
            conv4,
            conv5,
            gamma,
        }
    }
}
