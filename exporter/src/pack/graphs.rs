//! The graphs of a pack: every variant for every target in every precision.

use dynet_models::{DyNet, DyNetConfig};
use dynet_runtime::pack::{FileEntry, Graph, Partitions, Size, Variant, sha256_hex};

use super::Job;
use crate::{Exported, Picture, Precision, Result, Target, WeightFile, export_picture};

/// One graph file under construction.
pub(super) struct Built {
    /// Number of its variant in the job.
    pub variant: usize,
    pub target: Target,
    pub precision: Precision,
    pub nodes: usize,
    pub partitions: Option<Partitions>,
    /// What the manifest will say of it.
    pub entry: Graph,
    /// ONNX.
    pub bytes: Vec<u8>,
}

/// All graphs of a pack and the weights behind them.
pub(super) struct Graphs {
    pub variants: Vec<Variant>,
    pub built: Vec<Built>,
    /// One weights file for each precision.
    pub weights: Vec<(Precision, WeightFile)>,
}

impl Graphs {
    /// Exports all that `job` asks for.
    pub fn export(job: &Job, config: &DyNetConfig, network: &DyNet) -> Result<Self> {
        let mut graphs = Self {
            variants: Vec::new(),
            built: Vec::new(),
            weights: Vec::new(),
        };
        for (number, (name, reuse)) in job.variants.iter().enumerate() {
            let forward = |network: &DyNet, image| network.forward(image, *reuse);
            let export = |size: Option<[usize; 2]>| {
                let picture = Picture {
                    channels: 3,
                    multiple: config.input_multiple(),
                    size: size.map(|[height, width]| Size { height, width }),
                    ..Picture::default()
                };
                export_picture(network, forward, picture)
            };
            // Of any size: what the costs are told of.
            let free = export(None)?;
            for target in &job.targets {
                let fixed = target.size().map(|size| export(Some(size))).transpose()?;
                for precision in target.precisions(&job.precisions) {
                    let exported = fixed.as_ref().unwrap_or(&free);
                    graphs.add(job, number, (*target, precision), exported)?;
                }
            }
            graphs.variants.push(Variant {
                name: name.clone(),
                reuse: reuse.counts().to_vec(),
                parameters: free.parameters,
                macs_per_pixel: free.macs_per_pixel,
                macs: free.macs,
                graphs: Vec::new(),
            });
        }
        Ok(graphs)
    }
}

impl Graphs {
    fn add(
        &mut self,
        job: &Job,
        number: usize,
        (target, precision): (Target, Precision),
        exported: &Exported,
    ) -> Result<()> {
        let (name, reuse) = &job.variants[number];
        let mut lowered = exported.clone();
        lowered.metadata = metadata(job, name, &reuse.to_string(), target, precision);
        let weights = self.weights_file(precision);
        let bytes = lowered.to_onnx(name, weights)?;
        let weights = weights.file().to_owned();
        let first = self.weights[0].0;
        let file = match precision == first {
            true => format!("{name}.{}.onnx", target.label()),
            false => format!("{name}.{}.{precision}.onnx", target.label()),
        };
        self.built.push(Built {
            variant: number,
            target,
            precision,
            nodes: lowered.nodes(),
            partitions: None,
            entry: Graph {
                target: target.label(),
                precision: (precision != first).then(|| precision.to_string()),
                weights: (precision != first).then_some(weights),
                size: target.size(),
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
        let of = |number: usize| {
            let own = self
                .built
                .iter()
                .filter(move |built| built.variant == number);
            own.map(|built| built.entry.clone()).collect()
        };
        let variants = self.variants.iter().enumerate();
        variants
            .map(|(number, variant)| Variant {
                graphs: of(number),
                ..variant.clone()
            })
            .collect()
    }
}

/// What a graph says about itself, for whoever finds it without its pack.
fn metadata(
    job: &Job,
    variant: &str,
    reuse: &str,
    target: Target,
    precision: Precision,
) -> Vec<(String, String)> {
    let entries = [
        ("network", "dynet"),
        ("pack", job.name.as_str()),
        ("variant", variant),
        ("reuse", reuse),
        ("target", &target.label()),
        ("precision", &precision.to_string()),
        ("version", job.version.as_str()),
        ("licence", job.licence.as_str()),
    ];
    entries
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .to_vec()
}

/// A file as the manifest lists it.
pub(super) fn entry(file: String, bytes: &[u8]) -> FileEntry {
    FileEntry {
        file,
        bytes: bytes.len() as u64,
        sha256: sha256_hex(bytes),
    }
}
