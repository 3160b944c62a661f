//! Mixing pixels: near ones within blocks, and distant ones across a grid.

use burn::tensor::Tensor;

use crate::layers::Linear;

/// Which pixels are mixed with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axes {
    /// Those of each block of that many pixels a side.
    Block(usize),
    /// Those at the same place in each cell of a grid of that many cells a side.
    Grid(usize),
}

impl Axes {
    /// How many pixels are mixed with each other.
    pub fn tokens(self) -> usize {
        let (Self::Block(side) | Self::Grid(side)) = self;
        side * side
    }

    /// Each group of pixels through the same linear layer of [`Axes::tokens`] inputs and outputs.
    ///
    /// # Shapes
    /// - input and output `[batch, channels, height, width]`, both sides multiples of the axes' number
    pub fn mix(self, x: Tensor<4>, dense: &Linear) -> Tensor<4> {
        let [batch, channels, height, width] = x.dims();
        // Cells a side, pixels of a cell's side, and the order that puts those to mix last. Each
        // order is its own inverse.
        let ([rows, high, columns, wide], order) = match self {
            Self::Block(side) => (
                [height / side, side, width / side, side],
                [0, 1, 2, 4, 3, 5],
            ),
            Self::Grid(side) => (
                [side, height / side, side, width / side],
                [0, 1, 3, 5, 2, 4],
            ),
        };
        let grouped = x
            .reshape([batch, channels, rows, high, columns, wide])
            .permute(order);
        let [_, _, a, b, c, d] = grouped.dims();
        let groups = grouped.reshape([batch * channels * a * b, c * d]);
        let back = match self {
            Self::Block(_) => [0, 1, 2, 4, 3, 5],
            Self::Grid(_) => [0, 1, 4, 2, 5, 3],
        };
        dense
            .forward(groups)
            .reshape([batch, channels, a, b, c, d])
            .permute(back)
            .reshape([batch, channels, height, width])
    }
}
