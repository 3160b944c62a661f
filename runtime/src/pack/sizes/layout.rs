//! Rules for what only moves numbers: shapes, slices, copies.

use super::math::{axes, stretch};
use super::value::Value;
use super::view::{Made, Outputs, View, axis, one, side};

fn sides(numbers: &[f64]) -> Result<Vec<usize>, String> {
    numbers.iter().map(|&number| side(number)).collect()
}

fn at(view: &View, default: i64, rank: usize) -> Result<usize, String> {
    axis(view.int("axis", default) as f64, rank)
}

pub fn shape(view: &View) -> Made {
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

pub fn size(view: &View) -> Made {
    let elements = view.input(0)?.elements() as f64;
    one(Value::of(&[]).with(Some(vec![elements]), true))
}

pub fn reshape(view: &View) -> Made {
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
        return Err(format!(
            "the shape {:?} cannot become {wanted:?}",
            input.dims
        ));
    }
    one(value.with(input.numbers.clone(), input.whole))
}

pub fn transpose(view: &View) -> Made {
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
        return Err(format!(
            "its axes {order:?} are not each of {} once",
            dims.len()
        ));
    }
    one(Value::of(
        &order.iter().map(|&at| dims[at]).collect::<Vec<_>>(),
    ))
}

pub fn concat(view: &View) -> Made {
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
            return Err(format!(
                "the shapes {dims:?} and {:?} do not fit",
                other.dims
            ));
        }
        dims[at] = dims[at].saturating_add(other.dims[at]);
        numbers = numbers.zip(other.numbers.as_ref()).map(|(mut all, more)| {
            all.extend(more);
            all
        });
    }
    one(Value::of(&dims).with(numbers, first.whole))
}

pub fn slice(view: &View) -> Made {
    let input = view.input(0)?;
    let (starts, ends) = (view.numbers(1)?, view.numbers(2)?);
    let axes: Vec<usize> = match view.optional(3) {
        Some(_) => view
            .numbers(3)?
            .iter()
            .map(|&at| axis(at, input.rank()))
            .collect::<Result<_, _>>()?,
        None => (0..starts.len()).collect(),
    };
    let steps = match view.optional(4) {
        Some(_) => view.numbers(4)?.to_vec(),
        None => vec![1.0; starts.len()],
    };
    if [ends.len(), axes.len(), steps.len()] != [starts.len(); 3] || starts.len() > input.rank() {
        return Err("its starts, ends, axes and steps are not equally many".into());
    }
    let mut value = Value::of(&input.dims);
    let mut numbers = input.numbers.clone().filter(|_| input.rank() == 1);
    for (i, &at) in axes.iter().enumerate() {
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
                let from = place(starts[i]).clamp(-1.0, length - 1.0);
                (from, from - place(ends[i]).clamp(-1.0, length - 1.0))
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

pub fn split(view: &View) -> Made {
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
        return Err(format!("it cuts a side of {whole} into {lengths:?}"));
    }
    let part = |length| {
        let mut dims = input.dims.clone();
        dims[at] = length;
        Value::of(&dims)
    };
    Ok(Outputs::several(lengths.into_iter().map(part).collect()))
}

pub fn squeeze(view: &View) -> Made {
    let input = view.input(0)?;
    let gone = axes(view, input.rank())?;
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
        return Err(format!("the shape {:?} has longer axes there", input.dims));
    }
    one(value.with(input.numbers.clone(), input.whole))
}

pub fn unsqueeze(view: &View) -> Made {
    let input = view.input(0)?;
    let count = view.optional(1).map_or(0, |axes| axes.elements() as usize);
    let rank = input.rank() + count.min(64);
    let new = axes(view, rank)?.unwrap_or_default();
    let mut old = input.dims.iter();
    let dims: Vec<usize> = (0..rank)
        .filter_map(|at| match new.contains(&at) {
            true => Some(1),
            false => old.next().copied(),
        })
        .collect();
    if dims.len() != rank {
        return Err(format!("its new axes {new:?} are not each another"));
    }
    one(Value::of(&dims).with(input.numbers.clone(), input.whole))
}

pub fn flatten(view: &View) -> Made {
    let dims = &view.input(0)?.dims;
    let at = at(view, 1, dims.len() + 1)?;
    let product = |dims: &[usize]| dims.iter().fold(1usize, |all, &n| all.saturating_mul(n));
    one(Value::of(&[product(&dims[..at]), product(&dims[at..])]))
}

pub fn expand(view: &View) -> Made {
    let input = view.input(0)?;
    one(Value::of(&stretch(&input.dims, &sides(view.numbers(1)?)?)?))
}

pub fn tile(view: &View) -> Made {
    let dims = &view.input(0)?.dims;
    let times = sides(view.numbers(1)?)?;
    if times.len() != dims.len() {
        return Err(format!("it repeats {} axes of {}", times.len(), dims.len()));
    }
    let repeated = dims
        .iter()
        .zip(times)
        .map(|(&n, times)| n.saturating_mul(times));
    one(Value::of(&repeated.collect::<Vec<_>>()))
}

pub fn range(view: &View) -> Made {
    let first = |index: usize| -> Result<f64, String> {
        match view.numbers(index)? {
            [number] => Ok(*number),
            numbers => Err(format!("its input {index} is {numbers:?}, not one number")),
        }
    };
    let (start, end, step) = (first(0)?, first(1)?, first(2)?);
    let count = ((end - start) / step).ceil();
    // A step of 0 gives infinity or NaN, which no side is.
    one(Value::of(&[side(if count < 0.0 { 0.0 } else { count })?]))
}

pub fn gather(view: &View) -> Made {
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

pub fn gather_elements(view: &View) -> Made {
    one(Value::of(&view.input(1)?.dims))
}

pub fn gather_nd(view: &View) -> Made {
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

pub fn top_k(view: &View) -> Made {
    let mut dims = view.input(0)?.dims.clone();
    let at = at(view, -1, dims.len())?;
    match sides(view.numbers(1)?)?[..] {
        [count] if count <= dims[at] => dims[at] = count,
        _ => return Err(format!("it wants more than the {} there are", dims[at])),
    }
    let both = [Value::of(&dims), Value::of(&dims)];
    Ok(Outputs::several(both.to_vec()))
}
