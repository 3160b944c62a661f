//! Which module issued an operation.
//!
//! Burn records operations without the module that they belong to, but weights have paths. An
//! operation that reads the weight `a.b.weight`, or something made of weights alone, belongs to
//! `a.b`; one that reads several weights to the longest path that their modules share. Any other
//! operation belongs to the longest path shared by the modules of the last operation before it
//! and of the first after it that read weights: what lies between `block.conv1` and
//! `block.conv2` belongs to `block`. The network itself has an empty path.

use std::collections::HashMap;

use burn_capture::TensorId;

use crate::trace::Trace;

/// The path of every operation's module.
pub(crate) fn paths(trace: &Trace) -> Vec<String> {
    let owners = owners(trace);
    let mut before: Vec<Option<&str>> = Vec::new();
    let mut last = None;
    for owner in &owners {
        last = owner.as_deref().or(last);
        before.push(last);
    }
    let mut next = None;
    let mut paths: Vec<String> = Vec::new();
    for (owner, before) in owners.iter().zip(before).rev() {
        next = owner.as_deref().or(next);
        paths.push(match owner {
            Some(owner) => owner.clone(),
            None => shared(before.unwrap_or_default(), next.unwrap_or_default()),
        });
    }
    paths.reverse();
    paths
}

/// The last module before operation `position` that read a weight, for messages.
pub(crate) fn last(trace: &Trace, position: usize) -> Option<String> {
    let mut owners = owners(trace);
    owners.truncate(position);
    owners.into_iter().rev().flatten().next()
}

/// For every operation, the module of the weights that it reads.
fn owners(trace: &Trace) -> Vec<Option<String>> {
    let module = |name: &str| {
        name.rsplit_once('.')
            .map_or("", |(module, _)| module)
            .to_owned()
    };
    let named = trace.names.iter().map(|(id, name)| (*id, module(name)));
    let mut owned: HashMap<TensorId, String> = named.collect();
    let mut owners = Vec::new();
    for operation in &trace.operations {
        let inputs: Vec<TensorId> = operation.inputs().map(|tensor| tensor.id).collect();
        let read = inputs.iter().filter_map(|id| owned.get(id).cloned());
        let owner = read.reduce(|a, b| shared(&a, &b));
        let known = |id: &TensorId| owned.contains_key(id) || trace.values.contains_key(id);
        if let Some(owner) = owner.as_ref().filter(|_| inputs.iter().all(known)) {
            owned.extend(operation.outputs().map(|out| (out.id, owner.clone())));
        }
        owners.push(owner);
    }
    owners
}

/// The longest common prefix of two paths.
fn shared(a: &str, b: &str) -> String {
    let parts = a.split('.').zip(b.split('.'));
    let same: Vec<&str> = parts.take_while(|(a, b)| a == b).map(|(a, _)| a).collect();
    same.join(".")
}

#[cfg(test)]
mod tests {
    use super::shared;

    #[test]
    fn paths_are_shared_by_whole_names() {
        assert_eq!(shared("a.b.conv1", "a.b.conv2"), "a.b");
        assert_eq!(shared("a.b", "a.b.c"), "a.b");
        assert_eq!(shared("level1.a", "level2.a"), "");
        assert_eq!(shared("", "a"), "");
    }
}
