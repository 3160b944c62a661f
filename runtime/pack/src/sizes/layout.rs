//! Rules for operations that change a shape and keep the values.

use super::error::ShapeResult;
use super::math::{named_axes, stretch};
use super::value::Value;
use super::view::{Outputs, View, at, axis, one, side, sides};

pub fn shape(view: &View) -> ShapeResult {
    let dims = &view.input(0)?.dims;
    let rank = dims.len() as i64;
    let place = |name: &str, default: i64| {
        let place = view.int(name, default);
        let place = if place < 0 {
            place.saturating_add(rank)
        } else {
            place
        };
        place.clamp(0, rank) as usize
    };
    let (start, end) = (place("start", 0), place("end", rank));
    let part = dims.get(start..end).unwrap_or(&[]);
    one(Value::list(part.iter().map(|&side| side as f64).collect()))
}

pub fn size(view: &View) -> ShapeResult {
    let elements = view.input(0)?.elements() as f64;
    one(Value::of(&[]).with(Some(vec![elements]), true))
}

pub fn reshape(view: &View) -> ShapeResult {
    let input = view.input(0)?;
    let wanted = view.numbers(1)?;
    let keep_zero = view.int("allowzero", 0) != 0;
    let mut dims = Vec::new();
    let mut open = None;
    for (index, &number) in wanted.iter().enumerate() {
        dims.push(match number {
            -1.0 if open.is_none() => {
                open = Some(index);
                1
            }
            0.0 if !keep_zero => *input
                .dims
                .get(index)
                .ok_or("it keeps an axis that is not there")?,
            number => side(number)?,
        });
    }
    let all = input.elements();
    if let Some(index) = open {
        let rest = Value::of(&dims).elements();
        dims[index] = usize::try_from(all.checked_div(rest).unwrap_or(0)).unwrap_or(usize::MAX);
    }
    let value = Value::of(&dims);
    if value.elements() != all {
        return Err(format!("the shape {:?} cannot become {wanted:?}", input.dims).into());
    }
    one(value.with(input.numbers.clone(), input.whole))
}

pub fn transpose(view: &View) -> ShapeResult {
    let dims = &view.input(0)?.dims;
    let order: Vec<usize> = match view.ints("perm") {
        Some(order) => order
            .iter()
            .map(|&at| axis(at as f64, dims.len()))
            .collect::<Result<_, _>>()?,
        None => (0..dims.len()).rev().collect(),
    };
    let mut sorted = order.clone();
    sorted.sort_unstable();
    if !sorted.into_iter().eq(0..dims.len()) {
        return Err(format!("its axes {order:?} are not each of {} once", dims.len()).into());
    }
    one(Value::of(
        &order.iter().map(|&at| dims[at]).collect::<Vec<_>>(),
    ))
}

pub fn concat(view: &View) -> ShapeResult {
    let first = view.input(0)?;
    let at = at(view, 0, first.rank())?;
    let mut dims = first.dims.clone();
    let mut numbers = first.numbers.clone().filter(|_| first.rank() == 1);
    for index in 1..view.inputs().len() {
        let other = view.input(index)?;
        let mut same = other.dims.clone();
        if same.len() == dims.len() {
            same[at] = dims[at];
        }
        if same != dims {
            return Err(format!("the shapes {dims:?} and {:?} do not fit", other.dims).into());
        }
        dims[at] = dims[at].saturating_add(other.dims[at]);
        numbers = numbers.zip(other.numbers.as_ref()).map(|(mut all, more)| {
            all.extend(more);
            all
        });
    }
    one(Value::of(&dims).with(numbers, first.whole))
}

pub fn split(view: &View) -> ShapeResult {
    let input = view.input(0)?;
    let (at, parts) = (at(view, 0, input.rank())?, view.outputs());
    let whole = input.dims[at];
    let lengths = match view.optional(1) {
        Some(_) => sides(view.numbers(1)?)?,
        None => {
            let each = whole.div_ceil(parts.max(1));
            (0..parts)
                .map(|i| each.min(whole.saturating_sub(i * each)))
                .collect()
        }
    };
    let sum = lengths.iter().fold(0usize, |sum, &n| sum.saturating_add(n));
    if lengths.len() != parts || sum != whole {
        return Err(format!("it cuts a side of {whole} into {lengths:?}").into());
    }
    let part = |length| {
        let mut dims = input.dims.clone();
        dims[at] = length;
        Value::of(&dims)
    };
    Ok(Outputs::several(lengths.into_iter().map(part).collect()))
}

pub fn squeeze(view: &View) -> ShapeResult {
    let input = view.input(0)?;
    let gone = named_axes(view, input.rank())?;
    let kept = input
        .dims
        .iter()
        .enumerate()
        .filter(|&(at, &side)| match &gone {
            Some(gone) => !gone.contains(&at),
            None => side != 1,
        });
    let value = Value::of(&kept.map(|(_, &side)| side).collect::<Vec<_>>());
    if value.elements() != input.elements() {
        return Err(format!("the shape {:?} has longer axes there", input.dims).into());
    }
    one(value.with(input.numbers.clone(), input.whole))
}

pub fn unsqueeze(view: &View) -> ShapeResult {
    let input = view.input(0)?;
    let count = view.optional(1).map_or(0, |axes| axes.elements() as usize);
    let rank = input.rank() + count.min(64);
    let new = named_axes(view, rank)?.unwrap_or_default();
    let mut old = input.dims.iter();
    let dims: Vec<usize> = (0..rank)
        .filter_map(|at| match new.contains(&at) {
            true => Some(1),
            false => old.next().copied(),
        })
        .collect();
    if dims.len() != rank {
        return Err(format!("its new axes {new:?} are not each another").into());
    }
    one(Value::of(&dims).with(input.numbers.clone(), input.whole))
}

pub fn flatten(view: &View) -> ShapeResult {
    let dims = &view.input(0)?.dims;
    let at = at(view, 1, dims.len() + 1)?;
    let product = |dims: &[usize]| dims.iter().fold(1usize, |all, &n| all.saturating_mul(n));
    one(Value::of(&[product(&dims[..at]), product(&dims[at..])]))
}

pub fn expand(view: &View) -> ShapeResult {
    let input = view.input(0)?;
    one(Value::of(&stretch(&input.dims, &sides(view.numbers(1)?)?)?))
}
