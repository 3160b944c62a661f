//! Where ONNX Runtime computes: its execution providers, one per file.
//!
//! A provider needs two things: this build must have its feature, and the library that is loaded
//! must have been built with it. Operations that a provider does not support run on the processor.

mod coreml;
mod cpu;
mod cuda;
mod nnapi;
mod webgpu;
mod xnnpack;

use std::fmt;
use std::str::FromStr;

use ort::session::builder::SessionBuilder;

use dynet_core::{Error, ErrorKind, Result};

/// Where ONNX Runtime computes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Provider {
    /// The processor, by ONNX Runtime's own kernels.
    #[default]
    Cpu,
    /// NVIDIA GPUs.
    Cuda,
    /// The processor, by XNNPACK's kernels: ARM phones above all.
    Xnnpack,
    /// Android's accelerators.
    Nnapi,
    /// Apple's accelerators.
    CoreMl,
    /// Any GPU, through WebGPU.
    WebGpu,
}

/// The description of a provider, from its file.
struct Facts {
    name: &'static str,
    /// The export target whose graphs suit it best.
    target: &'static str,
    /// How to use it; `None` in a build without the feature of its name.
    handle: Option<Handle>,
}

struct Handle {
    /// Whether the loaded library has it.
    in_library: fn() -> bool,
    /// Makes a session use it, with a number of threads.
    register: fn(&mut SessionBuilder, usize) -> ort::Result<()>,
}

impl Provider {
    /// All providers.
    pub const ALL: [Self; 6] = [
        Self::Cpu,
        Self::Cuda,
        Self::Xnnpack,
        Self::Nnapi,
        Self::CoreMl,
        Self::WebGpu,
    ];

    fn facts(self) -> Facts {
        match self {
            Self::Cpu => cpu::FACTS,
            Self::Cuda => cuda::FACTS,
            Self::Xnnpack => xnnpack::FACTS,
            Self::Nnapi => nnapi::FACTS,
            Self::CoreMl => coreml::FACTS,
            Self::WebGpu => webgpu::FACTS,
        }
    }

    /// The name that `--provider` takes, such as `cuda`.
    pub fn name(self) -> &'static str {
        self.facts().name
    }

    /// The export target whose graphs suit it best.
    pub fn target(self) -> &'static str {
        self.facts().target
    }

    /// Why it cannot be used; `None` when it can. A library must be loaded already.
    pub(super) fn missing(self) -> Option<String> {
        let Some(handle) = self.facts().handle else {
            let name = self.name();
            let text = format!("this build does not have it; build with the feature {name:?}");
            return Some(text);
        };
        let text = "the ONNX Runtime library in use was built without it; install one that has it \
                    and name it with ORT_DYLIB_PATH";
        (!(handle.in_library)()).then(|| text.to_owned())
    }

    /// Makes a session use it.
    pub(super) fn register(self, builder: &mut SessionBuilder, threads: usize) -> Result<()> {
        let name = self.name();
        let text = || format!("ONNX Runtime could not start the execution provider {name}");
        match self.facts().handle {
            None => Err(Error::new(ErrorKind::EngineMissing, text())),
            Some(handle) => (handle.register)(builder, threads)
                .map_err(|e| Error::new(ErrorKind::EngineMissing, text()).caused_by(e.to_string())),
        }
    }
}

impl fmt::Display for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Provider {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        let known = Self::ALL.into_iter().find(|p| p.name() == name);
        known.ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            let text = format!("there is no execution provider {name:?}; choose one of {names}");
            Error::new(ErrorKind::Argument, text)
        })
    }
}
