//! Pooling.

use burn_ir::{ModuleOperationIr as Op, TensorIr};

use super::{Lowering, adaptive};
use crate::Result;
use crate::graph::Attr;

pub(super) fn lower(lw: &mut Lowering, op: &Op) -> Result<bool> {
    match op {
        Op::AvgPool1d(op) => {
            let window = Window::new([op.kernel_size], [op.stride], [op.padding], op.ceil_mode);
            let count = ("count_include_pad", op.count_include_pad.into());
            window.pool(lw, "AveragePool", &op.x, &op.out, vec![count])
        }
        Op::AvgPool2d(op) => {
            let window = Window::new(op.kernel_size, op.stride, op.padding, op.ceil_mode);
            let count = ("count_include_pad", op.count_include_pad.into());
            window.pool(lw, "AveragePool", &op.x, &op.out, vec![count])
        }
        Op::MaxPool1d(op) => {
            let window = Window::new([op.kernel_size], [op.stride], [op.padding], op.ceil_mode);
            window
                .dilated([op.dilation])
                .pool(lw, "MaxPool", &op.x, &op.out, Vec::new())
        }
        Op::MaxPool2d(op) => {
            let window = Window::new(op.kernel_size, op.stride, op.padding, op.ceil_mode);
            window
                .dilated(op.dilation)
                .pool(lw, "MaxPool", &op.x, &op.out, Vec::new())
        }
        Op::AdaptiveAvgPool1d(op) => adaptive::pool(lw, &op.x, &op.out),
        Op::AdaptiveAvgPool2d(op) => adaptive::pool(lw, &op.x, &op.out),
        Op::AdaptiveAvgPool3d(op) => adaptive::pool(lw, &op.x, &op.out),
        _ => return Ok(false),
    }?;
    Ok(true)
}

/// The window that moves over the last `D` axes.
struct Window<const D: usize> {
    kernel: [usize; D],
    stride: [usize; D],
    padding: [usize; D],
    dilation: [usize; D],
    ceil: bool,
}

impl<const D: usize> Window<D> {
    fn new(kernel: [usize; D], stride: [usize; D], padding: [usize; D], ceil: bool) -> Self {
        Self {
            kernel,
            stride,
            padding,
            dilation: [1; D],
            ceil,
        }
    }

    fn dilated(self, dilation: [usize; D]) -> Self {
        Self { dilation, ..self }
    }

    fn pool(
        self,
        lw: &mut Lowering,
        name: &'static str,
        x: &TensorIr,
        out: &TensorIr,
        more: Vec<(&'static str, i64)>,
    ) -> Result<()> {
        let ints = |values: &[usize]| Attr::Ints(values.iter().map(|&n| n as i64).collect());
        let mut attrs = vec![
            ("kernel_shape", ints(&self.kernel)),
            ("strides", ints(&self.stride)),
            ("pads", ints(&[self.padding, self.padding].concat())),
            ("ceil_mode", Attr::Int(self.ceil.into())),
        ];
        if self.dilation != [1; D] {
            attrs.push(("dilations", ints(&self.dilation)));
        }
        attrs.extend(
            more.into_iter()
                .map(|(name, value)| (name, Attr::Int(value))),
        );
        let x = lw.full(x)?;
        lw.emit(out, name, &[&x], &attrs);
        Ok(())
    }
}
