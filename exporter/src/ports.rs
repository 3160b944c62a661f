//! The inputs or outputs of a forward pass: a tensor, or a tuple of two to four.

use burn::tensor::{Bool, DType, Device, Int, Tensor};
use burn_capture::{CaptureBackend, TensorId};

/// Shape and number format of a placeholder; without a format, the capture device's own.
#[doc(hidden)]
pub struct Blank {
    pub shape: Vec<usize>,
    pub dtype: Option<DType>,
}

/// A recorded input or output.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub struct End {
    pub id: TensorId,
    pub shape: Vec<usize>,
    pub dtype: DType,
}

/// A float, integer or bool tensor.
///
/// Only Burn's tensors implement it.
pub trait Port: Sized {
    /// Number of axes.
    #[doc(hidden)]
    const RANK: usize;
    #[doc(hidden)]
    fn empty(blank: &Blank, device: &Device) -> Self;
    /// `None` if the tensor is not on the capture device.
    #[doc(hidden)]
    fn end(&self) -> Option<End>;
}

macro_rules! port {
    ($tensor:ty) => {
        impl<const D: usize> Port for $tensor {
            const RANK: usize = D;

            fn empty(blank: &Blank, device: &Device) -> Self {
                let shape = blank.shape.clone();
                match blank.dtype {
                    Some(dtype) => Self::empty(shape, (device, dtype)),
                    None => Self::empty(shape, device),
                }
            }

            fn end(&self) -> Option<End> {
                let primitive = self.clone().try_into_primitive::<CaptureBackend>();
                Some(End {
                    id: primitive.ok()?.id(),
                    shape: self.dims().to_vec(),
                    dtype: self.dtype(),
                })
            }
        }
    };
}
port!(Tensor<D>);
port!(Tensor<D, Int>);
port!(Tensor<D, Bool>);

/// A tensor, or a tuple of two to four tensors.
pub trait Ports: Sized {
    /// Number of axes of each tensor.
    #[doc(hidden)]
    fn ranks() -> Vec<usize>;
    /// Placeholder tensors on the capture device; there are as many blanks as ranks.
    #[doc(hidden)]
    fn empty(blanks: &[Blank], device: &Device) -> Self;
    /// `None` if a tensor is not on the capture device.
    #[doc(hidden)]
    fn ends(&self) -> Option<Vec<End>>;
}

impl<T: Port> Ports for T {
    fn ranks() -> Vec<usize> {
        vec![T::RANK]
    }

    fn empty(blanks: &[Blank], device: &Device) -> Self {
        Port::empty(&blanks[0], device)
    }

    fn ends(&self) -> Option<Vec<End>> {
        Some(vec![self.end()?])
    }
}

macro_rules! ports {
    ($($name:ident $at:tt),+) => {
        impl<$($name: Port),+> Ports for ($($name,)+) {
            fn ranks() -> Vec<usize> {
                vec![$($name::RANK),+]
            }

            fn empty(blanks: &[Blank], device: &Device) -> Self {
                ($($name::empty(&blanks[$at], device),)+)
            }

            fn ends(&self) -> Option<Vec<End>> {
                Some(vec![$(self.$at.end()?),+])
            }
        }
    };
}
ports!(A 0, B 1);
ports!(A 0, B 1, C 2);
ports!(A 0, B 1, C 2, D 3);
