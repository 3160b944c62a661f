//! The one error type of this crate: what kind of thing went wrong, where, and what to do.

use std::fmt;

/// What kind of thing went wrong; callers decide by this, people read the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// An argument is out of range or contradicts another.
    Argument,
    /// A file or folder could not be read or written.
    Io,
    /// The network's weights could not be loaded.
    Weights,
    /// A pack cannot be opened.
    Pack,
    /// A weight is NaN or infinite.
    NotFinite,
    /// The forward pass could not be recorded.
    Capture,
    /// The forward pass is not the same sequence of operations at every picture size.
    SizeDependent,
    /// A length is not a fraction of height and width.
    Dimension,
    /// The forward pass uses an operation that has no lowering.
    Unsupported,
    /// An engine refused a graph or failed while it ran.
    Engine,
    /// An engine's output is too far from Burn's.
    Mismatch,
}

/// An error with its kind and its place (operation, tensor, file).
#[derive(Debug)]
pub struct Error(Box<Inner>);

/// Boxed so that a `Result` stays small on the happy path.
#[derive(Debug)]
struct Inner {
    kind: ErrorKind,
    message: String,
    place: Option<String>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// This crate's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// A new error; `message` says what was wrong and what to do about it.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            message: message.into(),
            place: None,
            source: None,
        }))
    }

    /// An input or output error on `path` while doing `action` ("read", "create").
    pub fn io(action: &str, path: &std::path::Path, error: std::io::Error) -> Self {
        Self::new(
            ErrorKind::Io,
            format!("cannot {action} {}: {error}", path.display()),
        )
        .with_source(error)
    }

    /// Says where it went wrong, unless a nearer place is known.
    pub fn at(mut self, place: impl Into<String>) -> Self {
        self.0.place.get_or_insert_with(|| place.into());
        self
    }

    /// Keeps the error that caused this one.
    pub fn with_source(
        mut self,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// What kind of thing went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The operation, tensor or file, where one is known.
    pub fn place(&self) -> Option<&str> {
        self.0.place.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)?;
        match &self.0.place {
            Some(place) => write!(f, " (at {place})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_ref().map(|source| {
            let source: &(dyn std::error::Error + 'static) = source.as_ref();
            source
        })
    }
}

impl From<dynet_core::Error> for Error {
    fn from(error: dynet_core::Error) -> Self {
        Self::new(ErrorKind::Engine, error.to_string()).with_source(error)
    }
}
