//! Rules for operations that pick, repeat or count values.

use super::error::ShapeResult;
use super::value::Value;
use super::view::{Outputs, View, at, axes, one, side, sides};

pub fn slice(view: &View) -> ShapeResult {
    let input = view.input(0)?;
    let (starts, ends) = (view.numbers(1)?, view.numbers(2)?);
    let chosen = match view.optional(3) {
        Some(_) => axes(view.numbers(3)?.iter().copied(), input.rank())?,
        None => (0..starts.len()).collect(),
    };
    let steps = match view.optional(4) {
        Some(_) => view.numbers(4)?.to_vec(),
        None => vec![1.0; starts.len()],
    };
    if [ends.len(), chosen.len(), steps.len()] != [starts.len(); 3] || starts.len() > input.rank() {
        return Err("its starts, ends, axes and steps are not equally many".into());
    }
    let mut value = Value::of(&input.dims);
    let mut numbers = input.numbers.clone().filter(|_| input.rank() == 1);
    for (i, &at) in chosen.iter().enumerate() {
        let length = input.dims[at] as f64;
        let place = |n: f64| if n < 0.0 { n + length } else { n };
        let step = steps[i];
        // From where, and how far, in the direction of the step.
        let (from, reach) = match step {
            s if s > 0.0 => {
                let from = place(starts[i]).clamp(0.0, length);
                (from, place(ends[i]).clamp(0.0, length) - from)
            }
            s if s < 0.0 => {
                let from = place(starts[i]).min(length - 1.0).max(0.0);
                (from, from - place(ends[i]).min(length - 1.0).max(-1.0))
            }
            _ => return Err("it has a step of 0".into()),
        };
        let count = (reach.max(0.0) / step.abs()).ceil();
        value.dims[at] = side(count)?;
        numbers = numbers.map(|all| {
            let kept =
                (0..count as usize).filter_map(|k| all.get((from + k as f64 * step) as usize));
            kept.copied().collect()
        });
    }
    one(value.with(numbers, input.whole))
}

pub fn tile(view: &View) -> ShapeResult {
    let dims = &view.input(0)?.dims;
    let times = sides(view.numbers(1)?)?;
    if times.len() != dims.len() {
        return Err(format!("it repeats {} axes of {}", times.len(), dims.len()).into());
    }
    let repeated = dims
        .iter()
        .zip(times)
        .map(|(&n, times)| n.saturating_mul(times));
    one(Value::of(&repeated.collect::<Vec<_>>()))
}

pub fn range(view: &View) -> ShapeResult {
    let first = |index: usize| -> ShapeResult<f64> {
        match view.numbers(index)? {
            [number] => Ok(*number),
            numbers => Err(format!("its input {index} is {numbers:?}, not one number").into()),
        }
    };
    let (start, end, step) = (first(0)?, first(1)?, first(2)?);
    let count = ((end - start) / step).ceil();
    // A step of 0 gives infinity or NaN, which no side is.
    one(Value::of(&[side(if count < 0.0 { 0.0 } else { count })?]))
}

pub fn gather(view: &View) -> ShapeResult {
    let (input, places) = (view.input(0)?, view.input(1)?);
    let at = at(view, 0, input.rank())?;
    let dims = [&input.dims[..at], &places.dims, &input.dims[at + 1..]].concat();
    let numbers = input.numbers.as_ref().filter(|_| input.rank() == 1);
    let numbers = numbers
        .zip(places.numbers.as_ref())
        .and_then(|(all, places)| {
            let picked = places.iter().map(|&n| {
                let at = if n < 0.0 { n + all.len() as f64 } else { n };
                all.get(at as usize).copied().filter(|_| at >= 0.0)
            });
            picked.collect()
        });
    one(Value::of(&dims).with(numbers, input.whole))
}

pub fn gather_elements(view: &View) -> ShapeResult {
    one(Value::of(&view.input(1)?.dims))
}

pub fn gather_nd(view: &View) -> ShapeResult {
    let (input, places) = (view.input(0)?, view.input(1)?);
    let batch = side(view.int("batch_dims", 0) as f64)?;
    let [outer @ .., depth] = &places.dims[..] else {
        return Err("its places have no axes".into());
    };
    let rest = batch
        .checked_add(*depth)
        .and_then(|skip| input.dims.get(skip..));
    let rest = rest.ok_or("its places have more axes than its input")?;
    one(Value::of(&[outer, rest].concat()))
}

pub fn top_k(view: &View) -> ShapeResult {
    let mut dims = view.input(0)?.dims.clone();
    let at = at(view, -1, dims.len())?;
    match sides(view.numbers(1)?)?[..] {
        [count] if count <= dims[at] => dims[at] = count,
        _ => return Err(format!("it wants more than the {} there are", dims[at]).into()),
    }
    let both = [Value::of(&dims), Value::of(&dims)];
    Ok(Outputs::several(both.to_vec()))
}
