//! Writes a pack: one network (several depths of a DyNet), for several targets, with one weights file per precision.

mod card;
mod checker;
mod extract;
mod graphs;
mod guided;
mod job;
mod metadata;
mod one_file;
mod staging;
mod task;
mod tile;
mod triton;
mod variants;
mod verify;

pub use extract::extract_weights;
pub use job::{Job, Step};
pub use task::{TaskJob, add, remove};
pub use verify::verify;

use std::path::Path;
use std::sync::Arc;

use burn::tensor::Device;
use dynet_engine::Engine;
use dynet_models::{AnyConfig, AnyNetwork, NetworkConfig as _, weights};
use dynet_pack::Weights;
use dynet_pack::{Check, Input, MANIFEST_FILE, Manifest, Network, Pack, SCHEMA};

use crate::{Error, ErrorKind, Precision, Result, WeightFile};
use checker::{Checker, Subject};
use graphs::{Graphs, entry};
use staging::Staging;

/// The model card's name in a pack.
const CARD_FILE: &str = "CARD.md";

/// Exports, checks on the engines and writes the pack into the folder `target`, replacing an older
/// one there; other files stay. Where `target` ends in `.dynet`, the pack is that one file: a zip
/// whose weights can be mapped. `progress` gets every step.
///
/// The pack is written under a temporary name and then renamed, so an error leaves `target` unchanged.
///
/// # Errors
/// [`ErrorKind::Mismatch`] when an engine's output is farther from Burn's than the job's tolerance;
/// [`ErrorKind::Weights`], [`ErrorKind::NotFinite`] for the weights; [`ErrorKind::Io`] when a file
/// cannot be written.
pub fn write(
    job: &Job,
    target: &Path,
    engines: &[Box<dyn Engine>],
    mut progress: impl FnMut(Step),
) -> Result<Manifest> {
    variants::check_names(&job.variants)?;
    // First, so that a place that cannot be written is detected before the long work.
    let mut staging = Staging::new(target)?;
    let card = card_of(job, target)?;
    let (config, network) = load(&job.weights)?;
    let variants = job.check(&config)?;
    let engine = engines.last().map(AsRef::as_ref);
    let graphs = Graphs::export((job, &variants), &config, &network, engine, &mut |line| {
        progress(Step::Does(line))
    })?;
    let checks = check_graphs(job, &config, &network, &graphs, engines, progress)?;

    let (first, file) = &graphs.weights[0];
    let listed = |(_, file): &(Precision, WeightFile)| entry(file.file().to_owned(), file.bytes());
    let manifest = Manifest {
        schema: SCHEMA,
        name: job.name.clone(),
        version: job.version.clone(),
        license: job.license.clone(),
        precision: first.to_string(),
        network: Network {
            family: config.family().to_owned(),
            config: json(&config)?,
        },
        degradations: job.degradations.clone(),
        input: Input {
            multiple: config.input_multiple(),
            dynamic: job
                .targets
                .iter()
                .any(|target| tile::size(&config, *target).is_none()),
        },
        weights: entry(file.file().to_owned(), file.bytes()),
        further_weights: graphs.weights[1..].iter().map(listed).collect(),
        variants: graphs.listed(),
        prompter: graphs.listed_prompter(),
        tasks: Vec::new(),
        checks,
        quality: job.quality.clone(),
        card: card.is_some().then(|| CARD_FILE.to_owned()),
    };
    for (_, file) in &graphs.weights {
        staging.file(file.file(), file.bytes())?;
    }
    for built in &graphs.built {
        staging.file(&built.entry.entry.file, &built.bytes)?;
    }
    if let Some(card) = &card {
        let card = card::with_checks(card, &manifest.checks);
        staging.file(CARD_FILE, card.as_bytes())?;
    }
    let text = serde_json::to_string_pretty(&manifest).map_err(encoding)?;
    staging.file(MANIFEST_FILE, format!("{text}\n").as_bytes())?;
    staging.publish()?;
    Ok(manifest)
}

