//! The engines that run a graph: [`tract`] (pure Rust, always there) and [`ort`] (ONNX Runtime,
//! faster, when its library is found).
//!
//! A graph reaches an engine as ONNX bytes whose initializers are external data in one weights
//! file or in several (a pack's, and a task's own), plus the files' bytes as [`Weights`]. Check bytes of unknown origin with
//! [`dynet_pack::verify_graph`] first; [`dynet_pack::Pack`] has done so.

#![warn(missing_docs)]

#[cfg(any(feature = "ort", feature = "tract"))]
mod guide;
#[cfg(any(feature = "ort", feature = "setup-ort"))]
pub mod library;
#[cfg(feature = "ort")]
pub mod ort;
#[cfg(feature = "setup-ort")]
pub mod setup_ort;
#[cfg(feature = "tract")]
pub mod tract;

use std::str::FromStr;
use std::sync::Arc;

pub use dynet_pack::Weights;

use dynet_core::{Error, ErrorKind, Planar, Result};

/// How an engine keeps the weights in memory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
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
                let text = format!("there is no profile {name:?}; choose speed or memory");
                Err(Error::new(ErrorKind::Argument, text))
            }
        }
    }
}

/// Something that can run graphs.
pub trait Engine: Send + Sync {
    /// Short name, as `--backend` takes it.
    fn name(&self) -> &str;

    /// Where it computes, as `--provider` takes it: `cpu` unless an accelerator is in use.
    fn provider(&self) -> &str {
        "cpu"
    }

    /// How it keeps the weights.
    fn profile(&self) -> Profile {
        Profile::Speed
    }

    /// The export target whose graphs suit it best.
    fn target(&self) -> &str;

    /// Prepares `graph`, of any [`dynet_pack::Signature`], for pictures of `size` (height, width).
    ///
    /// `graph` is ONNX; `weights` are the files that its initializers point into.
    ///
    /// # Errors
    /// [`dynet_core::ErrorKind::Graph`] or [`dynet_core::ErrorKind::TensorRange`] for a graph that cannot
    /// be read, [`dynet_core::ErrorKind::Engine`] for one that the engine refuses.
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
    /// [`dynet_core::ErrorKind::Argument`] for a size that the session does not take, or where a latent
    /// is missing; [`dynet_core::ErrorKind::Engine`] when the engine fails.
    fn run(&mut self, input: &Planar) -> Result<Planar>;

    /// Gives a guided graph the latent of the photo whose pictures come next.
    ///
    /// # Errors
    /// [`dynet_core::ErrorKind::Argument`] for a graph that takes none, or one of another length.
    fn prompt(&mut self, latent: &[f32]) -> Result<()> {
        let _ = latent;
        Err(refused("takes"))
    }

    /// Runs a prompter's graph on a view of a photo.
    ///
    /// # Errors
    /// [`dynet_core::ErrorKind::Argument`] for another graph and for a size that the session does not
    /// take, [`dynet_core::ErrorKind::Engine`] when the engine fails.
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
    if (picture.height(), picture.width()) == (height, width) {
        return Ok(());
    }
    let text = format!(
        "the picture is {}x{}, this session was prepared for {width}x{height}",
        picture.width(),
        picture.height()
    );
    Err(Error::new(ErrorKind::Argument, text))
}

/// The error for a graph that takes or makes no latent.
fn refused(does: &str) -> Error {
    Error::new(ErrorKind::Argument, format!("this graph {does} no latent"))
}
