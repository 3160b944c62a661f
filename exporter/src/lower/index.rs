//! Choosing values by their positions.

use burn_ir::{BaseOperationIr as Base, ModuleOperationIr, TensorIr};

use super::Lowering;
use crate::Result;
use crate::graph::Attr;

pub(super) fn lower(lw: &mut Lowering, op: &Base) -> Result<bool> {
    match op {
        Base::Select(op) => along(lw, "Gather", [&op.tensor, &op.indices], &op.out, op.dim)?,
        Base::Gather(op) => {
            let inputs = [&op.tensor, &op.indices];
            along(lw, "GatherElements", inputs, &op.out, op.dim)?;
        }
        _ => return Ok(false),
    }
    Ok(true)
}

pub(super) fn module(lw: &mut Lowering, op: &ModuleOperationIr) -> Result<bool> {
    let ModuleOperationIr::Embedding(op) = op else {
        return Ok(false);
    };
    along(lw, "Gather", [&op.weights, &op.indices], &op.out, 0)?;
    Ok(true)
}

fn along(
    lw: &mut Lowering,
    name: &'static str,
    inputs: [&TensorIr; 2],
    out: &TensorIr,
    axis: usize,
) -> Result<()> {
    let data = lw.full(inputs[0])?;
    let indices = lw.full(inputs[1])?;
    lw.emit(
        out,
        name,
        &[&data, &indices],
        &[("axis", Attr::Int(axis as i64))],
    );
    Ok(())
}
