//! The graph's values for the recorded tensors.

use burn::tensor::DType;
use burn_capture::TensorId;
use burn_ir::{ScalarIr, TensorIr};

use super::constant::Constant;
use super::{Lowering, element_of};
use crate::Result;
use crate::dims::Axis;
use crate::graph::{Attr, element};

/// Where a tensor's values come from.
#[derive(Clone, Debug)]
pub(super) enum Source {
    /// A node's output, or the graph's input.
    Node(String),
    /// Known when exporting.
    Constant(Constant),
}

/// The graph's value for a recorded tensor.
///
/// `axes` may have length 1 where the recorded tensor is longer: ONNX broadcasts, so an
/// expanded tensor is only written out for an operation that does not.
#[derive(Clone, Debug)]
pub(super) struct Value {
    pub source: Source,
    pub axes: Vec<Axis>,
}

impl Lowering<'_> {
    /// The lengths of a tensor's axes in every recording.
    pub(super) fn axes(&self, tensor: &TensorIr) -> Vec<Axis> {
        self.trace.axes(tensor.id).to_vec()
    }

    /// The graph's value for a tensor; its axes may be shorter, see [`Value`].
    pub(super) fn value(&mut self, tensor: &TensorIr) -> Result<Value> {
        self.value_of(tensor.id)
    }

    pub(super) fn value_of(&mut self, id: TensorId) -> Result<Value> {
        if let Some(value) = self.values.get(&id) {
            return Ok(value.clone());
        }
        if let Some(&(start, step)) = self.trace.progressions.get(&id) {
            return self.progression(id, [start, step]);
        }
        Constant::recorded(self.trace, id).map(|constant| Value {
            source: Source::Constant(constant),
            axes: self.trace.axes(id).to_vec(),
        })
    }

    /// The name of a value in the graph, as it is.
    pub(super) fn name(&mut self, value: &Value) -> Result<String> {
        match &value.source {
            Source::Node(name) => Ok(name.clone()),
            Source::Constant(constant) => constant.add_to(&mut self.graph),
        }
    }

    /// The name of a tensor in the graph, for an operation that broadcasts its inputs.
    pub(super) fn short(&mut self, tensor: &TensorIr) -> Result<String> {
        let value = self.value(tensor)?;
        self.name(&value)
    }

    /// The name of a tensor in the graph, with all axes at full length.
    pub(super) fn full(&mut self, tensor: &TensorIr) -> Result<String> {
        let value = self.value(tensor)?;
        let axes = self.axes(tensor);
        self.expand(&value, &axes)
    }

    /// A value stretched to `axes`.
    pub(super) fn expand(&mut self, value: &Value, axes: &[Axis]) -> Result<String> {
        let name = self.name(value)?;
        if value.axes == axes {
            return Ok(name);
        }
        let shape = self.lengths(axes)?;
        Ok(self.graph.node("Expand", &[&name, &shape], &[]))
    }

    /// Names for the inputs of an operation that broadcasts, such that its output has `axes`.
    pub(super) fn broadcast(
        &mut self,
        inputs: [&TensorIr; 2],
        out: &TensorIr,
    ) -> Result<[String; 2]> {
        let axes = self.axes(out);
        let [a, b] = [self.value(inputs[0])?, self.value(inputs[1])?];
        let long_enough = axes.iter().enumerate().all(|(i, axis)| {
            // Axes align at the end; missing leading axes count as 1.
            let meets = |value: &Value| {
                let missing = axes.len() - value.axes.len().min(axes.len());
                i >= missing && value.axes[i - missing] == *axis
            };
            meets(&a) || meets(&b) || axis.iter().all(|&n| n == 1)
        });
        let second = self.name(&b)?;
        let first = if long_enough {
            self.name(&a)?
        } else {
            self.expand(&a, &axes)?
        };
        Ok([first, second])
    }

    /// Adds a node that makes `out`.
    pub(super) fn emit(
        &mut self,
        out: &TensorIr,
        op: &'static str,
        inputs: &[&str],
        attrs: &[(&'static str, Attr)],
    ) {
        let name = self.graph.node(op, inputs, attrs);
        self.set(out, name);
    }

    /// Records that `out` is the node output `name`, at full length.
    pub(super) fn set(&mut self, out: &TensorIr, name: String) {
        let axes = self.axes(out);
        self.put(
            out,
            Value {
                source: Source::Node(name),
                axes,
            },
        );
    }

    pub(super) fn put(&mut self, out: &TensorIr, value: Value) {
        self.values.insert(out.id, value);
    }

    /// A scalar as a constant of `tensor`'s number format.
    pub(super) fn scalar(&mut self, value: ScalarIr, tensor: &TensorIr) -> Result<String> {
        self.number(value, tensor.dtype, 0)
    }

    /// A number as a constant of shape `[1; rank]`.
    pub(super) fn number(&mut self, value: ScalarIr, dtype: DType, rank: usize) -> Result<String> {
        let element = element_of(dtype)?;
        let (text, bytes) = match element {
            element::FLOAT => {
                let value = value.elem::<f32>();
                (format!("{value:?}"), value.to_le_bytes().to_vec())
            }
            element::INT32 => {
                let value = value.elem::<i32>();
                (value.to_string(), value.to_le_bytes().to_vec())
            }
            element::BOOL => {
                let value = value.elem::<f64>() != 0.0;
                (value.to_string(), vec![value.into()])
            }
            _ => {
                let value = value.elem::<i64>();
                (value.to_string(), value.to_le_bytes().to_vec())
            }
        };
        Ok(self.graph.number(element, &text, bytes, rank))
    }
}
