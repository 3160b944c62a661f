//! How far a graph's output may be from the network's.

use dynet_pack::Check;

use super::MAX_ABS;
use crate::{Error, ErrorKind, Result};

/// How far a graph's output may be from the network's.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Tolerance {
    /// The largest difference of an fp32 graph's output.
    pub max_abs: f64,
    /// Maximum loss of an fp16 graph against the truth, in dB.
    pub fp16_db: f64,
    /// Maximum loss of an int8 graph against the truth, in dB.
    pub int8_db: f64,
}

impl Default for Tolerance {
    fn default() -> Self {
        Self {
            max_abs: MAX_ABS,
            fp16_db: 0.05,
            int8_db: 0.5,
        }
    }
}

impl Tolerance {
    /// Fails if a check of a graph in `precision` exceeds the tolerance.
    ///
    /// # Errors
    /// [`ErrorKind::Mismatch`].
    pub fn judge(&self, check: &Check, precision: &str) -> Result<()> {
        let off = |what: String| {
            let Check {
                graph,
                engine,
                width,
                height,
                ..
            } = check;
            let text =
                format!("{graph} on {engine} {what} on a picture of {width}x{height} pixels");
            Err(Error::new(
                ErrorKind::Mismatch,
                format!("{text}; nothing was written"),
            ))
        };
        let most = match precision {
            "fp16" => self.fp16_db,
            "int8" => self.int8_db,
            _ if check.max_abs <= self.max_abs => return Ok(()),
            _ => {
                let (found, most) = (check.max_abs, self.max_abs);
                return off(format!(
                    "differs from Burn by up to {found:.2e}, {most:.0e} is allowed,"
                ));
            }
        };
        match check.db_lost {
            Some(lost) if lost.is_nan() || lost > most => {
                off(format!("loses {lost:.2} dB, {most} is allowed,"))
            }
            None if !check.max_abs.is_finite() => off("gives NaN or infinity".into()),
            _ => Ok(()),
        }
    }
}
