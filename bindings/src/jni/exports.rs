//! Every native function of `dev.dynet.Native`, in its order. Their documentation is there.

// The names derive from the class's. The lint only sees `no_mangle`; there is no unsafe block.
#![allow(unsafe_code, non_snake_case)]
// Java's signatures.
#![allow(clippy::too_many_arguments, missing_docs)]

use dynet::ThermalStatus;
use dynet::pack::Pack;
use dynet::restorer::Cancel;
use jni::objects::{JByteBuffer, JClass, JIntArray, JObject, JObjectArray, JString};
use jni::sys::{jboolean, jdouble, jint, jlong};
use jni::{Env, EnvUnowned};

use super::fault::{Fault, Throws};
use super::memory::{Direct, duplicate};
use super::opening::{AddOns, Settings};
use super::restoring::{RestoreArgs, canceller, layout, natural, restore, restorer, text};
use super::{CANCELLERS, RESTORERS, classes, ints};

/// Runs the body of one native function; a failure is thrown when it returns.
fn call<'local, T: Default>(
    env: &mut EnvUnowned<'local>,
    work: impl FnOnce(&mut Env<'local>) -> Result<T, Fault>,
) -> T {
    env.with_env(work).resolve::<Throws>()
}

#[unsafe(no_mangle)]
pub extern "system" fn Java_dev_dynet_Native_version<'local>(
    mut env: EnvUnowned<'local>,
    _class: JClass<'local>,
) -> JString<'local> {
    call(&mut env, |env| {
        Ok(env.new_string(env!("CARGO_PKG_VERSION"))?)
    })
}

#[unsafe(no_mangle)]
pub extern "system" fn Java_dev_dynet_Native_open<'local>(
    mut env: EnvUnowned<'local>,
    _class: JClass<'local>,
    path: JString<'local>,
    backend: JString<'local>,
    provider: JString<'local>,
    precision: JString<'local>,
    library: JString<'local>,
    cache: JString<'local>,
    low_memory: jboolean,
    threads: jint,
    add_ons: AddOns<'local>,
) -> jlong {
    let settings = Settings {
        backend: &backend,
        provider: &provider,
        precision: &precision,
        library: &library,
        cache: &cache,
        low_memory,
        threads,
        add_ons: &add_ons,
    };
    call(&mut env, |env| {
        let path = text(env, &path)?.ok_or_else(|| Fault::argument("path is null"))?;
        settings.open(env, Pack::open(path)?)
    })
}

#[unsafe(no_mangle)]
pub extern "system" fn Java_dev_dynet_Native_openDescriptor<'local>(
    mut env: EnvUnowned<'local>,
    _class: JClass<'local>,
    descriptor: jint,
    offset: jlong,
    length: jlong,
    backend: JString<'local>,
    provider: JString<'local>,
    precision: JString<'local>,
    library: JString<'local>,
    cache: JString<'local>,
    low_memory: jboolean,
    threads: jint,
    add_ons: AddOns<'local>,
) -> jlong {
    let settings = Settings {
        backend: &backend,
        provider: &provider,
        precision: &precision,
        library: &library,
        cache: &cache,
        low_memory,
        threads,
        add_ons: &add_ons,
    };
    call(&mut env, |env| {
        let (offset, length) = (natural(offset, "offset")?, natural(length, "length")?);
        let pack = Pack::from_file(&duplicate(descriptor)?, offset, length)?;
        settings.open(env, pack)
    })
}

#[unsafe(no_mangle)]
pub extern "system" fn Java_dev_dynet_Native_close<'local>(
    mut env: EnvUnowned<'local>,
    _class: JClass<'local>,
    id: jlong,
) {
    call(&mut env, |_| match RESTORERS.remove(id.cast_unsigned()) {
        Some(_) => Ok(()),
        None => Err(Fault::Closed("restorer")),
    })
}

#[unsafe(no_mangle)]
pub extern "system" fn Java_dev_dynet_Native_variants<'local>(
    mut env: EnvUnowned<'local>,
    _class: JClass<'local>,
    id: jlong,
) -> JObjectArray<'local> {
    call(&mut env, |env| {
        classes::variants(env, &restorer(id)?.pack().manifest().variants)
    })
}

#[unsafe(no_mangle)]
pub extern "system" fn Java_dev_dynet_Native_tasks<'local>(
    mut env: EnvUnowned<'local>,
    _class: JClass<'local>,
    id: jlong,
) -> JObjectArray<'local> {
    call(&mut env, |env| {
        classes::tasks(env, &restorer(id)?.pack().manifest().tasks)
    })
}

