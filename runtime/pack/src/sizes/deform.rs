//! The rule for deformable convolutions.

use super::error::ShapeResult;
use super::value::Value;
use super::view::{Outputs, View};
use super::window::{Window, groups, picture};

/// A deformable 2-D convolution: each tap has, at each position and in each of `offset_group` groups of channels,
/// an offset of two numbers, and optionally a weight.
pub fn conv(view: &View) -> ShapeResult {
    let (batch, channels, sides) = picture(view.input(0)?)?;
    let (made, each, kernel) = picture(view.input(1)?)?;
    let group = groups(view)?;
    let moved = usize::try_from(view.int("offset_group", 1)).unwrap_or(0);
    if sides.len() != 2
        || each.checked_mul(group) != Some(channels)
        || made % group != 0
        || moved == 0
        || channels % moved != 0
    {
        return Err(format!(
            "its kernel makes {made} channels of {each} in {group} groups, with {moved} offset groups; there are \
             {channels}"
        ).into());
    }
    let window = Window::of(view, kernel, 2)?;
    let places = window.places(sides, false)?;
    let taps = usize::try_from(window.area()).unwrap_or(usize::MAX);
    let each_place = |numbers: usize| {
        let channels = moved.saturating_mul(taps).saturating_mul(numbers);
        [&[batch, channels][..], &places].concat()
    };
    let wanted = [
        (2, "moves", each_place(2)),
        (3, "bias", vec![made]),
        (4, "weights of places", each_place(1)),
    ];
    for (index, name, dims) in &wanted {
        match view.optional(*index) {
            None if *index > 2 => {}
            Some(value) if value.dims == *dims => {}
            value => {
                let found = value.map(|value| &value.dims);
                return Err(format!("its {name} are {found:?}, not {dims:?}").into());
            }
        }
    }
    let value = Value::of(&[&[batch, made][..], &places].concat());
    let unfolded = Value::of(&[&[batch, channels][..], &places].concat());
    let unfolded = unfolded.elements().saturating_mul(window.area());
    let products = value.elements().saturating_mul(window.area());
    Ok(Outputs {
        // Each tap lies between four pixels.
        work: products
            .saturating_mul(each as u64)
            .saturating_add(unfolded.saturating_mul(4)),
        scratch: unfolded,
        values: vec![value],
    })
}
