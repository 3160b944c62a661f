//! The bridge between Burn's tensors and the slices that the kernels work on.

use std::borrow::Cow;

use burn::backend::tensor::FloatTensor;
use burn::backend::{Autodiff, DType, Flex, TensorMetadata};
use burn::tensor::{Tensor, TensorData};
use burn_autodiff::checkpoint::strategy::NoCheckpointing;
use burn_autodiff::ops::{Backward, NodeGuard, OpsKind};
use burn_flex::FlexTensor;
use multiversion::multiversion;
use rayon::prelude::*;

/// A tensor of the training device.
pub(super) type Tracked = FloatTensor<Autodiff<Flex>>;

/// The tensor as Flex tracks it for gradients; `None` on any other device or precision.
pub(super) fn tracked<const D: usize>(x: &Tensor<D>) -> Option<Tracked> {
    let device = x.device();
    if !device.is_autodiff() || x.dtype() != DType::F32 {
        return None;
    }
    x.clone().try_into_primitive::<Autodiff<Flex>>().ok()
}

/// Back to the public tensor type.
pub(super) fn untrack<const D: usize>(x: Tracked) -> Tensor<D> {
    Tensor::from_primitive::<Autodiff<Flex>>(x)
}

/// The values in order, copied only when the tensor is a view out of order.
pub(super) fn values(x: &FlexTensor) -> Cow<'_, [f32]> {
    match x.as_slice::<f32>() {
        Some(values) => Cow::Borrowed(values),
        None => {
            let ordered = x.to_contiguous();
            Cow::Owned(ordered.as_slice::<f32>().unwrap_or_default().to_vec())
        }
    }
}

/// A new tensor from values in order.
pub(super) fn tensor<const D: usize>(values: Vec<f32>, shape: [usize; D]) -> FlexTensor {
    FlexTensor::from_data(TensorData::new(values, shape))
}

/// The four sides of `[batch, channels, height, width]`.
pub(super) fn dims4(x: &FlexTensor) -> [usize; 4] {
    let shape = x.shape();
    [shape[0], shape[1], shape[2], shape[3]]
}

/// `y`, tracked by an operation of these inputs where any of them collects gradients.
pub(super) fn finish<O: Backward<Flex, N>, const N: usize>(
    operation: O,
    nodes: [NodeGuard; N],
    state: O::State,
    y: FlexTensor,
) -> Tracked {
    match operation
        .prepare::<NoCheckpointing>(nodes)
        .compute_bound()
        .stateful()
    {
        OpsKind::Tracked(prep) => prep.finish(state, y),
        OpsKind::UnTracked(prep) => prep.finish(y),
    }
}

/// The gradient of a bias, `[channels]`, from that of what it was added to.
pub(super) fn bias_gradient(grad: &FlexTensor) -> FlexTensor {
    let [_, channels, height, width] = dims4(grad);
    let (values, pixels) = (values(grad), height * width);
    let sums = (0..channels).into_par_iter().map(|channel| {
        let planes = values.chunks_exact(pixels).skip(channel);
        planes.step_by(channels).map(sum).sum()
    });
    tensor(sums.collect(), [channels])
}

/// Sixteen partial sums keep the additions in vector registers.
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
pub(super) fn sum(values: &[f32]) -> f32 {
    const LANES: usize = 16;
    let mut sums = [0.0f32; LANES];
    let chunks = values.chunks_exact(LANES);
    let rest: f32 = chunks.remainder().iter().sum();
    for chunk in chunks {
        for (sum, v) in sums.iter_mut().zip(chunk) {
            *sum += v;
        }
    }
    sums.iter().sum::<f32>() + rest
}

/// Makes one value of two: `gate(a, b, y)` for the first and the second half of the channels of each picture.
/// `[batch, 2 * hidden, height, width]` becomes `[batch, hidden, height, width]`.
pub(super) fn gated(
    x: &FlexTensor,
    gate: impl Fn(&[f32], &[f32], &mut [f32]) + Sync,
) -> FlexTensor {
    let [batch, channels, height, width] = dims4(x);
    let half = channels / 2 * height * width;
    let source = values(x);
    let mut y = vec![0.0; batch * half];
    y.par_chunks_mut(half)
        .zip(source.par_chunks(2 * half))
        .for_each(|(y, x)| {
            let (a, b) = x.split_at(half);
            gate(a, b, y);
        });
    tensor(y, [batch, channels / 2, height, width])
}

/// The gradient of [`gated`]: `gradients([a, b], grad, [da, db])` for the halves of each picture.
pub(super) fn gated_gradient(
    x: &FlexTensor,
    grad: &FlexTensor,
    gradients: impl Fn([&[f32]; 2], &[f32], [&mut [f32]; 2]) + Sync,
) -> FlexTensor {
    let [batch, channels, height, width] = dims4(x);
    let half = channels / 2 * height * width;
    let (source, grads) = (values(x), values(grad));
    let mut out = vec![0.0; source.len()];
    out.par_chunks_mut(2 * half)
        .zip(source.par_chunks(2 * half))
        .zip(grads.par_chunks(half))
        .for_each(|((out, x), grad)| {
            let (da, db) = out.split_at_mut(half);
            let (a, b) = x.split_at(half);
            gradients([a, b], grad, [da, db]);
        });
    tensor(out, [batch, channels, height, width])
}
