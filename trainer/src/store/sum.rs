//! SHA-256 as a value that reads and writes itself in hexadecimal.

use dynet_core::{Error, Result};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};
use std::fmt;
use std::io::Read;
use std::path::Path;

/// A SHA-256.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sha256Sum(pub [u8; 32]);

impl Sha256Sum {
    /// The sum of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The sum of a file and its length, read once and not held in memory.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn of_file(path: &Path) -> Result<(Self, u64)> {
        let failed = |e| Error::io("read", path, e);
        let mut file = std::fs::File::open(path).map_err(failed)?;
        let (mut hash, mut bytes) = (Sha256::new(), 0);
        let mut buffer = vec![0; 1 << 20];
        loop {
            let count = file.read(&mut buffer).map_err(failed)?;
            if count == 0 {
                return Ok((Self(hash.finalize().into()), bytes));
            }
            hash.update(&buffer[..count]);
            bytes += count as u64;
        }
    }

    /// The first 8 bytes as a number, for dividing names among machines.
    pub fn number(&self) -> u64 {
        self.0[..8].iter().fold(0, |n, &b| n << 8 | u64::from(b))
    }
}

impl fmt::Display for Sha256Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Sha256Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl Serialize for Sha256Sum {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Sha256Sum {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        let digits = text.as_bytes();
        let mut sum = [0; 32];
        let value = |digit: u8| (digit as char).to_digit(16).map(|v| v as u8);
        for (byte, pair) in sum.iter_mut().zip(digits.chunks(2)) {
            *byte = match *pair {
                [a, b] => value(a).zip(value(b)).map(|(a, b)| a << 4 | b),
                _ => None,
            }
            .ok_or_else(|| serde::de::Error::custom("not a SHA-256 in hexadecimal"))?;
        }
        if digits.len() != 64 {
            return Err(serde::de::Error::custom("a SHA-256 has 64 digits"));
        }
        Ok(Self(sum))
    }
}
