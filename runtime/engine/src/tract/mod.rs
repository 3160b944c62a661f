//! The pure Rust engine: nothing to install, one prepared plan for each picture size.
//!
//! tract plans for one fixed size, which lets it fold every shape away, and a plan is shared by
//! any number of threads. So tiles of one size run in parallel, one thread each.

mod share;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use prost::Message;
use tract_onnx::pb::{ModelProto, tensor_proto::DataLocation};
use tract_onnx::prelude::*;

use share::Shared;

use super::guide::Guide;
use super::{Engine, Session, Weights, check_size};
use dynet_core::{Error, ErrorKind, Planar, Result};
use dynet_pack::{Signature, external_range, verify_graph, verify_sizes};

/// tract, built into the program. Clones and their plans share equal weights.
#[derive(Clone, Debug, Default)]
pub struct Tract {
    shared: Arc<Shared>,
}

impl Tract {
    /// The engine; it has no settings.
    pub fn new() -> Self {
        Self::default()
    }
}

impl Engine for Tract {
    fn name(&self) -> &str {
        "tract"
    }

    fn target(&self) -> &str {
        "tract"
    }

    fn load(
        &self,
        graph: &[u8],
        weights: &[Arc<Weights>],
        size: (usize, usize),
    ) -> Result<Box<dyn Session>> {
        let signature = verify_graph(graph, weights)?.signature;
        verify_sizes(graph, weights, size)?;
        let plan = guarded("prepare the graph", || {
            plan(graph, weights, (signature, size), &self.shared)
        })?;
        Ok(Box::new(TractSession {
            plan,
            size,
            guide: Guide::new(signature),
        }))
    }

    fn threaded(&self) -> bool {
        false
    }
}

/// A prepared plan; the plan itself is immutable, so a fork is one more pointer to it.
struct TractSession {
    plan: Arc<TypedRunnableModel>,
    size: (usize, usize),
    guide: Guide,
}

impl TractSession {
    /// Runs the plan on a picture and its other inputs; returns the one output, of that shape.
    fn infer(&self, input: &Planar, latent: Option<&[f32]>, shape: &[usize]) -> Result<Vec<f32>> {
        let (height, width) = self.size;
        check_size(input, self.size)?;
        guarded("run the graph", || {
            let tensor = Tensor::from_shape(&[1, 3, height, width], input.data())?;
            let mut inputs = tvec!(tensor.into_tvalue());
            if let Some(latent) = latent {
                inputs.push(Tensor::from_shape(&[1, latent.len()], latent)?.into_tvalue());
            }
            let outputs = self.plan.run(inputs)?;
            let output = outputs
                .first()
                .ok_or_else(|| TractError::msg("the graph gave no output"))?;
            if output.shape() != shape {
                let text = format!("the output's shape is {:?}", output.shape());
                return Err(TractError::msg(text));
            }
            Ok(output.try_as_plain_ram()?.as_slice::<f32>()?.to_vec())
        })
    }
}

impl Session for TractSession {
    fn run(&mut self, input: &Planar) -> Result<Planar> {
        let (height, width) = self.size;
        let data = self.infer(input, self.guide.restoring()?, &[1, 3, height, width])?;
        Planar::from_data(width, height, data)
    }

    fn prompt(&mut self, latent: &[f32]) -> Result<()> {
        self.guide.set(latent)
    }

    fn latent(&mut self, view: &Planar) -> Result<Vec<f32>> {
        self.infer(view, None, &[1, self.guide.prompting()?])
    }

    fn fork(&self) -> Result<Box<dyn Session>> {
        Ok(Box::new(TractSession {
            plan: self.plan.clone(),
            size: self.size,
            guide: self.guide.clone(),
        }))
    }
}

fn plan(
    graph: &[u8],
    weights: &[Arc<Weights>],
    (signature, (height, width)): (Signature, (usize, usize)),
    shared: &Shared,
) -> TractResult<Arc<TypedRunnableModel>> {
    let model = {
        let mut proto = ModelProto::decode(graph)?;
        fill_tensors(&mut proto, weights)?;
        // Shapes written in the graph are for dynamic sizes; tract infers the fixed ones itself.
        tract_onnx::onnx()
            .with_ignore_output_shapes(true)
            .with_ignore_value_info(true)
            .model_for_proto_model(&proto)?
    };
    let mut model = model.with_input_fact(0, f32::fact([1, 3, height, width]).into())?;
    if let Signature::Guided { latent } = signature {
        model = model.with_input_fact(1, f32::fact([1, latent]).into())?;
    }
    let mut model = model.into_optimized()?;
    shared.share(&mut model)?;
    model.into_runnable()
}

/// Copies the tensors' bytes out of the maps into the graph, where tract looks for them.
fn fill_tensors(proto: &mut ModelProto, weights: &[Arc<Weights>]) -> TractResult<()> {
    let tensors = proto.graph.iter_mut().flat_map(|g| &mut g.initializer);
    for tensor in tensors.filter(|t| t.data_location == Some(DataLocation::External as i32)) {
        let entries = tensor
            .external_data
            .iter()
            .map(|entry| (entry.key.as_str(), entry.value.as_str()));
        tensor.raw_data = external_range(entries, weights)?.bytes().to_vec();
        tensor.external_data.clear();
        tensor.data_location = None;
    }
    Ok(())
}

/// Runs tract code; its errors, and its panics on graphs that it did not expect, become ours.
fn guarded<T>(action: &str, work: impl FnOnce() -> TractResult<T>) -> Result<T> {
    let failed = |cause: String| {
        // tract adds dumps of whole nodes to some errors.
        let line: String = cause
            .lines()
            .next()
            .unwrap_or("")
            .chars()
            .take(300)
            .collect();
        Error::new(ErrorKind::Engine, format!("tract could not {action}")).caused_by(line)
    };
    // Nothing outlives a panic in here: the plan is immutable and the run's state is dropped.
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(failed(format!("{error:#}"))),
        Err(panic) => Err(failed(
            panic
                .downcast_ref::<String>()
                .map(String::as_str)
                .or_else(|| panic.downcast_ref::<&str>().copied())
                .unwrap_or("it stopped unexpectedly")
                .to_owned(),
        )),
    }
}
