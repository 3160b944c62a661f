//! Lowers Burn's recorded operations to ONNX nodes, one file per family of operations.

mod activation;
mod adaptive;
mod assign;
mod attention;
mod cast;
mod constant;
mod conv;
mod dynamic;
mod elementwise;
mod float;
mod index;
mod integer;
mod interpolate;
mod logic;
mod matmul;
mod norm;
mod order;
mod pad;
mod pool;
mod reduce;
mod reshape;
mod shape;
mod slice;
mod value;
mod window;

use std::collections::HashMap;

use burn::tensor::DType;
use burn_capture::TensorId;
use burn_ir::OperationIr;

use crate::dims::{Axis, Length, explain};
use crate::graph::{Graph, Port, Side, element};
use crate::ports::End;
use crate::recorded::describe;
use crate::trace::Trace;
use crate::{Error, ErrorKind, Result, paths};
use value::{Source, Value};

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

/// The place of an operation, for messages.
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

/// The description of an input or output. Free axes have the names of their lengths.
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

/// The state of a lowering.
struct Lowering<'a> {
    trace: &'a Trace,
    graph: Graph,
    values: HashMap<TensorId, Value>,
    /// Position of the operation being lowered.
    position: usize,
}

impl Lowering<'_> {
    fn operation(&mut self, operation: &OperationIr) -> Result<()> {
        let known = match operation {
            OperationIr::BaseFloat(op) | OperationIr::BaseInt(op) | OperationIr::BaseBool(op) => {
                reshape::lower(self, op)?
                    || shape::lower(self, op)?
                    || slice::lower(self, op)?
                    || assign::lower(self, op)?
                    || index::lower(self, op)?
                    || window::lower(self, op)?
                    || logic::base(self, op)?
                    || reduce::truth(self, op)?
            }
            OperationIr::NumericFloat(_, op) | OperationIr::NumericInt(_, op) => {
                elementwise::lower(self, op)?
                    || reduce::lower(self, op)?
                    || order::lower(self, op)?
                    || logic::numeric(self, op)?
                    || pad::lower(self, op)?
            }
            OperationIr::Float(_, op) => {
                float::lower(self, op)?
                    || matmul::float(self, op)?
                    || interpolate::sample(self, op)?
            }
            OperationIr::Int(op) => integer::lower(self, op)?,
            OperationIr::Bool(op) => logic::bool(self, op)?,
            OperationIr::Activation(op) => activation::lower(self, op)?,
            OperationIr::Module(op) => {
                conv::lower(self, op)?
                    || norm::lower(self, op)?
                    || matmul::module(self, op)?
                    || interpolate::lower(self, op)?
                    || pool::lower(self, op)?
                    || index::module(self, op)?
                    || window::module(self, op)?
                    || attention::lower(self, op)?
            }
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
