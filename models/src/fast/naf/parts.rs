//! The parameters of a block as plain numbers, and what becomes of them before the pixels are met.
//!
//! What is affine in each channel is multiplied into the matrix beside it: LayerNorm's scale and shift into the
//! convolution behind it, channel attention and the share of the residual into the one around them. The pixels
//! then go through one product, and those parameters' gradients follow from the product's.

/// One of anything for each parameter.
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
        let rows = weight.chunks(scale.len());
        Self {
            bias: rows
                .clone()
                .zip(bias)
                .map(|(row, bias)| bias + dot(row, shift))
                .collect(),
            weight: rows.flat_map(|row| times(row, scale)).collect(),
        }
    }

    /// `share * (weight (factors * g) + bias)` as one matrix and bias for g.
    pub fn within_share([weight, bias]: [&[f32]; 2], share: &[f32], factors: &[f32]) -> Self {
        let rows = weight.chunks(factors.len()).zip(share);
        Self {
            weight: rows
                .flat_map(|(row, share)| row.iter().zip(factors).map(move |(w, f)| share * w * f))
                .collect(),
            bias: times(bias, share).collect(),
        }
    }

    /// From the gradients of the matrix and bias of [`behind_norm`](Self::behind_norm) to those of the norm's scale
    /// and shift and of the convolution's weight and bias.
    pub fn norm_slopes(
        self,
        [scale, shift]: [&[f32]; 2],
        weight: &[f32],
    ) -> ([Vec<f32>; 2], [Vec<f32>; 2]) {
        let inputs = scale.len();
        let (mut d_scale, mut d_shift) = (vec![0.0; inputs], vec![0.0; inputs]);
        let mut d_weight = self.weight;
        let rows = d_weight.chunks_mut(inputs).zip(weight.chunks(inputs));
        for ((slopes, row), bias) in rows.zip(&self.bias) {
            for i in 0..inputs {
                d_scale[i] += slopes[i] * row[i];
                d_shift[i] += bias * row[i];
                slopes[i] = slopes[i] * scale[i] + bias * shift[i];
            }
        }
        ([d_scale, d_shift], [d_weight, self.bias])
    }

    /// From the gradients of the matrix and bias of [`within_share`](Self::within_share) to those of the
    /// convolution's weight and bias, of the share and of the factors.
    pub fn share_slopes(
        self,
        [weight, bias]: [&[f32]; 2],
        share: &[f32],
        factors: &[f32],
    ) -> ([Vec<f32>; 2], Vec<f32>, Vec<f32>) {
        let inputs = factors.len();
        let mut d_share: Vec<f32> = times(&self.bias, bias).collect();
        let mut d_factors = vec![0.0; inputs];
        let mut d_weight = self.weight;
        let rows = d_weight.chunks_mut(inputs).zip(weight.chunks(inputs));
        for ((slopes, row), (share, d_share)) in rows.zip(share.iter().zip(&mut d_share)) {
            for i in 0..inputs {
                *d_share += slopes[i] * row[i] * factors[i];
                d_factors[i] += slopes[i] * row[i] * share;
                slopes[i] *= share * factors[i];
            }
        }
        let d_bias = times(&self.bias, share).collect();
        ([d_weight, d_bias], d_share, d_factors)
    }
}

pub(super) fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn times(a: &[f32], b: &[f32]) -> impl Iterator<Item = f32> {
    a.iter().zip(b).map(|(a, b)| a * b)
}
