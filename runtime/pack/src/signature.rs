//! The inputs and outputs of a graph.

use std::fmt;

use super::onnx::{self, Graph, ValueInfo};
use crate::{INPUT, LATENT, OUTPUT};
use dynet_core::{Error, ErrorKind, Result};

/// The longest latent that is read, in values; published ones have 128.
pub(super) const MAX_LATENT: usize = 4096;

/// What a graph does, by the names of its inputs and outputs. Pictures are
/// `[1, 3, H, W]`, latents `[1, N]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Signature {
    /// From `image` to `restored`.
    Restores,
    /// From `image` and a `latent` to `restored`.
    Guided {
        /// Its N.
        latent: usize,
    },
    /// From `image` to a `latent`.
    Prompts {
        /// Its N.
        latent: usize,
    },
}

impl Signature {
    /// That of a graph.
    pub(super) fn of(graph: &Graph) -> Result<Self> {
        let given = |port: &&ValueInfo| {
            let mut tensors = graph.initializer.iter();
            !tensors.any(|tensor| tensor.name == port.name)
        };
        let inputs: Vec<&ValueInfo> = graph.input.iter().filter(given).collect();
        let outputs: Vec<&ValueInfo> = graph.output.iter().collect();
        match (&names(&inputs)[..], &names(&outputs)[..]) {
            ([INPUT], [OUTPUT]) => Ok(Self::Restores),
            ([INPUT, LATENT], [OUTPUT]) => Ok(Self::Guided {
                latent: length(inputs[1])?,
            }),
            ([INPUT], [LATENT]) => Ok(Self::Prompts {
                latent: length(outputs[0])?,
            }),
            (inputs @ ([INPUT] | [INPUT, LATENT]), outputs) => Err(bad(format!(
                "the graph's outputs are {outputs:?}, there must be one named {OUTPUT:?} \
                 for the inputs {inputs:?}, made by one of its nodes"
            ))),
            (inputs, _) => Err(bad(format!(
                "the graph's inputs are {inputs:?}, there must be one named {INPUT:?}, and after \
                 it at most one named {LATENT:?}"
            ))),
        }
    }

    /// The name of the one output.
    pub(super) fn output(self) -> &'static str {
        match self {
            Self::Restores | Self::Guided { .. } => OUTPUT,
            Self::Prompts { .. } => LATENT,
        }
    }

    /// The shape of the one output, for a picture of this shape.
    pub(super) fn output_shape(self, picture: [usize; 4]) -> Vec<usize> {
        match self {
            Self::Restores | Self::Guided { .. } => picture.to_vec(),
            Self::Prompts { latent } => vec![1, latent],
        }
    }

    /// Refuses a graph that is not what the manifest says.
    pub(super) fn expect(self, expected: Self) -> Result<()> {
        if self == expected {
            return Ok(());
        }
        Err(bad(format!(
            "the graph {self}, but the pack's manifest needs one that {expected}"
        )))
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Restores => write!(f, "restores a picture"),
            Self::Guided { latent } => {
                write!(f, "restores a picture with a latent of {latent} values")
            }
            Self::Prompts { latent } => write!(f, "makes a latent of {latent} values"),
        }
    }
}

fn names<'a>(ports: &[&'a ValueInfo]) -> Vec<&'a str> {
    ports.iter().map(|port| port.name.as_str()).collect()
}

/// N of a port that says that it is `[1, N]`, in 32-bit floats.
fn length(port: &ValueInfo) -> Result<usize> {
    let tensor = port.kind.as_ref().and_then(|kind| kind.tensor.as_ref());
    let floats = tensor.filter(|tensor| tensor.element == onnx::FLOAT);
    let dims = floats.and_then(|tensor| Some(&tensor.shape.as_ref()?.dims[..]));
    if let Some([one, length]) = dims
        && [one, length].iter().all(|dim| dim.name.is_none())
        && one.length == Some(1)
        && let Some(length) = length.length.and_then(|n| usize::try_from(n).ok())
        && (1..=MAX_LATENT).contains(&length)
    {
        return Ok(length);
    }
    Err(bad(format!(
        "the graph must declare {LATENT:?} as floats [1, N], N from 1 to {MAX_LATENT}"
    )))
}

fn bad(message: String) -> Error {
    Error::new(ErrorKind::Graph, message)
}
