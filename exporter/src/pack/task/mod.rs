//! Adds an adapter to a pack: graphs that use the pack's tensors and the adapter's few.

mod files;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use burn::tensor::Device;
use dynet_engine::Engine;
use dynet_models::{AnyConfig, AnyNetwork, Reuse, weights};
use dynet_pack::Weights;
use dynet_pack::{Graph, Pack, PackGraph, Quality, Task, Variant, sha256_hex};

pub use files::remove;

use super::checker::{Checker, Subject};
use super::graphs::{self, entry};
use super::metadata::GraphMetadata;
use super::{Step, broken, extract, json, load, tile};
use crate::check::Tolerance;
use crate::{Error, ErrorKind, Exported, Precision, Result, Target, WeightFile};

/// An adapter and its entry in the pack.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct TaskJob {
    /// The file that `dynet-train adapt` wrote.
    pub adapter: PathBuf,
    /// The task's name in the pack.
    pub name: String,
    /// The degradation that it removes, for `--task auto`; by default that of the adapter's task.
    pub kind: Option<String>,
    /// A card to copy.
    pub card: Option<PathBuf>,
    /// Measured quality, to be recorded in the manifest.
    pub quality: Vec<Quality>,
    /// The base's weights; by default the pack's own.
    pub weights: Option<PathBuf>,
    /// How far a graph's output may be from the network's.
    pub tolerance: Tolerance,
    /// Clean photos to check on, beside synthetic pictures.
    pub photos: Vec<PathBuf>,
}

impl TaskJob {
    /// A job for an adapter under that name in the pack.
    pub fn new(name: impl Into<String>, adapter: impl Into<PathBuf>) -> Self {
        Self {
            adapter: adapter.into(),
            name: name.into(),
            kind: None,
            card: None,
            quality: Vec::new(),
            weights: None,
            tolerance: Tolerance::default(),
            photos: Vec::new(),
        }
    }
}

/// Exports an adapter for a pack's network, checks it on the engines and adds it to the pack, or,
/// where `apart` is given, writes it as an add-on there (a folder, or one `.dynet` file) that any
/// copy of the pack takes.
///
/// In the pack, files are added and the manifest is replaced last. No other file changes; on an error, nothing does.
///
/// # Errors
/// [`ErrorKind::Weights`] for an adapter of another network or other weights, [`ErrorKind::Pack`] for
/// a pack that cannot be used or has such a task already, [`ErrorKind::Argument`] for a pack of one
/// file without `apart`; and those of [`write`](super::write()).
pub fn add(
    job: &TaskJob,
    place: &Path,
    apart: Option<&Path>,
    engines: &[Box<dyn Engine>],
    mut progress: impl FnMut(Step),
) -> Result<Task> {
    let pack = Pack::open(place).map_err(broken)?;
    if apart.is_none() && !place.is_dir() {
        let text = "a one-file pack cannot be changed: write an add-on beside it with \
                    -o NAME.dynet";
        return Err(Error::new(ErrorKind::Argument, text).at(place.display().to_string()));
    }
    pack.check_new_task(&job.name).map_err(broken)?;
    let (base_config, base) = match &job.weights {
        Some(weights) => load(weights)?,
        None => extract::network(&pack)?,
    };
    let attached = weights::attach(&job.adapter, &base_config, &base, &Device::flex());
    let (trained, network) =
        attached.map_err(|e| Error::new(ErrorKind::Weights, e.to_string()).with_source(e))?;
    let adapter = Adapter {
        pack: &pack,
        job,
        config: trained.config.clone(),
        network,
    };
    let mut file = WeightFile::beside(
        base_file(&pack, &base_config, &base)?,
        format!("{}.bin", job.name),
    );
    let mut built = Vec::new();
    for (variant, graph) in fp32(&pack) {
        built.push(adapter.graph(variant, &graph, &mut file)?);
    }
    let checks = adapter.check_graphs(&built, &file, engines, &mut progress)?;
    let own = weights::parameters(&adapter.network);
    let own = own.iter().filter(|(name, _)| weights::is_adapter(name));
    let card = match &job.card {
        Some(path) => {
            let text = std::fs::read(path).map_err(|error| Error::io("read", path, error))?;
            Some((format!("{}.CARD.md", job.name), text))
        }
        None => None,
    };
    let task = Task {
        name: job.name.clone(),
        kind: job.kind.clone().or_else(|| kind(&trained.task)),
        config: json(&adapter.config)?,
        base: pack.manifest().weights.sha256.clone(),
        weights: entry(file.file().to_owned(), file.bytes()),
        parameters: own.map(|(_, data)| data.num_elements() as u64).sum(),
        variants: listed(&pack, &built),
        checks,
        quality: job.quality.clone(),
        card: card.as_ref().map(|(name, _)| name.clone()),
    };
    let mut files = vec![(file.file(), file.bytes())];
    files.extend(
        built
            .iter()
            .map(|b| (b.entry.entry.file.as_str(), &b.bytes[..])),
    );
    files.extend(card.iter().map(|(name, text)| (name.as_str(), &text[..])));
    match apart {
        Some(apart) => files::write_apart(&task, &files, apart)?,
        None => files::install(pack.manifest().clone(), &task, &files, place)?,
    }
    Ok(task)
}

