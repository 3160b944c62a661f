//! The one error type of dynet: what kind of thing went wrong, where, and what to do.

use std::fmt;
use std::path::{Path, PathBuf};

/// What kind of thing went wrong; callers decide by this, people read the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A file or folder could not be read or written (permissions, a full disk).
    Io,
    /// A file that should be there is not.
    Missing,
    /// `pack.json` is not valid JSON, or lacks a field, or holds a value out of range.
    Manifest,
    /// The pack was written for a newer dynet.
    UnknownSchema,
    /// A pack in one file is a damaged or a compressed zip.
    Archive,
    /// A file name in a pack is absolute, or it leads out of the pack's folder.
    UnsafePath,
    /// A file or picture is larger than this program accepts.
    TooLarge,
    /// A file's size is not the one that the manifest gives.
    WrongSize,
    /// A file's SHA-256 is not the expected one.
    WrongHash,
    /// A graph cannot be parsed, or is not shaped as a dynet graph.
    Graph,
    /// A tensor's bytes do not lie inside the weights file, or do not fit its shape.
    TensorRange,
    /// The pack has no variant of that name.
    UnknownVariant,
    /// The pack has no task of that name.
    UnknownTask,
    /// No engine can serve the request (not built in, or its library was not found).
    EngineMissing,
    /// An engine refused a graph or failed while it ran.
    Engine,
    /// There was not enough memory for a tile.
    OutOfMemory,
    /// A network's output holds NaN or infinity.
    NotFinite,
    /// A picture cannot be decoded: truncated, empty, or not a picture.
    Photo,
    /// Well-formed input of a kind that this program does not handle.
    Unsupported,
    /// An argument is out of range or contradicts another.
    Argument,
    /// The caller cancelled it.
    Cancelled,
    /// Installing ONNX Runtime failed.
    Setup,
}

/// An error with its kind and its place (file, tensor, node).
#[derive(Debug)]
pub struct Error(Box<Inner>);

/// Boxed so that a `Result` stays one word wide on the happy path.
#[derive(Debug)]
struct Inner {
    kind: ErrorKind,
    message: String,
    file: Option<PathBuf>,
    tensor: Option<String>,
    node: Option<String>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// The result of dynet's functions.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// A new error; `message` says what was wrong and what to do about it.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            message: message.into(),
            file: None,
            tensor: None,
            node: None,
            source: None,
        }))
    }

    /// An input or output error on `path` while doing `action` ("read", "create").
    ///
    /// A file that does not exist becomes [`ErrorKind::Missing`].
    pub fn io(action: &str, path: impl AsRef<Path>, source: std::io::Error) -> Self {
        let kind = match source.kind() {
            std::io::ErrorKind::NotFound => ErrorKind::Missing,
            _ => ErrorKind::Io,
        };
        Self::new(kind, format!("could not {action} it"))
            .in_file(path)
            .caused_by(source)
    }

    /// Names the file at fault, unless an inner call already did.
    pub fn in_file(mut self, file: impl AsRef<Path>) -> Self {
        self.0
            .file
            .get_or_insert_with(|| file.as_ref().to_path_buf());
        self
    }

    /// Names the tensor at fault, unless an inner call already did.
    pub fn at_tensor(mut self, tensor: impl Into<String>) -> Self {
        self.0.tensor.get_or_insert_with(|| tensor.into());
        self
    }

    /// Names the graph node at fault, unless an inner call already did.
    pub fn at_node(mut self, node: impl Into<String>) -> Self {
        self.0.node.get_or_insert_with(|| node.into());
        self
    }

    /// Keeps the underlying error, which [`source`](std::error::Error::source) returns and `{:#}` prints.
    pub fn caused_by(
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

    /// The exit code that programs end with: 2 for invalid arguments ([`ErrorKind::Argument`]), 1 for everything else.
    pub fn exit_code(&self) -> u8 {
        match self.0.kind {
            ErrorKind::Argument | ErrorKind::UnknownVariant | ErrorKind::UnknownTask => 2,
            _ => 1,
        }
    }

    /// The message alone, without the place and the cause.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The file at fault, where one is known.
    pub fn file(&self) -> Option<&Path> {
        self.0.file.as_deref()
    }

    /// The tensor at fault, where one is known.
    pub fn tensor(&self) -> Option<&str> {
        self.0.tensor.as_deref()
    }

    /// The graph node at fault, where one is known.
    pub fn node(&self) -> Option<&str> {
        self.0.node.as_deref()
    }
}

impl fmt::Display for Error {
    /// `file: tensor "name": message`, on one line; `{:#}` adds `: cause`, and the causes below that.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        if let Some(file) = &inner.file {
            write!(f, "{}: ", file.display())?;
        }
        if let Some(node) = &inner.node {
            write!(f, "node {node:?}: ")?;
        }
        if let Some(tensor) = &inner.tensor {
            write!(f, "tensor {tensor:?}: ")?;
        }
        f.write_str(&inner.message)?;
        let mut cause = std::error::Error::source(self).filter(|_| f.alternate());
        while let Some(source) = cause {
            write!(f, ": {source}")?;
            cause = source.source();
        }
        Ok(())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0
            .source
            .as_deref()
            .map(|source| source as &(dyn std::error::Error + 'static))
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error as _;

    use super::*;

    #[test]
    fn each_error_of_a_chain_is_told_once() {
        let full = std::io::Error::other("the disk is full");
        let inner = Error::io("write", "a.png", full);
        let outer = Error::new(ErrorKind::Setup, "installing failed").caused_by(inner);
        assert_eq!(outer.to_string(), "installing failed");
        assert_eq!(
            outer.source().unwrap().to_string(),
            "a.png: could not write it"
        );
        let chain = format!("{outer:#}");
        assert_eq!(
            chain,
            "installing failed: a.png: could not write it: the disk is full"
        );
        assert_eq!(outer.exit_code(), 1);
        assert_eq!(Error::new(ErrorKind::Argument, "no").exit_code(), 2);
    }
}
