//! Choosing and starting an engine.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

use crate::engine::Engine;
use crate::{Error, ErrorKind, Result};

/// Which engine restores.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Backend {
    /// ONNX Runtime when its library is found, tract otherwise.
    #[default]
    Auto,
    /// ONNX Runtime.
    Ort,
    /// tract.
    Tract,
}

impl FromStr for Backend {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        match name {
            "auto" => Ok(Self::Auto),
            "ort" => Ok(Self::Ort),
            "tract" => Ok(Self::Tract),
            _ => Err(Error::new(
                ErrorKind::Argument,
                format!("there is no backend {name:?}; there are auto, ort and tract"),
            )),
        }
    }
}

impl fmt::Display for Backend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Auto => "auto",
            Self::Ort => "ort",
            Self::Tract => "tract",
        })
    }
}

/// A started engine, and a line for the user where it is not the fastest one.
type Started = (Box<dyn Engine>, Option<String>);

/// Starts the engine that `backend` asks for.
pub(super) fn start(backend: Backend, library: Option<&Path>, threads: usize) -> Result<Started> {
    match backend {
        Backend::Tract => Ok((tract()?, None)),
        Backend::Ort => match ort(library, threads)? {
            Ok(engine) => Ok((engine, None)),
            Err(reason) => Err(Error::new(ErrorKind::EngineMissing, reason)),
        },
        Backend::Auto => match ort(library, threads)? {
            Ok(engine) => Ok((engine, None)),
            Err(reason) => match tract() {
                Ok(engine) => Ok((engine, Some(format!("tract is in use: {reason}")))),
                Err(_) => Err(Error::new(ErrorKind::EngineMissing, reason)),
            },
        },
    }
}

/// ONNX Runtime, or why it is not there. A library that the caller named must work.
#[cfg(feature = "ort")]
fn ort(library: Option<&Path>, threads: usize) -> Result<Result<Box<dyn Engine>, String>> {
    use crate::engine::library::{Search, find};
    use crate::engine::ort::Ort;

    let path = match find(library)? {
        Search::Found(path) => path,
        Search::Absent(reason) => return Ok(Err(reason)),
    };
    match Ort::new(&path, threads) {
        Ok(engine) => Ok(Ok(Box::new(engine))),
        Err(error) if library.is_some() => Err(error),
        Err(error) => Ok(Err(error.to_string())),
    }
}

#[cfg(not(feature = "ort"))]
fn ort(library: Option<&Path>, _threads: usize) -> Result<Result<Box<dyn Engine>, String>> {
    let reason = "this build has no ONNX Runtime; build it with the feature \"ort\"";
    match library {
        Some(path) => Err(Error::new(ErrorKind::EngineMissing, reason).in_file(path)),
        None => Ok(Err(reason.into())),
    }
}

#[cfg(feature = "tract")]
fn tract() -> Result<Box<dyn Engine>> {
    Ok(Box::new(crate::engine::tract::Tract::new()))
}

#[cfg(not(feature = "tract"))]
fn tract() -> Result<Box<dyn Engine>> {
    Err(Error::new(
        ErrorKind::EngineMissing,
        "this build has no tract; build it with the feature \"tract\"",
    ))
}
