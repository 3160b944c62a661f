//! ONNX Runtime, loaded from a shared library while the program runs.
//!
//! One session takes pictures of any size and spreads each operation over the engine's own
//! threads, so tiles run one after another. The weights are handed over as memory: every session
//! of a pack reads the same map.

mod environment;
mod external;

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use ::ort::environment::Environment;
use ::ort::session::builder::GraphOptimizationLevel;
use ::ort::value::TensorRef;

use super::{Engine, INPUT, OUTPUT, Session, Weights};
use crate::pack::{verify_graph, verify_sizes};
use crate::{Error, ErrorKind, Planar, Result};

/// ONNX Runtime on the CPU.
pub struct Ort {
    environment: Environment,
    threads: usize,
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
        })
    }

    /// The process's one ONNX Runtime, for running graphs that are no pack's.
    pub fn environment(&self) -> &Environment {
        &self.environment
    }
}

impl Engine for Ort {
    fn name(&self) -> &str {
        "ort"
    }

    fn target(&self) -> &str {
        "cpu"
    }

    fn load(
        &self,
        graph: &[u8],
        weights: Arc<Weights>,
        size: (usize, usize),
    ) -> Result<Box<dyn Session>> {
        verify_graph(graph, &weights)?;
        verify_sizes(graph, &weights, size)?;
        let mut builder = ::ort::session::Session::builder(&self.environment)
            .map_err(|e| failed("start a session", e))?
            .with_intra_threads(self.threads)
            .map_err(|e| failed("set the number of threads", e))?
            .with_inter_threads(1)
            .map_err(|e| failed("set the number of threads", e))?
            // The highest level lays convolution weights out anew: faster, for a second copy.
            .with_optimization_level(GraphOptimizationLevel::Level3)
            .map_err(|e| failed("set the optimisation level", e))?
            // Spinning threads would burn a whole core between two photos.
            .with_intra_op_spinning(false)
            .map_err(|e| failed("set the thread options", e))?;
        external::lend_weights(&mut builder, &weights)?;
        let session = builder
            .commit_from_memory(graph)
            .map_err(|e| failed("prepare the graph", e))?;
        Ok(Box::new(OrtSession {
            session: Arc::new(Mutex::new(session)),
            weights,
        }))
    }

    fn any_size(&self) -> bool {
        true
    }

    fn threaded(&self) -> bool {
        true
    }
}

/// A session; forks share it and take turns, because one run already uses all threads.
struct OrtSession {
    // Before `weights`: fields are dropped in order, and the session may read the map.
    session: Arc<Mutex<::ort::session::Session>>,
    weights: Arc<Weights>,
}

impl Session for OrtSession {
    fn run(&mut self, input: &Planar) -> Result<Planar> {
        let shape = [1, 3, input.height, input.width];
        let tensor = TensorRef::from_array_view((shape, input.data.as_slice()))
            .map_err(|e| failed("take the picture", e))?;
        // A panic elsewhere leaves the session as it was.
        let mut session = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        let outputs = session
            .run(::ort::inputs![INPUT => tensor])
            .map_err(|e| failed("run the graph", e))?;
        let wrong = |message: String| Error::new(ErrorKind::Engine, message);
        let output = outputs
            .get(OUTPUT)
            .ok_or_else(|| wrong("ONNX Runtime gave no output".into()))?;
        let (found, data) = output
            .try_extract_tensor::<f32>()
            .map_err(|e| failed("hand over the result", e))?;
        if !found.iter().copied().eq(shape.map(|side| side as i64)) {
            return Err(wrong(format!(
                "the output's shape is {found:?}, not {shape:?}"
            )));
        }
        Ok(Planar {
            width: input.width,
            height: input.height,
            data: data.to_vec(),
        })
    }

    fn fork(&self) -> Result<Box<dyn Session>> {
        Ok(Box::new(OrtSession {
            session: self.session.clone(),
            weights: self.weights.clone(),
        }))
    }
}

/// ONNX Runtime's error as ours.
fn failed<R>(action: &str, error: ::ort::Error<R>) -> Error {
    Error::new(
        ErrorKind::Engine,
        format!("ONNX Runtime could not {action}"),
    )
    .caused_by(error.to_string())
}
