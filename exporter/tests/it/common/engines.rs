//! Runs graphs with any inputs and outputs, on tract and on ONNX Runtime.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};

use dynet_engine::library::{Search, find};
use dynet_engine::ort::Ort;
use dynet_exporter::Input;
use ort::value::{DynValue, Tensor as OrtTensor};
use prost::Message;
use tract_onnx::pb::ModelProto;
use tract_onnx::pb::tensor_proto::DataLocation;
use tract_onnx::prelude::*;

use super::arrays::{Array, Kind};

/// A panic as an error.
pub fn guarded<T>(work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err("it panicked".to_owned()))
}

/// The graph with its tensors inside.
pub fn inline(graph: &[u8], weights: &[u8]) -> Vec<u8> {
    let mut model = ModelProto::decode(graph).unwrap();
    let tensors = model
        .graph
        .iter_mut()
        .flat_map(|graph| &mut graph.initializer);
    for tensor in tensors.filter(|t| t.data_location == Some(DataLocation::External as i32)) {
        let entry = |key: &str| -> usize {
            let entry = tensor.external_data.iter().find(|entry| entry.key == key);
            entry.unwrap().value.parse().unwrap()
        };
        let (start, length) = (entry("offset"), entry("length"));
        tensor.raw_data = weights[start..start + length].to_vec();
        tensor.external_data.clear();
        tensor.data_location = None;
    }
    model.encode_to_vec()
}

/// tract, prepared for these inputs' shapes.
pub fn tract(graph: &[u8], inputs: &[Array]) -> Result<Vec<Array>, String> {
    let run = || -> TractResult<Vec<Array>> {
        let mut model = tract_onnx::onnx()
            .with_ignore_output_shapes(true)
            .with_ignore_value_info(true)
            .model_for_read(&mut &*graph)?;
        let mut values = TVec::new();
        for (at, input) in inputs.iter().enumerate() {
            let value = match input.kind {
                Kind::Float => Tensor::from_shape(&input.shape, &input.floats()),
                Kind::Int => Tensor::from_shape(&input.shape, &input.ints()),
                Kind::Bool => Tensor::from_shape(&input.shape, &input.bools()),
            }?;
            let fact = InferenceFact::dt_shape(value.datum_type(), &input.shape);
            model = model.with_input_fact(at, fact)?;
            values.push(value.into_tvalue());
        }
        let outputs = model.into_optimized()?.into_runnable()?.run(values)?;
        let array = |value: &TValue| -> TractResult<Array> {
            let kind = match value.datum_type() {
                kind if kind.is_float() => Kind::Float,
                kind if kind == bool::datum_type() => Kind::Bool,
                _ => Kind::Int,
            };
            let numbers = value.cast_to::<f64>()?;
            Ok(Array {
                kind,
                shape: value.shape().to_vec(),
                values: numbers.try_as_plain_ram()?.as_slice::<f64>()?.to_vec(),
            })
        };
        outputs.iter().map(array).collect()
    };
    run().map_err(|error| first_line(&format!("{error:#}")))
}

fn first_line(text: &str) -> String {
    text.chars()
        .take(400)
        .collect::<String>()
        .replace('\n', " ")
}

/// ONNX Runtime where it is installed.
pub fn ort_engine() -> Option<Ort> {
    match find(None) {
        Ok(Search::Found(path)) => Some(Ort::new(&path, 1).unwrap()),
        Ok(Search::Absent(reason)) => {
            dynet_testing::skipped(reason);
            None
        }
        Err(error) => panic!("{error:#}"),
    }
}

pub fn onnx_runtime(
    graph: &[u8],
    inputs: &[Input],
    arrays: &[Array],
) -> Result<Vec<Array>, String> {
    // One at a time: tests run side by side and would only get in each other's way.
    static TURN: Mutex<()> = Mutex::new(());
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let engine = ort_engine().ok_or("it is not installed")?;
    let run = || -> Result<Vec<Array>, ort::Error> {
        let mut session = ort::session::Session::builder(engine.environment())?
            .with_intra_threads(1)
            .map_err(ort::Error::<()>::from)?
            .commit_from_memory(graph)?;
        let values = inputs.iter().zip(arrays).map(|(input, array)| {
            let shape = array.shape.clone();
            let value: DynValue = match array.kind {
                Kind::Float => OrtTensor::from_array((shape, array.floats()))?.into_dyn(),
                Kind::Int => OrtTensor::from_array((shape, array.ints()))?.into_dyn(),
                Kind::Bool => OrtTensor::from_array((shape, array.bools()))?.into_dyn(),
            };
            Ok((input.name.clone(), value))
        });
        let values = values.collect::<Result<Vec<_>, ort::Error>>()?;
        let names: Vec<String> = session
            .outputs()
            .iter()
            .map(|o| o.name().to_owned())
            .collect();
        let outputs = session.run(values)?;
        names
            .iter()
            .map(|name| array(&outputs[name.as_str()]))
            .collect()
    };
    run().map_err(|error| first_line(&error.to_string()))
}

fn array(value: &DynValue) -> Result<Array, ort::Error> {
    let shape = |shape: &[i64]| shape.iter().map(|&n| n as usize).collect();
    if let Ok((found, data)) = value.try_extract_tensor::<f32>() {
        let values = data.iter().map(|&v| v.into()).collect();
        return Ok(Array {
            kind: Kind::Float,
            shape: shape(found),
            values,
        });
    }
    if let Ok((found, data)) = value.try_extract_tensor::<bool>() {
        let values = data.iter().map(|&v| v.into()).collect();
        return Ok(Array {
            kind: Kind::Bool,
            shape: shape(found),
            values,
        });
    }
    if let Ok((found, data)) = value.try_extract_tensor::<i32>() {
        let values = data.iter().map(|&v| v.into()).collect();
        return Ok(Array {
            kind: Kind::Int,
            shape: shape(found),
            values,
        });
    }
    let (found, data) = value.try_extract_tensor::<i64>()?;
    let values = data.iter().map(|&v| v as f64).collect();
    Ok(Array {
        kind: Kind::Int,
        shape: shape(found),
        values,
    })
}