/// Exports and checks as [`write()`] does, but writes the model repository of NVIDIA's Triton server:
/// a model for each graph, named `PACK-VARIANT`, with the target behind where there are several.
///
/// # Errors
/// As [`write()`]; also when there is something in `folder` already.
pub fn write_triton(
    job: &Job,
    folder: &Path,
    engines: &[Box<dyn Engine>],
    mut progress: impl FnMut(Step),
) -> Result<()> {
    variants::check_names(&job.variants)?;
    let staging = triton::Repository::new(folder)?;
    let (config, network) = load(&job.weights)?;
    let variants = job.check(&config)?;
    if guided::latent(&config).is_some() {
        let text = "a network guided by a prompter has two graphs, which Triton's server cannot \
                    combine: write a pack";
        return Err(Error::new(ErrorKind::Argument, text));
    }
    let engine = engines.last().map(AsRef::as_ref);
    let graphs = Graphs::export((job, &variants), &config, &network, engine, &mut |line| {
        progress(Step::Does(line))
    })?;
    check_graphs(job, &config, &network, &graphs, engines, progress)?;
    for built in &graphs.built {
        let file = graphs.weights_of(built.precision);
        let stem = built.entry.entry.file.trim_end_matches(".onnx");
        let name = match built.variant {
            Some(at) if graphs.built.len() == graphs.variants.len() => {
                graphs.variants[at].name.clone()
            }
            _ => stem.replace('.', "-"),
        };
        staging.add(&triton::Model {
            name: format!("{}-{name}", job.name),
            weights: (file.file(), file.bytes()),
            graph: &built.bytes,
            size: built.entry.size,
            gpu: built.entry.target == "cuda",
        })?;
    }
    staging.publish()
}

/// Checks all graphs that were exported.
fn check_graphs(
    job: &Job,
    config: &AnyConfig,
    network: &AnyNetwork,
    graphs: &Graphs,
    engines: &[Box<dyn Engine>],
    mut progress: impl FnMut(Step),
) -> Result<Vec<Check>> {
    let checker = Checker {
        network,
        multiple: config.input_multiple(),
        engines,
        photos: &job.photos,
        tolerance: job.tolerance,
    };
    let in_memory =
        |file: &WeightFile| Arc::new(Weights::from_vec(file.bytes().to_vec(), file.file()));
    let weights: Vec<_> = graphs
        .weights
        .iter()
        .map(|(p, file)| (*p, [in_memory(file)]))
        .collect();
    let mut checks = Vec::new();
    for built in &graphs.built {
        let weights = weights.iter().find(|(p, _)| *p == built.precision);
        let Some((_, weights)) = weights else {
            continue;
        };
        let subject = Subject {
            file: &built.entry.entry.file,
            reuse: built.reuse,
            target: &built.entry.target,
            precision: &built.precision.to_string(),
            size: built.entry.size,
            nodes: built.nodes,
            partitions: built.partitions,
            bytes: &built.bytes,
            weights,
        };
        if let Some(lacking) = checker::lacks(&built.bytes) {
            let file = subject.file;
            let line = format!("{file} does not run on tract, which has no {lacking}");
            progress(Step::Does(&line));
        }
        let mut found = |check| {
            progress(Step::Checked(&check));
            checks.push(check);
        };
        match built.variant {
            Some(_) => checker.run(&subject, &mut found)?,
            None => checker.run_prompter(&subject, &mut found)?,
        }
    }
    Ok(checks)
}

fn load(path: &Path) -> Result<(AnyConfig, AnyNetwork)> {
    weights::load(path, &Device::flex())
        .map_err(|error| Error::new(ErrorKind::Weights, error.to_string()).with_source(error))
}

/// The new model card: the job's, or the one of the existing pack.
fn card_of(job: &Job, target: &Path) -> Result<Option<String>> {
    let there = target.join(CARD_FILE);
    let path = match &job.card {
        Some(path) => path,
        None if there.is_file() => &there,
        // The card of a one-file pack is read through the pack.
        None if target.is_file() => {
            let old = Pack::open(target).and_then(|pack| pack.card());
            return Ok(old.unwrap_or_default());
        }
        None => return Ok(None),
    };
    let text = std::fs::read_to_string(path);
    text.map(Some)
        .map_err(|error| Error::io("read", path, error))
}

fn json(config: &AnyConfig) -> Result<serde_json::Value> {
    config.to_json().map_err(encoding)
}

fn encoding(error: serde_json::Error) -> Error {
    Error::new(
        ErrorKind::Io,
        format!("cannot encode the manifest: {error}"),
    )
}

fn broken(error: dynet_core::Error) -> Error {
    Error::new(ErrorKind::Pack, error.to_string()).with_source(error)
}
