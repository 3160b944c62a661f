//! ONNX Runtime, loaded from a shared library while the program runs.
//!
//! A session spreads each operation over the engine's own threads, so tiles run one after another.
//! It is for pictures of one size: with dynamic sizes, the time to plan a graph's memory grows with
//! the square of its length (0.5 of 0.8 s for the light variant of the shipped pack; 0.16 s in all
//! with one size). The weights are passed as memory: every session of a pack reads the same map.

mod environment;
mod external;
mod provider;

use std::path::Path;
use std::sync::Arc;

use ::ort::environment::Environment;
use ::ort::session::builder::GraphOptimizationLevel;
use ::ort::value::TensorRef;

pub use provider::Provider;

use super::guide::Guide;
use super::{Engine, Profile, Session, Weights, check_size};
use dynet_core::{Error, ErrorKind, Planar, Result};
use dynet_pack::{INPUT, LATENT, OUTPUT};
use dynet_pack::{verify_graph, verify_sizes};
use external::Lent;

/// The names of the dynamic sides in exported graphs.
const HEIGHT: &str = "height";
const WIDTH: &str = "width";

/// The setting that makes a session use the caller's weights in place.
const IN_PLACE: &str = "session.use_external_initializer_file_buffers_directly";

/// ONNX Runtime.
pub struct Ort {
    environment: Environment,
    threads: usize,
    profile: Profile,
    provider: Provider,
}

impl Ort {
    /// Loads the library at `library`; sessions use `threads` threads (0: as many as cores).
    ///
    /// A process holds one ONNX Runtime: asking for the same library again is free.
    ///
    /// # Errors
    /// [`ErrorKind::EngineMissing`] when the library cannot be loaded, is too old, or another one
    /// is loaded already.
    pub fn new(library: &Path, threads: usize) -> Result<Self> {
        Ok(Self {
            environment: environment::load(library)?,
            threads,
            profile: Profile::default(),
            provider: Provider::default(),
        })
    }

    /// Sets another profile.
    pub fn with_profile(mut self, profile: Profile) -> Self {
        self.profile = profile;
        self
    }

    /// Sets another execution provider.
    ///
    /// # Errors
    /// [`ErrorKind::EngineMissing`] when this build or the library does not have it.
    pub fn with_provider(mut self, provider: Provider) -> Result<Self> {
        if let Some(reason) = provider.missing() {
            let text = format!("the execution provider {provider} cannot be used: {reason}");
            return Err(Error::new(ErrorKind::EngineMissing, text));
        }
        self.provider = provider;
        Ok(self)
    }

    /// Every execution provider, with the reason if it cannot be used.
    pub fn providers(&self) -> impl Iterator<Item = (Provider, Option<String>)> + use<> {
        Provider::ALL.into_iter().map(|p| (p, p.missing()))
    }

    /// The process's one ONNX Runtime, to run graphs that are not in a pack.
    pub fn environment(&self) -> &Environment {
        &self.environment
    }
}

impl Engine for Ort {
    fn name(&self) -> &str {
        "ort"
    }

    fn provider(&self) -> &str {
        self.provider.name()
    }

    fn profile(&self) -> Profile {
        self.profile
    }

    fn target(&self) -> &str {
        self.provider.target()
    }

