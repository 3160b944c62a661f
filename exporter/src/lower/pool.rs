//! Pooling.

use burn_ir::ModuleOperationIr;

use super::Lowering;
use crate::graph::Attr;
use crate::{Error, ErrorKind, Result};

pub(super) fn lower(lw: &mut Lowering, op: &ModuleOperationIr) -> Result<bool> {
    match op {
        ModuleOperationIr::AvgPool2d(op) => {
            let x = lw.full(&op.x)?;
            let count = ("count_include_pad", Attr::Int(op.count_include_pad.into()));
            let mut attrs = attrs(op.kernel_size, op.stride, op.padding, op.ceil_mode);
            attrs.push(count);
            lw.emit(&op.out, "AveragePool", &[&x], &attrs);
        }
        ModuleOperationIr::MaxPool2d(op) => {
            let x = lw.full(&op.x)?;
            let mut attrs = attrs(op.kernel_size, op.stride, op.padding, op.ceil_mode);
            attrs.push(("dilations", ints(op.dilation)));
            lw.emit(&op.out, "MaxPool", &[&x], &attrs);
        }
        ModuleOperationIr::AdaptiveAvgPool2d(op) => {
            if op.output_size != [1, 1] {
                return Err(Error::new(
                    ErrorKind::Unsupported,
                    "adaptive pooling can only be exported to a size of 1x1",
                ));
            }
            let x = lw.full(&op.x)?;
            lw.emit(&op.out, "GlobalAveragePool", &[&x], &[]);
        }
        _ => return Ok(false),
    }
    Ok(true)
}

fn attrs(
    kernel: [usize; 2],
    stride: [usize; 2],
    [top, left]: [usize; 2],
    ceil: bool,
) -> Vec<(&'static str, Attr)> {
    vec![
        ("kernel_shape", ints(kernel)),
        ("strides", ints(stride)),
        ("pads", ints([top, left, top, left])),
        ("ceil_mode", Attr::Int(ceil.into())),
    ]
}

fn ints(values: impl IntoIterator<Item = usize>) -> Attr {
    Attr::Ints(values.into_iter().map(|n| n as i64).collect())
}
