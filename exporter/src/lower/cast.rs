//! From one number format to another.

use burn_ir::{
    BaseOperationIr as Base, BoolOperationIr as Bool, CastOpIr, FloatOperationIr as Float,
    IntOperationIr as Int, OperationIr,
};

use super::{Lowering, element_of};
use crate::Result;
use crate::graph::Attr;

pub(super) fn lower(lw: &mut Lowering, operation: &OperationIr) -> Result<bool> {
    match operation {
        OperationIr::BaseFloat(Base::Cast(op))
        | OperationIr::BaseInt(Base::Cast(op))
        | OperationIr::BaseBool(Base::Cast(op))
        | OperationIr::Bool(Bool::IntoFloat(op) | Bool::IntoInt(op))
        | OperationIr::Int(Int::IntoFloat(op))
        | OperationIr::Float(_, Float::IntoInt(op)) => cast(lw, op)?,
        _ => return Ok(false),
    }
    Ok(true)
}

/// ONNX, too, cuts fractions off.
fn cast(lw: &mut Lowering, op: &CastOpIr) -> Result<()> {
    let to = element_of(op.out.dtype)?;
    if element_of(op.input.dtype)? == to {
        let value = lw.value(&op.input)?;
        lw.put(&op.out, value);
        return Ok(());
    }
    let input = lw.full(&op.input)?;
    lw.emit(&op.out, "Cast", &[&input], &[("to", Attr::Int(to.into()))]);
    Ok(())
}
