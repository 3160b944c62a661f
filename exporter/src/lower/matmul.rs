//! Matrix products and linear layers.

use burn_ir::{FloatOperationIr, MatmulOpIr, ModuleOperationIr};

use super::{Lowering, Value};
use crate::Result;
use crate::dims::Axis;

pub(super) fn float(lw: &mut Lowering, op: &FloatOperationIr) -> Result<bool> {
    let FloatOperationIr::Matmul(op) = op else {
        return Ok(false);
    };
    product(lw, op)?;
    Ok(true)
}

/// Of floats or integers.
pub(super) fn product(lw: &mut Lowering, op: &MatmulOpIr) -> Result<()> {
    let out = lw.axes(&op.out);
    let batch = |axes: &[Axis]| axes[..axes.len() - 2].to_vec();
    let (a, b) = (lw.value(&op.lhs)?, lw.value(&op.rhs)?);
    // Batch axes broadcast, the last two do not.
    let whole =
        |value: &Value, tensor| value.axes[out.len() - 2..] == lw.axes(tensor)[out.len() - 2..];
    let reaches = batch(&a.axes) == batch(&out) || batch(&b.axes) == batch(&out);
    let [lhs, rhs] = if reaches && whole(&a, &op.lhs) && whole(&b, &op.rhs) {
        [lw.name(&a)?, lw.name(&b)?]
    } else {
        [lw.full(&op.lhs)?, lw.full(&op.rhs)?]
    };
    lw.emit(&op.out, "MatMul", &[&lhs, &rhs], &[]);
    Ok(())
}

pub(super) fn module(lw: &mut Lowering, op: &ModuleOperationIr) -> Result<bool> {
    let ModuleOperationIr::Linear(op) = op else {
        return Ok(false);
    };
    let x = lw.full(&op.x)?;
    let weight = lw.full(&op.weight)?;
    match &op.bias {
        Some(bias) => {
            let bias = lw.full(bias)?;
            let product = lw.graph.node("MatMul", &[&x, &weight], &[]);
            lw.emit(&op.out, "Add", &[&product, &bias], &[]);
        }
        None => lw.emit(&op.out, "MatMul", &[&x, &weight], &[]),
    }
    Ok(true)
}
