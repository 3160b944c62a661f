//! Writes a pack: one DyNet, several depths, one weights file.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use burn::tensor::{Device, Tensor, TensorData};
use dynet_models::{DyNet, DyNetConfig, Reuse, weights};
use dynet_runtime::Planar;
use dynet_runtime::engine::{Engine, Weights};
use dynet_runtime::pack::{
    Check, FileEntry, Graph, Input, MANIFEST_FILE, Manifest, Network, Pack, Quality, SCHEMA,
    Variant, sha256_hex,
};

use crate::staging::Staging;
use crate::{Error, ErrorKind, Picture, Result, WeightFile, check, export_picture};

/// The weights file's name in a pack.
const WEIGHTS_FILE: &str = "weights.bin";
/// The model card's name in a pack.
const CARD_FILE: &str = "CARD.md";
/// The kind of hardware that the graphs are lowered for.
const TARGET: &str = "cpu";

/// What goes into a pack.
#[derive(Clone, Debug)]
pub struct Job {
    /// Trained weights, `.safetensors` with their configuration.
    pub weights: PathBuf,
    /// Names and depths, lightest first.
    pub variants: Vec<(String, Reuse)>,
    /// The pack's name.
    pub name: String,
    /// The pack's version.
    pub version: String,
    /// SPDX licence expression of the weights.
    pub licence: String,
    /// A model card to copy; without one, a card that is in the folder stays.
    pub card: Option<PathBuf>,
    /// Measured quality, to be kept in the manifest.
    pub quality: Vec<Quality>,
}

/// Exports, checks on the engines and writes the pack into `folder`, replacing an older one
/// there; other files stay. `progress` hears of every check as it is done.
///
/// The pack is written into a temporary folder and renamed into place, so an error leaves
/// `folder` as it was.
///
/// # Errors
/// [`ErrorKind::Mismatch`] when an engine's output differs from Burn's by more than
/// [`check::MAX_ABS`]; [`ErrorKind::Weights`], [`ErrorKind::NotFinite`] for the weights;
/// [`ErrorKind::Io`] when a file cannot be written.
pub fn write(
    job: &Job,
    folder: &Path,
    engines: &[Box<dyn Engine>],
    mut progress: impl FnMut(&Check),
) -> Result<Manifest> {
    // First, so that a folder that cannot be written is found before the long work.
    let mut staging = Staging::new(folder)?;
    let card = job.card.as_deref().map(read_card).transpose()?;
    let (config, network) = load(&job.weights)?;

    let mut file = WeightFile::new(WEIGHTS_FILE);
    let multiple = config.input_multiple();
    let mut variants = Vec::new();
    let mut graphs = Vec::new();
    for (name, reuse) in &job.variants {
        let picture = Picture {
            multiple,
            ..Picture::default()
        };
        let forward = |network: &DyNet, image| network.forward(image, *reuse);
        let mut exported = export_picture(&network, forward, picture)?;
        exported.metadata = metadata(job, name, *reuse);
        let bytes = exported.to_onnx(name, &mut file)?;
        let entry = entry(format!("{name}.{TARGET}.onnx"), &bytes);
        graphs.push((entry.file.clone(), *reuse, exported.nodes(), bytes));
        variants.push(Variant {
            name: name.clone(),
            reuse: reuse.counts().to_vec(),
            parameters: exported.parameters,
            macs_per_pixel: exported.macs_per_pixel,
            macs: exported.macs,
            graphs: vec![Graph {
                target: TARGET.to_owned(),
                entry,
            }],
        });
    }

    let mut checks = Vec::new();
    let bytes = Arc::new(Weights::from_vec(file.bytes().to_vec(), WEIGHTS_FILE));
    for (name, reuse, nodes, graph) in &graphs {
        let graph = (name.as_str(), *nodes, graph.as_slice());
        for check in run(&network, *reuse, multiple, graph, &bytes, engines) {
            let check = check?;
            progress(&check);
            check::judge(&check)?;
            checks.push(check);
        }
    }

    let manifest = Manifest {
        schema: SCHEMA,
        name: job.name.clone(),
        version: job.version.clone(),
        licence: job.licence.clone(),
        precision: "fp32".to_owned(),
        network: Network {
            family: "dynet".to_owned(),
            config: json(&config)?,
        },
        input: Input {
            multiple,
            dynamic: true,
        },
        weights: entry(WEIGHTS_FILE.to_owned(), file.bytes()),
        variants,
        checks,
        quality: job.quality.clone(),
        card: (card.is_some() || folder.join(CARD_FILE).is_file()).then(|| CARD_FILE.to_owned()),
    };
    staging.file(WEIGHTS_FILE, file.bytes())?;
    for (name, _, _, graph) in &graphs {
        staging.file(name, graph)?;
    }
    if let Some(card) = &card {
        staging.file(CARD_FILE, card)?;
    }
    let text = serde_json::to_string_pretty(&manifest).map_err(encoding)?;
    staging.file(MANIFEST_FILE, format!("{text}\n").as_bytes())?;
    staging.publish()?;
    Ok(manifest)
}

