//! Comparisons, and choosing by their result.

use burn_ir::{
    BaseOperationIr as Base, BinaryOpIr, BoolOperationIr as Bool, NumericOperationIr as Numeric,
    ScalarOpIr,
};

use super::{Lowering, elementwise};
use crate::Result;

pub(super) fn numeric(lw: &mut Lowering, op: &Numeric) -> Result<bool> {
    match op {
        Numeric::Greater(op) => elementwise::binary(lw, "Greater", op)?,
        Numeric::GreaterElem(op) => elementwise::scalar(lw, "Greater", op)?,
        Numeric::GreaterEqual(op) => elementwise::binary(lw, "GreaterOrEqual", op)?,
        Numeric::GreaterEqualElem(op) => elementwise::scalar(lw, "GreaterOrEqual", op)?,
        Numeric::Lower(op) => elementwise::binary(lw, "Less", op)?,
        Numeric::LowerElem(op) => elementwise::scalar(lw, "Less", op)?,
        Numeric::LowerEqual(op) => elementwise::binary(lw, "LessOrEqual", op)?,
        Numeric::LowerEqualElem(op) => elementwise::scalar(lw, "LessOrEqual", op)?,
        _ => return Ok(false),
    }
    Ok(true)
}

pub(super) fn base(lw: &mut Lowering, op: &Base) -> Result<bool> {
    match op {
        Base::Equal(op) => elementwise::binary(lw, "Equal", op)?,
        Base::EqualElem(op) => elementwise::scalar(lw, "Equal", op)?,
        Base::NotEqual(op) => not(lw, |lw| equal(lw, op), op)?,
        Base::NotEqualElem(op) => not_elem(lw, op)?,
        Base::MaskWhere(op) => {
            let mask = lw.short(&op.mask)?;
            let value = lw.short(&op.value)?;
            let tensor = lw.full(&op.tensor)?;
            lw.emit(&op.out, "Where", &[&mask, &value, &tensor], &[]);
        }
        Base::MaskFill(op) => {
            let mask = lw.short(&op.mask)?;
            let tensor = lw.full(&op.tensor)?;
            let value = lw.scalar(op.value, &op.tensor)?;
            lw.emit(&op.out, "Where", &[&mask, &value, &tensor], &[]);
        }
        _ => return Ok(false),
    }
    Ok(true)
}

pub(super) fn bool(lw: &mut Lowering, op: &Bool) -> Result<bool> {
    match op {
        Bool::Not(op) => elementwise::unary(lw, "Not", op)?,
        Bool::And(op) => elementwise::binary(lw, "And", op)?,
        Bool::Or(op) => elementwise::binary(lw, "Or", op)?,
        Bool::Xor(op) => elementwise::binary(lw, "Xor", op)?,
        _ => return Ok(false),
    }
    Ok(true)
}

fn equal(lw: &mut Lowering, op: &BinaryOpIr) -> Result<String> {
    let [lhs, rhs] = lw.broadcast([&op.lhs, &op.rhs], &op.out)?;
    Ok(lw.graph.node("Equal", &[&lhs, &rhs], &[]))
}

fn not(
    lw: &mut Lowering,
    equal: impl Fn(&mut Lowering) -> Result<String>,
    op: &BinaryOpIr,
) -> Result<()> {
    let equal = equal(lw)?;
    lw.emit(&op.out, "Not", &[&equal], &[]);
    Ok(())
}

fn not_elem(lw: &mut Lowering, op: &ScalarOpIr) -> Result<()> {
    let input = lw.full(&op.lhs)?;
    let to = lw.scalar(op.rhs, &op.lhs)?;
    let equal = lw.graph.node("Equal", &[&input, &to], &[]);
    lw.emit(&op.out, "Not", &[&equal], &[]);
    Ok(())
}