#[unsafe(no_mangle)]
pub extern "system" fn Java_dev_dynet_Native_backend<'local>(
    mut env: EnvUnowned<'local>,
    _class: JClass<'local>,
    id: jlong,
) -> JString<'local> {
    call(&mut env, |env| Ok(env.new_string(restorer(id)?.backend())?))
}

#[unsafe(no_mangle)]
pub extern "system" fn Java_dev_dynet_Native_note<'local>(
    mut env: EnvUnowned<'local>,
    _class: JClass<'local>,
    id: jlong,
) -> JString<'local> {
    call(&mut env, |env| match restorer(id)?.note() {
        Some(note) => Ok(env.new_string(note)?),
        None => Ok(JString::null()),
    })
}

#[unsafe(no_mangle)]
pub extern "system" fn Java_dev_dynet_Native_setThermalStatus<'local>(
    mut env: EnvUnowned<'local>,
    _class: JClass<'local>,
    id: jlong,
    status: jint,
) {
    call(&mut env, |_| {
        restorer(id)?.set_thermal_status(ThermalStatus::from_android(status));
        Ok(())
    })
}

#[unsafe(no_mangle)]
pub extern "system" fn Java_dev_dynet_Native_restorePixels<'local>(
    mut env: EnvUnowned<'local>,
    _class: JClass<'local>,
    id: jlong,
    pixels: JIntArray<'local>,
    width: jint,
    height: jint,
    premultiplied: jboolean,
    variant: JString<'local>,
    task: JString<'local>,
    budget_ms: jdouble,
    max_memory: jlong,
    tile: jint,
    canceller: jlong,
    listener: JObject<'local>,
) -> JObject<'local> {
    let args = RestoreArgs {
        variant: &variant,
        task: &task,
        budget_ms,
        max_memory,
        tile,
        canceller,
        listener: &listener,
    };
    call(&mut env, |env| {
        let restorer = restorer(id)?;
        let layout = layout(width, height, None)?;
        let mut picture = ints::read(env, &pixels, &layout, premultiplied)?;
        let report = restore(env, &restorer, &mut picture, &args)?;
        // Created first: if this fails, the picture stays unchanged.
        let report = classes::report(env, &report)?;
        ints::write(env, &picture, &pixels, &layout, premultiplied)?;
        Ok(report)
    })
}

#[unsafe(no_mangle)]
pub extern "system" fn Java_dev_dynet_Native_restoreBuffer<'local>(
    mut env: EnvUnowned<'local>,
    _class: JClass<'local>,
    id: jlong,
    buffer: JByteBuffer<'local>,
    width: jint,
    height: jint,
    row_stride: jint,
    premultiplied: jboolean,
    variant: JString<'local>,
    task: JString<'local>,
    budget_ms: jdouble,
    max_memory: jlong,
    tile: jint,
    canceller: jlong,
    listener: JObject<'local>,
) -> JObject<'local> {
    let args = RestoreArgs {
        variant: &variant,
        task: &task,
        budget_ms,
        max_memory,
        tile,
        canceller,
        listener: &listener,
    };
    call(&mut env, |env| {
        let restorer = restorer(id)?;
        let layout = layout(width, height, Some(row_stride))?;
        let memory = Direct::of(env, &buffer, &layout)?;
        let mut picture = memory.read(premultiplied)?;
        let report = restore(env, &restorer, &mut picture, &args)?;
        let report = classes::report(env, &report)?;
        memory.write(&picture, premultiplied);
        Ok(report)
    })
}

#[unsafe(no_mangle)]
pub extern "system" fn Java_dev_dynet_Native_newCanceller<'local>(
    mut env: EnvUnowned<'local>,
    _class: JClass<'local>,
) -> jlong {
    call(&mut env, |_| {
        Ok(CANCELLERS.insert(Cancel::new()).cast_signed())
    })
}

#[unsafe(no_mangle)]
pub extern "system" fn Java_dev_dynet_Native_cancel<'local>(
    mut env: EnvUnowned<'local>,
    _class: JClass<'local>,
    id: jlong,
) {
    call(&mut env, |_| {
        canceller(id)?.cancel();
        Ok(())
    })
}

#[unsafe(no_mangle)]
pub extern "system" fn Java_dev_dynet_Native_freeCanceller<'local>(
    mut env: EnvUnowned<'local>,
    _class: JClass<'local>,
    id: jlong,
) {
    call(&mut env, |_| match CANCELLERS.remove(id.cast_unsigned()) {
        Some(_) => Ok(()),
        None => Err(Fault::Closed("canceller")),
    })
}
