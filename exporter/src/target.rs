//! What graphs can be exported for.

use std::fmt;
use std::str::FromStr;

/// A kind of hardware and engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Target {
    /// ONNX Runtime on a processor, pictures of any size.
    Cpu,
    /// tract, pictures of any size.
    Tract,
}

/// The number format of a graph's weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Precision {
    /// 32-bit floats.
    Fp32,
}

impl Target {
    /// One of each kind.
    pub const EXAMPLES: [Self; 2] = [Self::Cpu, Self::Tract];

    /// What it is for, for people.
    pub fn explanation(self) -> &'static str {
        ""
    }

    /// Its name in file names.
    pub fn label(self) -> String {
        self.to_string()
    }

    /// Height and width, where they are fixed.
    pub fn size(self) -> Option<[usize; 2]> {
        None
    }

    /// The precisions of its graphs, of those that were asked for.
    pub fn precisions(self, asked: &[Precision]) -> Vec<Precision> {
        asked.to_vec()
    }
}

impl FromStr for Target {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "cpu" => Ok(Self::Cpu),
            "tract" => Ok(Self::Tract),
            _ => Err("no".into()),
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Cpu => "cpu",
            Self::Tract => "tract",
        })
    }
}

impl FromStr for Precision {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "fp32" => Ok(Self::Fp32),
            _ => Err("no".into()),
        }
    }
}

impl fmt::Display for Precision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("fp32")
    }
}
