//! Runs graphs with any inputs and outputs, on tract and on ONNX Runtime.
#![allow(dead_code)] // each test program uses its part

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;

use burn::module::Module;
use burn::tensor::{Bool, Device, Int, Tensor, TensorData};
use dynet_exporter::{Dim, Exported, Input, Options, Port, Ports, WeightFile, export};
use dynet_runtime::engine::library::{Search, find};
use dynet_runtime::engine::ort::Ort;
use ort::value::{DynValue, Tensor as OrtTensor};
use prost::Message;
use tract_onnx::pb::ModelProto;
use tract_onnx::pb::tensor_proto::DataLocation;
use tract_onnx::prelude::*;

/// What the numbers of an array are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    Float,
    Int,
    Bool,
}

/// A tensor's values as numbers, whatever its format.
#[derive(Clone, Debug)]
pub struct Array {
    pub kind: Kind,
    pub shape: Vec<usize>,
    pub values: Vec<f64>,
}

impl Array {
    /// The same values each time: floats around 0, whole numbers from 0 to 3.
    pub fn sample(kind: Kind, shape: &[usize], seed: u64) -> Self {
        let mut state = 0x9e37_79b9_7f4a_7c15_u64 ^ (seed + 1).wrapping_mul(0x2545_f491_4f6c_dd1d);
        let mut next = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 11) as f64 / (1u64 << 53) as f64
        };
        let value = |random: f64| match kind {
            Kind::Float => f64::from((4.0 * random - 2.0) as f32),
            Kind::Int => (4.0 * random).floor(),
            Kind::Bool => f64::from(random > 0.5),
        };
        Self {
            kind,
            shape: shape.to_vec(),
            values: (0..shape.iter().product()).map(|_| value(next())).collect(),
        }
    }

    fn floats(&self) -> Vec<f32> {
        self.values.iter().map(|&v| v as f32).collect()
    }

    fn ints(&self) -> Vec<i64> {
        self.values.iter().map(|&v| v as i64).collect()
    }

    fn bools(&self) -> Vec<bool> {
        self.values.iter().map(|&v| v != 0.0).collect()
    }
}

/// One tensor that tests can make and read.
pub trait Sample: Port {
    const KIND: Kind;
    fn from(array: &Array) -> Self;
    fn array(self) -> Array;
}

impl<const D: usize> Sample for Tensor<D> {
    const KIND: Kind = Kind::Float;
    fn from(array: &Array) -> Self {
        let data = TensorData::new(array.floats(), array.shape.clone());
        Self::from_data(data, &Device::flex())
    }
    fn array(self) -> Array {
        let data = self.into_data();
        let values = data.iter::<f64>().collect();
        let shape = data.shape().to_vec();
        Array {
            kind: Kind::Float,
            shape,
            values,
        }
    }
}

impl<const D: usize> Sample for Tensor<D, Int> {
    const KIND: Kind = Kind::Int;
    fn from(array: &Array) -> Self {
        let data = TensorData::new(array.ints(), array.shape.clone());
        Self::from_data(data, &Device::flex())
    }
    fn array(self) -> Array {
        let data = self.into_data();
        let values = data.iter::<i64>().map(|v| v as f64).collect();
        let shape = data.shape().to_vec();
        Array {
            kind: Kind::Int,
            shape,
            values,
        }
    }
}

impl<const D: usize> Sample for Tensor<D, Bool> {
    const KIND: Kind = Kind::Bool;
    fn from(array: &Array) -> Self {
        let data = TensorData::new(array.bools(), array.shape.clone());
        Self::from_data(data, &Device::flex())
    }
    fn array(self) -> Array {
        let data = self.into_data();
        let values = data.iter::<bool>().map(f64::from).collect();
        let shape = data.shape().to_vec();
        Array {
            kind: Kind::Bool,
            shape,
            values,
        }
    }
}

/// A tensor or a tuple.
pub trait Samples: Ports {
    fn kinds() -> Vec<Kind>;
    fn from(arrays: &[Array]) -> Self;
    fn arrays(self) -> Vec<Array>;
}

impl<T: Sample> Samples for T {
    fn kinds() -> Vec<Kind> {
        vec![T::KIND]
    }
    fn from(arrays: &[Array]) -> Self {
        Sample::from(&arrays[0])
    }
    fn arrays(self) -> Vec<Array> {
        vec![self.array()]
    }
}

macro_rules! samples {
    ($($name:ident $at:tt),+) => {
        impl<$($name: Sample),+> Samples for ($($name,)+) {
            fn kinds() -> Vec<Kind> {
                vec![$($name::KIND),+]
            }
            fn from(arrays: &[Array]) -> Self {
                ($($name::from(&arrays[$at]),)+)
            }
            fn arrays(self) -> Vec<Array> {
                vec![$(self.$at.array()),+]
            }
        }
    };
}
samples!(A 0, B 1);
samples!(A 0, B 1, C 2);
samples!(A 0, B 1, C 2, D 3);