/// What a graph says about itself, for whoever finds it without its pack.
fn metadata(job: &Job, variant: &str, reuse: Reuse) -> Vec<(String, String)> {
    let entry = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    vec![
        entry("network", "dynet"),
        entry("pack", &job.name),
        entry("variant", variant),
        entry("reuse", &reuse.to_string()),
        entry("version", &job.version),
        entry("licence", &job.licence),
    ]
}

/// Checks a pack again, against the weights that it was made from.
///
/// # Errors
/// As [`write()`]; also when the pack cannot be opened.
pub fn verify(
    folder: &Path,
    weights: &Path,
    engines: &[Box<dyn Engine>],
    mut progress: impl FnMut(&Check),
) -> Result<()> {
    let pack = Pack::open(folder).map_err(|e| Error::new(ErrorKind::Pack, e.to_string()))?;
    let (config, network) = load(weights)?;
    if json(&config)? != pack.manifest().network.config {
        return Err(Error::new(
            ErrorKind::Weights,
            "these weights are of another network than the pack's",
        )
        .at(weights.display().to_string()));
    }
    let multiple = config.input_multiple();
    for variant in &pack.manifest().variants {
        let counts = <[usize; 4]>::try_from(variant.reuse.as_slice()).ok();
        let reuse = counts.and_then(|counts| Reuse::new(counts).ok());
        let reuse = reuse.ok_or_else(|| {
            let text = format!("variant {} has no valid reuse vector", variant.name);
            Error::new(ErrorKind::Pack, text)
        })?;
        let (graph, facts) = pack.graph(&variant.name, TARGET)?;
        let graph = (variant.name.as_str(), facts.nodes, graph);
        for check in run(&network, reuse, multiple, graph, pack.weights(), engines) {
            let check = check?;
            progress(&check);
            check::judge(&check)?;
        }
    }
    Ok(())
}

/// Compares one graph (file name, nodes, bytes) with Burn: every size on every engine.
fn run<'a>(
    network: &'a DyNet,
    reuse: Reuse,
    multiple: usize,
    (name, nodes, graph): (&'a str, usize, &'a [u8]),
    weights: &'a Arc<Weights>,
    engines: &'a [Box<dyn Engine>],
) -> impl Iterator<Item = Result<Check>> + 'a {
    check::sizes(multiple)
        .into_iter()
        .flat_map(move |[height, width]| {
            let input = check::picture(height, width);
            let expected = restore(network, &input, reuse);
            engines.iter().map(move |engine| {
                let expected = expected
                    .as_ref()
                    .map_err(|e| Error::new(e.kind(), e.to_string()))?;
                let pair = [&input, expected];
                check::compare(engine.as_ref(), name, nodes, graph, weights, pair)
            })
        })
}

/// What the network itself makes of a picture.
fn restore(network: &DyNet, picture: &Planar, reuse: Reuse) -> Result<Planar> {
    let shape = [1, 3, picture.height, picture.width];
    let data = TensorData::new(picture.data.clone(), shape);
    let output = network.forward(Tensor::from_data(data, &Device::flex()), reuse);
    let data = output.into_data();
    let data = data.as_slice::<f32>().map_err(|error| {
        Error::new(
            ErrorKind::Weights,
            format!("the network's output is not f32: {error:?}"),
        )
    })?;
    Ok(Planar {
        data: data.to_vec(),
        ..*picture
    })
}

fn load(path: &Path) -> Result<(DyNetConfig, DyNet)> {
    weights::load(path, &Device::flex())
        .map_err(|error| Error::new(ErrorKind::Weights, error.to_string()).with_source(error))
}

fn read_card(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|error| Error::io("read", path, error))
}

fn entry(file: String, bytes: &[u8]) -> FileEntry {
    FileEntry {
        file,
        bytes: bytes.len() as u64,
        sha256: sha256_hex(bytes),
    }
}

fn json(config: &DyNetConfig) -> Result<serde_json::Value> {
    serde_json::to_value(config).map_err(encoding)
}

fn encoding(error: serde_json::Error) -> Error {
    Error::new(
        ErrorKind::Io,
        format!("cannot encode the manifest: {error}"),
    )
}
