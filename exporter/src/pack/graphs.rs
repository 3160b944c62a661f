//! The graphs of a pack: every variant for every target in every precision.

use dynet_engine::Engine;
use dynet_models::{AnyConfig, AnyNetwork, NetworkConfig as _, Reuse};
use dynet_pack::{FileEntry, Graph, Partitions, Prompter, Size, Variant, sha256_hex};

use super::metadata::GraphMetadata;
use super::{Job, guided, tile};
use crate::{
    Accelerator, Error, ErrorKind, Exported, Picture, Precision, Result, Target, WeightFile,
    export_picture, quantize,
};

/// One graph file under construction.
pub(super) struct Built {
    /// Index of its variant in the job; `None` for the prompter's.
    pub variant: Option<usize>,
    pub reuse: Reuse,
    pub precision: Precision,
    pub nodes: usize,
    pub partitions: Option<Partitions>,
    /// Its entry in the manifest.
    pub entry: Graph,
    /// ONNX.
    pub bytes: Vec<u8>,
}

/// All graphs of a pack and the weights behind them.
pub(super) struct Graphs {
    pub variants: Vec<Variant>,
    pub built: Vec<Built>,
    /// The prompter that guides the network, without its graphs.
    pub prompter: Option<Prompter>,
    /// One weights file for each precision.
    pub weights: Vec<(Precision, WeightFile)>,
}

impl Graphs {
    /// Exports everything that `job` asks for, in these variants. `engine` measures the loss of int8; `progress` gets
    /// the name of each long step.
    pub fn export(
        (job, variants): (&Job, &[(String, Reuse)]),
        config: &AnyConfig,
        network: &AnyNetwork,
        engine: Option<&dyn Engine>,
        progress: &mut dyn FnMut(&str),
    ) -> Result<Self> {
        let mut graphs = Self {
            variants: Vec::new(),
            built: Vec::new(),
            prompter: None,
            weights: Vec::new(),
        };
        let mut free = Vec::new();
        for (name, reuse) in variants {
            let exported = record(config, network, *reuse, tile::size(config, Target::Cpu))?;
            graphs.variants.push(Variant {
                name: name.clone(),
                reuse: match config.reuses() {
                    true => reuse.counts().to_vec(),
                    false => Vec::new(),
                },
                parameters: exported.parameters,
                macs_per_pixel: exported.macs_per_pixel,
                macs: exported.macs,
                graphs: Vec::new(),
            });
            free.push(exported);
        }
        for &target in &job.targets {
            let mut fixed = Vec::new();
            for (_, reuse) in variants.iter().filter(|_| target.size().is_some()) {
                fixed.push(record(config, network, *reuse, target.size())?);
            }
            let recorded = if fixed.is_empty() { &free } else { &fixed };
            for precision in precisions(target, &job.precisions) {
                let prepared = recorded.iter().map(|e| e.prepare(target, precision));
                let mut prepared: Vec<_> = prepared.collect::<Result<_>>()?;
                if precision == Precision::Int8 {
                    prepared = quantized(job, (config, target), &prepared, engine, progress)?;
                }
                for (number, exported) in prepared.into_iter().enumerate() {
                    let variant = Some((number, variants[number].1));
                    graphs.add(job, config, variant, (target, precision), exported)?;
                }
            }
        }
        graphs.add_prompter(job, config, network)?;
        Ok(graphs)
    }

    /// The prompter's graphs, for those of the targets that leave the size free.
    fn add_prompter(&mut self, job: &Job, config: &AnyConfig, network: &AnyNetwork) -> Result<()> {
        let Some(latent) = guided::latent(config) else {
            return Ok(());
        };
        let Some(exported) = guided::record_prompter(network, latent).transpose()? else {
            return Ok(());
        };
        self.prompter = Some(Prompter {
            latent,
            levels: guided::levels(config),
            longest: guided::LONGEST,
            overview: guided::OVERVIEW,
            multiple: guided::MULTIPLE,
            parameters: exported.parameters,
            graphs: Vec::new(),
        });
        let free = job.targets.iter().filter(|target| target.size().is_none());
        for &target in free {
            let prepared = exported.prepare(target, Precision::Fp32)?;
            self.add(job, config, None, (target, Precision::Fp32), prepared)?;
        }
        Ok(())
    }

