//! Converts Java's values to the runtime's types, and restores with them.

use std::sync::Arc;

use dynet::restorer::{Cancel, Options, Report, Restorer, TaskChoice};
use jni::Env;
use jni::objects::{JObject, JString};
use jni::sys::{jdouble, jint, jlong};

use super::fault::Fault;
use super::listener::Listener;
use super::{CANCELLERS, RESTORERS};
use crate::pixels::{Format, Layout, Picture};

/// The restorer of that number.
pub(super) fn restorer(id: jlong) -> Result<Arc<Restorer>, Fault> {
    let restorer = RESTORERS.get(id.cast_unsigned());
    restorer.ok_or(Fault::Closed("restorer"))
}

/// The canceller of that number.
pub(super) fn canceller(id: jlong) -> Result<Arc<Cancel>, Fault> {
    let cancel = CANCELLERS.get(id.cast_unsigned());
    cancel.ok_or(Fault::Closed("canceller"))
}

/// A text; `None` for null.
pub(super) fn text(env: &Env<'_>, text: &JString<'_>) -> Result<Option<String>, Fault> {
    if text.is_null() {
        return Ok(None);
    }
    Ok(Some(text.try_to_string(env)?))
}

/// A number of 0 or more.
pub(super) fn natural<T>(value: impl Into<jlong>, name: &str) -> Result<T, Fault>
where
    T: TryFrom<jlong>,
{
    let value = value.into();
    T::try_from(value)
        .map_err(|_| Fault::argument(format!("{name} is {value}, it must not be negative")))
}

/// Where the rows of a picture of RGBA bytes lie.
pub(super) fn layout(width: jint, height: jint, row_stride: Option<jint>) -> Result<Layout, Fault> {
    let size: (usize, usize) = (natural(width, "width")?, natural(height, "height")?);
    let row_stride = match row_stride {
        Some(bytes) => natural(bytes, "rowStride")?,
        None => Format::Rgba8.pixel_bytes() * size.0,
    };
    Ok(Layout::new("picture", Format::Rgba8, size, row_stride, 0)?)
}

/// Java's options for a restoration.
pub(super) struct RestoreArgs<'a, 'local> {
    pub variant: &'a JString<'local>,
    pub task: &'a JString<'local>,
    /// Milliseconds; 0 means no budget.
    pub budget_ms: jdouble,
    /// Bytes; 0 means no limit.
    pub max_memory: jlong,
    /// Longest side; 0 means the runtime's choice.
    pub tile: jint,
    /// 0 means none.
    pub canceller: jlong,
    /// May be null.
    pub listener: &'a JObject<'local>,
}

/// Restores the picture in its own memory.
pub(super) fn restore(
    env: &Env<'_>,
    restorer: &Restorer,
    picture: &mut Picture,
    args: &RestoreArgs<'_, '_>,
) -> Result<Report, Fault> {
    if args.budget_ms.is_nan() || args.budget_ms < 0.0 {
        let text = format!("budget is {} ms, it must be 0 or more", args.budget_ms);
        return Err(Fault::argument(text));
    }
    let max_memory: u64 = natural(args.max_memory, "maxMemory")?;
    let tile: usize = natural(args.tile, "tile")?;
    let cancel = match args.canceller {
        0 => Cancel::new(),
        id => (*canceller(id)?).clone(),
    };
    let listener = Listener::new(env, args.listener)?;
    let task = text(env, args.task)?.and_then(|task| task.parse::<TaskChoice>().ok());
    let observer = listener.as_ref().map(|listener| listener.observer(&cancel));
    let mut options = Options::default()
        .task(task.unwrap_or_default())
        .budget_ms((args.budget_ms > 0.0).then_some(args.budget_ms))
        .max_memory((max_memory > 0).then_some(max_memory))
        .tile((tile > 0).then_some(tile))
        .cancel(cancel.clone())
        .observer(observer);
    options.variant = text(env, args.variant)?;
    let report = restorer.restore_in_place(&mut picture.pixels, &options);
    // An exception of the listener cancels, and is then the reason.
    if let Some(fault) = listener.and_then(|listener| listener.fault()) {
        return Err(fault);
    }
    let report = report?;
    // After cancelling at the last tile, the picture must be unchanged.
    if cancel.is_cancelled() {
        return Err(Fault::cancelled());
    }
    Ok(report)
}
