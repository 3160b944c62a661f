//! Comparisons, and choosing by their result.

use burn_ir::{
    BaseOperationIr as Base, BinaryOpIr, BoolOperationIr as Bool, NumericOperationIr as Numeric,
    ScalarOpIr, TensorIr,
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
        Base::Equal(op) => equal(lw, op, true)?,
        Base::NotEqual(op) => equal(lw, op, false)?,
        Base::EqualElem(op) => equal_elem(lw, op, true)?,
        Base::NotEqualElem(op) => equal_elem(lw, op, false)?,
        Base::MaskWhere(op) => {
            let mask = lw.short(&op.mask)?;
            let value = lw.short(&op.value)?;
            let tensor = lw.full(&op.tensor)?;
            choose(lw, [&mask, &value, &tensor], &op.out);
        }
        Base::MaskFill(op) => {
            let mask = lw.short(&op.mask)?;
            let tensor = lw.full(&op.tensor)?;
            let value = lw.scalar(op.value, &op.tensor)?;
            choose(lw, [&mask, &value, &tensor], &op.out);
        }
        _ => return Ok(false),
    }
    Ok(true)
}

/// The second where the first is true, else the third.
fn choose(lw: &mut Lowering, [mask, yes, no]: [&str; 3], out: &TensorIr) {
    if !out.dtype.is_bool() {
        return lw.emit(out, "Where", &[mask, yes, no], &[]);
    }
    // ONNX Runtime's Where takes no bools.
    let chosen = lw.graph.node("And", &[mask, yes], &[]);
    let rest = lw.graph.node("Not", &[mask], &[]);
    let rest = lw.graph.node("And", &[&rest, no], &[]);
    lw.emit(out, "Or", &[&chosen, &rest], &[]);
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

/// Bools are compared by Xor: not every engine supports Equal for them.
fn equal(lw: &mut Lowering, op: &BinaryOpIr, wanted: bool) -> Result<()> {
    let [lhs, rhs] = lw.broadcast([&op.lhs, &op.rhs], &op.out)?;
    let (name, holds) = match op.lhs.dtype.is_bool() {
        true => ("Xor", !wanted),
        false => ("Equal", wanted),
    };
    let found = lw.graph.node(name, &[&lhs, &rhs], &[]);
    answer(lw, found, holds, &op.out);
    Ok(())
}

fn equal_elem(lw: &mut Lowering, op: &ScalarOpIr, wanted: bool) -> Result<()> {
    let input = lw.full(&op.lhs)?;
    if op.lhs.dtype.is_bool() {
        let holds = (op.rhs.elem::<f64>() != 0.0) == wanted;
        answer(lw, input, holds, &op.out);
        return Ok(());
    }
    let to = lw.scalar(op.rhs, &op.lhs)?;
    let equal = lw.graph.node("Equal", &[&input, &to], &[]);
    answer(lw, equal, wanted, &op.out);
    Ok(())
}

fn answer(lw: &mut Lowering, found: String, holds: bool, out: &TensorIr) {
    match holds {
        true => lw.set(out, found),
        false => lw.emit(out, "Not", &[&found], &[]),
    }
}
