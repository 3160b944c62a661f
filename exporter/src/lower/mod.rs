//! Burn's recorded operations to ONNX nodes, one file a family of operations.

mod activation;
mod constant;
mod conv;
mod dynamic;
mod elementwise;
mod interpolate;
mod logic;
mod matmul;
mod norm;
mod pool;
mod reduce;
mod reshape;
mod shape;
mod slice;

use std::collections::HashMap;

use burn::tensor::DType;
use burn_capture::TensorId;
use burn_ir::{OperationIr, ScalarIr, TensorIr};

use crate::dims::Axis;
use crate::graph::{Attr, Graph, element};
use crate::trace::{Trace, describe};
use crate::{Error, ErrorKind, Result};
use constant::Constant;

/// Turns a trace into a graph.
///
/// # Errors
/// [`ErrorKind::Unsupported`] for an operation without a lowering, [`ErrorKind::Dimension`] for
/// a length that does not follow from height and width.
pub(crate) fn lower(trace: &Trace, multiple: usize, names: [&str; 2]) -> Result<Graph> {
    let mut lowering = Lowering {
        trace,
        multiple,
        graph: Graph::new(names[0]),
        values: HashMap::new(),
        position: 0,
    };
    let input = lowering.trace.axes(trace.input).to_vec();
    lowering.values.insert(
        trace.input,
        Value {
            source: Source::Node(names[0].to_owned()),
            axes: input,
        },
    );
    let mut last_weight = None;
    for (position, operation) in trace.operations.iter().enumerate() {
        lowering.position = position;
        let mut read = operation.inputs().filter_map(|t| trace.names.get(&t.id));
        last_weight = read.next().or(last_weight);
        lowering.operation(operation).map_err(|error| {
            let near = last_weight.map(|name| format!(", by the weight {name}"));
            let near = near.unwrap_or_default();
            error.at(format!(
                "operation {position}, {}{near}",
                describe(operation)
            ))
        })?;
    }
    lowering.finish(names[1])
}

/// Where a tensor's values come from.
#[derive(Clone, Debug)]
enum Source {
    /// A node's output, or the graph's input.
    Node(String),
    /// Known when exporting.
    Constant(Constant),
}

/// What the graph holds for a recorded tensor.
///
/// `axes` may have length 1 where the recorded tensor is longer: ONNX broadcasts, so an
/// expanded tensor is only written out for an operation that does not.
#[derive(Clone, Debug)]
struct Value {
    source: Source,
    axes: Vec<Axis>,
}

/// The work in progress.
struct Lowering<'a> {
    trace: &'a Trace,
    multiple: usize,
    graph: Graph,
    values: HashMap<TensorId, Value>,
    /// Of the operation being lowered.
    position: usize,
}

