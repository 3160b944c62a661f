//! Dense convolution as one matrix product: 1x1 directly, 3x3 over gathered neighbours.

use burn::backend::ops::FloatTensorOps;
use burn::backend::{Flex, TensorMetadata};
use burn_autodiff::checkpoint::base::Checkpointer;
use burn_autodiff::checkpoint::strategy::NoCheckpointing;
use burn_autodiff::grads::Gradients;
use burn_autodiff::ops::{Backward, Ops, OpsKind, binary};
use burn_flex::FlexTensor;
use rayon::prelude::*;

use super::kernel::{Tracked, dims4, tensor, values};

#[derive(Debug)]
struct ConvBackward;

impl Backward<Flex, 2> for ConvBackward {
    /// Columns `[batch, in * k * k, pixels]`, weight, height and width.
    type State = (FlexTensor, FlexTensor, [usize; 2]);

    fn backward(self, ops: Ops<Self::State, 2>, grads: &mut Gradients, _: &mut Checkpointer) {
        let (columns, weight, [height, width]) = ops.state;
        let [output, input, k, _] = dims4(&weight);
        let rows = |grad: FlexTensor| {
            let batch = grad.shape()[0];
            Flex::float_reshape(grad, [batch, output, height * width].into())
        };
        let matrix = Flex::float_reshape(weight, [1, output, input * k * k].into());
        binary::<Flex, _, _>(
            ops.parents,
            ops.node,
            grads,
            |grad| {
                let columns = Flex::float_matmul(Flex::float_swap_dims(matrix, 1, 2), rows(grad));
                from_columns(columns, input, k, height, width)
            },
            |grad| {
                let each = Flex::float_matmul(rows(grad), Flex::float_swap_dims(columns, 1, 2));
                Flex::float_reshape(Flex::float_sum_dim(each, 0), [output, input, k, k].into())
            },
        );
    }
}

/// `x` `[batch, in, height, width]`, `weight` `[out, in, k, k]` with k 1 or 3.
pub(super) fn forward(x: Tracked, weight: Tracked) -> Tracked {
    let [batch, _, height, width] = dims4(x.primitive());
    let [output, input, k, _] = dims4(weight.primitive());

    let columns = to_columns(x.primitive(), k);
    let matrix = Flex::float_reshape(
        weight.primitive().clone(),
        [1, output, input * k * k].into(),
    );
    let y = Flex::float_reshape(
        Flex::float_matmul(matrix, columns.clone()),
        [batch, output, height, width].into(),
    );
    match ConvBackward
        .prepare::<NoCheckpointing>([x.node(), weight.node()])
        .compute_bound()
        .stateful()
    {
        OpsKind::Tracked(prep) => {
            prep.finish((columns, weight.primitive().clone(), [height, width]), y)
        }
        OpsKind::UnTracked(prep) => prep.finish(y),
    }
}

/// `[batch, in, height, width]` to `[batch, in * k * k, pixels]`, zeros outside the picture.
fn to_columns(x: &FlexTensor, k: usize) -> FlexTensor {
    let [batch, input, height, width] = dims4(x);
    let pixels = height * width;
    if k == 1 {
        return Flex::float_reshape(x.clone(), [batch, input, pixels].into());
    }
    let source = values(x);
    let mut columns = vec![0.0; batch * input * 9 * pixels];
    columns
        .par_chunks_mut(9 * pixels)
        .zip(source.par_chunks(pixels))
        .for_each(|(columns, plane)| {
            for (tap, column) in columns.chunks_mut(pixels).enumerate() {
                for_each_row(tap, height, width, |to, from, n| {
                    column[to..to + n].copy_from_slice(&plane[from..from + n]);
                });
            }
        });
    tensor(columns, [batch, input * 9, pixels])
}

/// The gradient of [`to_columns`]: every tap's share added where it came from.
fn from_columns(
    columns: FlexTensor,
    input: usize,
    k: usize,
    height: usize,
    width: usize,
) -> FlexTensor {
    let batch = columns.shape()[0];
    let pixels = height * width;
    if k == 1 {
        return Flex::float_reshape(columns, [batch, input, height, width].into());
    }
    let source = values(&columns);
    let mut x = vec![0.0; batch * input * pixels];
    x.par_chunks_mut(pixels)
        .zip(source.par_chunks(9 * pixels))
        .for_each(|(plane, columns)| {
            for (tap, column) in columns.chunks(pixels).enumerate() {
                for_each_row(tap, height, width, |to, from, n| {
                    for (x, c) in plane[from..from + n].iter_mut().zip(&column[to..to + n]) {
                        *x += c;
                    }
                });
            }
        });
    tensor(x, [batch, input, height, width])
}

/// Calls `row(to, from, n)` for each run of `n` pixels whose neighbour under the 3x3 tap
/// lies inside the picture: pixel `to` reads pixel `from`.
fn for_each_row(tap: usize, height: usize, width: usize, mut row: impl FnMut(usize, usize, usize)) {
    let (dy, dx) = (tap / 3, tap % 3);
    let n = if dx == 1 { width } else { width - 1 };
    for y in 0..height {
        let from_y = y + dy;
        if n > 0 && (1..=height).contains(&from_y) {
            let to = y * width + usize::from(dx == 0);
            let from = (from_y - 1) * width + usize::from(dx == 2);
            row(to, from, n);
        }
    }
}
