//! The value ranges of a graph's tensors, observed while it runs on photos.
//!
//! The graph runs on tract, which is always available, with the tensors as further outputs.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use dynet_core::Planar;
use prost::Message;
use tract_onnx::pb::{ModelProto, ValueInfoProto, tensor_proto::DataLocation};
use tract_onnx::prelude::*;

use crate::{Error, ErrorKind, Result};

/// Number of values that are sampled from a tensor for each picture.
const SAMPLE: usize = 1024;

/// What was observed of one tensor.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    low: f32,
    high: f32,
    sample: Vec<f32>,
    /// How many values it has for one picture.
    pub values: usize,
}

/// How a tensor becomes bytes: `byte = round(value / scale) + zero`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Range {
    pub scale: f32,
    pub zero: u8,
}

impl Seen {
    /// The range with the smallest error. Outliers are clipped if that makes the other values more precise.
    pub fn range(&self) -> Range {
        let candidates = (0..=12).map(|step| 1.0 - 0.05 * step as f32);
        let ranges = candidates.map(|part| Range::new(self.low * part, self.high * part));
        let costs = ranges.map(|range| (range, self.cost(range)));
        let best = costs.min_by(|a, b| a.1.total_cmp(&b.1));
        best.map_or(Range::new(self.low, self.high), |(range, _)| range)
    }

    /// The squared error over the sample.
    fn cost(&self, range: Range) -> f64 {
        let errors = self.sample.iter().map(|&value| value - range.round(value));
        // Extreme values are rare in a sample, and clipping affects them most.
        let ends = [self.low, self.high].map(|value| value - range.round(value));
        let square = |error: f32| f64::from(error) * f64::from(error);
        errors.chain(ends).map(square).sum()
    }
}

impl Range {
    /// The range from `low` to `high`; zero is always exact, because padding is zero.
    fn new(low: f32, high: f32) -> Self {
        let (low, high) = (low.min(0.0), high.max(0.0));
        let scale = ((high - low) / 255.0).max(f32::MIN_POSITIVE);
        Self {
            scale,
            zero: (-low / scale).round().clamp(0.0, 255.0) as u8,
        }
    }

    /// The value after quantization.
    fn round(self, value: f32) -> f32 {
        let zero = f32::from(self.zero);
        let byte = ((value / self.scale).round_ties_even() + zero).clamp(0.0, 255.0);
        (byte - zero) * self.scale
    }
}

/// Runs `graph` (ONNX, whose tensors are in `weights`) on each picture and looks at `tensors`.
///
/// # Errors
/// [`ErrorKind::Engine`] when the graph cannot run, [`ErrorKind::NotFinite`] when a tensor has no
/// finite values.
pub(super) fn observe(
    graph: &[u8],
    weights: &[u8],
    tensors: &[String],
    pictures: &[Planar],
) -> Result<HashMap<String, Seen>> {
    let mut seen: HashMap<String, Seen> = HashMap::new();
    let Some(first) = pictures.first() else {
        return Ok(seen);
    };
    let size = [1, 3, first.height(), first.width()];
    let plan = guarded("prepare", || plan(graph, weights, tensors, size))?;
    for picture in pictures {
        let outputs = guarded("run", || {
            let input = Tensor::from_shape(&size, picture.data())?;
            plan.run(tvec!(input.into_tvalue()))
        })?;
        for (name, output) in tensors.iter().zip(outputs.iter()) {
            let values = guarded("read", || output.try_as_plain_ram()?.as_slice::<f32>())?;
            add(&mut seen, name, values)?;
        }
    }
    Ok(seen)
}

fn add(seen: &mut HashMap<String, Seen>, name: &str, values: &[f32]) -> Result<()> {
    if let Some(value) = values.iter().find(|value| !value.is_finite()) {
        let text =
            format!("the network computes {value} on a calibration photo; it cannot become int8");
        return Err(Error::new(ErrorKind::NotFinite, text).at(name));
    }
    let seen = seen.entry(name.to_owned()).or_insert_with(|| Seen {
        low: f32::INFINITY,
        high: f32::NEG_INFINITY,
        sample: Vec::new(),
        values: values.len(),
    });
    seen.low = values.iter().copied().fold(seen.low, f32::min);
    seen.high = values.iter().copied().fold(seen.high, f32::max);
    // An odd step meets every column and channel.
    let step = (values.len() / SAMPLE) | 1;
    seen.sample.extend(values.iter().step_by(step));
    Ok(())
}

/// The graph as a plan with `tensors` as its outputs.
fn plan(
    graph: &[u8],
    weights: &[u8],
    tensors: &[String],
    size: [usize; 4],
) -> TractResult<Arc<TypedRunnableModel>> {
    let mut proto = ModelProto::decode(graph)?;
    let graph = proto.graph.as_mut();
    let graph = graph.ok_or_else(|| TractError::msg("the file holds no graph"))?;
    let external = Some(DataLocation::External as i32);
    let tensors_outside = graph.initializer.iter_mut();
    for tensor in tensors_outside.filter(|tensor| tensor.data_location == external) {
        let entry = |key: &str| {
            let mut entries = tensor.external_data.iter();
            let entry = entries.find(|entry| entry.key == key);
            entry.and_then(|entry| entry.value.parse::<usize>().ok())
        };
        let (start, length) = (entry("offset").unwrap_or(0), entry("length").unwrap_or(0));
        let bytes = weights.get(start..start + length);
        let bytes = bytes.ok_or_else(|| TractError::msg("a tensor lies outside of the weights"))?;
        tensor.raw_data = bytes.to_vec();
        tensor.external_data.clear();
        tensor.data_location = None;
    }
    graph.output = tensors.iter().map(|name| output(name)).collect();
    tract_onnx::onnx()
        .with_ignore_output_shapes(true)
        .with_ignore_output_types(true)
        .with_ignore_value_info(true)
        .model_for_proto_model(&proto)?
        .with_input_fact(0, f32::fact(size).into())?
        .into_optimized()?
        .into_runnable()
}

fn output(name: &str) -> ValueInfoProto {
    ValueInfoProto {
        name: name.to_owned(),
        ..Default::default()
    }
}

/// Runs tract code; converts its errors, and its panics on unexpected graphs, into ours.
fn guarded<T>(action: &str, work: impl FnOnce() -> TractResult<T>) -> Result<T> {
    let failed = |cause: &str| {
        let line = cause.lines().next().unwrap_or_default();
        let text = format!("tract could not {action} the graph to calibrate it: {line}");
        Error::new(ErrorKind::Engine, text)
    };
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(result) => result.map_err(|error| failed(&format!("{error:#}"))),
        Err(_) => Err(failed("it stopped unexpectedly")),
    }
}