impl Lowering<'_> {
    fn operation(&mut self, operation: &OperationIr) -> Result<()> {
        let known = match operation {
            OperationIr::BaseFloat(op) | OperationIr::BaseInt(op) | OperationIr::BaseBool(op) => {
                reshape::lower(self, op)?
                    || shape::lower(self, op)?
                    || slice::lower(self, op)?
                    || logic::base(self, op)?
            }
            OperationIr::NumericFloat(_, op) => {
                elementwise::numeric(self, op)?
                    || reduce::lower(self, op)?
                    || logic::numeric(self, op)?
            }
            OperationIr::Float(_, op) => elementwise::float(self, op)? || matmul::float(self, op)?,
            OperationIr::Module(op) => {
                conv::lower(self, op)?
                    || norm::lower(self, op)?
                    || matmul::module(self, op)?
                    || interpolate::lower(self, op)?
                    || pool::lower(self, op)?
            }
            OperationIr::Activation(op) => activation::lower(self, op)?,
            OperationIr::Bool(op) => logic::bool(self, op)?,
            _ => false,
        };
        if known {
            return Ok(());
        }
        Err(Error::new(
            ErrorKind::Unsupported,
            "the network uses an operation that cannot be exported: express it with others, or \
             add its lowering in exporter/src/lower",
        ))
    }

    fn finish(mut self, name: &str) -> Result<Graph> {
        let output = self.value_of(self.trace.output)?;
        let axes = self.trace.axes(self.trace.output).to_vec();
        let source = self.expand(&output, &axes)?;
        for (i, id) in [self.trace.input, self.trace.output]
            .into_iter()
            .enumerate()
        {
            let channels = self.trace.axes(id).get(1).and_then(|axis| axis.first());
            self.graph.channels[i] = channels.copied().unwrap_or_default();
        }
        self.graph.finish(&source, name);
        self.graph.drop_dead();
        Ok(self.graph)
    }

    /// The lengths of a tensor's axes at every recorded size.
    fn axes(&self, tensor: &TensorIr) -> Vec<Axis> {
        self.trace.axes(tensor.id).to_vec()
    }

    /// What the graph holds for a tensor; its axes may be shorter, see [`Value`].
    fn value(&self, tensor: &TensorIr) -> Result<Value> {
        self.value_of(tensor.id)
    }

    fn value_of(&self, id: TensorId) -> Result<Value> {
        if let Some(value) = self.values.get(&id) {
            return Ok(value.clone());
        }
        Constant::recorded(self.trace, id).map(|constant| Value {
            source: Source::Constant(constant),
            axes: self.trace.axes(id).to_vec(),
        })
    }

    /// The name of a value in the graph, as it is.
    fn name(&mut self, value: &Value) -> Result<String> {
        match &value.source {
            Source::Node(name) => Ok(name.clone()),
            Source::Constant(constant) => constant.add_to(&mut self.graph),
        }
    }

    /// The name of a tensor in the graph, for an operation that broadcasts its inputs.
    fn short(&mut self, tensor: &TensorIr) -> Result<String> {
        let value = self.value(tensor)?;
        self.name(&value)
    }

    /// The name of a tensor in the graph, with all axes at full length.
    fn full(&mut self, tensor: &TensorIr) -> Result<String> {
        let value = self.value(tensor)?;
        let axes = self.axes(tensor);
        self.expand(&value, &axes)
    }

    /// A value stretched to `axes`.
    fn expand(&mut self, value: &Value, axes: &[Axis]) -> Result<String> {
        let name = self.name(value)?;
        if value.axes == axes {
            return Ok(name);
        }
        let shape = self.lengths(axes)?;
        Ok(self.graph.node("Expand", &[&name, &shape], &[]))
    }

    /// Names for the inputs of an operation that broadcasts, such that its output has `axes`.
    fn broadcast(&mut self, inputs: [&TensorIr; 2], out: &TensorIr) -> Result<[String; 2]> {
        let axes = self.axes(out);
        let [a, b] = [self.value(inputs[0])?, self.value(inputs[1])?];
        let long_enough = axes.iter().enumerate().all(|(i, axis)| {
            // Trailing axes meet; a shorter tensor counts as 1 in front.
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
    fn emit(
        &mut self,
        out: &TensorIr,
        op: &'static str,
        inputs: &[&str],
        attrs: &[(&'static str, Attr)],
    ) {
        let name = self.graph.node(op, inputs, attrs);
        self.set(out, name);
    }

    /// Says that `out` is the node output `name`, at full length.
    fn set(&mut self, out: &TensorIr, name: String) {
        let axes = self.axes(out);
        self.put(
            out,
            Value {
                source: Source::Node(name),
                axes,
            },
        );
    }

    fn put(&mut self, out: &TensorIr, value: Value) {
        self.values.insert(out.id, value);
    }

    /// A scalar as a constant of `tensor`'s number format.
    fn scalar(&mut self, value: ScalarIr, tensor: &TensorIr) -> Result<String> {
        if tensor.dtype != DType::F32 {
            return Err(unsupported_format(tensor.dtype));
        }
        Ok(self.graph.float(value.elem::<f32>()))
    }
}

/// The ONNX element type of a Burn number format.
fn element_of(dtype: DType) -> Result<i32> {
    match dtype {
        DType::F32 | DType::Flex32 => Ok(element::FLOAT),
        DType::I32 => Ok(element::INT32),
        DType::I64 => Ok(element::INT64),
        DType::Bool(_) => Ok(element::BOOL),
        _ => Err(unsupported_format(dtype)),
    }
}

fn unsupported_format(dtype: DType) -> Error {
    Error::new(
        ErrorKind::Unsupported,
        format!("tensors of {dtype:?} cannot be exported here: use f32"),
    )
}
