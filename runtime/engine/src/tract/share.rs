//! One copy of equal constants, however many plans use them.
//!
//! tract packs weights anew for every plan, and again for each use of a block within one. Packed
//! weights are as large as the weights themselves, so without this every variant, every size of
//! tile and every repetition of a block would cost that much.

use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tract_onnx::prelude::*;
use tract_onnx::tract_core::ops::konst::Const;
use tract_onnx::tract_core::ops::matmul::optimized::{MatMulOperand, OptMatMul, ProtoFusedSpec};
use tract_onnx::tract_core::tract_data::internal::Blob;
use tract_onnx::tract_core::tract_linalg::WeightType;
use tract_onnx::tract_core::tract_linalg::mmm::{EagerPackedInput, MMMInputValue};

/// The constants of all living plans, by a hash of their contents.
#[derive(Debug, Default)]
pub(super) struct Shared(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    tensors: HashMap<u64, Vec<Weak<Tensor>>>,
    packed: HashMap<u64, Vec<Weak<Blob>>>,
}

impl Shared {
    /// Replaces constants of `model` with equal ones of earlier plans, or of its own.
    pub fn share(&self, model: &mut TypedModel) -> TractResult<()> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Known { tensors, packed } = &mut *known;
        forget(tensors);
        forget(packed);
        for node in model.nodes_mut() {
            if let Some(product) = node.op_as_mut::<OptMatMul>() {
                for weights in packed_weights(product) {
                    weights.packed = one_packed(packed, weights)?;
                }
            } else if let Some(constant) = node.op_as::<Const>() {
                let own = constant.val();
                let tensor = one(tensors, hash(own), own, |other| other == own);
                // The output's fact repeats how the constant is packed.
                let fact = constant.exotic_fact().and(node.outputs.first());
                let fact = fact.and_then(|output| output.fact.exotic_fact.clone());
                node.op = Box::new(Const::new_with_opt_exotic_fact(tensor.clone(), fact)?);
                for output in &mut node.outputs {
                    output.fact.konst = Some(tensor.clone());
                }
            }
        }
        Ok(())
    }
}

/// The weights that were packed into a matrix product.
fn packed_weights(product: &mut OptMatMul) -> impl Iterator<Item = &mut EagerPackedInput> {
    let operands = product.micro_ops.iter_mut().flat_map(|step| match step {
        ProtoFusedSpec::AddMatMul { a, b, .. } => vec![a, b],
        _ => Vec::new(),
    });
    operands.filter_map(|operand| match operand {
        MatMulOperand::Const(value) => value.downcast_mut(),
        MatMulOperand::Input(_) => None,
    })
}

/// Known packed weights with the same values, or these. Their padding is uninitialized, so bytes
/// cannot be compared.
fn one_packed(
    known: &mut HashMap<u64, Vec<Weak<Blob>>>,
    own: &EagerPackedInput,
) -> TractResult<Arc<Blob>> {
    if !matches!(
        own.fact.format.precursor(),
        WeightType::Plain(DatumType::F32)
    ) {
        return Ok(own.packed.clone());
    }
    let numbers = numbers(own)?;
    let key = hash(&(
        &own.fact,
        own.panel_bytes,
        own.mn,
        own.packed.len(),
        &numbers,
    ));
    Ok(one(known, key, &own.packed, |other| {
        let other = EagerPackedInput {
            packed: other.clone(),
            ..own.clone()
        };
        other.packed.len() == own.packed.len()
            && self::numbers(&other).is_ok_and(|other| other == numbers)
    }))
}

/// The numbers, as bits.
fn numbers(packed: &EagerPackedInput) -> TractResult<Vec<u32>> {
    let mut row = vec![0.0; packed.k()];
    let mut numbers = Vec::with_capacity(packed.k() * packed.mn());
    for at in 0..packed.mn() {
        packed.extract_at_mn_f32(at, &mut row)?;
        numbers.extend(row.iter().map(|value| value.to_bits()));
    }
    Ok(numbers)
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// A known value that is the `same`, or `own` when there is none.
fn one<T>(
    known: &mut HashMap<u64, Vec<Weak<T>>>,
    key: u64,
    own: &Arc<T>,
    same: impl Fn(&Arc<T>) -> bool,
) -> Arc<T> {
    let values = known.entry(key).or_default();
    let mut living = values.iter().filter_map(Weak::upgrade);
    living.find(same).unwrap_or_else(|| {
        values.push(Arc::downgrade(own));
        own.clone()
    })
}

/// Drops the entries of values that are no longer in use.
fn forget<T>(known: &mut HashMap<u64, Vec<Weak<T>>>) {
    known.retain(|_, values| {
        values.retain(|value| value.strong_count() > 0);
        !values.is_empty()
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_are_one_while_they_live() {
        let mut known = HashMap::new();
        let mut one = |value: Vec<i32>| {
            let own = Arc::new(value);
            one(&mut known, hash(&own), &own, |other| **other == *own)
        };
        let first = one(vec![1, 2]);
        assert!(Arc::ptr_eq(&first, &one(vec![1, 2])));
        assert!(!Arc::ptr_eq(&first, &one(vec![1, 3])));
        drop(first);
        forget(&mut known);
        assert!(known.is_empty());
    }
}
