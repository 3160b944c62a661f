//! The engines that run a graph: [`tract`] (pure Rust, always there) and [`ort`] (ONNX Runtime,
//! faster, when its library is found).
//!
//! A graph reaches an engine as ONNX bytes whose initializers are external data in one weights
//! file or in several (a pack's, and a task's own), plus the files' bytes as [`Weights`]. Check bytes of unknown origin with
//! [`crate::pack::verify_graph`] first; [`crate::pack::Pack`] has done so.

pub(crate) mod bytes;
#[cfg(any(feature = "ort", feature = "tract"))]
mod guide;
#[cfg(any(feature = "ort", feature = "setup-ort"))]
pub mod library;
#[cfg(feature = "ort")]
pub mod ort;
#[cfg(feature = "tract")]
pub mod tract;
mod weights;

use std::str::FromStr;
use std::sync::Arc;

pub use weights::Weights;

use crate::{Error, ErrorKind, Planar, Result};

/// Name of a graph's input, `[1, 3, H, W]`, RGB in 0..1.
pub const INPUT: &str = "image";

/// Name of a graph's output, `[1, 3, H, W]`.
pub const OUTPUT: &str = "restored";

/// Name of a prompter's output and of a guided graph's second input, `[1, N]`.
pub const LATENT: &str = "latent";

/// What an engine keeps of the weights in memory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Profile {
    /// Copies in the layout that computes fastest.
    #[default]
    Speed,
    /// On ONNX Runtime no copies: the sessions of all variants read the one map of the file, and
    /// take 1.1 to 1.3 times as long. tract has one way only: packed copies, shared by variants.
    Memory,
}

impl Profile {
    /// The name that `--profile` takes.
    pub fn name(self) -> &'static str {
        match self {
            Self::Speed => "speed",
            Self::Memory => "memory",
        }
    }
}

impl FromStr for Profile {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        match name {
            "speed" => Ok(Self::Speed),
            "memory" => Ok(Self::Memory),
            _ => {
                let text = format!("there is no profile {name:?}; there are speed and memory");
                Err(Error::new(ErrorKind::Argument, text))
            }
        }
    }
}

/// Something that can run graphs.
pub trait Engine: Send + Sync {
    /// Short name, as `--backend` takes it.
    fn name(&self) -> &str;

    /// Where it computes, as `--ep` takes it: `cpu` unless an accelerator is in use.
    fn provider(&self) -> &str {
        "cpu"
    }

    /// What it keeps of the weights.
    fn profile(&self) -> Profile {
        Profile::Speed
    }

    /// The export target whose graphs suit it best.
    fn target(&self) -> &str;

    /// Prepares `graph`, of any [`crate::pack::Signature`], for pictures of `size` (height, width).
    ///
    /// `graph` is ONNX; `weights` are the files that its initializers point into.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Graph`] or [`crate::ErrorKind::TensorRange`] for a graph that cannot
    /// be read, [`crate::ErrorKind::Engine`] for one that the engine refuses.
    fn load(
        &self,
        graph: &[u8],
        weights: &[Arc<Weights>],
        size: (usize, usize),
    ) -> Result<Box<dyn Session>>;

    /// Whether one run already uses several cores; if not, callers run tiles in parallel.
    fn threaded(&self) -> bool;
}

/// A graph ready to run.
pub trait Session: Send {
    /// Runs the graph on one picture, `[3, H, W]`; the output has the same size.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Argument`] for a size that the session does not take, or where a latent
    /// is missing; [`crate::ErrorKind::Engine`] when the engine fails.
    fn run(&mut self, input: &Planar) -> Result<Planar>;

    /// Gives a guided graph the latent of the photo whose pictures come next.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Argument`] for a graph that takes none, or one of another length.
    fn prompt(&mut self, latent: &[f32]) -> Result<()> {
        let _ = latent;
        Err(refused("takes"))
    }

    /// Runs a prompter's graph on a view of a photo.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Argument`] for another graph and for a size that the session does not
    /// take, [`crate::ErrorKind::Engine`] when the engine fails.
    fn latent(&mut self, view: &Planar) -> Result<Vec<f32>> {
        let _ = view;
        Err(refused("makes"))
    }

    /// Another session over the same prepared graph, with the same latent, for another thread; cheap.
    fn fork(&self) -> Result<Box<dyn Session>>;
}

/// Refuses a picture of another size (height, width) than a session was prepared for.
#[cfg(any(feature = "ort", feature = "tract"))]
fn check_size(picture: &Planar, (height, width): (usize, usize)) -> Result<()> {
    if (picture.height, picture.width) == (height, width) {
        return Ok(());
    }
    let text = format!(
        "the picture is {}x{}, this session was prepared for {width}x{height}",
        picture.width, picture.height
    );
    Err(Error::new(ErrorKind::Argument, text))
}

/// The error of a graph that has nothing to do with latents.
fn refused(does: &str) -> Error {
    Error::new(ErrorKind::Argument, format!("this graph {does} no latent"))
}
