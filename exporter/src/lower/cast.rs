//! From one number format to another.

use burn::tensor::DType;
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

/// ONNX truncates fractions too.
fn cast(lw: &mut Lowering, op: &CastOpIr) -> Result<()> {
    let from = element_of(op.input.dtype)?;
    if from == element_of(op.out.dtype)? {
        let value = lw.value(&op.input)?;
        lw.put(&op.out, value);
        return Ok(());
    }
    let input = lw.full(&op.input)?;
    let name = to(lw, &input, from, op.out.dtype)?;
    lw.set(&op.out, name);
    Ok(())
}

/// A value of the element type `from` in another format.
pub(super) fn to(lw: &mut Lowering, name: &str, from: i32, dtype: DType) -> Result<String> {
    let element = element_of(dtype)?;
    if element == from {
        return Ok(name.to_owned());
    }
    let to = [("to", Attr::Int(element.into()))];
    Ok(lw.graph.node("Cast", &[name], &to))
}
