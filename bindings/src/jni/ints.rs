//! Pictures in a Java `int[]`, one a pixel, rows without gaps.

use jni::Env;
use jni::objects::JIntArray;

use super::colours::{from_argb, premultiplied, straight, to_argb};
use super::fault::Fault;
use crate::pixels::{self, Layout, Picture};

/// Copies a picture out of the array. `multiplied` says that its colours have opacity in them.
pub(super) fn read(
    env: &Env<'_>,
    array: &JIntArray<'_>,
    layout: &Layout,
    multiplied: bool,
) -> Result<Picture, Fault> {
    if array.is_null() {
        return Err(Fault::argument("pixels is null"));
    }
    let (width, height) = layout.size();
    let (has, needs) = (array.len(env)?, width * height);
    if has != needs {
        let text = format!("pixels: it has {has} values, {width}x{height} pixels are {needs}");
        return Err(Fault::argument(text));
    }
    let mut values = vec![0; needs];
    array.get_region(env, 0, &mut values)?;
    let rgba = |value: &i32| match multiplied {
        true => straight(from_argb(*value)),
        false => from_argb(*value),
    };
    let rows = values.chunks_exact(width);
    let rows = rows.map(|row| row.iter().flat_map(rgba).collect::<Vec<u8>>());
    Ok(pixels::read(layout, rows)?)
}

/// Copies a picture into the array that [`read`] read it from.
pub(super) fn write(
    env: &Env<'_>,
    picture: &Picture,
    array: &JIntArray<'_>,
    layout: &Layout,
    multiplied: bool,
) -> Result<(), Fault> {
    let mut values = Vec::with_capacity(picture.pixels.pixels());
    pixels::write(picture, layout, |_, row| {
        values.extend(row.as_chunks::<4>().0.iter().map(|rgba| match multiplied {
            true => to_argb(premultiplied(*rgba)),
            false => to_argb(*rgba),
        }));
    });
    Ok(array.set_region(env, 0, &values)?)
}
