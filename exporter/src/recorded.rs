//! Recorded operations: which of them matter, when two of them are alike, and how to name one.

use std::collections::HashSet;

use burn::tensor::{Shape, Slice, TensorData};
use burn_capture::TensorId;
use burn_ir::{
    BaseOperationIr, IrVisitorMut, ModuleOperationIr, NumericOperationIr, OperationIr, TensorIr,
    TensorStatus,
};

use crate::ports::End;

/// Start and step of two lists of integers, if the longer one continues the shorter one: Burn records `arange` as its
/// values.
pub(crate) fn progression(a: &TensorData, b: &TensorData) -> Option<(i64, i64)> {
    let integers = |data: &TensorData| {
        let flat =
            data.shape().num_dims() == 1 && (data.dtype().is_int() || data.dtype().is_uint());
        flat.then(|| data.iter::<i64>().collect::<Vec<i64>>())
    };
    let (a, b) = (integers(a)?, integers(b)?);
    let [first, second] = *a.first_chunk()?;
    let step = second - first;
    let counts = |list: &[i64]| list.windows(2).all(|pair| pair[1] - pair[0] == step);
    let goes_on = counts(&a) && counts(&b) && b.first() == Some(&first) && step != 0;
    (goes_on && a.len() != b.len()).then_some((first, step))
}

/// The operations that the outputs depend on, without bookkeeping.
pub(crate) fn live(operations: Vec<OperationIr>, outputs: &[End]) -> Vec<OperationIr> {
    let mut needed: HashSet<TensorId> = outputs.iter().map(|end| end.id).collect();
    let mut kept: Vec<_> = operations
        .into_iter()
        .rev()
        .filter(|operation| {
            if matches!(operation, OperationIr::Init(_) | OperationIr::Drop(_)) {
                return false;
            }
            let alive = operation.outputs().any(|out| needed.contains(&out.id));
            if alive {
                needed.extend(operation.inputs().map(|input| input.id));
            }
            alive
        })
        .collect();
    kept.reverse();
    kept
}

/// The operation without what may change with the inputs' sizes, and its tensors' ids.
pub(crate) fn blank(operation: &OperationIr) -> (OperationIr, Vec<TensorId>) {
    struct Blank(Vec<TensorId>);
    impl IrVisitorMut for Blank {
        fn visit_tensor_mut(&mut self, tensor: &mut TensorIr) {
            self.0.push(tensor.id);
            tensor.id = TensorId::new(0);
            tensor.shape = Shape::new([0; 0]);
            tensor.status = TensorStatus::ReadOnly;
        }
        fn visit_range_mut(&mut self, range: &mut Slice) {
            *range = Slice::with_step(0, None, range.step);
        }
    }
    let mut operation = operation.clone();
    let mut ids = Blank(Vec::new());
    operation.visit_mut(&mut ids);
    // Sizes that the visitor does not reach; they show in the output's shape or are asked for
    // by recording.
    match &mut operation {
        OperationIr::NumericFloat(_, numeric) | OperationIr::NumericInt(_, numeric) => {
            if let NumericOperationIr::MaxDim(reduce)
            | NumericOperationIr::MinDim(reduce)
            | NumericOperationIr::SumDim(reduce)
            | NumericOperationIr::MeanDim(reduce) = numeric
            {
                reduce.accumulator_len = 0;
            }
            if let NumericOperationIr::Pad(pad) = numeric {
                pad.padding.fill((0, 0));
            }
        }
        OperationIr::BaseFloat(BaseOperationIr::RepeatDim(repeat))
        | OperationIr::BaseInt(BaseOperationIr::RepeatDim(repeat))
        | OperationIr::BaseBool(BaseOperationIr::RepeatDim(repeat)) => repeat.times = 0,
        OperationIr::Module(ModuleOperationIr::Interpolate(resize)) => resize.output_size = [0; 2],
        OperationIr::Module(ModuleOperationIr::AdaptiveAvgPool1d(pool)) => pool.output_size = 0,
        OperationIr::Module(ModuleOperationIr::AdaptiveAvgPool2d(pool)) => {
            pool.output_size = [0; 2];
        }
        OperationIr::Module(ModuleOperationIr::AdaptiveAvgPool3d(pool)) => {
            pool.output_size = [0; 3];
        }
        _ => {}
    }
    (operation, ids.0)
}

/// An operation's name and shapes, for messages: `Module.Conv2d [1, 3, 16, 24] -> [1, 8, 16, 24]`.
pub(crate) fn describe(operation: &OperationIr) -> String {
    let debug = format!("{operation:?}");
    let head = debug.split(" {").next().unwrap_or_default();
    // `Float(F32, Random(RandomOpIr`: the last name is the payload's, `F32` the number format.
    let mut names: Vec<&str> = head
        .split(['(', ',', ' '])
        .filter(|name| !name.is_empty())
        .collect();
    names.pop();
    if names.len() > 2 {
        names.drain(1..names.len() - 1);
    }
    let shape = |tensor: &TensorIr| format!("{:?}", tensor.shape.as_slice());
    let join = |tensors: Vec<String>| tensors.join(" ");
    format!(
        "{} {} -> {}",
        names.join("."),
        join(operation.inputs().map(shape).collect()),
        join(operation.outputs().map(shape).collect())
    )
}
