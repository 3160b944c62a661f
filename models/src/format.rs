//! Mixed precision: a network whose weights were cast to a half format computes in it, except for sums over many
//! values, which stay in f32.

use burn::tensor::{DType, FloatDType, Tensor};

/// `x` in the number format of `like`; as it is where they agree.
pub(crate) fn like<const D: usize, const E: usize>(x: Tensor<D>, like: &Tensor<E>) -> Tensor<D> {
    match like.dtype() {
        dtype if dtype == x.dtype() => x,
        DType::BF16 => x.cast(FloatDType::BF16),
        DType::F16 => x.cast(FloatDType::F16),
        _ => x.cast(FloatDType::F32),
    }
}

/// `x` in f32, for a sum or a norm; as it is where it already has that precision.
pub(crate) fn full<const D: usize>(x: Tensor<D>) -> Tensor<D> {
    match x.dtype() {
        DType::BF16 | DType::F16 => x.cast(FloatDType::F32),
        _ => x,
    }
}
