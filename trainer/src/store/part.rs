//! One of several machines that share the work.

use super::sum::Sha256Sum;
use dynet_core::{Error, ErrorKind, Result};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// One of several machines that share the work: `2/8` is the third of eight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Part {
    /// From 0.
    pub index: u64,
    /// How many machines there are.
    pub count: u64,
}

impl Part {
    /// Whether this machine processes the file of that name.
    pub(crate) fn owns(&self, file: &str) -> bool {
        Sha256Sum::of(file.as_bytes()).number() % self.count == self.index
    }
}

impl FromStr for Part {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let numbers = text.split_once('/').and_then(|(index, count)| {
            Some((index.parse::<u64>().ok()?, count.parse::<u64>().ok()?))
        });
        match numbers {
            Some((index, count)) if index < count => Ok(Self { index, count }),
            _ => Err(Error::new(
                ErrorKind::Argument,
                format!(
                    "{text:?} is not a part I/N; four machines have the parts 0/4, 1/4, 2/4 and 3/4"
                ),
            )),
        }
    }
}

impl From<Part> for String {
    fn from(part: Part) -> Self {
        format!("{}/{}", part.index, part.count)
    }
}

impl TryFrom<String> for Part {
    type Error = Error;

    fn try_from(text: String) -> Result<Self> {
        text.parse()
    }
}
