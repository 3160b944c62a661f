//! How often each level's block runs.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The reuse vector: how many times the shared block of each level is applied,
/// from full resolution to the latent (DyNet, arXiv 2404.02154, section 3).
///
/// It is an argument of the forward pass and not part of the weights: one set of weights serves every vector.
///
/// ```
/// use dynet_models::Reuse;
/// let reuse: Reuse = "2,3,3,4".parse().unwrap();
/// assert_eq!(reuse, Reuse::S);
/// assert!("2,3,3".parse::<Reuse>().is_err());
/// assert!("2,0,3,4".parse::<Reuse>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "[usize; 4]", into = "[usize; 4]")]
pub struct Reuse([usize; 4]);

impl Reuse {
    /// The light variant of the paper.
    pub const S: Self = Self([2, 3, 3, 4]);
    /// The heavy variant of the paper.
    pub const L: Self = Self([4, 6, 6, 8]);
    /// Every block once, for networks whose blocks are not reused.
    pub const ONCE: Self = Self([1; 4]);
    /// Maximum count, far above any published variant: a typing error must not unroll a huge graph.
    pub const MOST: usize = 64;

    /// A reuse vector of four counts from 1 to [`Reuse::MOST`].
    pub fn new(counts: [usize; 4]) -> Result<Self, ReuseError> {
        if counts.iter().any(|&n| n == 0 || n > Self::MOST) {
            return Err(ReuseError(format!("{counts:?}")));
        }
        Ok(Self(counts))
    }

    /// The counts, from full resolution to the latent.
    pub fn counts(&self) -> [usize; 4] {
        self.0
    }
}

impl fmt::Display for Reuse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d] = self.0;
        write!(f, "{a},{b},{c},{d}")
    }
}

impl FromStr for Reuse {
    type Err = ReuseError;

    fn from_str(text: &str) -> Result<Self, ReuseError> {
        let wrong = || ReuseError(format!("`{text}`"));
        let counts: Vec<usize> = text
            .split(',')
            .map(|part| part.trim().parse())
            .collect::<Result<_, _>>()
            .map_err(|_| wrong())?;
        Self::new(counts.try_into().map_err(|_| wrong())?)
    }
}

impl TryFrom<[usize; 4]> for Reuse {
    type Error = ReuseError;

    fn try_from(counts: [usize; 4]) -> Result<Self, ReuseError> {
        Self::new(counts)
    }
}

impl From<Reuse> for [usize; 4] {
    fn from(reuse: Reuse) -> Self {
        reuse.0
    }
}

/// A reuse vector that no network can run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReuseError(String);

impl fmt::Display for ReuseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} is not a reuse vector: give four counts from 1 to {}, such as 2,3,3,4",
            self.0,
            Reuse::MOST
        )
    }
}

impl std::error::Error for ReuseError {}
