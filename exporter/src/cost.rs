//! What a forward pass costs, counted from the recorded operations.

use std::collections::HashSet;

use burn_ir::{FloatOperationIr, ModuleOperationIr, OperationIr, TensorIr};

use crate::trace::Trace;

/// Multiply-accumulates of convolutions, linear layers and matrix products at the recorded
/// size number `at`.
pub(crate) fn macs(trace: &Trace, at: usize) -> u64 {
    let shape = |tensor: &TensorIr| -> Vec<u64> {
        let axes = trace.axes(tensor.id).iter();
        axes.map(|axis| axis[at] as u64).collect()
    };
    let values = |tensor: &TensorIr| shape(tensor).iter().product::<u64>();
    let operations = trace.operations.iter();
    let each = operations.map(|operation| match operation {
        OperationIr::Module(ModuleOperationIr::Conv1d(op)) => {
            values(&op.out) * values(&op.weight) / shape(&op.weight)[0].max(1)
        }
        OperationIr::Module(ModuleOperationIr::Conv2d(op)) => {
            values(&op.out) * values(&op.weight) / shape(&op.weight)[0].max(1)
        }
        // Every input value meets its channel's whole kernel.
        OperationIr::Module(ModuleOperationIr::ConvTranspose2d(op)) => {
            values(&op.x) * values(&op.weight) / shape(&op.weight)[0].max(1)
        }
        OperationIr::Module(ModuleOperationIr::Linear(op)) => {
            values(&op.out) * shape(&op.x).last().copied().unwrap_or(0)
        }
        OperationIr::Float(_, FloatOperationIr::Matmul(op)) => {
            values(&op.out) * shape(&op.lhs).last().copied().unwrap_or(0)
        }
        _ => 0,
    });
    each.sum()
}

/// Values in the parameters that the output depends on.
pub(crate) fn parameters(trace: &Trace) -> u64 {
    let inputs = trace.operations.iter().flat_map(OperationIr::inputs);
    let used: HashSet<_> = inputs.map(|tensor| tensor.id).collect();
    let used = used.iter().filter(|id| trace.names.contains_key(id));
    let sizes = used.filter_map(|id| trace.values.get(id));
    sizes.map(|value| value.num_elements() as u64).sum()
}
