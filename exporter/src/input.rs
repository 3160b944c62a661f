//! Descriptions of a network's inputs.

use burn::tensor::DType;
use dynet_pack::INPUT;
use dynet_pack::Size;

/// The length of one axis of an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dim {
    /// Always the same.
    Fixed(usize),
    /// Chosen when the graph runs. Axes of the same name have the same length.
    Free {
        /// The name in the graph, such as `height`.
        name: String,
        /// The length is a multiple of this, at least 1.
        multiple: usize,
    },
}

impl Dim {
    /// Any length.
    pub fn free(name: impl Into<String>) -> Self {
        Self::multiple(name, 1)
    }

    /// Any multiple of `multiple`.
    pub fn multiple(name: impl Into<String>, multiple: usize) -> Self {
        Self::Free {
            name: name.into(),
            multiple,
        }
    }
}

impl From<usize> for Dim {
    fn from(length: usize) -> Self {
        Self::Fixed(length)
    }
}

impl From<&str> for Dim {
    fn from(name: &str) -> Self {
        Self::free(name)
    }
}

/// An input's name and shape; the kind of its numbers follows from the forward pass's argument.
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    /// The name in the graph.
    pub name: String,
    /// Its axes.
    pub dims: Vec<Dim>,
    /// The number format; by default f32, or i64 for integers.
    pub dtype: Option<DType>,
}

impl Input {
    /// An input of f32, i64 or bool.
    pub fn new(name: impl Into<String>, dims: impl IntoIterator<Item = Dim>) -> Self {
        Self {
            name: name.into(),
            dims: dims.into_iter().collect(),
            dtype: None,
        }
    }

    /// The same in another number format, such as [`DType::I32`].
    pub fn with_dtype(mut self, dtype: DType) -> Self {
        self.dtype = Some(dtype);
        self
    }
}

/// A picture `[batch, channels, height, width]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Color channels.
    pub channels: usize,
    /// Height and width must be multiples of this.
    pub multiple: usize,
    /// Whether several pictures of one size may come at once; otherwise one.
    pub batch: bool,
    /// The only size that the graph takes, for engines that need to know it; any size if not set. With a size, no
    /// length is computed inside the graph.
    pub size: Option<Size>,
}

impl Default for Picture {
    /// One picture with three colors, of any height and width.
    fn default() -> Self {
        Self {
            channels: 3,
            multiple: 1,
            batch: false,
            size: None,
        }
    }
}

impl From<Picture> for Input {
    fn from(picture: Picture) -> Self {
        let side = |name: &str, length: fn(Size) -> usize| match picture.size {
            Some(size) => Dim::Fixed(length(size)),
            None => Dim::multiple(name, picture.multiple),
        };
        let batch = match picture.batch {
            true => Dim::free("batch"),
            false => Dim::Fixed(1),
        };
        let (height, width) = (side("height", |s| s.height), side("width", |s| s.width));
        Self::new(INPUT, [batch, picture.channels.into(), height, width])
    }
}