/// The graphs that a task has counterparts of, in the order in which the pack was written.
fn fp32(pack: &Pack) -> impl Iterator<Item = (&Variant, PackGraph<'_>)> {
    let manifest = pack.manifest();
    let exact = |graph: &PackGraph| manifest.precision_of(graph.entry) == "fp32";
    let mut graphs: Vec<_> = pack.graphs().filter(|(_, graph)| exact(graph)).collect();
    let targets: Vec<String> = graphs.iter().map(|(_, g)| g.entry.target.clone()).collect();
    graphs.sort_by_key(|(_, g)| targets.iter().position(|target| *target == g.entry.target));
    graphs.into_iter()
}

/// Rebuilds the pack's weights file, so that every tensor in it is found by its contents.
fn base_file(pack: &Pack, config: &AnyConfig, base: &AnyNetwork) -> Result<WeightFile> {
    let own = &pack.weights()[0];
    let mut file = WeightFile::new(own.file());
    for (variant, graph) in fp32(pack) {
        let target = target_of(graph.entry)?;
        let size = tile::size(config, target);
        let exported = graphs::record(config, base, extract::reuse_of(variant)?, size)?;
        exported
            .prepare(target, Precision::Fp32)?
            .to_onnx("base", &mut file)?;
    }
    if sha256_hex(file.bytes()) != pack.manifest().weights.sha256 {
        let text = "its weights file is not in fp32 or was laid out by another version of this \
                    program: export the pack again, then add the adapter";
        return Err(Error::new(ErrorKind::Pack, text).at(pack.path().display().to_string()));
    }
    Ok(file)
}

/// A graph of a task.
struct Built<'a> {
    variant: &'a Variant,
    reuse: Reuse,
    nodes: usize,
    /// The variant with this graph alone.
    listed: Variant,
    entry: Graph,
    bytes: Vec<u8>,
}

struct Adapter<'a> {
    pack: &'a Pack,
    job: &'a TaskJob,
    config: AnyConfig,
    network: AnyNetwork,
}

impl<'a> Adapter<'a> {
    /// The counterpart of one of the pack's graphs.
    fn graph(
        &self,
        variant: &'a Variant,
        graph: &PackGraph,
        file: &mut WeightFile,
    ) -> Result<Built<'a>> {
        let manifest = self.pack.manifest();
        let target = target_of(graph.entry)?;
        let reuse = extract::reuse_of(variant)?;
        let size = tile::size(&self.config, target);
        let exported = graphs::record(&self.config, &self.network, reuse, size)?;
        let mut listed = Variant {
            parameters: exported.parameters,
            macs_per_pixel: exported.macs_per_pixel,
            macs: exported.macs,
            ..variant.clone()
        };
        let mut exported: Exported = exported.prepare(target, Precision::Fp32)?;
        let metadata = GraphMetadata {
            network: &manifest.network.family,
            pack: &manifest.name,
            version: &manifest.version,
            license: &manifest.license,
            task: Some(&self.job.name),
        };
        let label = target.file_part();
        exported.metadata = metadata.entries(&variant.name, reuse, &label, Precision::Fp32);
        let bytes = exported.to_onnx(&variant.name, file)?;
        let name = format!("{}.{}.{label}.onnx", variant.name, self.job.name);
        let entry = Graph {
            target: label,
            precision: None,
            weights: None,
            size: graph.entry.size,
            entry: entry(name, &bytes),
        };
        listed.graphs = vec![entry.clone()];
        let nodes = exported.nodes();
        Ok(Built {
            variant,
            reuse,
            nodes,
            listed,
            entry,
            bytes,
        })
    }

    /// Checks all graphs against the adapted network.
    fn check_graphs(
        &self,
        built: &[Built],
        file: &WeightFile,
        engines: &[Box<dyn Engine>],
        progress: &mut dyn FnMut(Step),
    ) -> Result<Vec<dynet_pack::Check>> {
        let own = Weights::from_vec(file.bytes().to_vec(), file.file());
        let weights = [self.pack.weights()[0].clone(), Arc::new(own)];
        let checker = Checker {
            network: &self.network,
            multiple: self.config.input_multiple(),
            engines,
            photos: &self.job.photos,
            tolerance: self.job.tolerance,
        };
        let mut checks = Vec::new();
        for built in built {
            let subject = Subject {
                file: &built.entry.entry.file,
                reuse: built.reuse,
                target: &built.entry.target,
                precision: "fp32",
                size: built.entry.size,
                nodes: built.nodes,
                partitions: None,
                bytes: &built.bytes,
                weights: &weights,
            };
            checker.run(&subject, &mut |check| {
                progress(Step::Checked(&check));
                checks.push(check);
            })?;
        }
        Ok(checks)
    }
}

/// The pack's variants with the task's graphs.
fn listed(pack: &Pack, built: &[Built]) -> Vec<Variant> {
    let of = |variant: &Variant| {
        let mut own = built.iter().filter(|b| b.variant.name == variant.name);
        let first = own.next().map(|b| b.listed.clone());
        let mut listed = first.unwrap_or_else(|| variant.clone());
        listed.graphs.extend(own.map(|b| b.entry.clone()));
        listed
    };
    pack.manifest().variants.iter().map(of).collect()
}

fn target_of(graph: &Graph) -> Result<Target> {
    graph.target.replacen('-', ":", 1).parse()
}

/// The kind of degradation behind a task of `dynet-train adapt`.
fn kind(task: &str) -> Option<String> {
    let kind = match task {
        "denoise" => "noise",
        "camera-noise" => "camera-noise",
        "derain" => "rain",
        "dehaze" => "haze",
        "deblur" => "blur",
        "super-resolution" => "low-resolution",
        "jpeg" => "jpeg",
        _ => return None,
    };
    Some(kind.to_owned())
}
