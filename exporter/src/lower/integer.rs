//! Bitwise operations on integers.

use burn_ir::{IntOperationIr as Int, ScalarIr, ScalarOpIr, TensorIr};

use super::{Lowering, elementwise, matmul};
use crate::Result;
use crate::graph::Attr;

pub(super) fn lower(lw: &mut Lowering, op: &Int) -> Result<bool> {
    match op {
        Int::BitwiseAnd(op) => elementwise::binary(lw, "BitwiseAnd", op)?,
        Int::BitwiseAndScalar(op) => elementwise::scalar(lw, "BitwiseAnd", op)?,
        Int::BitwiseOr(op) => elementwise::binary(lw, "BitwiseOr", op)?,
        Int::BitwiseOrScalar(op) => elementwise::scalar(lw, "BitwiseOr", op)?,
        Int::BitwiseXor(op) => elementwise::binary(lw, "BitwiseXor", op)?,
        Int::BitwiseXorScalar(op) => elementwise::scalar(lw, "BitwiseXor", op)?,
        Int::BitwiseNot(op) => elementwise::unary(lw, "BitwiseNot", op)?,
        Int::BitwiseLeftShift(op) => {
            let inputs = lw.broadcast([&op.lhs, &op.rhs], &op.out)?;
            left(lw, inputs, &op.out)?;
        }
        Int::BitwiseRightShift(op) => {
            let inputs = lw.broadcast([&op.lhs, &op.rhs], &op.out)?;
            right(lw, inputs, &op.out)?;
        }
        Int::BitwiseLeftShiftScalar(op) => {
            let inputs = with_scalar(lw, op)?;
            left(lw, inputs, &op.out)?;
        }
        Int::BitwiseRightShiftScalar(op) => {
            let inputs = with_scalar(lw, op)?;
            right(lw, inputs, &op.out)?;
        }
        Int::Matmul(op) => matmul::product(lw, op)?,
        _ => return Ok(false),
    }
    Ok(true)
}

fn with_scalar(lw: &mut Lowering, op: &ScalarOpIr) -> Result<[String; 2]> {
    Ok([lw.full(&op.lhs)?, lw.scalar(op.rhs, &op.lhs)?])
}

/// ONNX shifts unsigned numbers only, so these multiply and divide by powers of two.
fn left(lw: &mut Lowering, [x, by]: [String; 2], out: &TensorIr) -> Result<()> {
    let two = lw.scalar(ScalarIr::Int(2), out)?;
    let factor = lw.graph.node("Pow", &[&two, &by], &[]);
    lw.emit(out, "Mul", &[&x, &factor], &[]);
    Ok(())
}

/// A right shift rounds down; ONNX divides toward 0, so the remainder is subtracted first.
fn right(lw: &mut Lowering, [x, by]: [String; 2], out: &TensorIr) -> Result<()> {
    let two = lw.scalar(ScalarIr::Int(2), out)?;
    let divisor = lw.graph.node("Pow", &[&two, &by], &[]);
    let rest = lw
        .graph
        .node("Mod", &[&x, &divisor], &[("fmod", Attr::Int(0))]);
    let even = lw.graph.node("Sub", &[&x, &rest], &[]);
    lw.emit(out, "Div", &[&even, &divisor], &[]);
    Ok(())
}
