//! What a forward pass costs, counted from the recorded operations.

use std::collections::HashSet;

use burn::module::Module;
use burn::tensor::Tensor;
use burn_ir::{BaseOperationIr, FloatOperationIr, ModuleOperationIr, OperationIr, TensorIr};
use dynet_pack::{LinearCost, Macs, Size};

use crate::input::{Input, Picture};
use crate::ports::Blank;
use crate::trace::Trace;
use crate::{Result, capture, symbols};

/// The cost of one forward pass.
///
/// The convention is that of the papers on these networks: a multiply-accumulate is one multiplication and its
/// addition. The papers count convolutions and linear layers, and leave out attention. Here attention is reported
/// too, separately.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Values in the parameters that the output depends on.
    pub parameters: u64,
    /// Multiply-accumulates of convolutions and linear layers. A linear layer is a product with
    /// a parameter that is a matrix.
    pub conv_linear: u64,
    /// Multiply-accumulates of the other matrix products: attention, and the mixing of prompts.
    pub matmul: u64,
}

/// Counts the cost of `forward` for one picture of `size`; it needs no weights and computes nothing.
///
/// # Errors
/// [`ErrorKind::Capture`](crate::ErrorKind::Capture) when the forward pass cannot be recorded.
pub fn cost<M: Module>(
    module: &M,
    forward: impl Fn(&M, Tensor<4>) -> Tensor<4>,
    channels: usize,
    size: Size,
) -> Result<Cost> {
    let picture = Picture {
        channels,
        size: Some(size),
        ..Picture::default()
    };
    let input = Blank {
        shape: symbols::shape(&Input::from(picture), &[], &[]),
        dtype: None,
    };
    let recording = capture::record(module, &forward, &[input])?;
    let trace = Trace::new(recording, Vec::new(), Vec::new());
    let [conv_linear, matmul] = macs(&trace, 0);
    Ok(Cost {
        parameters: parameters(&trace),
        conv_linear,
        matmul,
    })
}

/// Multiply-accumulates in recording number `at`: of convolutions and linear layers, and
/// of other matrix products.
pub(crate) fn macs(trace: &Trace, at: usize) -> [u64; 2] {
    let shape = |tensor: &TensorIr| -> Vec<u64> {
        let axes = trace.axes(tensor.id).iter();
        axes.map(|axis| axis[at] as u64).collect()
    };
    let values = |tensor: &TensorIr| shape(tensor).iter().product::<u64>();
    let kernel = |weight: &TensorIr| values(weight) / shape(weight)[0].max(1);
    let inner = |x: &TensorIr| shape(x).last().copied().unwrap_or(0);
    let mut counts = [0; 2];
    for operation in &trace.operations {
        match operation {
            OperationIr::Module(ModuleOperationIr::Conv1d(op)) => {
                counts[0] += values(&op.out) * kernel(&op.weight);
            }
            OperationIr::Module(ModuleOperationIr::Conv2d(op)) => {
                counts[0] += values(&op.out) * kernel(&op.weight);
            }
            OperationIr::Module(ModuleOperationIr::DeformableConv2d(op)) => {
                counts[0] += values(&op.out) * kernel(&op.weight);
            }
            // Every input value is multiplied with its channel's whole kernel.
            OperationIr::Module(ModuleOperationIr::ConvTranspose2d(op)) => {
                counts[0] += values(&op.x) * kernel(&op.weight);
            }
            OperationIr::Module(ModuleOperationIr::Linear(op)) => {
                counts[0] += values(&op.out) * inner(&op.x);
            }
            OperationIr::Float(_, FloatOperationIr::Matmul(op)) => {
                let linear = is_matrix(trace, &op.lhs) || is_matrix(trace, &op.rhs);
                counts[usize::from(!linear)] += values(&op.out) * inner(&op.lhs);
            }
            _ => {}
        }
    }
    counts
}

/// Whether a tensor is a parameter with two axes, transposed or not.
fn is_matrix(trace: &Trace, tensor: &TensorIr) -> bool {
    match trace.producer(tensor) {
        Some(OperationIr::BaseFloat(BaseOperationIr::SwapDims(op))) => is_matrix(trace, &op.input),
        Some(OperationIr::BaseFloat(BaseOperationIr::Permute(op))) => is_matrix(trace, &op.input),
        Some(_) => false,
        None => trace.names.contains_key(&tensor.id) && tensor.shape.num_dims() == 2,
    }
}

/// How the counts grow with the picture; `None` if they are not linear in its area.
pub(crate) fn growth(trace: &Trace) -> Option<Macs> {
    let counts: Vec<[u64; 2]> = (0..trace.points.len()).map(|at| macs(trace, at)).collect();
    let line = |kind: usize| {
        let points = counts.iter().enumerate();
        line(points.map(|(at, count)| (pixels(trace, at), count[kind])))
    };
    Some(Macs {
        conv_linear: line(0)?,
        matmul: line(1)?,
    })
}

/// Pixels of all pictures in recording number `at`.
pub(crate) fn pixels(trace: &Trace, at: usize) -> usize {
    let axes = trace.inputs.first().map(|input| trace.axes(input.id));
    match axes {
        Some([batch, _, height, width]) => batch[at] * height[at] * width[at],
        _ => 0,
    }
}

/// The line through all points (area, count), if there is one.
fn line(points: impl Iterator<Item = (usize, u64)>) -> Option<LinearCost> {
    let points: Vec<(i128, i128)> = points.map(|(x, y)| (x as i128, y.into())).collect();
    let (&(x0, y0), &(x1, y1)) = (points.first()?, points.last()?);
    let (run, rise) = (x1 - x0, y1 - y0);
    let fits = |&(x, y): &(i128, i128)| (y - y0) * run == rise * (x - x0);
    (run != 0 && points.iter().all(fits)).then(|| {
        let per_pixel = rise as f64 / run as f64;
        LinearCost {
            fixed: (y0 * run - rise * x0) as f64 / run as f64,
            per_pixel,
        }
    })
}

/// Values in the parameters that the output depends on.
pub(crate) fn parameters(trace: &Trace) -> u64 {
    let inputs = trace.operations.iter().flat_map(OperationIr::inputs);
    let used: HashSet<_> = inputs.map(|tensor| tensor.id).collect();
    let used = used.iter().filter(|id| trace.names.contains_key(id));
    let sizes = used.filter_map(|id| trace.values.get(id));
    sizes.map(|value| value.num_elements() as u64).sum()
}
