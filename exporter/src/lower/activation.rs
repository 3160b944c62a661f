//! Activation functions.

use burn_ir::{ActivationOperationIr as Activation, DimOpIr};

use super::{Lowering, elementwise};
use crate::Result;
use crate::graph::Attr;

pub(super) fn lower(lw: &mut Lowering, op: &Activation) -> Result<bool> {
    match op {
        Activation::Relu(op) => elementwise::unary(lw, "Relu", op)?,
        Activation::Sigmoid(op) => elementwise::unary(lw, "Sigmoid", op)?,
        Activation::PRelu(op) => elementwise::binary(lw, "PRelu", op)?,
        Activation::Softmax(op) => along(lw, "Softmax", op)?,
        Activation::LogSoftmax(op) => along(lw, "LogSoftmax", op)?,
        // Burn's gelu is the exact one, by erf.
        Activation::Gelu(op) => elementwise::unary(lw, "Gelu", op)?,
        Activation::Softmin(op) => {
            let input = lw.full(&op.input)?;
            let negative = lw.graph.node("Neg", &[&input], &[]);
            let axis = [("axis", Attr::Int(op.axis as i64))];
            lw.emit(&op.out, "Softmax", &[&negative], &axis);
        }
        // log σ(x) = -log(1 + exp(-x))
        Activation::LogSigmoid(op) => {
            let input = lw.full(&op.input)?;
            let negative = lw.graph.node("Neg", &[&input], &[]);
            let soft = lw.graph.node("Softplus", &[&negative], &[]);
            lw.emit(&op.out, "Neg", &[&soft], &[]);
        }
        Activation::LeakyRelu(op) => {
            let input = lw.full(&op.lhs)?;
            let slope = [("alpha", Attr::Float(op.rhs.elem::<f32>()))];
            lw.emit(&op.out, "LeakyRelu", &[&input], &slope);
        }
        Activation::HardSigmoid(op) => {
            let input = lw.full(&op.tensor)?;
            let attrs = [
                ("alpha", Attr::Float(op.alpha.elem::<f32>())),
                ("beta", Attr::Float(op.beta.elem::<f32>())),
            ];
            lw.emit(&op.out, "HardSigmoid", &[&input], &attrs);
        }
        _ => return Ok(false),
    }
    Ok(true)
}

fn along(lw: &mut Lowering, name: &'static str, op: &DimOpIr) -> Result<()> {
    let input = lw.full(&op.input)?;
    let axis = [("axis", Attr::Int(op.axis as i64))];
    lw.emit(&op.out, name, &[&input], &axis);
    Ok(())
}
