//! Functions of floats.

use std::f64::consts::PI;

use burn_ir::{BinaryOpIr, CrossOpIr, FloatOperationIr as Float, ScalarIr};

use super::{Lowering, elementwise};
use crate::graph::Attr;
use crate::{Error, ErrorKind, Result};

pub(super) fn lower(lw: &mut Lowering, op: &Float) -> Result<bool> {
    let (name, op) = match op {
        Float::Exp(op) => ("Exp", op),
        Float::Log(op) => ("Log", op),
        Float::Erf(op) => ("Erf", op),
        Float::Sqrt(op) => ("Sqrt", op),
        Float::Recip(op) => ("Reciprocal", op),
        Float::Cos(op) => ("Cos", op),
        Float::Cosh(op) => ("Cosh", op),
        Float::Sin(op) => ("Sin", op),
        Float::Sinh(op) => ("Sinh", op),
        Float::Tan(op) => ("Tan", op),
        Float::Tanh(op) => ("Tanh", op),
        Float::ArcCos(op) => ("Acos", op),
        Float::ArcCosh(op) => ("Acosh", op),
        Float::ArcSin(op) => ("Asin", op),
        Float::ArcSinh(op) => ("Asinh", op),
        Float::ArcTan(op) => ("Atan", op),
        Float::ArcTanh(op) => ("Atanh", op),
        // Ties round to even, in Burn as in ONNX.
        Float::Round(op) => ("Round", op),
        Float::Floor(op) => ("Floor", op),
        Float::Ceil(op) => ("Ceil", op),
        _ => return composed(lw, op),
    };
    elementwise::unary(lw, name, op)?;
    Ok(true)
}

/// Operations that take several ONNX operators.
fn composed(lw: &mut Lowering, op: &Float) -> Result<bool> {
    match op {
        Float::PowfScalar(op) => elementwise::power(lw, op)?,
        Float::Powf(op) => elementwise::binary(lw, "Pow", op)?,
        Float::Log1p(op) => {
            let input = lw.full(&op.input)?;
            let one = lw.scalar(ScalarIr::Int(1), &op.input)?;
            let sum = lw.graph.node("Add", &[&input, &one], &[]);
            lw.emit(&op.out, "Log", &[&sum], &[]);
        }
        Float::Trunc(op) => {
            let input = lw.full(&op.input)?;
            let size = lw.graph.node("Abs", &[&input], &[]);
            let whole = lw.graph.node("Floor", &[&size], &[]);
            let sign = lw.graph.node("Sign", &[&input], &[]);
            lw.emit(&op.out, "Mul", &[&whole, &sign], &[]);
        }
        Float::Hypot(op) => {
            let [a, b] = lw.broadcast([&op.lhs, &op.rhs], &op.out)?;
            let [a, b] = [a, b].map(|x| lw.graph.node("Mul", &[&x, &x], &[]));
            let sum = lw.graph.node("Add", &[&a, &b], &[]);
            lw.emit(&op.out, "Sqrt", &[&sum], &[]);
        }
        Float::ArcTan2(op) => arc_tan2(lw, op)?,
        Float::Cross(op) => cross(lw, op)?,
        _ => return Ok(false),
    }
    Ok(true)
}

/// The angle of `(rhs, lhs)`: that of the ratio, half a turn further where `rhs` is negative,
/// and 0 at the origin, where the ratio is not a number.
fn arc_tan2(lw: &mut Lowering, op: &BinaryOpIr) -> Result<()> {
    let [y, x] = lw.broadcast([&op.lhs, &op.rhs], &op.out)?;
    let mut number = |value: f64| lw.scalar(ScalarIr::Float(value), &op.out);
    let (zero, half, back) = (number(0.0)?, number(PI)?, number(-PI)?);
    let graph = &mut lw.graph;
    let ratio = graph.node("Div", &[&y, &x], &[]);
    let angle = graph.node("Atan", &[&ratio], &[]);
    let below = graph.node("Less", &[&y, &zero], &[]);
    let turn = graph.node("Where", &[&below, &back, &half], &[]);
    let left = graph.node("Less", &[&x, &zero], &[]);
    let turn = graph.node("Where", &[&left, &turn, &zero], &[]);
    let sum = graph.node("Add", &[&angle, &turn], &[]);
    let origin = [&x, &y].map(|side| graph.node("Equal", &[side, &zero], &[]));
    let origin = graph.node("And", &[&origin[0], &origin[1]], &[]);
    lw.emit(&op.out, "Where", &[&origin, &zero, &sum], &[]);
    Ok(())
}

/// `a₁b₂ - a₂b₁` and so on, by rotating the components of both vectors.
fn cross(lw: &mut Lowering, op: &CrossOpIr) -> Result<()> {
    let three = |tensor| {
        lw.axes(tensor)
            .get(op.dim)
            .is_some_and(|axis| axis.iter().all(|&n| n == 3))
    };
    if !three(&op.lhs) || !three(&op.rhs) {
        let text = "a cross product needs vectors of length 3";
        return Err(Error::new(ErrorKind::Unsupported, text));
    }
    let [a, b] = [lw.full(&op.lhs)?, lw.full(&op.rhs)?];
    let axis = [("axis", Attr::Int(op.dim as i64))];
    let [ahead, behind] = [[1, 2, 0], [2, 0, 1]].map(|order| lw.graph.ints(&order));
    let mut turned = |vector: &str, order: &str| lw.graph.node("Gather", &[vector, order], &axis);
    let factors = [
        [turned(&a, &ahead), turned(&b, &behind)],
        [turned(&a, &behind), turned(&b, &ahead)],
    ];
    let [first, second] = factors.map(|[a, b]| lw.graph.node("Mul", &[&a, &b], &[]));
    lw.emit(&op.out, "Sub", &[&first, &second], &[]);
    Ok(())
}