/// An input from text: `b,3,h:8,w:8` has free axes b, h and w, the latter multiples of 8.
pub fn input(name: &str, dims: &str) -> Input {
    let dim = |text: &str| match (text.parse::<usize>(), text.split_once(':')) {
        (Ok(length), _) => Dim::Fixed(length),
        (_, Some((name, multiple))) => Dim::multiple(name, multiple.parse().unwrap()),
        _ => Dim::free(text),
    };
    Input::new(name, dims.split(',').map(dim))
}

/// Lengths of free axes in one run; none of them is recorded by the exporter.
fn lengths(input: &Input, run: usize) -> Vec<usize> {
    let length = |dim: &Dim| match dim {
        Dim::Fixed(length) => *length,
        Dim::Free { name, .. } if name == "b" => [3, 1][run],
        Dim::Free { name, multiple } => {
            let spread = name.bytes().map(usize::from).sum::<usize>() % 5;
            multiple * ([12, 9][run] / multiple.min(&3) + spread)
        }
    };
    input.dims.iter().map(length).collect()
}

/// The name of an engine, and what went wrong there.
pub type Outcome = (&'static str, Option<String>);

/// Exports `forward` and compares every engine that is here with Burn, at two sizes that were
/// not recorded.
pub fn outcomes<M: Module, I: Samples, O: Samples>(
    module: &M,
    forward: impl Fn(&M, I) -> O,
    inputs: &[Input],
) -> Result<(Exported, Vec<Outcome>), dynet_exporter::Error> {
    let exported = export(module, &forward, inputs, &Options::default())?;
    let mut file = WeightFile::new("weights.bin");
    let graph = inline(&exported.to_onnx("test", &mut file)?, file.bytes());
    let mut outcomes: Vec<Outcome> = vec![("tract", None)];
    if ort_engine().is_some() {
        outcomes.push(("ort", None));
    }
    for run in 0..2 {
        let arrays = inputs.iter().zip(I::kinds()).enumerate();
        let arrays: Vec<Array> = arrays
            .map(|(at, (input, kind))| Array::sample(kind, &lengths(input, run), at as u64))
            .collect();
        let expected = forward(module, I::from(&arrays)).arrays();
        for (engine, failure) in &mut outcomes {
            let output = match *engine {
                "tract" => guarded(|| tract(&graph, &arrays)),
                _ => guarded(|| onnx_runtime(&graph, inputs, &arrays)),
            };
            let found = output.and_then(|output| compare(&expected, &output));
            if let Err(error) = found {
                failure.get_or_insert(error);
            }
        }
    }
    Ok((exported, outcomes))
}

/// Asserts that all engines agree with Burn.
pub fn agrees<M: Module, I: Samples, O: Samples>(
    module: &M,
    forward: impl Fn(&M, I) -> O,
    inputs: &[Input],
) -> Exported {
    let (exported, outcomes) = outcomes(module, forward, inputs).unwrap();
    for (engine, failure) in outcomes {
        assert_eq!(failure, None, "{engine}");
    }
    exported
}

fn guarded<T>(work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err("it panicked".to_owned()))
}

fn compare(expected: &[Array], output: &[Array]) -> Result<(), String> {
    for (a, b) in expected.iter().zip(output) {
        if a.shape != b.shape || a.kind != b.kind {
            let text = format!("{:?} {:?}, not {:?} {:?}", b.kind, b.shape, a.kind, a.shape);
            return Err(text);
        }
        let most = a.values.iter().zip(&b.values).map(|(a, b)| {
            let equal = a == b || (a.is_nan() && b.is_nan());
            let off = (a - b).abs() / (1.0 + a.abs());
            if equal {
                0.0
            } else {
                off.max(if off.is_nan() { f64::INFINITY } else { 0.0 })
            }
        });
        let most = most.fold(0.0, f64::max);
        if most > 1e-4 {
            return Err(format!("off by {most:.1e}"));
        }
    }
    Ok(())
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
                Kind::Float => {
                    tract_onnx::prelude::Tensor::from_shape(&input.shape, &input.floats())
                }
                Kind::Int => tract_onnx::prelude::Tensor::from_shape(&input.shape, &input.ints()),
                Kind::Bool => tract_onnx::prelude::Tensor::from_shape(&input.shape, &input.bools()),
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
fn ort_engine() -> Option<Ort> {
    match find(None) {
        Ok(Search::Found(path)) => Ort::new(&path, 1).ok(),
        _ => None,
    }
}

pub fn onnx_runtime(
    graph: &[u8],
    inputs: &[Input],
    arrays: &[Array],
) -> Result<Vec<Array>, String> {
    // One at a time: tests run side by side and would only get in each other's way.
    static TURN: Mutex<()> = Mutex::new(());
    let _turn = TURN
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
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
