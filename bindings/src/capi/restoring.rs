//! Converts a C caller's numbers to the runtime's types and back, without reading through pointers.

use std::ffi::c_char;
use std::sync::Arc;

use dynet::engine::Profile;
use dynet::pack::{Task, Variant};
use dynet::restorer::{Backend, Cancel, Observer, Options, Report, Restorer, TaskChoice};

use super::outcome::Failure;
use super::pointers::{Progress, not_null};
use super::types::*;
use super::{CANCELLERS, RESTORERS};
use crate::pixels::{Format, Layout};

/// The restorer of that number.
pub(super) fn restorer(id: dynet_restorer) -> Result<Arc<Restorer>, Failure> {
    RESTORERS
        .get(id)
        .ok_or_else(|| Failure::handle("restorer", id))
}

/// The canceller of that number.
pub(super) fn canceller(id: dynet_canceller) -> Result<Arc<Cancel>, Failure> {
    CANCELLERS
        .get(id)
        .ok_or_else(|| Failure::handle("canceller", id))
}

/// The variant at that place in the pack.
pub(super) fn variant(restorer: &Restorer, index: usize) -> Result<&Variant, Failure> {
    let variants = &restorer.pack().manifest().variants;
    variants.get(index).ok_or_else(|| {
        Failure::argument(format!(
            "index is {index}, the pack has {} variants",
            variants.len()
        ))
    })
}

/// The task at that place in the pack.
pub(super) fn task(restorer: &Restorer, index: usize) -> Result<&Task, Failure> {
    let tasks = &restorer.pack().manifest().tasks;
    tasks.get(index).ok_or_else(|| {
        Failure::argument(format!(
            "index is {index}, the pack has {} tasks",
            tasks.len()
        ))
    })
}

/// The engine of that number.
pub(super) fn backend(number: u32) -> Result<Backend, Failure> {
    match number {
        DYNET_BACKEND_AUTO => Ok(Backend::Auto),
        DYNET_BACKEND_ORT => Ok(Backend::Ort),
        DYNET_BACKEND_TRACT => Ok(Backend::Tract),
        _ => Err(Failure::argument(format!("there is no backend {number}"))),
    }
}

/// The profile of that number.
pub(super) fn profile(number: u32) -> Result<Profile, Failure> {
    match number {
        DYNET_PROFILE_SPEED => Ok(Profile::Speed),
        DYNET_PROFILE_MEMORY => Ok(Profile::Memory),
        _ => Err(Failure::argument(format!("there is no profile {number}"))),
    }
}

/// The layout of a caller's pixels.
pub(super) fn layout(image: &dynet_image, name: &str) -> Result<Layout, Failure> {
    not_null(image.data, &format!("{name}: data"))?;
    let format = match image.format {
        DYNET_RGB8 => Format::Rgb8,
        DYNET_RGBA8 => Format::Rgba8,
        DYNET_RGB_F32 => Format::RgbF32,
        DYNET_PLANAR_F32 => Format::PlanarF32,
        other => {
            return Err(Failure::argument(format!(
                "{name}: there is no pixel format {other}"
            )));
        }
    };
    let size = (image.width, image.height);
    Ok(Layout::new(
        name,
        format,
        size,
        image.row_stride,
        image.plane_stride,
    )?)
}

/// The runtime's options. There is always a canceller, so that a callback can stop.
pub(super) fn options(
    from: &dynet_restore_options,
    variant: Option<&str>,
    task: Option<&str>,
    progress: Option<Progress>,
) -> Result<(Options, Cancel), Failure> {
    if from.budget_ms.is_nan() || from.budget_ms < 0.0 {
        let text = format!("budget_ms is {}, it must be 0 or more", from.budget_ms);
        return Err(Failure::argument(text));
    }
    let cancel = match from.canceller {
        0 => Cancel::new(),
        id => (*canceller(id)?).clone(),
    };
    // It never fails: names are looked up later.
    let task = task.and_then(|task| task.parse::<TaskChoice>().ok());
    let observer = progress.map(|progress| {
        let cancel = cancel.clone();
        Observer::new(move |done, total| {
            if !progress.tell(done, total) {
                cancel.cancel();
            }
        })
    });
    let mut options = Options::default()
        .task(task.unwrap_or_default())
        .budget_ms((from.budget_ms > 0.0).then_some(from.budget_ms))
        .max_memory((from.max_memory > 0).then_some(from.max_memory))
        .tile((from.tile > 0).then_some(from.tile))
        .cancel(cancel.clone())
        .observer(observer);
    options.variant = variant.map(str::to_owned);
    Ok((options, cancel))
}

/// The result of a restoration for the caller.
pub(super) fn result(report: &Report) -> dynet_result {
    dynet_result {
        size: size_of::<dynet_result>(),
        variant: name(&report.variant),
        backend: name(&report.backend),
        provider: name(&report.provider),
        tiles: report.tiles,
        ms: report.ms,
        prepare_ms: report.prepare_ms,
        expected_ms: report.expected_ms.unwrap_or(0.0),
        fallbacks: report.fallbacks.len(),
        task: name(report.task.as_deref().unwrap_or_default()),
    }
}

/// A text for C: with no zero byte inside it, which would end it.
pub(super) fn zero_free(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

/// A name that ends with a zero byte, cut between characters where it is too long.
fn name(text: &str) -> [c_char; DYNET_NAME_BYTES] {
    let text = zero_free(text);
    let end = text.floor_char_boundary(DYNET_NAME_BYTES - 1);
    let mut name = [0; DYNET_NAME_BYTES];
    for (to, from) in name.iter_mut().zip(&text.as_bytes()[..end]) {
        *to = from.cast_signed() as c_char;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_cut_between_characters() {
        let bytes = name(&"ä".repeat(40)).map(|byte| byte as u8);
        // 31 characters of two bytes, and no half one in the 63rd.
        assert_eq!(&bytes[..62], "ä".repeat(31).as_bytes());
        assert_eq!(&bytes[62..], [0, 0]);
        assert_eq!(
            name("a\0b")[..5].iter().filter(|byte| **byte == 0).count(),
            0
        );
    }
}
