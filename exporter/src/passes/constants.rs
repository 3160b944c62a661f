//! Constants of a graph: reading them, and making new ones of them.

use std::sync::Arc;

use burn::tensor::TensorData;

use crate::graph::{Bytes, Graph, Initializer, element};

/// Constants of up to this many bytes stay inside the graph.
const EMBEDDED: usize = 64;

impl Graph {
    /// A constant by its name.
    pub(super) fn find(&self, name: &str) -> Option<&Initializer> {
        self.initializers.iter().find(|init| init.name == name)
    }

    /// Rows `start..end` of a constant's first axis, from the same stored bytes.
    pub(super) fn rows(&mut self, name: &str, start: usize, end: usize) -> Option<String> {
        let whole = self.find(name)?;
        let count = *whole.dims.first()?;
        let mut dims = whole.dims.clone();
        dims[0] = end - start;
        let bytes = match &whole.bytes {
            Bytes::Embedded(bytes) => {
                let row = bytes.len() / count;
                Bytes::Embedded(bytes[start * row..end * row].to_vec())
            }
            Bytes::External { tensor, range } => {
                let row = range.len() / count;
                Bytes::External {
                    tensor: Arc::clone(tensor),
                    range: range.start + start * row..range.start + end * row,
                }
            }
        };
        let part = Initializer {
            name: format!("{name}[{start}..{end}]"),
            element: whole.element,
            dims,
            bytes,
        };
        Some(self.initializer(part))
    }

    /// The same bytes as constant `name`, under another shape.
    pub(super) fn reshaped(&mut self, name: &str, dims: &[usize]) -> Option<String> {
        let text: Vec<String> = dims.iter().map(usize::to_string).collect();
        let view = Initializer {
            name: format!("{name}({})", text.join(",")),
            dims: dims.to_vec(),
            ..self.find(name)?.clone()
        };
        Some(self.initializer(view))
    }

    /// The constant called `wanted`, of the numbers that `make` gives, unless it is there.
    pub(super) fn derive(
        &mut self,
        wanted: &str,
        dims: &[usize],
        make: impl FnOnce() -> Vec<f32>,
    ) -> String {
        if let Some(name) = self.constant(wanted) {
            return name.clone();
        }
        let tensor = TensorData::new(make(), dims.to_vec());
        let bytes = tensor.as_bytes();
        let bytes = if bytes.len() <= EMBEDDED {
            Bytes::Embedded(bytes.to_vec())
        } else {
            Bytes::External {
                range: 0..bytes.len(),
                tensor: Arc::new(tensor),
            }
        };
        self.initializer(Initializer {
            name: wanted.to_owned(),
            element: element::FLOAT,
            dims: dims.to_vec(),
            bytes,
        })
    }

    /// A single number of shape `[]`.
    pub(super) fn float(&mut self, value: f32) -> String {
        self.derive(&format!("float[{value:?}]"), &[], || vec![value])
    }
}

impl Initializer {
    /// The stored bytes.
    pub(super) fn stored(&self) -> &[u8] {
        match &self.bytes {
            Bytes::Embedded(bytes) => bytes,
            Bytes::External { tensor, range } => &tensor.as_bytes()[range.clone()],
        }
    }

    /// Its values, if they are integers.
    pub(super) fn ints(&self) -> Option<Vec<i64>> {
        let number = |b: &[u8]| b.try_into().map(i64::from_le_bytes).ok();
        (self.element == element::INT64)
            .then(|| self.stored().chunks_exact(8).map(number).collect())?
    }

    /// Its values, if they are floats.
    pub(super) fn floats(&self) -> Option<Vec<f32>> {
        let number = |b: &[u8]| b.try_into().map(f32::from_le_bytes).ok();
        (self.element == element::FLOAT)
            .then(|| self.stored().chunks_exact(4).map(number).collect())?
    }
}
