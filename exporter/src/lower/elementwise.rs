//! Arithmetic value by value.

use burn_ir::{
    BinaryOpIr, ClampOpIr, FloatOperationIr as Float, NumericOperationIr as Numeric, ScalarIr,
    ScalarOpIr, UnaryOpIr,
};

use super::{Lowering, shape};
use crate::Result;

pub(super) fn numeric(lw: &mut Lowering, op: &Numeric) -> Result<bool> {
    match op {
        Numeric::Add(op) => binary(lw, "Add", op)?,
        Numeric::Sub(op) => binary(lw, "Sub", op)?,
        Numeric::Mul(op) => binary(lw, "Mul", op)?,
        Numeric::Div(op) => binary(lw, "Div", op)?,
        Numeric::AddScalar(op) => scalar(lw, "Add", op)?,
        Numeric::SubScalar(op) => scalar(lw, "Sub", op)?,
        Numeric::MulScalar(op) => scalar(lw, "Mul", op)?,
        Numeric::DivScalar(op) => scalar(lw, "Div", op)?,
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

pub(super) fn float(lw: &mut Lowering, op: &Float) -> Result<bool> {
    match op {
        Float::Exp(op) => unary(lw, "Exp", op)?,
        Float::Log(op) => unary(lw, "Log", op)?,
        Float::Erf(op) => unary(lw, "Erf", op)?,
        Float::Sqrt(op) => unary(lw, "Sqrt", op)?,
        Float::Cos(op) => unary(lw, "Cos", op)?,
        Float::Sin(op) => unary(lw, "Sin", op)?,
        Float::Tanh(op) => unary(lw, "Tanh", op)?,
        Float::Floor(op) => unary(lw, "Floor", op)?,
        Float::Ceil(op) => unary(lw, "Ceil", op)?,
        Float::Round(op) => unary(lw, "Round", op)?,
        Float::Recip(op) => unary(lw, "Reciprocal", op)?,
        Float::PowfScalar(op) => power(lw, op)?,
        Float::Powf(op) => binary(lw, "Pow", op)?,
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

/// Squares and roots by the cheaper operators; engines' general power is slow.
fn power(lw: &mut Lowering, op: &ScalarOpIr) -> Result<()> {
    let input = lw.full(&op.lhs)?;
    match op.rhs.elem::<f64>() {
        1.0 => lw.set(&op.out, input),
        2.0 => lw.emit(&op.out, "Mul", &[&input, &input], &[]),
        0.5 => lw.emit(&op.out, "Sqrt", &[&input], &[]),
        -1.0 => lw.emit(&op.out, "Reciprocal", &[&input], &[]),
        exponent => {
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
