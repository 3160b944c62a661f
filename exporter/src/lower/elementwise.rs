//! Element-wise arithmetic on floats and integers.

use burn::tensor::DType;
use burn_ir::{
    BinaryOpIr, ClampOpIr, NumericOperationIr as Numeric, ScalarIr, ScalarOpIr, UnaryOpIr,
};

use super::{Lowering, shape};
use crate::Result;
use crate::graph::Attr;

pub(super) fn lower(lw: &mut Lowering, op: &Numeric) -> Result<bool> {
    match op {
        Numeric::Add(op) => binary(lw, "Add", op)?,
        Numeric::Sub(op) => binary(lw, "Sub", op)?,
        Numeric::Mul(op) => binary(lw, "Mul", op)?,
        Numeric::Div(op) => binary(lw, "Div", op)?,
        Numeric::Rem(op) => {
            let inputs = lw.broadcast([&op.lhs, &op.rhs], &op.out)?;
            let name = remainder(lw, inputs, op.lhs.dtype);
            lw.set(&op.out, name);
        }
        Numeric::AddScalar(op) => scalar(lw, "Add", op)?,
        Numeric::SubScalar(op) => scalar(lw, "Sub", op)?,
        Numeric::MulScalar(op) => scalar(lw, "Mul", op)?,
        Numeric::DivScalar(op) => scalar(lw, "Div", op)?,
        Numeric::RemScalar(op) => {
            let inputs = [lw.full(&op.lhs)?, lw.scalar(op.rhs, &op.lhs)?];
            let name = remainder(lw, inputs, op.lhs.dtype);
            lw.set(&op.out, name);
        }
        Numeric::Powi(op) => binary(lw, "Pow", op)?,
        Numeric::PowiScalar(op) => power(lw, op)?,
        Numeric::Abs(op) => unary(lw, "Abs", op)?,
        Numeric::Neg(op) => unary(lw, "Neg", op)?,
        Numeric::Sign(op) => unary(lw, "Sign", op)?,
        Numeric::ClampMin(op) => scalar(lw, "Max", op)?,
        Numeric::ClampMax(op) => scalar(lw, "Min", op)?,
        Numeric::Clamp(op) => clamp(lw, op)?,
        Numeric::Full(op) => shape::filled(lw, &op.out, op.value)?,
        _ => return Ok(false),
    }
    Ok(true)
}

pub(super) fn unary(lw: &mut Lowering, name: &'static str, op: &UnaryOpIr) -> Result<()> {
    let input = lw.full(&op.input)?;
    lw.emit(&op.out, name, &[&input], &[]);
    Ok(())
}

pub(super) fn binary(lw: &mut Lowering, name: &'static str, op: &BinaryOpIr) -> Result<()> {
    let [lhs, rhs] = lw.broadcast([&op.lhs, &op.rhs], &op.out)?;
    lw.emit(&op.out, name, &[&lhs, &rhs], &[]);
    Ok(())
}

pub(super) fn scalar(lw: &mut Lowering, name: &'static str, op: &ScalarOpIr) -> Result<()> {
    let input = lw.full(&op.lhs)?;
    let by = lw.scalar(op.rhs, &op.lhs)?;
    lw.emit(&op.out, name, &[&input, &by], &[]);
    Ok(())
}

/// The remainder has the divisor's sign, as in Burn. ONNX offers that for integers only.
fn remainder(lw: &mut Lowering, [a, b]: [String; 2], dtype: DType) -> String {
    if !dtype.is_float() {
        return lw.graph.node("Mod", &[&a, &b], &[("fmod", Attr::Int(0))]);
    }
    let ratio = lw.graph.node("Div", &[&a, &b], &[]);
    let whole = lw.graph.node("Floor", &[&ratio], &[]);
    let product = lw.graph.node("Mul", &[&whole, &b], &[]);
    lw.graph.node("Sub", &[&a, &product], &[])
}

/// Squares and roots by the cheaper operators; engines' general power is slow.
pub(super) fn power(lw: &mut Lowering, op: &ScalarOpIr) -> Result<()> {
    let input = lw.full(&op.lhs)?;
    let exponent = op.rhs.elem::<f64>();
    let float = op.lhs.dtype.is_float();
    match exponent {
        1.0 => lw.set(&op.out, input),
        2.0 if float => lw.emit(&op.out, "Mul", &[&input, &input], &[]),
        0.5 if float => lw.emit(&op.out, "Sqrt", &[&input], &[]),
        -1.0 if float => lw.emit(&op.out, "Reciprocal", &[&input], &[]),
        _ => {
            let by = lw.scalar(ScalarIr::Float(exponent), &op.lhs)?;
            lw.emit(&op.out, "Pow", &[&input, &by], &[]);
        }
    }
    Ok(())
}

fn clamp(lw: &mut Lowering, op: &ClampOpIr) -> Result<()> {
    let input = lw.full(&op.tensor)?;
    let min = lw.scalar(op.min, &op.tensor)?;
    let max = lw.scalar(op.max, &op.tensor)?;
    lw.emit(&op.out, "Clip", &[&input, &min, &max], &[]);
    Ok(())
}
