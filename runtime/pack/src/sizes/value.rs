//! What is known of a value before anything runs: its shape, and its numbers where they are few.

use std::sync::Arc;

use crate::Weights;
use crate::onnx::{self, Tensor};
use crate::tensors::tensor_range;

/// Shapes and such have few numbers; longer tensors are data.
const MAX_NUMBERS: u64 = 64;

/// A value's shape; a scalar has none.
#[derive(Clone, Debug, Default)]
pub struct Value {
    pub dims: Vec<usize>,
    /// Its elements, if known: 64-bit integers or 32-bit floats.
    pub numbers: Option<Vec<f64>>,
    /// Whether the elements are whole numbers.
    pub whole: bool,
    /// Whether it does not depend on the picture: a tensor of the graph, a shape, or a value
    /// computed from these. Engines compute such values once and keep them.
    pub is_constant: bool,
}

impl Value {
    /// A value of which only the shape is known.
    pub fn of(dims: &[usize]) -> Self {
        Self {
            dims: dims.to_vec(),
            ..Self::default()
        }
    }

    /// A list of whole numbers.
    pub fn list(numbers: Vec<f64>) -> Self {
        Self {
            dims: vec![numbers.len()],
            whole: true,
            numbers: Some(numbers),
            is_constant: true,
        }
    }

    /// With these elements, if they are few and as many as the shape says.
    pub fn with(mut self, numbers: Option<Vec<f64>>, whole: bool) -> Self {
        let fits =
            |n: &Vec<f64>| n.len() as u64 == self.elements() && n.len() as u64 <= MAX_NUMBERS;
        self.numbers = numbers.filter(fits);
        self.whole = whole;
        self
    }

    /// A tensor that comes with the graph.
    pub fn of_tensor(tensor: &Tensor, weights: &[Arc<Weights>]) -> Self {
        let dims: Vec<usize> = tensor
            .dims
            .iter()
            .map(|&dim| usize::try_from(dim).unwrap_or(usize::MAX))
            .collect();
        let whole = tensor.data_type == onnx::INT64;
        let value = Self::of(&dims);
        let numbers = match value.elements() <= MAX_NUMBERS {
            true => numbers(tensor, weights),
            false => None,
        };
        let mut value = value.with(numbers, whole);
        value.is_constant = true;
        value
    }

    /// The elements as a rule may compute with them: exactly, as engines do.
    pub fn exact(&self) -> Option<&[f64]> {
        let numbers = self.numbers.as_deref();
        numbers.filter(|numbers| numbers.iter().all(|&number| is_exact(number)))
    }

    pub fn elements(&self) -> u64 {
        let sizes = self.dims.iter().map(|&dim| dim as u64);
        sizes.fold(1, u64::saturating_mul)
    }

    pub fn rank(&self) -> usize {
        self.dims.len()
    }
}

/// Whether a number is a float, or a whole number that is one as it is. Larger ones would be rounded
/// here and wrap around in engines, and then shapes would differ.
pub fn is_exact(number: f64) -> bool {
    number.abs() <= (1u64 << 53) as f64
}

/// The elements of a tensor of sizes or factors.
fn numbers(tensor: &Tensor, weights: &[Arc<Weights>]) -> Option<Vec<f64>> {
    let raw = match tensor.data_location {
        onnx::EXTERNAL => tensor_range(tensor, weights).ok()?.bytes(),
        _ => tensor.raw_data.as_slice(),
    };
    let typed = |found: Vec<f64>| Some(found).filter(|found| !found.is_empty());
    match tensor.data_type {
        onnx::FLOAT if raw.is_empty() => {
            typed(tensor.float_data.iter().map(|&v| v.into()).collect())
        }
        onnx::INT64 if raw.is_empty() => {
            typed(tensor.int64_data.iter().map(|&v| v as f64).collect())
        }
        onnx::FLOAT => Some(
            raw.as_chunks()
                .0
                .iter()
                .map(|&b| f32::from_le_bytes(b).into())
                .collect(),
        ),
        onnx::INT64 => Some(
            raw.as_chunks()
                .0
                .iter()
                .map(|&b| i64::from_le_bytes(b) as f64)
                .collect(),
        ),
        _ => None,
    }
}
