//! What a graph is made for: an engine or a kind of hardware, and a number format.

use std::fmt;
use std::str::FromStr;

use dynet_pack::Size;

use crate::{Error, ErrorKind};

/// Where a graph will run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Target {
    /// ONNX Runtime on a CPU, pictures of any size.
    Cpu,
    /// tract, pure Rust, pictures of any size.
    Tract,
    /// NVIDIA GPUs through ONNX Runtime, pictures of any size.
    Cuda,
    /// Accelerators of phones (NNAPI, CoreML), tiles of one size.
    Mobile(Size),
}

/// How a graph's weights are stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Precision {
    /// 32-bit floats.
    #[default]
    Fp32,
    /// 16-bit floats.
    Fp16,
    /// 8-bit integers, with one scale per channel.
    Int8,
}

impl Target {
    /// One target of each kind; the tile of `mobile` is an example.
    pub const KINDS: [Self; 4] = [
        Self::Cpu,
        Self::Tract,
        Self::Cuda,
        Self::Mobile(Size {
            width: 256,
            height: 256,
        }),
    ];

    /// The only picture size that the graph takes; `None` if any size works.
    pub fn size(self) -> Option<Size> {
        match self {
            Self::Mobile(size) => Some(size),
            _ => None,
        }
    }

    /// The precisions that it runs well, the usual one first.
    pub fn precisions(self) -> &'static [Precision] {
        match self {
            Self::Cpu | Self::Mobile(_) => &[Precision::Fp32, Precision::Fp16, Precision::Int8],
            Self::Tract => &[Precision::Fp32],
            Self::Cuda => &[Precision::Fp16],
        }
    }

    /// The target as a part of a file's name, such as `mobile-256`.
    pub fn file_part(self) -> String {
        self.to_string().replace(':', "-")
    }

    /// What the target is for and what its graphs are like, in one paragraph.
    pub fn about(self) -> &'static str {
        match self {
            Self::Cpu => {
                "ONNX Runtime on x86-64 and ARM processors. One graph takes pictures of any size. \
                 Channel counts are such that all convolutions stay in the engine's blocked \
                 layout. In fp16 only the file is halved: the engine widens the weights while it \
                 loads them and computes in fp32."
            }
            Self::Tract => {
                "tract, pure Rust, for machines where no shared library can be installed. As for \
                 cpu, but without what only serves ONNX Runtime's layout; any picture size, fp32 \
                 only: tract takes about 40 times as long in fp16."
            }
            Self::Cuda => {
                "ONNX Runtime on NVIDIA GPUs. Weights and convolutions are fp16; means, norms, \
                 softmax and sums over all pixels are fp32, so that nothing overflows. Picture \
                 and result stay fp32. A processor can run it, slowly."
            }
            Self::Mobile(_) => {
                "Accelerators of phones through ONNX Runtime's NNAPI or CoreML. Tiles of the one \
                 size given (mobile:256, or mobile:256x384 for height x width); every operator \
                 is one that both accept, so the whole graph is one partition. Gelu is a \
                 polynomial within 3e-5 of the exact one."
            }
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cpu => f.write_str("cpu"),
            Self::Tract => f.write_str("tract"),
            Self::Cuda => f.write_str("cuda"),
            Self::Mobile(Size { height, width }) if height == width => write!(f, "mobile:{height}"),
            Self::Mobile(Size { height, width }) => write!(f, "mobile:{height}x{width}"),
        }
    }
}

impl FromStr for Target {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let wrong = || {
            let text = format!(
                "there is no target {text}: use cpu, tract, cuda, or mobile with its tile's side \
                 or height and width, such as mobile:256 or mobile:256x384"
            );
            Error::new(ErrorKind::Argument, text)
        };
        let side = |text: &str| match text.parse() {
            Ok(length) if (1..=1 << 14).contains(&length) => Ok(length),
            _ => Err(wrong()),
        };
        match text {
            "cpu" => Ok(Self::Cpu),
            "tract" => Ok(Self::Tract),
            "cuda" => Ok(Self::Cuda),
            _ => {
                let size = text.strip_prefix("mobile:").ok_or_else(wrong)?;
                let (height, width) = size.split_once('x').unwrap_or((size, size));
                Ok(Self::Mobile(Size {
                    width: side(width)?,
                    height: side(height)?,
                }))
            }
        }
    }
}

impl fmt::Display for Precision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Fp32 => "fp32",
            Self::Fp16 => "fp16",
            Self::Int8 => "int8",
        })
    }
}

impl FromStr for Precision {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        match text {
            "fp32" => Ok(Self::Fp32),
            "fp16" => Ok(Self::Fp16),
            "int8" => Ok(Self::Int8),
            _ => {
                let text = format!("there is no precision {text}: use fp32, fp16 or int8");
                Err(Error::new(ErrorKind::Argument, text))
            }
        }
    }
}
