//! Choosing and starting an engine.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;

use dynet_core::{Error, ErrorKind, Result};
use dynet_engine::{Engine, Profile};

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
                format!("there is no backend {name:?}; choose auto, ort or tract"),
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

/// The settings that engines start with.
#[derive(Clone, Debug, Default)]
pub(super) struct Settings {
    pub backend: Backend,
    /// Name of ONNX Runtime's execution provider.
    pub provider: Option<String>,
    pub profile: Profile,
    pub library: Option<PathBuf>,
    pub threads: usize,
}

/// Engines in the order in which they are tried.
pub(super) struct Started {
    pub engines: Vec<Arc<dyn Engine>>,
    /// A line for the user when the first is not the fastest.
    pub note: Option<String>,
}

/// Starts the engines that `settings` ask for, and those to use when the first fails.
pub(super) fn start(settings: &Settings) -> Result<Started> {
    let started = |engines, note| Ok(Started { engines, note });
    match settings.backend {
        Backend::Tract => match &settings.provider {
            None => started(vec![tract()?], None),
            Some(name) => {
                let text = format!("tract has no execution provider {name}: use --backend ort");
                Err(Error::new(ErrorKind::Argument, text))
            }
        },
        Backend::Ort => match ort(settings)? {
            Ok(engines) => started(engines, None),
            Err(reason) => Err(Error::new(ErrorKind::EngineMissing, reason)),
        },
        Backend::Auto => match ort(settings)? {
            Ok(mut engines) => {
                engines.extend(tract().ok());
                started(engines, None)
            }
            // No other engine replaces a named provider.
            Err(reason) if settings.provider.is_some() => {
                Err(Error::new(ErrorKind::EngineMissing, reason))
            }
            Err(reason) => match tract() {
                Ok(engine) => started(vec![engine], Some(format!("tract is in use: {reason}"))),
                Err(_) => Err(Error::new(ErrorKind::EngineMissing, reason)),
            },
        },
    }
}

/// ONNX Runtime on the requested provider and then on the processor, or why it is missing. A
/// library or a provider that the caller names must work.
#[cfg(feature = "ort")]
fn ort(settings: &Settings) -> Result<Result<Vec<Arc<dyn Engine>>, String>> {
    use dynet_engine::library::{Search, find};
    use dynet_engine::ort::{Ort, Provider};

    let provider = settings.provider.as_deref().map(str::parse::<Provider>);
    let provider = provider.transpose()?.unwrap_or_default();
    let library = settings.library.as_deref();
    let path = match find(library)? {
        Search::Found(path) => path,
        Search::Absent(reason) => return Ok(Err(reason)),
    };
    let new = || Ort::new(&path, settings.threads).map(|ort| ort.with_profile(settings.profile));
    let processor = match new() {
        Ok(engine) => engine,
        Err(error) if library.is_some() => return Err(error),
        Err(error) => return Ok(Err(format!("{error:#}"))),
    };
    let mut engines: Vec<Arc<dyn Engine>> = Vec::new();
    if provider != Provider::Cpu {
        engines.push(Arc::new(new()?.with_provider(provider)?));
    }
    engines.push(Arc::new(processor));
    Ok(Ok(engines))
}

#[cfg(not(feature = "ort"))]
fn ort(settings: &Settings) -> Result<Result<Vec<Arc<dyn Engine>>, String>> {
    let reason = "this build has no ONNX Runtime; build it with the feature \"ort\"";
    match &settings.library {
        Some(path) => Err(Error::new(ErrorKind::EngineMissing, reason).in_file(path)),
        None => Ok(Err(reason.into())),
    }
}

#[cfg(feature = "tract")]
fn tract() -> Result<Arc<dyn Engine>> {
    Ok(Arc::new(dynet_engine::tract::Tract::new()))
}

#[cfg(not(feature = "tract"))]
fn tract() -> Result<Arc<dyn Engine>> {
    Err(Error::new(
        ErrorKind::EngineMissing,
        "this build has no tract; build it with the feature \"tract\"",
    ))
}
