//! Gathering and scattering values by index.

use burn::tensor::IndexingUpdateOp as Update;
use burn_ir::{BaseOperationIr as Base, ModuleOperationIr, TensorIr};

use super::Lowering;
use crate::graph::Attr;
use crate::{Error, ErrorKind, Result};

pub(super) fn lower(lw: &mut Lowering, op: &Base) -> Result<bool> {
    match op {
        Base::Select(op) => along(lw, "Gather", [&op.tensor, &op.indices], &op.out, op.dim)?,
        Base::Gather(op) => {
            let inputs = [&op.tensor, &op.indices];
            along(lw, "GatherElements", inputs, &op.out, op.dim)?;
        }
        Base::GatherNd(op) => {
            let inputs = [lw.full(&op.data)?, lw.full(&op.indices)?];
            lw.emit(&op.out, "GatherND", &[&inputs[0], &inputs[1]], &[]);
        }
        Base::Scatter(op) => {
            let indices = lw.full(&op.indices)?;
            let tensors = [&op.tensor, &op.value, &op.out];
            scatter(lw, tensors, &indices, op.dim, &op.update)?;
        }
        Base::SelectAssign(op) => {
            // One index for a whole slice: the same index at each of its values.
            let lengths = lw.axes(&op.value);
            let mut shape = vec![1; lengths.len()];
            shape[op.dim] = -1;
            let shape = lw.graph.ints(&shape);
            let indices = lw.full(&op.indices)?;
            let indices = lw.graph.node("Reshape", &[&indices, &shape], &[]);
            let lengths = lw.lengths(&lengths)?;
            let indices = lw.graph.node("Expand", &[&indices, &lengths], &[]);
            let tensors = [&op.tensor, &op.value, &op.out];
            scatter(lw, tensors, &indices, op.dim, &op.update)?;
        }
        Base::ScatterNd(op) => {
            let inputs = [&op.data, &op.indices, &op.values].map(|tensor| lw.full(tensor));
            let [data, indices, values] = inputs;
            let attrs = [("reduction", reduction(&op.reduction, &op.out)?)];
            let inputs: [&str; 3] = [&data?, &indices?, &values?];
            lw.emit(&op.out, "ScatterND", &inputs, &attrs);
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
    let axis = [("axis", Attr::Int(axis as i64))];
    lw.emit(out, name, &[&data, &indices], &axis);
    Ok(())
}

/// Puts values into a tensor at their indices along an axis.
fn scatter(
    lw: &mut Lowering,
    [data, values, out]: [&TensorIr; 3],
    indices: &str,
    axis: usize,
    update: &Update,
) -> Result<()> {
    let attrs = [
        ("axis", Attr::Int(axis as i64)),
        ("reduction", reduction(update, out)?),
    ];
    let (data, values) = (lw.full(data)?, lw.full(values)?);
    lw.emit(out, "ScatterElements", &[&data, indices, &values], &attrs);
    Ok(())
}

fn reduction(update: &Update, out: &TensorIr) -> Result<Attr> {
    if out.dtype.is_bool() && !matches!(update, Update::Assign) {
        let text = "bools cannot be scattered: scatter integers";
        return Err(Error::new(ErrorKind::Unsupported, text));
    }
    Ok(Attr::Str(match update {
        Update::Assign => "none",
        Update::Add => "add",
        Update::Mul => "mul",
        Update::Min => "min",
        Update::Max => "max",
    }))
}
