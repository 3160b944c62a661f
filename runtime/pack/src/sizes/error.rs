//! Why a node is refused.

/// What is wrong with a node, in words that follow its name, such as "it lacks input 2".
#[derive(Debug)]
pub struct ShapeError(String);

/// What a rule finds for a node, by default its outputs.
pub type ShapeResult<T = super::view::Outputs> = Result<T, ShapeError>;

impl From<String> for ShapeError {
    fn from(reason: String) -> Self {
        Self(reason)
    }
}

impl From<&str> for ShapeError {
    fn from(reason: &str) -> Self {
        Self(reason.to_owned())
    }
}

impl From<ShapeError> for String {
    fn from(error: ShapeError) -> Self {
        error.0
    }
}
