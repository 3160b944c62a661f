//! Dense convolution as one matrix product: 1x1 directly, 3x3 over gathered neighbors.

use burn::backend::ops::FloatTensorOps;
use burn::backend::{Flex, TensorMetadata};
use burn_autodiff::checkpoint::base::Checkpointer;
use burn_autodiff::grads::Gradients;
use burn_autodiff::ops::{Backward, Ops, binary};
use burn_flex::FlexTensor;
use rayon::prelude::*;

use super::kernel::{Tracked, bias_gradient, dims4, finish, tensor, values};
use super::product::{Matrix, add, append};

#[derive(Debug)]
struct ConvBackward;

/// Without a bias.
impl Backward<Flex, 2> for ConvBackward {
    type State = State;

    fn backward(self, ops: Ops<State, 2>, grads: &mut Gradients, _: &mut Checkpointer) {
        let state = &ops.state;
        binary::<Flex, _, _>(
            ops.parents,
            ops.node,
            grads,
            |grad| state.input_gradient(&grad),
            |grad| state.weight_gradient(&grad),
        );
    }
}

impl Backward<Flex, 3> for ConvBackward {
    type State = State;

    fn backward(self, ops: Ops<State, 3>, grads: &mut Gradients, _: &mut Checkpointer) {
        let grad = grads.consume::<Flex>(&ops.node);
        let [input, weight, bias] = ops.parents;
        if let Some(node) = input {
            grads.register::<Flex>(node.id, ops.state.input_gradient(&grad));
        }
        if let Some(node) = weight {
            grads.register::<Flex>(node.id, ops.state.weight_gradient(&grad));
        }
        if let Some(node) = bias {
            grads.register::<Flex>(node.id, bias_gradient(&grad));
        }
    }
}

#[derive(Clone, Debug)]
struct State {
    /// `[batch, in * k * k, pixels]`
    columns: FlexTensor,
    /// `[out, in, k, k]`
    weight: FlexTensor,
    height: usize,
    width: usize,
}

impl State {
    fn input_gradient(&self, grad: &FlexTensor) -> FlexTensor {
        let [output, input, k, _] = dims4(&self.weight);
        let (inner, pixels) = (input * k * k, self.height * self.width);
        let (grad, weight) = (values(grad), values(&self.weight));
        let matrix = Matrix::new(&weight, output, inner).turned();
        let mut back = Vec::with_capacity(self.columns.shape().num_elements());
        for picture in grad.chunks(output * pixels) {
            append(&mut back, matrix, Matrix::new(picture, output, pixels));
        }
        from_columns(back, input, k, self.height, self.width)
    }

    fn weight_gradient(&self, grad: &FlexTensor) -> FlexTensor {
        let [output, input, k, _] = dims4(&self.weight);
        let (inner, pixels) = (input * k * k, self.height * self.width);
        let (grad, columns) = (values(grad), values(&self.columns));
        let mut weight = vec![0.0; output * inner];
        let pictures = grad.chunks(output * pixels);
        for (grad, columns) in pictures.zip(columns.chunks(inner * pixels)) {
            let columns = Matrix::new(columns, inner, pixels).turned();
            add(&mut weight, Matrix::new(grad, output, pixels), columns);
        }
        tensor(weight, [output, input, k, k])
    }
}

/// `x` `[batch, in, height, width]`, `weight` `[out, in, k, k]` with k 1 or 3, `bias` `[out]`.
pub(super) fn forward(x: Tracked, weight: Tracked, bias: Option<Tracked>) -> Tracked {
    let [batch, _, height, width] = dims4(x.primitive());
    let [output, input, k, _] = dims4(weight.primitive());
    let (inner, pixels) = (input * k * k, height * width);

    let columns = to_columns(x.primitive(), k);
    let mut y = Vec::with_capacity(batch * output * pixels);
    {
        let (columns, weight) = (values(&columns), values(weight.primitive()));
        let matrix = Matrix::new(&weight, output, inner);
        let biases = bias.as_ref().map(|bias| values(bias.primitive()));
        for picture in columns.chunks(inner * pixels) {
            let picture = Matrix::new(picture, inner, pixels);
            match &biases {
                None => append(&mut y, matrix, picture),
                // The product is added to the bias.
                Some(biases) => {
                    let start = y.len();
                    for bias in biases.iter() {
                        y.resize(y.len() + pixels, *bias);
                    }
                    add(&mut y[start..], matrix, picture);
                }
            }
        }
    }
    let y = tensor(y, [batch, output, height, width]);
    let state = State {
        columns,
        weight: weight.primitive().clone(),
        height,
        width,
    };
    match bias {
        None => finish(ConvBackward, [x.node(), weight.node()], state, y),
        Some(bias) => {
            let nodes = [x.node(), weight.node(), bias.node()];
            finish(ConvBackward, nodes, state, y)
        }
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
    columns: Vec<f32>,
    input: usize,
    k: usize,
    height: usize,
    width: usize,
) -> FlexTensor {
    let pixels = height * width;
    let batch = columns.len() / (input * k * k * pixels);
    if k == 1 {
        return tensor(columns, [batch, input, height, width]);
    }
    let mut x = vec![0.0; batch * input * pixels];
    x.par_chunks_mut(pixels)
        .zip(columns.par_chunks(9 * pixels))
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

/// Calls `row(to, from, n)` for each run of `n` pixels whose neighbor under the 3x3 tap lies inside the picture:
/// pixel `to` reads pixel `from`.
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
