//! Makes objects of the Kotlin classes for results. `android/` keeps these classes from shrinkers.

use dynet::pack::{Task, Variant};
use dynet::restorer::Report;
use jni::objects::{JIntArray, JObject, JObjectArray, JString, JValue};
use jni::{Env, jni_sig, jni_str};

use super::fault::Fault;

/// A `dev.dynet.Report`.
pub(super) fn report<'local>(
    env: &mut Env<'local>,
    report: &Report,
) -> Result<JObject<'local>, Fault> {
    let class = env.find_class(jni_str!("dev/dynet/Report"))?;
    let variant = env.new_string(&report.variant)?;
    let task = optional(env, report.task.as_deref())?;
    let found = optional(env, report.found.map(|found| found.kind.name()))?;
    let backend = env.new_string(&report.backend)?;
    let provider = env.new_string(&report.provider)?;
    let fallbacks = env.new_string(report.fallbacks.join("\n"))?;
    let values = [
        JValue::Object(&variant),
        JValue::Object(&task),
        JValue::Object(&found),
        JValue::Object(&backend),
        JValue::Object(&provider),
        JValue::Int(int(report.tiles)),
        JValue::Double(report.ms),
        JValue::Double(report.prepare_ms),
        JValue::Double(report.expected_ms.unwrap_or(0.0)),
        JValue::Object(&fallbacks),
    ];
    let sig = jni_sig!(
        "(Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;IDDDLjava/lang/String;)V"
    );
    Ok(env.new_object(class, sig, &values)?)
}

/// An array of `dev.dynet.Variant`.
pub(super) fn variants<'local>(
    env: &mut Env<'local>,
    variants: &[Variant],
) -> Result<JObjectArray<'local>, Fault> {
    let class = env.find_class(jni_str!("dev/dynet/Variant"))?;
    let array = env.new_object_array(int(variants.len()), &class, JObject::null())?;
    for (index, variant) in variants.iter().enumerate() {
        let name = env.new_string(&variant.name)?;
        let counts: Vec<i32> = variant.reuse.iter().map(|count| int(*count)).collect();
        let reuse = JIntArray::new(env, counts.len())?;
        reuse.set_region(env, 0, &counts)?;
        let values = [
            JValue::Object(&name),
            JValue::Object(&reuse),
            JValue::Long(i64::try_from(variant.parameters).unwrap_or(i64::MAX)),
        ];
        let object = env.new_object(&class, jni_sig!("(Ljava/lang/String;[IJ)V"), &values)?;
        array.set_element(env, index, &object)?;
    }
    Ok(array)
}

/// An array of `dev.dynet.Task`.
pub(super) fn tasks<'local>(
    env: &mut Env<'local>,
    tasks: &[Task],
) -> Result<JObjectArray<'local>, Fault> {
    let class = env.find_class(jni_str!("dev/dynet/Task"))?;
    let array = env.new_object_array(int(tasks.len()), &class, JObject::null())?;
    for (index, task) in tasks.iter().enumerate() {
        let name = env.new_string(&task.name)?;
        let kind = optional(env, task.kind.as_deref())?;
        let values = [
            JValue::Object(&name),
            JValue::Object(&kind),
            JValue::Long(i64::try_from(task.parameters).unwrap_or(i64::MAX)),
        ];
        let sig = jni_sig!("(Ljava/lang/String;Ljava/lang/String;J)V");
        let object = env.new_object(&class, sig, &values)?;
        array.set_element(env, index, &object)?;
    }
    Ok(array)
}

/// A text, or null.
fn optional<'local>(env: &mut Env<'local>, text: Option<&str>) -> Result<JString<'local>, Fault> {
    Ok(match text {
        Some(text) => env.new_string(text)?,
        None => JString::null(),
    })
}

fn int(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
