//! Tensors that are known when exporting: weights, and parts or views of them.

use std::sync::Arc;

use burn::tensor::TensorData;
use burn_capture::TensorId;

use super::element_of;
use crate::graph::{Bytes, Graph, Initializer, element};
use crate::trace::Trace;
use crate::{Error, ErrorKind, Result};

/// Unnamed tensors of up to this many bytes stay inside the graph.
const EMBEDDED: usize = 64;

/// A contiguous part of a recorded tensor under a shape of its own.
///
/// Views share the recorded bytes, so that a reshaped or halved weight is stored once.
#[derive(Clone, Debug)]
pub(super) struct Constant {
    name: String,
    data: Arc<TensorData>,
    /// First value of the part, counted in values.
    start: usize,
    pub dims: Vec<usize>,
    /// Whether it is a module's parameter.
    named: bool,
}

impl Constant {
    /// The values recorded for a tensor.
    pub fn recorded(trace: &Trace, id: TensorId) -> Result<Self> {
        let data = trace.values.get(&id).ok_or_else(|| {
            Error::new(
                ErrorKind::Capture,
                format!("{id} is neither computed nor recorded"),
            )
        })?;
        Ok(Self {
            name: trace.name(id),
            dims: data.shape().to_vec(),
            data: Arc::clone(data),
            start: 0,
            named: trace.names.contains_key(&id),
        })
    }

    /// Values that a lowering created.
    pub fn made(name: String, data: TensorData) -> Self {
        Self {
            name,
            dims: data.shape().to_vec(),
            data: Arc::new(data),
            start: 0,
            named: false,
        }
    }

    fn len(&self) -> usize {
        self.dims.iter().product()
    }

    /// The same values under another shape of as many values.
    pub fn reshaped(&self, dims: Vec<usize>) -> Self {
        Self {
            dims,
            ..self.clone()
        }
    }

    /// Rows `start..end` of the first axis that is longer than 1, when `axis` is that axis.
    pub fn rows(&self, axis: usize, start: usize, end: usize) -> Option<Self> {
        if self.dims[..axis].iter().any(|&n| n != 1) {
            return None;
        }
        let row: usize = self.dims[axis + 1..].iter().product();
        let mut dims = self.dims.clone();
        dims[axis] = end - start;
        Some(Self {
            dims,
            start: self.start + start * row,
            ..self.clone()
        })
    }

    /// The values with their axes in another order: a new tensor.
    pub fn permuted(&self, order: &[usize]) -> Self {
        let mut strides = vec![1; self.dims.len()];
        for i in (1..strides.len()).rev() {
            strides[i - 1] = strides[i] * self.dims[i];
        }
        let dims: Vec<usize> = order.iter().map(|&axis| self.dims[axis]).collect();
        let strides: Vec<usize> = order.iter().map(|&axis| strides[axis]).collect();

        let size = self.data.dtype().size();
        let bytes = self.data.as_bytes();
        let mut moved = Vec::with_capacity(self.len() * size);
        let mut index = vec![0; dims.len()];
        for _ in 0..self.len() {
            let offset: usize = index.iter().zip(&strides).map(|(i, s)| i * s).sum();
            let at = (self.start + offset) * size;
            moved.extend_from_slice(&bytes[at..at + size]);
            for axis in (0..dims.len()).rev() {
                index[axis] += 1;
                if index[axis] < dims[axis] {
                    break;
                }
                index[axis] = 0;
            }
        }
        let order: Vec<String> = order.iter().map(usize::to_string).collect();
        let part = self.suffix();
        Self {
            name: format!("{}{part}.permuted[{}]", self.name, order.join(",")),
            data: Arc::new(TensorData::from_bytes_vec(
                moved,
                dims.clone(),
                self.data.dtype(),
            )),
            start: 0,
            dims,
            named: self.named,
        }
    }

    /// Distinguishes views of one tensor.
    fn suffix(&self) -> String {
        let mut suffix = String::new();
        if self.len() != self.data.num_elements() {
            suffix = format!("[{}..{}]", self.start, self.start + self.len());
        }
        if self.dims != self.data.shape().to_vec() {
            let dims: Vec<String> = self.dims.iter().map(usize::to_string).collect();
            suffix = format!("{suffix}({})", dims.join(","));
        }
        suffix
    }

    /// Adds the constant to the graph; returns its name there.
    pub fn add_to(&self, graph: &mut Graph) -> Result<String> {
        let kind = element_of(self.data.dtype())?;
        let size = self.data.dtype().size();
        if kind == element::BOOL && size != 1 {
            return Err(super::unsupported_format(self.data.dtype()));
        }
        let range = self.start * size..(self.start + self.len()) * size;
        let bytes = if self.named || range.len() > EMBEDDED {
            Bytes::External {
                tensor: Arc::clone(&self.data),
                range,
            }
        } else {
            Bytes::Embedded(self.data.as_bytes()[range].to_vec())
        };
        Ok(graph.initializer(Initializer {
            name: format!("{}{}", self.name, self.suffix()),
            element: kind,
            dims: self.dims.clone(),
            bytes,
        }))
    }
}
