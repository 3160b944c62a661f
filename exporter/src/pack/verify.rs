//! Checking a pack again, later.

use std::path::{Path, PathBuf};

use dynet_engine::Engine;
use dynet_models::{AnyNetwork, Reuse};
use dynet_pack::{Check, Manifest, Pack, PackGraph, Variant};

use super::checker::{Checker, Subject};
use super::{extract, json, load};
use crate::check::Tolerance;
use crate::{Error, ErrorKind, Result};

/// Checks a pack again, every graph on every engine, against the weights that it was made from or,
/// where those are not given, against its own weights in fp32. Photos (clean ones) are checked on
/// as well.
///
/// # Errors
/// As [`super::write()`]; also when the pack cannot be opened.
pub fn verify(
    place: &Path,
    weights: Option<&Path>,
    photos: &[PathBuf],
    tolerance: Tolerance,
    engines: &[Box<dyn Engine>],
    mut progress: impl FnMut(&Check),
) -> Result<()> {
    let pack = Pack::open(place).map_err(|e| Error::new(ErrorKind::Pack, e.to_string()))?;
    let manifest = pack.manifest();
    let (config, network) = match weights {
        Some(weights) => load(weights)?,
        None => extract::network(&pack)?,
    };
    if let Some(weights) =
        weights.filter(|_| json(&config).ok() != Some(manifest.network.config.clone()))
    {
        return Err(Error::new(
            ErrorKind::Weights,
            "these weights are of another network than the pack's",
        )
        .at(weights.display().to_string()));
    }
    type Listed<'a> = Vec<(Option<&'a Variant>, PackGraph<'a>)>;
    let mut check_graphs = |network: &AnyNetwork, graphs: Listed, checks: &[Check]| {
        let checker = Checker {
            network,
            multiple: config.input_multiple(),
            engines,
            photos,
            tolerance,
        };
        again(&checker, manifest, graphs, checks, &mut progress)
    };
    let variants = pack.graphs().map(|(variant, graph)| (Some(variant), graph));
    let prompters = pack.prompters().map(|graph| (None, graph));
    let graphs = variants.chain(prompters).collect();
    check_graphs(&network, graphs, &manifest.checks)?;
    for task in &manifest.tasks {
        let (_, network) = extract::adapted(&pack, task)?;
        let graphs = pack.task_graphs(task);
        let graphs = graphs.map(|(variant, graph)| (Some(variant), graph));
        check_graphs(&network, graphs.collect(), &task.checks)?;
    }
    Ok(())
}

/// Checks graphs again that were checked when the pack was written, with the result `checks`. Those without a variant
/// are the prompter's.
fn again(
    checker: &Checker,
    manifest: &Manifest,
    graphs: Vec<(Option<&Variant>, PackGraph)>,
    checks: &[Check],
    progress: &mut impl FnMut(&Check),
) -> Result<()> {
    for (variant, graph) in graphs {
        let reuse = variant.map_or(Ok(Reuse::ONCE), extract::reuse_of)?;
        let file = &graph.entry.entry.file;
        let checked = checks.iter().find(|check| check.graph == *file);
        let subject = Subject {
            file,
            reuse,
            target: &graph.entry.target,
            precision: manifest.precision_of(graph.entry),
            size: graph.entry.size,
            nodes: graph.facts.nodes,
            partitions: checked.and_then(|check| check.partitions),
            bytes: graph.bytes,
            weights: graph.weights,
        };
        let mut found = |check| progress(&check);
        match variant {
            Some(_) => checker.run(&subject, &mut found)?,
            None => checker.run_prompter(&subject, &mut found)?,
        }
    }
    Ok(())
}
