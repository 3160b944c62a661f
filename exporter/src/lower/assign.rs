//! Assigning a tensor to a slice of another.

use burn::tensor::TensorData;
use burn_ir::{BaseOperationIr, SliceAssignOpIr};

use super::Lowering;
use super::constant::Constant;
use super::reshape::fixed;
use super::slice::{Cut, cut, cuts};
use crate::graph::Attr;
use crate::{Error, ErrorKind, Result};

pub(super) fn lower(lw: &mut Lowering, op: &BaseOperationIr) -> Result<bool> {
    let BaseOperationIr::SliceAssign(op) = op else {
        return Ok(false);
    };
    assign(lw, op)?;
    Ok(true)
}

/// Axis by axis, the value is joined with the parts of the tensor before and after it. These parts are cut to the
/// slice's range on the axes that follow.
fn assign(lw: &mut Lowering, op: &SliceAssignOpIr) -> Result<()> {
    let cuts = cuts(lw, &op.tensor, lw.position);
    let mut value = lw.full(&op.value)?;
    let data = lw.full(&op.tensor)?;
    for (at, here) in cuts.iter().enumerate() {
        let later = &cuts[at + 1..];
        let axis = [("axis", Attr::Int(here.axis as i64))];
        if here.step != 1 {
            let around = cut_if_needed(lw, &data, later)?;
            let together = lw.graph.node("Concat", &[&around, &value], &axis);
            let order = order(here)?.add_to(&mut lw.graph)?;
            value = lw.graph.node("Gather", &[&together, &order], &axis);
            continue;
        }
        let nothing = vec![0; here.length.len()];
        let sides = [
            (nothing, here.start.clone()),
            (here.end.clone(), here.length.clone()),
        ];
        let mut around = Vec::new();
        for (start, end) in sides {
            if start == end {
                around.push(None);
                continue;
            }
            let side = Cut {
                start,
                end,
                ..here.clone()
            };
            around.push(Some(cut(lw, &data, &[&[side], later].concat())?));
        }
        let parts = [around[0].as_deref(), Some(&value), around[1].as_deref()];
        let parts: Vec<&str> = parts.into_iter().flatten().collect();
        value = lw.graph.node("Concat", &parts, &axis);
    }
    lw.set(&op.out, value);
    Ok(())
}

fn cut_if_needed(lw: &mut Lowering, data: &str, cuts: &[Cut]) -> Result<String> {
    match cuts {
        [] => Ok(data.to_owned()),
        cuts => cut(lw, data, cuts),
    }
}

/// For a concatenation of the tensor and the value: the index of each value of the result.
fn order(cut: &Cut) -> Result<Constant> {
    let ends = [cut.start.clone(), cut.end.clone(), cut.length.clone()];
    let Some(&[start, end, length]) = fixed(&ends).as_deref() else {
        return Err(Error::new(
            ErrorKind::Unsupported,
            "assigning to a slice with a step needs an axis of fixed length",
        ));
    };
    let mut order: Vec<i64> = (0..length as i64).collect();
    let step = cut.step.unsigned_abs() as usize;
    let places: Vec<usize> = match cut.step < 0 {
        true => (start..end).rev().step_by(step).collect(),
        false => (start..end).step_by(step).collect(),
    };
    for (at, place) in places.into_iter().enumerate() {
        order[place] = (length + at) as i64;
    }
    let name = format!("order[{start}..{end};{},{length}]", cut.step);
    Ok(Constant::made(name, TensorData::new(order, [length])))
}
