//! The configuration of a MAXIM.

use serde::{Deserialize, Serialize};

use crate::ConfigError;

/// The shape of a [`Maxim`](crate::Maxim).
///
/// ```
/// use dynet_models::MaximConfig;
/// let paper = MaximConfig::paper();
/// assert_eq!(paper.input_multiple(), 64);
/// assert!(paper.check_tile(256, 320).is_ok());
/// assert!(paper.check_tile(256, 300).is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MaximConfig {
    /// Channels at the first level, a multiple of 4; the levels below have 2, 4 and 4 times as many.
    pub features: usize,
    /// Blocks at the lowest resolution: 2.
    pub bottlenecks: usize,
    /// Side of the blocks in pixels, and of the grid in cells: for the two levels of high resolution, and for the
    /// others.
    pub sides: [usize; 2],
    /// Side of the square tile that the network is trained and used at, in pixels. Other sizes run, but
    /// the grid's cells are then of another size than in training.
    pub tile: usize,
}

impl MaximConfig {
    /// MAXIM-1S. The authors' port holds 8,175,683 values, of which 1,697,024 are in cross-gating blocks
    /// that a network of one stage never calls, and 344,288 in convolutions after the decoder's levels
    /// whose output nothing reads. The other 6,134,371 are here.
    pub fn paper() -> Self {
        Self {
            features: 32,
            bottlenecks: 2,
            sides: [16, 8],
            tile: 256,
        }
    }

    /// Height and width of an input must be multiples of this.
    pub fn input_multiple(&self) -> usize {
        input_multiple(self.sides)
    }

    /// Checks that a tile of that height and width fits the network.
    ///
    /// # Errors
    /// Sides that are not multiples of [`Self::input_multiple`].
    pub fn check_tile(&self, height: usize, width: usize) -> Result<(), ConfigError> {
        check_tile(self.sides, [height, width])
    }

    /// Checks the configuration.
    ///
    /// # Errors
    /// A value of which no network can be built.
    pub fn validate(&self) -> Result<(), ConfigError> {
        check(self.features, self.sides, self.tile)?;
        match self.bottlenecks {
            2 => Ok(()),
            // Their names are fields of the network.
            count => {
                let message = format!("bottlenecks is {count}: MAXIM has 2");
                Err(ConfigError::out_of_range("bottlenecks", message))
            }
        }
    }
}

/// [`MaximConfig::input_multiple`] of every network of MAXIM's blocks.
pub(crate) fn input_multiple([high, low]: [usize; 2]) -> usize {
    // The lowest of the two upper levels is at a half, the lowest of all at an eighth.
    let (high, low) = (2 * high, 8 * low);
    let mut multiples = (1..low).map(|times| times * high);
    multiples
        .find(|n| n.is_multiple_of(low))
        .unwrap_or(high * low)
}

/// [`MaximConfig::check_tile`] of every network of MAXIM's blocks.
pub(crate) fn check_tile(
    sides: [usize; 2],
    [height, width]: [usize; 2],
) -> Result<(), ConfigError> {
    let multiple = input_multiple(sides);
    let fits = |side: usize| side > 0 && side.is_multiple_of(multiple);
    match fits(height) && fits(width) {
        true => Ok(()),
        false => {
            let message = format!(
                "a tile of {width}x{height} does not fit MAXIM: give sides that are multiples of {multiple}"
            );
            Err(ConfigError::mismatch("tile", message))
        }
    }
}

/// Requirements of all networks of MAXIM's blocks.
pub(crate) fn check(features: usize, sides: [usize; 2], tile: usize) -> Result<(), ConfigError> {
    if !(4..=256).contains(&features) || !features.is_multiple_of(4) {
        let message = format!("features is {features}: give a multiple of 4 from 4 to 256");
        return Err(ConfigError::out_of_range("features", message));
    }
    if sides.iter().any(|side| !(1..=64).contains(side)) {
        let message = format!("sides is {sides:?}: give 1 to 64 each");
        return Err(ConfigError::out_of_range("sides", message));
    }
    check_tile(sides, [tile; 2])
}
