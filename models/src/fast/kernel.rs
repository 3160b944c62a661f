//! The bridge between Burn's tensors and the slices that the kernels work on.

use std::borrow::Cow;

use burn::backend::tensor::FloatTensor;
use burn::backend::{Autodiff, DType, Flex, TensorMetadata};
use burn::tensor::{Tensor, TensorData};
use burn_flex::FlexTensor;

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

/// Back to the tensor that everyone uses.
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
