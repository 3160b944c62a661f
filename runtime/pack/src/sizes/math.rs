//! Rules for arithmetic: element by element, along axes, and matrix products.

use super::error::ShapeResult;
use super::value::{Value, is_exact};
use super::view::{Outputs, View, axes, axis, one};
use crate::onnx;

/// As the first input.
pub fn same(view: &View) -> ShapeResult {
    one(Value::of(&view.input(0)?.dims))
}

/// As the first input, elements included.
pub fn copy(view: &View) -> ShapeResult {
    let input = view.input(0)?;
    one(Value::of(&input.dims).with(input.numbers.clone(), input.whole))
}

/// As the first input, in another type: floats are truncated to integers. Only the types that
/// sizes have are followed.
pub fn cast(view: &View) -> ShapeResult {
    let input = view.input(0)?;
    let numbers = input.exact().unwrap_or(&[]).iter();
    let to = view.int("to", 0);
    let numbers: Vec<f64> = match i32::try_from(to) {
        Ok(onnx::INT64) => numbers.map(|n| n.trunc()).collect(),
        Ok(onnx::FLOAT) => numbers.map(|&n| f64::from(n as f32)).collect(),
        _ => vec![],
    };
    let whole = to == i64::from(onnx::INT64);
    one(Value::of(&input.dims).with(Some(numbers), whole))
}

/// Element by element, with broadcasting.
pub fn stretched(view: &View) -> ShapeResult {
    let mut value = view.input(0)?.clone();
    if view.op() == "Where" {
        value.numbers = None;
    }
    for index in 1..view.inputs().len() {
        let other = view.input(index)?;
        let dims = stretch(&value.dims, &other.dims)?;
        let whole = value.whole && other.whole;
        let numbers = combine(view.op(), &value, other);
        value = Value::of(&dims).with(numbers, whole);
    }
    one(value)
}

/// The shape of two inputs after broadcasting.
pub fn stretch(a: &[usize], b: &[usize]) -> ShapeResult<Vec<usize>> {
    let rank = a.len().max(b.len());
    let from_end = |dims: &[usize], back: usize| match back <= dims.len() {
        true => dims[dims.len() - back],
        false => 1,
    };
    let sides = (1..=rank)
        .rev()
        .map(|back| match (from_end(a, back), from_end(b, back)) {
            (a, b) if a == b => Ok(a),
            (1, side) | (side, 1) => Ok(side),
            _ => Err(format!("the shapes {a:?} and {b:?} do not fit").into()),
        });
    sides.collect()
}

/// Arithmetic on sizes: lists of one length, or a list and one number.
fn combine(op: &str, a: &Value, b: &Value) -> Option<Vec<f64>> {
    if a.whole != b.whole {
        return None;
    }
    let whole = a.whole;
    let (a, b) = (a.exact()?, b.exact()?);
    let length = match (a.len(), b.len()) {
        (a, 1) => a,
        (1, b) => b,
        (a, b) if a == b => a,
        _ => return None,
    };
    let pick = |n: &[f64], i: usize| if n.len() == 1 { n[0] } else { n[i] };
    let numbers = (0..length).map(|i| {
        let (a, b) = (pick(a, i), pick(b, i));
        let result = match op {
            "Add" => a + b,
            "Sub" => a - b,
            "Mul" => a * b,
            "Div" if whole => (a / b).trunc(),
            "Div" => a / b,
            "Mod" if whole && a >= 0.0 && b > 0.0 => a % b,
            "Max" => a.max(b),
            "Min" => a.min(b),
            _ => return None,
        };
        // Engines round floats to 32 bits after each step.
        let result = if whole {
            result
        } else {
            f64::from(result as f32)
        };
        Some(result).filter(|&result| is_exact(result))
    });
    numbers.collect()
}

/// The axes that a node names by its second input or by an attribute.
pub fn named_axes(view: &View, rank: usize) -> ShapeResult<Option<Vec<usize>>> {
    match (view.optional(1), view.ints("axes")) {
        (Some(_), _) => axes(view.numbers(1)?.iter().copied(), rank).map(Some),
        (None, Some(given)) => axes(given.iter().map(|&axis| axis as f64), rank).map(Some),
        (None, None) => Ok(None),
    }
}

fn fold_away(dims: &[usize], axes: &[usize], keep: bool) -> Vec<usize> {
    let sides = dims.iter().enumerate();
    let sides = sides.filter_map(|(at, &side)| match axes.contains(&at) {
        true => keep.then_some(1),
        false => Some(side),
    });
    sides.collect()
}

pub fn reduce(view: &View) -> ShapeResult {
    let input = view.input(0)?;
    let rank = input.rank();
    let axes = match named_axes(view, rank)? {
        Some(axes) if !axes.is_empty() => axes,
        _ if view.int("noop_with_empty_axes", 0) != 0 => vec![],
        _ => (0..rank).collect(),
    };
    let dims = fold_away(&input.dims, &axes, view.int("keepdims", 1) != 0);
    // Products of sizes are sizes.
    let numbers = input.exact().filter(|_| input.whole && axes.len() == rank);
    let numbers: Option<f64> = match view.op() {
        "ReduceProd" => numbers.map(|n| n.iter().product()),
        "ReduceSum" => numbers.map(|n| n.iter().sum()),
        _ => None,
    };
    let numbers = numbers.filter(|&n| is_exact(n)).map(|n| vec![n]);
    let mut made = Outputs::several(vec![Value::of(&dims).with(numbers, input.whole)]);
    made.work = input.elements();
    Ok(made)
}

pub fn arg(view: &View) -> ShapeResult {
    let input = view.input(0)?;
    let at = axis(view.int("axis", 0) as f64, input.rank())?;
    let keep = view.int("keepdims", 1) != 0;
    one(Value::of(&fold_away(&input.dims, &[at], keep)))
}

pub fn matmul(view: &View) -> ShapeResult {
    let (a, b) = (&view.input(0)?.dims, &view.input(1)?.dims);
    let misfit = || format!("the shapes {a:?} and {b:?} cannot be multiplied");
    let ([a_batch @ .., rows, inner], [b_batch @ .., same, columns]) = (&a[..], &b[..]) else {
        return Err(misfit().into());
    };
    if inner != same {
        return Err(misfit().into());
    }
    let mut dims = stretch(a_batch, b_batch)?;
    dims.extend([*rows, *columns]);
    let value = Value::of(&dims);
    Ok(Outputs {
        work: value.elements().saturating_mul(*inner as u64),
        values: vec![value],
        scratch: 0,
    })
}

pub fn gemm(view: &View) -> ShapeResult {
    let side = |index: usize, turned: &str| -> ShapeResult<[usize; 2]> {
        let dims = &view.input(index)?.dims;
        match dims[..] {
            [rows, columns] if view.int(turned, 0) == 0 => Ok([rows, columns]),
            [rows, columns] => Ok([columns, rows]),
            _ => Err(format!("its input {index} is not a matrix but {dims:?}").into()),
        }
    };
    let ([rows, inner], [same, columns]) = (side(0, "transA")?, side(1, "transB")?);
    if inner != same {
        return Err(format!("{inner} columns cannot be multiplied with {same} rows").into());
    }
    let value = Value::of(&[rows, columns]);
    Ok(Outputs {
        work: value.elements().saturating_mul(inner as u64),
        values: vec![value],
        scratch: 0,
    })
}
