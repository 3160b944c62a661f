//! Attention as one recorded operation.

use burn::tensor::DType;
use burn_ir::{AttentionOpIr, ModuleOperationIr, ScalarIr};

use super::{Lowering, cast};
use crate::Result;
use crate::graph::{Attr, element};

pub(super) fn lower(lw: &mut Lowering, op: &ModuleOperationIr) -> Result<bool> {
    let ModuleOperationIr::Attention(op) = op else {
        return Ok(false);
    };
    let width = op.query.shape.as_slice().last().copied().unwrap_or(1);
    let scale = (op.options.scale).map_or(1.0 / (width as f64).sqrt(), |scale| scale.elem());
    let [query, key, value] = [&op.query, &op.key, &op.value].map(|tensor| lw.full(tensor));
    let turned = [("perm", Attr::Ints(vec![0, 1, 3, 2]))];
    let key = lw.graph.node("Transpose", &[&key?], &turned);
    let scores = lw.graph.node("MatMul", &[&query?, &key], &[]);
    let mut scores = with(lw, "Mul", &scores, scale)?;
    if let Some(cap) = op.options.softcap {
        let cap = cap.elem::<f64>();
        scores = with(lw, "Div", &scores, cap)?;
        scores = lw.graph.node("Tanh", &[&scores], &[]);
        scores = with(lw, "Mul", &scores, cap)?;
    }
    if let Some(mask) = &op.mask {
        let mask = lw.short(mask)?;
        scores = hide(lw, &mask, &scores)?;
    }
    if op.options.is_causal {
        let future = future(lw, op)?;
        scores = hide(lw, &future, &scores)?;
    }
    if let Some(bias) = &op.attn_bias {
        let bias = lw.short(bias)?;
        scores = lw.graph.node("Add", &[&scores, &bias], &[]);
    }
    // If a query sees no key at all, a plain softmax gives NaN.
    let alike = lw.axes(&op.query)[2] == lw.axes(&op.key)[2];
    let blind = op.mask.is_some() || op.attn_bias.is_some() || (op.options.is_causal && !alike);
    let weights = match blind {
        true => safe_softmax(lw, &scores)?,
        false => lw
            .graph
            .node("Softmax", &[&scores], &[("axis", Attr::Int(3))]),
    };
    lw.emit(&op.out, "MatMul", &[&weights, &value?], &[]);
    Ok(true)
}

fn with(lw: &mut Lowering, name: &'static str, value: &str, by: f64) -> Result<String> {
    let by = lw.number(ScalarIr::Float(by), DType::F32, 0)?;
    Ok(lw.graph.node(name, &[value, &by], &[]))
}

/// Masks scores, which then get no weight.
fn hide(lw: &mut Lowering, mask: &str, scores: &str) -> Result<String> {
    let never = lw.number(ScalarIr::Float(f64::NEG_INFINITY), DType::F32, 0)?;
    Ok(lw.graph.node("Where", &[mask, &never, scores], &[]))
}

/// The causal mask: keys after their query, with the last query aligned to the last key.
fn future(lw: &mut Lowering, op: &AttentionOpIr) -> Result<String> {
    let (queries, keys) = (lw.axes(&op.query)[2].clone(), lw.axes(&op.key)[2].clone());
    // As floats: not every engine compares integers that are computed from lengths.
    let [mut rows, columns] = [&queries, &keys].map(|axis| lw.count(axis, [0, 1], DType::F32));
    if queries != keys {
        let [short, long] = [&queries, &keys].map(|axis| lw.lengths(std::slice::from_ref(axis)));
        let more = lw.graph.node("Sub", &[&long?, &short?], &[]);
        let more = cast::to(lw, &more, element::INT64, DType::F32)?;
        rows = Ok(lw.graph.node("Add", &[&rows?, &more], &[]));
    }
    let last = lw.graph.ints(&[1]);
    let rows = lw.graph.node("Unsqueeze", &[&rows?, &last], &[]);
    Ok(lw.graph.node("Less", &[&rows, &columns?], &[]))
}

/// A softmax that gives zeros if everything is masked, as Burn's attention does.
fn safe_softmax(lw: &mut Lowering, scores: &str) -> Result<String> {
    let axis = lw.graph.ints(&[3]);
    let keep = [("keepdims", Attr::Int(1))];
    let most = lw.graph.node("ReduceMax", &[scores, &axis], &keep);
    let most = with(lw, "Max", &most, f32::MIN.into())?;
    let shifted = lw.graph.node("Sub", &[scores, &most], &[]);
    let powers = lw.graph.node("Exp", &[&shifted], &[]);
    let sum = lw.graph.node("ReduceSum", &[&powers, &axis], &keep);
    let sum = with(lw, "Max", &sum, f32::MIN_POSITIVE.into())?;
    Ok(lw.graph.node("Div", &[&powers, &sum], &[]))
}