    fn add(
        &mut self,
        job: &Job,
        config: &AnyConfig,
        variant: Option<(usize, Reuse)>,
        (target, precision): (Target, Precision),
        mut exported: Exported,
    ) -> Result<()> {
        let number = variant.map(|(number, _)| number);
        let reuse = variant.map_or(Reuse::ONCE, |(_, reuse)| reuse);
        let name = number.map_or(guided::NAME, |number| &*self.variants[number].name);
        let name = &*name.to_owned();
        let label = target.file_part();
        let metadata = GraphMetadata {
            network: config.family(),
            pack: &job.name,
            version: &job.version,
            license: &job.license,
            task: None,
        };
        exported.metadata = metadata.entries(name, reuse, &label, precision);
        let weights = self.weights_file(precision);
        let bytes = exported.to_onnx(name, weights)?;
        let weights = weights.file().to_owned();
        let first = self.weights[0].0;
        let file = match precision {
            Precision::Fp32 => format!("{name}.{label}.onnx"),
            _ => format!("{name}.{label}.{precision}.onnx"),
        };
        let parts = |accelerator| exported.partitions(accelerator).count;
        self.built.push(Built {
            variant: number,
            reuse,
            precision,
            nodes: exported.nodes(),
            partitions: target.size().map(|_| Partitions {
                nnapi: parts(Accelerator::Nnapi),
                coreml: parts(Accelerator::CoreMl),
            }),
            entry: Graph {
                target: label,
                precision: (precision != first).then(|| precision.to_string()),
                weights: (precision != first).then_some(weights),
                size: match number {
                    Some(_) => tile::size(config, target).map(|size| [size.height, size.width]),
                    None => None,
                },
                entry: entry(file, &bytes),
            },
            bytes,
        });
        Ok(())
    }

    /// The weights file of a precision: `weights.bin` for the first, `weights.int8.bin` and such for
    /// others.
    fn weights_file(&mut self, precision: Precision) -> &mut WeightFile {
        let known = self
            .weights
            .iter()
            .position(|(known, _)| *known == precision);
        let at = known.unwrap_or_else(|| {
            let name = match self.weights.is_empty() {
                true => "weights.bin".to_owned(),
                false => format!("weights.{precision}.bin"),
            };
            self.weights.push((precision, WeightFile::new(name)));
            self.weights.len() - 1
        });
        &mut self.weights[at].1
    }

    /// The weights file of a precision that some graph has.
    pub fn weights_of(&self, precision: Precision) -> &WeightFile {
        let own = self.weights.iter().find(|(known, _)| *known == precision);
        &own.unwrap_or(&self.weights[0]).1
    }

    /// The variants as the manifest has them, with their graphs.
    pub fn listed(&self) -> Vec<Variant> {
        let variants = self.variants.iter().enumerate();
        variants
            .map(|(number, variant)| Variant {
                graphs: self.graphs_of(Some(number)),
                ..variant.clone()
            })
            .collect()
    }

    /// The prompter as the manifest has it, with its graphs.
    pub fn listed_prompter(&self) -> Option<Prompter> {
        self.prompter.as_ref().map(|prompter| Prompter {
            graphs: self.graphs_of(None),
            ..prompter.clone()
        })
    }

    fn graphs_of(&self, variant: Option<usize>) -> Vec<Graph> {
        let own = self.built.iter().filter(|built| built.variant == variant);
        own.map(|built| built.entry.clone()).collect()
    }
}

/// Records one variant of the network (of a guided one, the restoration part), for pictures of any size or of one.
pub(super) fn record(
    config: &AnyConfig,
    network: &AnyNetwork,
    reuse: Reuse,
    size: Option<Size>,
) -> Result<Exported> {
    let picture = Picture {
        channels: 3,
        multiple: config.input_multiple(),
        size,
        ..Picture::default()
    };
    let latent = guided::latent(config);
    let guided = latent.and_then(|latent| guided::record(network, picture, latent, reuse));
    if let Some(exported) = guided {
        return exported;
    }
    let forward = |network: &AnyNetwork, image| network.forward(image, reuse);
    export_picture(network, forward, picture)
}

/// The precisions of a target's graphs: those asked for, or its own where it takes none of them.
fn precisions(target: Target, asked: &[Precision]) -> Vec<Precision> {
    let taken = asked.iter().filter(|p| target.precisions().contains(p));
    let taken: Vec<_> = taken.copied().collect();
    match taken.is_empty() {
        true => target.precisions().iter().take(1).copied().collect(),
        false => taken,
    }
}

/// All variants in int8, calibrated on the job's photos.
fn quantized(
    job: &Job,
    (config, target): (&AnyConfig, Target),
    variants: &[Exported],
    engine: Option<&dyn Engine>,
    progress: &mut dyn FnMut(&str),
) -> Result<Vec<Exported>> {
    let missing = |text: &str| Error::new(ErrorKind::Argument, text);
    let folder = job.calibrate.as_deref();
    let folder =
        folder.ok_or_else(|| missing("int8 needs photos: give a folder by --calibrate"))?;
    let engine = engine.ok_or_else(|| missing("int8 needs an engine to measure its loss"))?;
    let mut options = quantize::Options::default();
    if let Some(size) = tile::size(config, target) {
        if size.height != size.width {
            return Err(missing(
                "int8 is calibrated on square tiles: give mobile one side",
            ));
        }
        options.side = size.height;
    }
    let photos = quantize::Photos::open(folder, options.side)?;
    Ok(quantize::quantize(variants, &photos, engine, &options, progress)?.variants)
}

/// A file as the manifest lists it.
pub(super) fn entry(file: String, bytes: &[u8]) -> FileEntry {
    FileEntry {
        file,
        bytes: bytes.len() as u64,
        sha256: sha256_hex(bytes),
    }
}
