//! Pictures in a Java `int[]`, one value per pixel, rows without gaps.

use jni::Env;
use jni::objects::JIntArray;
use jni::sys::jsize;

use super::colors::{from_argb, premultiplied, straight, to_argb};
use super::fault::Fault;
use crate::pixels::{self, Layout, Picture};

/// Copies a picture out of the array. `multiplied` says that its opacity is premultiplied.
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
    // By rows, so that there is never a second copy of the picture.
    let mut failed = None;
    let mut values = vec![0; width];
    let rows = (0..height).map(|y| {
        if let Err(error) = array.get_region(env, place(y * width), &mut values) {
            failed.get_or_insert(error);
        }
        let rgba = |value: &i32| match multiplied {
            true => straight(from_argb(*value)),
            false => from_argb(*value),
        };
        values.iter().flat_map(rgba).collect::<Vec<u8>>()
    });
    let picture = pixels::read(layout, rows)?;
    failed.map_or(Ok(picture), |error| Err(error.into()))
}

/// Copies a picture into the array that [`read`] read it from.
pub(super) fn write(
    env: &Env<'_>,
    picture: &Picture,
    array: &JIntArray<'_>,
    layout: &Layout,
    multiplied: bool,
) -> Result<(), Fault> {
    let mut failed = None;
    let mut values = Vec::with_capacity(layout.size().0);
    pixels::write(picture, layout, |offset, row| {
        values.clear();
        values.extend(row.as_chunks::<4>().0.iter().map(|rgba| match multiplied {
            true => to_argb(premultiplied(*rgba)),
            false => to_argb(*rgba),
        }));
        if let Err(error) = array.set_region(env, place(offset / 4), &values) {
            failed.get_or_insert(error);
        }
    });
    failed.map_or(Ok(()), |error| Err(error.into()))
}

/// An index in an array; one too large for Java is out of every array's bounds.
fn place(at: usize) -> jsize {
    jsize::try_from(at).unwrap_or(jsize::MAX)
}
