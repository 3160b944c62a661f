//! The parameters of a block as plain numbers, and how they are folded into matrices.
//!
//! Affine operations per channel are folded into the adjacent matrix: LayerNorm's scale and shift into the
//! convolution after it, channel attention and the scale of the residual into the convolution between them. The
//! pixels then go through one product, and the gradients of the folded parameters follow from the product's.

use super::loops::{dot, multiply};

/// One value of any type for each parameter.
#[derive(Clone, Debug)]
pub struct Parts<T> {
    /// Scale and shift; below, weight and bias.
    pub norm1: [T; 2],
    pub conv1: [T; 2],
    pub conv2: [T; 2],
    pub sca: [T; 2],
    pub conv3: [T; 2],
    pub beta: T,
    pub norm2: [T; 2],
    pub conv4: [T; 2],
    pub conv5: [T; 2],
    pub gamma: T,
}

/// How many parameters there are.
pub const COUNT: usize = 18;

impl<T> Parts<T> {
    /// In the order of the fields.
    pub fn into_array(self) -> [T; COUNT] {
        let [a, b] = self.norm1;
        let [c, d] = self.conv1;
        let [e, f] = self.conv2;
        let [g, h] = self.sca;
        let [i, j] = self.conv3;
        let [k, l] = self.norm2;
        let [m, n] = self.conv4;
        let [o, p] = self.conv5;
        let (beta, gamma) = (self.beta, self.gamma);
        [a, b, c, d, e, f, g, h, i, j, beta, k, l, m, n, o, p, gamma]
    }

    /// In the order of the fields.
    pub fn from_array(parts: [T; COUNT]) -> Self {
        let [a, b, c, d, e, f, g, h, i, j, beta, k, l, m, n, o, p, gamma] = parts;
        Self {
            norm1: [a, b],
            conv1: [c, d],
            conv2: [e, f],
            sca: [g, h],
            conv3: [i, j],
            beta,
            norm2: [k, l],
            conv4: [m, n],
            conv5: [o, p],
            gamma,
        }
    }
}

/// A matrix, row after row, and what is added to each row of its product; or their gradients.
#[derive(Clone)]
pub(super) struct Affine {
    pub weight: Vec<f32>,
    pub bias: Vec<f32>,
}

impl Affine {
    pub fn zeros(outputs: usize, inputs: usize) -> Self {
        Self {
            weight: vec![0.0; outputs * inputs],
            bias: vec![0.0; outputs],
        }
    }

    /// `weight (scale * n + shift) + bias` as one matrix and bias for n.
    pub fn behind_norm([scale, shift]: [&[f32]; 2], [weight, bias]: [&[f32]; 2]) -> Self {
        let mut made = Self::with_capacity(weight, bias);
        for (row, bias) in weight.chunks(scale.len()).zip(bias) {
            made.weight
                .extend(row.iter().zip(scale).map(|(w, s)| w * s));
            made.bias.push(bias + dot(row, shift));
        }
        made
    }

    /// `share * (weight (factors * g) + bias)` as one matrix and bias for g.
    pub fn within_share([weight, bias]: [&[f32]; 2], share: &[f32], factors: &[f32]) -> Self {
        let mut made = Self::with_capacity(weight, bias);
        let rows = weight.chunks(factors.len());
        for (row, (bias, share)) in rows.zip(bias.iter().zip(share)) {
            let row = row.iter().zip(factors);
            made.weight.extend(row.map(|(w, f)| share * w * f));
            made.bias.push(share * bias);
        }
        made
    }

    fn with_capacity(weight: &[f32], bias: &[f32]) -> Self {
        Self {
            weight: Vec::with_capacity(weight.len()),
            bias: Vec::with_capacity(bias.len()),
        }
    }

    /// Converts the gradients of the matrix and bias of [`behind_norm`](Self::behind_norm) into those of the norm's
    /// scale and shift and of the convolution's weight and bias.
    pub fn norm_slopes(
        mut self,
        [scale, shift]: [&[f32]; 2],
        weight: &[f32],
    ) -> ([Vec<f32>; 2], [Vec<f32>; 2]) {
        let inputs = scale.len();
        let [mut d_scale, mut d_shift] = [0; 2].map(|_| vec![0.0; inputs]);
        let rows = self.weight.chunks_mut(inputs).zip(weight.chunks(inputs));
        for ((slopes, row), bias) in rows.zip(&self.bias) {
            let norm = scale.iter().zip(shift);
            let d_norm = d_scale.iter_mut().zip(&mut d_shift);
            let all = slopes.iter_mut().zip(row).zip(norm.zip(d_norm));
            for ((slope, w), ((scale, shift), (d_scale, d_shift))) in all {
                *d_scale += *slope * w;
                *d_shift += bias * w;
                *slope = *slope * scale + bias * shift;
            }
        }
        ([d_scale, d_shift], [self.weight, self.bias])
    }

    /// Converts the gradients of the matrix and bias of [`within_share`](Self::within_share) into those of the
    /// convolution's weight and bias, of the share and of the factors.
    pub fn share_slopes(
        mut self,
        [weight, bias]: [&[f32]; 2],
        share: &[f32],
        factors: &[f32],
    ) -> ([Vec<f32>; 2], Vec<f32>, Vec<f32>) {
        let inputs = factors.len();
        let mut d_share = Vec::with_capacity(share.len());
        let (mut d_factors, mut products) = (vec![0.0; inputs], vec![0.0; inputs]);
        let rows = self.weight.chunks_mut(inputs).zip(weight.chunks(inputs));
        for ((slopes, row), (d_bias, (bias, share))) in
            rows.zip(self.bias.iter_mut().zip(bias.iter().zip(share)))
        {
            multiply(slopes, row, &mut products);
            d_share.push(dot(&products, factors) + *d_bias * bias);
            *d_bias *= share;
            let sums = d_factors.iter_mut().zip(&products);
            for ((sum, product), (slope, factor)) in sums.zip(slopes.iter_mut().zip(factors)) {
                *sum += product * share;
                *slope *= share * factor;
            }
        }
        ([self.weight, self.bias], d_share, d_factors)
    }
}
