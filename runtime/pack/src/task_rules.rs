//! Checks of a task before it joins a pack.

use std::collections::HashSet;
use std::path::Path;

use super::rules::{
    MAX_NAME_BYTES, bad, check_entry, check_name, check_variants, is_short_text, parse,
};
use super::{Manifest, Task, TaskFile};
use dynet_core::{Error, ErrorKind, Result};

/// More tasks than anyone adds; with the limits on variants, this bounds what opening costs.
const MAX_TASKS: usize = 32;
/// More graphs than all tasks of the largest pack have.
const MAX_GRAPHS: usize = 1024;
/// Reserved names: `--task` gives them another meaning.
const TAKEN: [&str; 2] = ["auto", "none"];

/// Parses the text of a `task.json`; `path` is for messages.
pub(super) fn parse_task(text: &[u8], path: &Path) -> Result<Task> {
    parse::<TaskFile>(text, path).map(|file| file.task)
}

/// Checks the tasks that a manifest lists.
pub(super) fn check_tasks(manifest: &Manifest) -> Result<()> {
    let tasks = &manifest.tasks;
    if tasks.len() > MAX_TASKS {
        return Err(bad(format!(
            "there are {} tasks, there may be {MAX_TASKS}",
            tasks.len()
        )));
    }
    let variants = tasks.iter().flat_map(|task| &task.variants);
    let graphs: usize = variants.map(|variant| variant.graphs.len()).sum();
    if graphs > MAX_GRAPHS {
        return Err(bad(format!(
            "the tasks have {graphs} graphs, they may have {MAX_GRAPHS}"
        )));
    }
    let mut names = HashSet::new();
    for task in tasks {
        if !names.insert(&task.name) {
            return Err(taken(&task.name));
        }
        check_values(manifest, task)?;
    }
    Ok(())
}

/// Checks a task that is to be added to those of a manifest.
pub(super) fn check_task(manifest: &Manifest, task: &Task) -> Result<()> {
    check_new_name(manifest, &task.name)?;
    check_values(manifest, task)
}

/// Whether a task of that name can be added to those of a manifest.
pub(super) fn check_new_name(manifest: &Manifest, name: &str) -> Result<()> {
    check_task_name(name)?;
    if manifest.task(name).is_some() {
        return Err(taken(name));
    }
    if manifest.tasks.len() >= MAX_TASKS {
        return Err(bad(format!("the pack has {MAX_TASKS} tasks already")));
    }
    Ok(())
}

fn check_task_name(name: &str) -> Result<()> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
    if !(1..=MAX_NAME_BYTES).contains(&name.len()) || !name.chars().all(plain) {
        return Err(bad(format!(
            "the task name {name:?} must be 1 to {MAX_NAME_BYTES} letters, digits, \"-\" and \"_\""
        )));
    }
    if TAKEN.contains(&name) {
        return Err(bad(format!(
            "a task cannot be named {name:?}: --task uses this name for something else"
        )));
    }
    Ok(())
}

fn check_values(manifest: &Manifest, task: &Task) -> Result<()> {
    let name = &task.name;
    check_task_name(name)?;
    let place = format!("task {name:?}");
    if let Some(kind) = &task.kind
        && !is_short_text(kind)
    {
        return Err(bad(format!(
            "{place}: its kind {kind:?} is not a short text"
        )));
    }
    if !task.base.eq_ignore_ascii_case(&manifest.weights.sha256) {
        return Err(Error::new(
            ErrorKind::WrongHash,
            format!(
                "{place} is for a base whose weights have the SHA-256 {:?}; those of this pack \
                 have {}: get the add-on that was made for this pack, or the pack it was made for",
                task.base, manifest.weights.sha256
            ),
        ));
    }
    check_entry(&place, &task.weights)?;
    let mut files = vec![&manifest.weights];
    files.extend(&manifest.further_weights);
    if files.iter().any(|entry| entry.file == task.weights.file) {
        return Err(bad(format!(
            "{place}: its weights are said to be in {:?}, which holds the pack's",
            task.weights.file
        )));
    }
    if let Some(card) = &task.card {
        check_name(&place, card)?;
    }
    let base = HashSet::from([&manifest.weights.file]);
    check_variants(manifest, &task.variants, &base)
        .map_err(|e| Error::new(e.kind(), format!("{place}: {}", e.message())))?;
    let names = |variants: &[super::Variant]| -> Vec<String> {
        let mut names: Vec<String> = variants.iter().map(|v| v.name.clone()).collect();
        names.sort_unstable();
        names
    };
    let (own, all) = (names(&task.variants), names(&manifest.variants));
    if own != all {
        return Err(bad(format!(
            "{place} has the variants {}, the pack has {}: they must be the same",
            own.join(", "),
            all.join(", ")
        )));
    }
    Ok(())
}

fn taken(name: &str) -> Error {
    bad(format!(
        "there is a task {name:?} already: remove that one, or give this one another name"
    ))
}
