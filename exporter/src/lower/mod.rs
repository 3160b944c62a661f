//! Burn's recorded operations to ONNX nodes, one file a family of operations.

mod activation;
mod cast;
mod constant;
mod conv;
mod dynamic;
mod elementwise;
mod index;
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

use crate::dims::{Axis, Length, explain};
use crate::graph::{Attr, Graph, Port, Side, element};
use crate::ports::End;
use crate::trace::{Trace, describe};
use crate::{Error, ErrorKind, Result, paths};
use constant::Constant;

/// Turns a trace into a graph; `names` are those of the inputs and of the outputs.
///
/// # Errors
/// [`ErrorKind::Unsupported`] for an operation without a lowering, [`ErrorKind::Dimension`] for
/// a length that does not follow from the free lengths.
pub(crate) fn lower(trace: &Trace, names: [&[String]; 2]) -> Result<Graph> {
    let [inputs, outputs] =
        [(&trace.inputs, names[0]), (&trace.outputs, names[1])].map(|(ends, names)| {
            let ends = ends.iter().zip(names);
            let ports = ends.map(|(end, name)| port(trace, end, name));
            ports.collect::<Result<Vec<_>>>()
        });
    let mut lowering = Lowering {
        trace,
        graph: Graph::new(inputs?, outputs?),
        values: HashMap::new(),
        position: 0,
    };
    for (input, name) in trace.inputs.iter().zip(names[0]) {
        let value = Value {
            source: Source::Node(name.clone()),
            axes: trace.axes(input.id).to_vec(),
        };
        lowering.values.insert(input.id, value);
    }
    let paths = paths::paths(trace);
    for (position, (operation, path)) in trace.operations.iter().zip(paths).enumerate() {
        lowering.position = position;
        lowering.graph.module.clone_from(&path);
        lowering
            .operation(operation)
            .map_err(|error| error.at(place(trace, position, &path)))?;
    }
    lowering.finish()
}

/// Where an operation is, for people.
fn place(trace: &Trace, position: usize, path: &str) -> String {
    let operation = describe(&trace.operations[position]);
    let module = match path {
        "" => "the network itself",
        path => path,
    };
    let after = paths::last(trace, position);
    let after = after.filter(|last| last != path);
    let after = after.map_or(String::new(), |last| format!(", after {last}"));
    format!("operation {position}, {operation}, in {module}{after}")
}

/// What a graph says about an input or output. Free axes have the names of their lengths.
fn port(trace: &Trace, end: &End, name: &str) -> Result<Port> {
    let side = |(at, axis): (usize, &Axis)| match explain(axis, &trace.points, &trace.symbols) {
        Some(Length::Fixed(length)) => Side::Fixed(length),
        Some(Length::Free(formula)) => Side::Named(formula.name(&trace.symbols)),
        None => Side::Named(format!("{name}_axis{at}")),
    };
    Ok(Port {
        name: name.to_owned(),
        element: element_of(end.dtype).map_err(|error| error.at(name))?,
        shape: trace.axes(end.id).iter().enumerate().map(side).collect(),
    })
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
                    || index::lower(self, op)?
                    || logic::base(self, op)?
            }
            OperationIr::NumericFloat(_, op) | OperationIr::NumericInt(_, op) => {
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
                    || index::module(self, op)?
            }
            OperationIr::Activation(op) => activation::lower(self, op)?,
            OperationIr::Bool(op) => logic::bool(self, op)?,
            _ => false,
        };
        if known || cast::lower(self, operation)? {
            return Ok(());
        }
        Err(Error::new(
            ErrorKind::Unsupported,
            "the network uses an operation that cannot be exported: express it with others, or \
             add its lowering in exporter/src/lower",
        ))
    }

    fn finish(mut self) -> Result<Graph> {
        let trace = self.trace;
        let values = trace.outputs.iter().map(|output| {
            let value = self.value_of(output.id)?;
            self.expand(&value, trace.axes(output.id))
        });
        let values = values.collect::<Result<Vec<_>>>()?;
        self.graph.finish(&values);
        self.graph.drop_dead();
        Ok(self.graph)
    }

    /// The lengths of a tensor's axes in every recording.
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
        self.number(value, tensor.dtype, 0)
    }

    /// A number as a constant of shape `[1; rank]`.
    fn number(&mut self, value: ScalarIr, dtype: DType, rank: usize) -> Result<String> {
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
