//! What one run of a variant costs, at any picture size.

use std::fmt;
use std::str::FromStr;

use dynet_core::{Error, ErrorKind, Result};
use serde::{Deserialize, Serialize};

/// Multiply-accumulates of one run, by kind of operation. Sums, activations, norms and resizing
/// are not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Macs {
    /// Convolutions and linear layers, which is what papers on these networks count.
    pub conv_linear: LinearCost,
    /// The other matrix products: attention, and the mixing of prompts.
    pub matmul: LinearCost,
}

/// A count that grows with the picture: `fixed + per_pixel * width * height`, exact where both
/// sides are multiples of the pack's `input.multiple`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LinearCost {
    /// What every picture costs.
    pub fixed: f64,
    /// What every pixel costs on top.
    pub per_pixel: f64,
}

impl LinearCost {
    /// The count for one picture.
    ///
    /// ```
    /// use dynet_pack::{LinearCost, Size};
    /// let growth = LinearCost { fixed: 5.0, per_pixel: 0.5 };
    /// assert_eq!(growth.at(Size { width: 4, height: 2 }), 9);
    /// ```
    pub fn at(&self, size: Size) -> u64 {
        (self.fixed + self.per_pixel * size.area()).round() as u64
    }
}

/// Width and height of a picture, written `640x480`; each from 1 to 65536.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Size {
    /// Pixels from left to right.
    pub width: usize,
    /// Pixels from top to bottom.
    pub height: usize,
}

impl Size {
    /// The longest side that is accepted.
    const MOST: usize = 1 << 16;

    /// Width times height.
    pub fn area(&self) -> f64 {
        self.width as f64 * self.height as f64
    }

    /// Checks that both sides are multiples of `multiple`: networks work on multiples only, and other
    /// photos are padded to the next.
    ///
    /// # Errors
    /// [`ErrorKind::Argument`]; its message has the next size that fits.
    pub fn check(&self, multiple: usize) -> Result<()> {
        let [width, height] = [self.width, self.height].map(|n| n.next_multiple_of(multiple));
        if (width, height) == (self.width, self.height) {
            return Ok(());
        }
        let text = format!(
            "this network works in multiples of {multiple}: a picture of {self} is padded to \
             {width}x{height}, so ask for that"
        );
        Err(Error::new(ErrorKind::Argument, text))
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}x{}", self.width, self.height)
    }
}

impl FromStr for Size {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let side = |text: &str| {
            let side = text.parse::<usize>().ok();
            side.filter(|side| (1..=Self::MOST).contains(side))
        };
        let sides = text.split_once('x').map(|(w, h)| (side(w), side(h)));
        match sides {
            Some((Some(width), Some(height))) => Ok(Self { width, height }),
            _ => {
                let text = "give width and height in pixels, such as 640x480";
                Err(Error::new(ErrorKind::Argument, text))
            }
        }
    }
}
