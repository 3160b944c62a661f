//! Rules for arithmetic: element by element, along axes, and matrix products.

use super::value::Value;
use super::view::{Made, Outputs, View, axis, one};

/// As the first input.
pub fn same(view: &View) -> Made {
    one(Value::of(&view.input(0)?.dims))
}

/// As the first input, elements included.
pub fn copy(view: &View) -> Made {
    let input = view.input(0)?;
    let numbers = input.numbers.clone();
    // A cast to whole numbers cuts; one that does not leaves them as they are.
    let whole = input.whole || view.int("to", 0) == i64::from(crate::pack::onnx::INT64);
    let cut = |n: Vec<f64>| {
        n.into_iter()
            .map(|v| if whole { v.trunc() } else { v })
            .collect()
    };
    one(Value::of(&input.dims).with(numbers.map(cut), whole))
}

/// Inputs stretched over each other.
pub fn stretched(view: &View) -> Made {
    let mut value = view.input(0)?.clone();
    value.constant = false;
    if view.op() == "Where" {
        value.numbers = None;
    }
    for index in 1..view.inputs().len() {
        let other = view.input(index)?;
        let dims = stretch(&value.dims, &other.dims)?;
        let whole = value.whole && other.whole;
        let numbers = combine(view.op(), &value, other, whole);
        value = Value::of(&dims).with(numbers, whole);
    }
    one(value)
}

/// The shape of two stretched over each other.
pub fn stretch(a: &[usize], b: &[usize]) -> Result<Vec<usize>, String> {
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
            _ => Err(format!("the shapes {a:?} and {b:?} do not fit")),
        });
    sides.collect()
}

/// Arithmetic on sizes: lists of one length, or a list and one number.
fn combine(op: &str, a: &Value, b: &Value, whole: bool) -> Option<Vec<f64>> {
    let (a, b) = (a.numbers.as_ref()?, b.numbers.as_ref()?);
    let length = a.len().max(b.len());
    let pick = |n: &[f64], i: usize| {
        if n.len() == 1 {
            Some(n[0])
        } else {
            n.get(i).copied()
        }
    };
    let numbers = (0..length).map(|i| {
        let (a, b) = (pick(a, i)?, pick(b, i)?);
        match op {
            "Add" => Some(a + b),
            "Sub" => Some(a - b),
            "Mul" => Some(a * b),
            "Div" if whole => Some((a / b).trunc()),
            "Div" => Some(a / b),
            "Mod" if whole && b > 0.0 => Some(a.rem_euclid(b)),
            "Max" => Some(a.max(b)),
            "Min" => Some(a.min(b)),
            _ => None,
        }
    });
    numbers.collect()
}

/// The axes that a node names by its second input or by an attribute.
pub fn axes(view: &View, rank: usize) -> Result<Option<Vec<usize>>, String> {
    let axes: Vec<f64> = match (view.optional(1), view.ints("axes")) {
        (Some(_), _) => view.numbers(1)?.to_vec(),
        (None, Some(axes)) => axes.iter().map(|&axis| axis as f64).collect(),
        (None, None) => return Ok(None),
    };
    let axes = axes.into_iter().map(|number| axis(number, rank));
    axes.collect::<Result<_, _>>().map(Some)
}

fn fold_away(dims: &[usize], axes: &[usize], keep: bool) -> Vec<usize> {
    let sides = dims.iter().enumerate();
    let sides = sides.filter_map(|(at, &side)| match axes.contains(&at) {
        true => keep.then_some(1),
        false => Some(side),
    });
    sides.collect()
}

pub fn reduce(view: &View) -> Made {
    let input = view.input(0)?;
    let rank = input.rank();
    let axes = match axes(view, rank)? {
        Some(axes) if !axes.is_empty() => axes,
        _ if view.int("noop_with_empty_axes", 0) != 0 => vec![],
        _ => (0..rank).collect(),
    };
    let dims = fold_away(&input.dims, &axes, view.int("keepdims", 1) != 0);
    // Products of sizes are sizes.
    let numbers = input.numbers.as_ref().filter(|_| axes.len() == rank);
    let numbers = match view.op() {
        "ReduceProd" => numbers.map(|n| vec![n.iter().product()]),
        "ReduceSum" => numbers.map(|n| vec![n.iter().sum()]),
        _ => None,
    };
    let mut made = Outputs::several(vec![Value::of(&dims).with(numbers, input.whole)]);
    made.work = input.elements();
    Ok(made)
}

pub fn arg(view: &View) -> Made {
    let input = view.input(0)?;
    let at = axis(view.int("axis", 0) as f64, input.rank())?;
    let keep = view.int("keepdims", 1) != 0;
    one(Value::of(&fold_away(&input.dims, &[at], keep)))
}

pub fn matmul(view: &View) -> Made {
    let (a, b) = (&view.input(0)?.dims, &view.input(1)?.dims);
    let misfit = || format!("the shapes {a:?} and {b:?} cannot be multiplied");
    let ([a_batch @ .., rows, inner], [b_batch @ .., same, columns]) = (&a[..], &b[..]) else {
        return Err(misfit());
    };
    if inner != same {
        return Err(misfit());
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

pub fn gemm(view: &View) -> Made {
    let side = |index: usize, turned: &str| -> Result<[usize; 2], String> {
        let dims = &view.input(index)?.dims;
        match dims[..] {
            [rows, columns] if view.int(turned, 0) == 0 => Ok([rows, columns]),
            [rows, columns] => Ok([columns, rows]),
            _ => Err(format!("its input {index} is no matrix but {dims:?}")),
        }
    };
    let ([rows, inner], [same, columns]) = (side(0, "transA")?, side(1, "transB")?);
    if inner != same {
        return Err(format!(
            "{inner} columns cannot be multiplied with {same} rows"
        ));
    }
    let value = Value::of(&[rows, columns]);
    Ok(Outputs {
        work: value.elements().saturating_mul(inner as u64),
        values: vec![value],
        scratch: 0,
    })
}