    fn load(
        &self,
        graph: &[u8],
        weights: &[Arc<Weights>],
        size: (usize, usize),
    ) -> Result<Box<dyn Session>> {
        let signature = verify_graph(graph, weights)?.signature;
        verify_sizes(graph, weights, size)?;
        let set = |e| failed("set up a session", e);
        let mut builder = ::ort::session::Session::builder(&self.environment)
            .map_err(|e| failed("start a session", e))?
            .with_intra_threads(self.threads)
            .map_err(set)?
            .with_inter_threads(1)
            .map_err(set)?
            // One block planned for all values is larger than what is in use at any time.
            .with_memory_pattern(false)
            .map_err(set)?
            .with_dimension_override(HEIGHT, size.0 as i64)
            .map_err(set)?
            .with_dimension_override(WIDTH, size.1 as i64)
            .map_err(set)?
            // Spinning threads would burn a whole core between two photos.
            .with_intra_op_spinning(false)
            .map_err(set)?;
        builder = match self.profile {
            // The highest level rearranges convolution weights: faster, but with a second copy.
            Profile::Speed => builder
                .with_optimization_level(GraphOptimizationLevel::Level3)
                .map_err(set)?,
            // ONNX Runtime before 1.31 ignores the key, and copies the weights after all.
            Profile::Memory => builder
                .with_optimization_level(GraphOptimizationLevel::Level2)
                .map_err(set)?
                .with_prepacking(false)
                .map_err(set)?
                .with_config_entry(IN_PLACE, "1")
                .map_err(set)?,
        };
        self.provider.register(&mut builder, self.threads)?;
        Ok(Box::new(OrtSession {
            lent: Lent::new(builder, graph, weights)?,
            size,
            guide: Guide::new(signature),
        }))
    }

    fn threaded(&self) -> bool {
        true
    }
}

/// A session; forks share it and take turns, because one run already uses all threads.
struct OrtSession {
    lent: Lent,
    /// Height and width of the pictures that it takes.
    size: (usize, usize),
    guide: Guide,
}

impl OrtSession {
    /// Runs the graph on a picture and its other inputs; returns the output of that name and shape.
    fn infer(
        &self,
        input: &Planar,
        latent: Option<&[f32]>,
        (name, shape): (&str, &[usize]),
    ) -> Result<Vec<f32>> {
        check_size(input, self.size)?;
        let picture = [1, 3, input.height(), input.width()];
        let tensor = TensorRef::from_array_view((picture, input.data()))
            .map_err(|e| failed("take the picture", e))?;
        let mut inputs = ::ort::inputs![INPUT => tensor];
        if let Some(latent) = latent {
            let tensor = TensorRef::from_array_view(([1, latent.len()], latent))
                .map_err(|e| failed("take the latent", e))?;
            inputs.push((LATENT.into(), tensor.into()));
        }
        let mut session = self.lent.session();
        let outputs = session
            .run(inputs)
            .map_err(|e| failed("run the graph", e))?;
        let wrong = |message: String| Error::new(ErrorKind::Engine, message);
        let output = outputs
            .get(name)
            .ok_or_else(|| wrong("ONNX Runtime gave no output".into()))?;
        let (found, data) = output
            .try_extract_tensor::<f32>()
            .map_err(|e| failed("hand over the result", e))?;
        if !found
            .iter()
            .copied()
            .eq(shape.iter().map(|side| *side as i64))
        {
            return Err(wrong(format!(
                "the output's shape is {found:?}, not {shape:?}"
            )));
        }
        Ok(data.to_vec())
    }
}

impl Session for OrtSession {
    fn run(&mut self, input: &Planar) -> Result<Planar> {
        let shape = [1, 3, input.height(), input.width()];
        let data = self.infer(input, self.guide.restoring()?, (OUTPUT, &shape))?;
        Planar::from_data(input.width(), input.height(), data)
    }

    fn prompt(&mut self, latent: &[f32]) -> Result<()> {
        self.guide.set(latent)
    }

    fn latent(&mut self, view: &Planar) -> Result<Vec<f32>> {
        self.infer(view, None, (LATENT, &[1, self.guide.prompting()?]))
    }

    fn fork(&self) -> Result<Box<dyn Session>> {
        Ok(Box::new(OrtSession {
            lent: self.lent.clone(),
            size: self.size,
            guide: self.guide.clone(),
        }))
    }
}

/// ONNX Runtime's error as ours.
fn failed<R>(action: &str, error: ::ort::Error<R>) -> Error {
    let cause = error.to_string();
    // It has no code for this; the texts are those of its arenas, of C++, and of CUDA.
    let texts = [
        "allocate memory",
        "bad_alloc",
        "out of memory",
        "OUT_OF_MEMORY",
    ];
    let kind = match texts.iter().any(|text| cause.contains(text)) {
        true => ErrorKind::OutOfMemory,
        false => ErrorKind::Engine,
    };
    Error::new(kind, format!("ONNX Runtime could not {action}")).caused_by(cause)
}
