//! A configuration of which no network can be built, and why.

use std::fmt;

/// A configuration of which no network can be built.
///
/// ```
/// use dynet_models::{ConfigErrorKind, DyNetConfig};
/// let odd = DyNetConfig { dim: 7, ..DyNetConfig::edge() };
/// let error = odd.validate().unwrap_err();
/// assert_eq!(error.kind(), ConfigErrorKind::OutOfRange);
/// assert_eq!(error.key(), Some("dim"));
/// assert_eq!(error.to_string(), "dim is 7: give an even number from 2 to 1024");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    kind: ConfigErrorKind,
    key: Option<String>,
    message: String,
}

/// The kinds of [`ConfigError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ConfigErrorKind {
    /// The network is of no known family, or of another one than is wanted.
    Family,
    /// The text cannot be read: an unknown or missing key, a value of another type, or no JSON.
    Format,
    /// A value out of range.
    OutOfRange,
    /// Values that are valid alone but do not fit together.
    Mismatch,
}

impl ConfigError {
    /// A new error; `message` says what was wrong and what to do about it.
    pub fn new(kind: ConfigErrorKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            key: None,
            message: message.into(),
        }
    }

    /// Names the key at fault.
    pub fn at(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }

    /// Names the table that holds the key: `width` becomes `prompter.width`.
    pub fn inside(mut self, table: &str) -> Self {
        self.key = Some(match self.key {
            Some(key) => format!("{table}.{key}"),
            None => table.to_owned(),
        });
        self
    }

    /// A value of `key` out of range.
    pub(crate) fn out_of_range(key: &str, message: impl Into<String>) -> Self {
        Self::new(ConfigErrorKind::OutOfRange, message).at(key)
    }

    /// A value of `key` that does not fit the other ones.
    pub(crate) fn mismatch(key: &str, message: impl Into<String>) -> Self {
        Self::new(ConfigErrorKind::Mismatch, message).at(key)
    }

    /// What serde could not read.
    pub(crate) fn format(error: &serde_json::Error) -> Self {
        let message = error.to_string();
        // serde tells these keys in its text alone.
        let key = ["unknown field `", "missing field `"]
            .into_iter()
            .find_map(|begin| message.strip_prefix(begin)?.split('`').next())
            .map(str::to_owned);
        Self {
            kind: ConfigErrorKind::Format,
            key,
            message,
        }
    }

    /// The kind of error.
    pub fn kind(&self) -> ConfigErrorKind {
        self.kind
    }

    /// The key at fault, where one is known; `prompter.width` for one inside a table.
    pub fn key(&self) -> Option<&str> {
        self.key.as_deref()
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ConfigError {}
