//! Parses sizes on the command line.

use std::str::FromStr;

/// `--tile`: a side in pixels, or `None` for `auto`.
#[derive(Clone, Copy)]
pub struct TileSide(pub Option<usize>);

impl FromStr for TileSide {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.parse() {
            _ if text == "auto" => Ok(Self(None)),
            Ok(side @ 64..=16384) => Ok(Self(Some(side))),
            _ => Err("give auto or a number from 64 to 16384".into()),
        }
    }
}

/// `--max-memory`: bytes, read from a number with K, M or G.
#[derive(Clone, Copy)]
pub struct Size(pub u64);

impl FromStr for Size {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let units = [("K", 1e3), ("M", 1e6), ("G", 1e9), ("", 1.0)];
        let upper = text.trim_end_matches(['b', 'B']).to_ascii_uppercase();
        let unit = units.iter().find_map(|(unit, factor)| {
            Some((
                upper.strip_suffix(unit)?.trim().parse::<f64>().ok()?,
                factor,
            ))
        });
        match unit {
            Some((number, factor)) if (1e6..1e15).contains(&(number * factor)) => {
                Ok(Self((number * factor) as u64))
            }
            _ => Err("give a size of at least 1 MB, such as 400M or 1.5G".into()),
        }
    }
}
