//! Rules for operations that move a window over a picture, or resize it.

use super::error::ShapeResult;
use super::value::Value;
use super::view::{Outputs, View, axes, one, side};

/// The largest padding, stride, distance or side of a window: networks have up to 31.
const MAX_WINDOW: i64 = 256;
/// The largest block of pixels that is turned into channels.
const MAX_BLOCK: i64 = 64;

/// The attributes of a window over `rank` axes.
pub(super) struct Window {
    kernel: Vec<usize>,
    strides: Vec<usize>,
    dilations: Vec<usize>,
    /// The total padding of each axis.
    pads: Vec<usize>,
}

impl Window {
    pub(super) fn of(view: &View, kernel: &[usize], rank: usize) -> ShapeResult<Self> {
        let auto = view.text("auto_pad");
        if !auto.is_empty() && auto != b"NOTSET" {
            return Err("paddings must be given as numbers".into());
        }
        let list = |name: &str, least: i64, count: usize| -> ShapeResult<Vec<usize>> {
            let Some(given) = view.ints(name) else {
                return Ok(vec![least as usize; count]);
            };
            let fits = |value: &i64| (least..=MAX_WINDOW).contains(value);
            match given.len() == count && given.iter().all(fits) {
                true => Ok(given.iter().map(|&value| value as usize).collect()),
                false => Err(format!(
                    "its {name} are {given:?}, there must be {count} from {least} to {MAX_WINDOW}"
                )
                .into()),
            }
        };
        let pads = list("pads", 0, 2 * rank)?;
        let window = Self {
            kernel: match view.ints("kernel_shape") {
                Some(_) => list("kernel_shape", 1, rank)?,
                None => kernel.to_vec(),
            },
            strides: list("strides", 1, rank)?,
            dilations: list("dilations", 1, rank)?,
            pads: (0..rank).map(|at| pads[at] + pads[at + rank]).collect(),
        };
        let sound = |&side: &usize| (1..=MAX_WINDOW as usize).contains(&side);
        if window.kernel.len() != rank || !window.kernel.iter().all(sound) {
            return Err(format!("its window is {:?}", window.kernel).into());
        }
        if !kernel.is_empty() && window.kernel != kernel {
            let kernel_shape = &window.kernel;
            return Err(format!("its kernel is {kernel:?}, not {kernel_shape:?}").into());
        }
        Ok(window)
    }

    /// Places of the window along each side.
    pub(super) fn places(&self, sides: &[usize], ceil: bool) -> ShapeResult<Vec<usize>> {
        let places = sides.iter().enumerate().map(|(at, &side)| {
            let reach = self.dilations[at] * (self.kernel[at] - 1) + 1;
            let room = (side + self.pads[at]).checked_sub(reach);
            let room =
                room.ok_or_else(|| format!("its window of {reach} is larger than {side}"))?;
            let stride = self.strides[at];
            let steps = if ceil {
                room.div_ceil(stride)
            } else {
                room / stride
            };
            Ok(steps + 1)
        });
        places.collect()
    }

    pub(super) fn area(&self) -> u64 {
        self.kernel.iter().map(|&side| side as u64).product()
    }
}

/// Batch, channels and sides of a picture with at least one side.
pub(super) fn picture(value: &Value) -> ShapeResult<(usize, usize, &[usize])> {
    match &value.dims[..] {
        [batch, channels, sides @ ..] if !sides.is_empty() => Ok((*batch, *channels, sides)),
        dims => Err(format!("its input is not a picture but has the shape {dims:?}").into()),
    }
}

pub(super) fn groups(view: &View) -> ShapeResult<usize> {
    let group = usize::try_from(view.int("group", 1)).unwrap_or(0);
    match group {
        0 => Err("it has no groups".into()),
        group => Ok(group),
    }
}

fn bias(view: &View, channels: usize) -> ShapeResult<()> {
    match view.optional(2) {
        Some(bias) if bias.dims != [channels] => {
            Err(format!("its bias is {:?}, not [{channels}]", bias.dims).into())
        }
        _ => Ok(()),
    }
}

pub fn conv(view: &View) -> ShapeResult {
    let (batch, channels, sides) = picture(view.input(0)?)?;
    let (made, each, kernel) = picture(view.input(1)?)?;
    let group = groups(view)?;
    if each.checked_mul(group) != Some(channels) || made % group != 0 {
        return Err(format!(
            "its kernel makes {made} channels of {each} in {group} groups, there are {channels}"
        )
        .into());
    }
    bias(view, made)?;
    let window = Window::of(view, kernel, sides.len())?;
    let places = window.places(sides, false)?;
    let value = Value::of(&[&[batch, made][..], &places].concat());
    let unfolded = Value::of(&[&[batch, channels][..], &places].concat());
    Ok(Outputs {
        work: value
            .elements()
            .saturating_mul(window.area())
            .saturating_mul(each as u64),
        scratch: unfolded.elements().saturating_mul(window.area()),
        values: vec![value],
    })
}

