//! Normalization layers that Burn records as one operation.

use burn_ir::ModuleOperationIr;

use super::Lowering;
use crate::Result;
use crate::graph::Attr;

pub(super) fn lower(lw: &mut Lowering, op: &ModuleOperationIr) -> Result<bool> {
    match op {
        ModuleOperationIr::LayerNorm(op) => {
            let attrs = [
                ("axis", Attr::Int(-1)),
                ("epsilon", Attr::Float(op.epsilon.elem::<f32>())),
            ];
            let mut inputs = vec![lw.full(&op.input)?, lw.full(&op.gamma)?];
            if let Some(beta) = &op.beta {
                inputs.push(lw.full(beta)?);
            }
            let inputs: Vec<&str> = inputs.iter().map(String::as_str).collect();
            lw.emit(&op.out, "LayerNormalization", &inputs, &attrs);
        }
        ModuleOperationIr::BatchNorm(op) => {
            let inputs = [&op.x, &op.gamma, &op.beta, &op.mean, &op.variance];
            let names = inputs.map(|tensor| lw.full(tensor));
            let [x, gamma, beta, mean, variance] = names;
            let attrs = [("epsilon", Attr::Float(op.epsilon.elem::<f32>()))];
            let inputs: [&str; 5] = [&x?, &gamma?, &beta?, &mean?, &variance?];
            lw.emit(&op.out, "BatchNormalization", &inputs, &attrs);
        }
        _ => return Ok(false),
    }
    Ok(true)
}