pub fn conv_transpose(view: &View) -> ShapeResult {
    let input = view.input(0)?;
    let (batch, channels, sides) = picture(input)?;
    let (taken, each, kernel) = picture(view.input(1)?)?;
    let group = groups(view)?;
    let made = each.checked_mul(group).filter(|_| taken == channels);
    let made = made.ok_or_else(|| format!("its kernel takes {taken} channels, not {channels}"))?;
    bias(view, made)?;
    if view.ints("output_shape").is_some() {
        return Err("its output's shape is given instead of paddings".into());
    }
    let window = Window::of(view, kernel, sides.len())?;
    let extra = view.ints("output_padding").unwrap_or(&[]);
    let grown = sides.iter().enumerate().map(|(at, &length)| {
        let reach = window.dilations[at] * (window.kernel[at] - 1) + 1;
        let extra = extra.get(at).copied().unwrap_or(0) as f64;
        let spread = window.strides[at] as f64 * (length as f64 - 1.0);
        side(spread + reach as f64 + extra - window.pads[at] as f64)
    });
    let grown = grown.collect::<Result<Vec<_>, _>>()?;
    let value = Value::of(&[&[batch, made][..], &grown].concat());
    let products = input.elements().saturating_mul(window.area());
    let scratch = products.saturating_mul(each as u64);
    Ok(Outputs {
        work: scratch.saturating_add(value.elements()),
        scratch,
        values: vec![value],
    })
}

pub fn pool(view: &View) -> ShapeResult {
    let (batch, channels, sides) = picture(view.input(0)?)?;
    let window = Window::of(view, &[], sides.len())?;
    let places = window.places(sides, view.int("ceil_mode", 0) != 0)?;
    let value = Value::of(&[&[batch, channels][..], &places].concat());
    Ok(Outputs {
        work: value.elements().saturating_mul(window.area()),
        values: vec![value],
        scratch: 0,
    })
}

pub fn global_pool(view: &View) -> ShapeResult {
    let (batch, channels, sides) = picture(view.input(0)?)?;
    one(Value::of(
        &[&[batch, channels][..], &vec![1; sides.len()]].concat(),
    ))
}

pub fn resize(view: &View) -> ShapeResult {
    let dims = &view.input(0)?.dims;
    let policy = view.text("keep_aspect_ratio_policy");
    if !policy.is_empty() && policy != b"stretch" {
        return Err("it keeps an aspect ratio".into());
    }
    if view.text("coordinate_transformation_mode") == b"tf_crop_and_resize" {
        return Err("it cuts while it resizes".into());
    }
    let chosen = match view.ints("axes") {
        Some(given) => axes(given.iter().map(|&at| at as f64), dims.len())?,
        None => (0..dims.len()).collect(),
    };
    let absent = |index: usize| view.optional(index).is_none_or(|value| value.dims == [0]);
    let by_size = absent(2);
    let numbers = view.numbers(if by_size { 3 } else { 2 })?;
    if numbers.len() != chosen.len() || !(by_size || absent(3)) {
        return Err("it needs a factor or a size for each axis".into());
    }
    let mut resized = dims.clone();
    for (&at, &number) in chosen.iter().zip(numbers) {
        resized[at] = side(if by_size {
            number
        } else {
            (dims[at] as f64 * number).floor()
        })?;
    }
    one(Value::of(&resized))
}

pub fn pad(view: &View) -> ShapeResult {
    let mut dims = view.input(0)?.dims.clone();
    let chosen = match view.optional(3) {
        Some(_) => axes(view.numbers(3)?.iter().copied(), dims.len())?,
        None => (0..dims.len()).collect(),
    };
    let pads = view.numbers(1)?;
    if pads.len() != 2 * chosen.len() {
        return Err(format!("it has {} paddings for {} axes", pads.len(), chosen.len()).into());
    }
    for (i, &at) in chosen.iter().enumerate() {
        dims[at] = side(dims[at] as f64 + pads[i] + pads[i + chosen.len()])?;
    }
    one(Value::of(&dims))
}

pub fn grid_sample(view: &View) -> ShapeResult {
    let (batch, channels, sides) = picture(view.input(0)?)?;
    match &view.input(1)?.dims[..] {
        [same, places @ .., last] if *same == batch && *last == sides.len() => {
            one(Value::of(&[&[batch, channels][..], places].concat()))
        }
        dims => Err(format!("its grid has the shape {dims:?}").into()),
    }
}

fn block(view: &View) -> ShapeResult<usize> {
    let size = view.int("blocksize", 0);
    match (1..=MAX_BLOCK).contains(&size) {
        true => Ok(size as usize),
        false => Err(format!("its block size is {size}, it must be 1 to {MAX_BLOCK}").into()),
    }
}

pub fn depth_to_space(view: &View) -> ShapeResult {
    let (block, dims) = (block(view)?, &view.input(0)?.dims);
    match dims[..] {
        [batch, channels, height, width] if channels % (block * block) == 0 => one(Value::of(&[
            batch,
            channels / (block * block),
            height.saturating_mul(block),
            width.saturating_mul(block),
        ])),
        _ => Err(format!("the shape {dims:?} has no blocks of {block}").into()),
    }
}

pub fn space_to_depth(view: &View) -> ShapeResult {
    let (block, dims) = (block(view)?, &view.input(0)?.dims);
    match dims[..] {
        [batch, channels, height, width] if height % block == 0 && width % block == 0 => {
            let channels = channels.saturating_mul(block * block);
            one(Value::of(&[batch, channels, height / block, width / block]))
        }
        _ => Err(format!("the shape {dims:?} has no blocks of {block}").into()),
    }
}
