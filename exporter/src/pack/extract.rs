//! Reconstructs the network of a pack from the pack's own weights file.
//!
//! Passes reorder, split and pad weights, so a file is not a list of the network's parameters. Their positions are
//! found by exporting once more, with every value replaced by a unique number: where a number appears, the pack has
//! that value.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::Arc;

use burn::tensor::{Device, TensorData};
use dynet_models::{AnyConfig, AnyNetwork, NetworkConfig as _, Reuse, weights};
use dynet_pack::Weights;
use dynet_pack::{Pack, PackGraph, Task, Variant};
use prost::Message;
use tract_onnx::pb::ModelProto;

use super::{broken, graphs, guided, tile};
use crate::{Error, ErrorKind, Precision, Result, Target, WeightFile};

/// Integers up to this are exact in f32. Networks of more values are exported once for each digit of their numbers.
const DIGIT: usize = (1 << 24) - 1;

/// The network in a pack as `.safetensors`, to train adapters on.
///
/// # Errors
/// [`ErrorKind::Pack`] for a pack that cannot be read, [`ErrorKind::Io`].
pub fn extract_weights(place: &Path, target: &Path) -> Result<()> {
    let (config, network) = network(&Pack::open(place).map_err(broken)?)?;
    weights::save(target, &config, &network)
        .map_err(|e| Error::new(ErrorKind::Io, e.to_string()).with_source(e))
}

/// The network and its configuration.
///
/// # Errors
/// [`ErrorKind::Pack`] for a pack of another kind of network, one without weights in f32, or one
/// that another version laid out differently.
pub(super) fn network(pack: &Pack) -> Result<(AnyConfig, AnyNetwork)> {
    let config = &pack.manifest().network.config;
    of_graphs(pack, config, pack.graphs())
}

/// The network of a task: the pack's with the task's adapter.
///
/// # Errors
/// As [`network`].
pub(super) fn adapted(pack: &Pack, task: &Task) -> Result<(AnyConfig, AnyNetwork)> {
    of_graphs(pack, &task.config, pack.task_graphs(task))
}

fn of_graphs<'a>(
    pack: &Pack,
    config: &serde_json::Value,
    mut graphs: impl Iterator<Item = (&'a Variant, PackGraph<'a>)>,
) -> Result<(AnyConfig, AnyNetwork)> {
    let manifest = pack.manifest();
    let wrong = |message: String| {
        let place = pack.path().display().to_string();
        Error::new(ErrorKind::Pack, message).at(place)
    };
    let config = AnyConfig::from_json(Some(&manifest.network.family), config.clone())
        .map_err(|e| wrong(format!("its network cannot be built here: {e}")))?;
    config.validate().map_err(|e| wrong(e.to_string()))?;
    let full = |(_, graph): &(&Variant, PackGraph)| manifest.precision_of(graph.entry) == "fp32";
    let (variant, graph) = graphs
        .find(full)
        .ok_or_else(|| wrong("it has no graph in fp32: give its weights with --weights".into()))?;
    let expect = |fits: bool| match fits {
        true => Ok(()),
        false => Err(wrong(
            "another version wrote this pack: give its weights with --weights".into(),
        )),
    };

    if guided::latent(&config).is_some() {
        // The batch norms of its prompter are stored as the engine needs them.
        return Err(wrong(
            "a prompter's weights cannot be read back from a pack: give them with --weights".into(),
        ));
    }
    let mut tensors = weights::parameters(&config.init(&Device::flex()));
    let all: usize = tensors.values().map(TensorData::num_elements).sum();
    let mut numbers = HashMap::new();
    for place in 0..=all.ilog(DIGIT) {
        let probe = build(pack, &config, number(&tensors, place))?;
        let mut file = WeightFile::new("weights.bin");
        let probe = probe_graph(&config, &probe, variant, &graph, &mut file)?;
        let digits = values(&probe, &[(file.file(), file.bytes())]).map_err(&wrong)?;
        add_digits(&mut numbers, digits, place);
    }

    let own = |weights: &'a [Arc<Weights>]| weights.iter().map(|w| (w.file(), w.bytes()));
    let there = values(graph.bytes, &own(graph.weights).collect::<Vec<_>>()).map_err(&wrong)?;
    let mut found = vec![f32::NAN; all + 1];
    for (name, numbers) in numbers {
        let values = there
            .get(&name)
            .filter(|there| there.len() == numbers.len());
        expect(values.is_some())?;
        let pairs = numbers.into_iter().zip(values.into_iter().flatten());
        for (number, value) in pairs.filter(|(number, _)| *number != 0) {
            if let Some(place) = found.get_mut(number) {
                *place = *value;
            }
        }
    }
    let mut next = 0;
    for tensor in tensors.values_mut() {
        let mut own = Vec::with_capacity(tensor.num_elements());
        for _ in 0..tensor.num_elements() {
            next += 1;
            own.push(found[next]);
        }
        expect(own.iter().all(|value| !value.is_nan()))?;
        *tensor = TensorData::new(own, tensor.shape().to_vec());
    }
    let network = build(pack, &config, tensors)?;
    Ok((config, network))
}

/// Replaces each value by one digit of its number, plus one: passes pad with 0.
fn number(like: &BTreeMap<String, TensorData>, place: u32) -> BTreeMap<String, TensorData> {
    let mut next = 0;
    let numbered = like.iter().map(|(name, tensor)| {
        let first = next;
        next += tensor.num_elements();
        let digits = (first..next).map(|n| (n / DIGIT.pow(place) % DIGIT + 1) as f32);
        let digits = TensorData::new(digits.collect(), tensor.shape().to_vec());
        (name.clone(), digits)
    });
    numbered.collect()
}

/// Adds the digits at one place to the numbers, from 1, of the values of a graph's tensors.
fn add_digits(
    numbers: &mut HashMap<String, Vec<usize>>,
    digits: HashMap<String, Vec<f32>>,
    place: u32,
) {
    for (name, digits) in digits {
        let numbers = numbers.entry(name).or_insert_with(|| vec![0; digits.len()]);
        for (number, digit) in numbers.iter_mut().zip(digits) {
            let digit = digit as usize;
            *number += match place {
                0 => digit,
                _ => digit.saturating_sub(1) * DIGIT.pow(place),
            };
        }
    }
}

fn build(
    pack: &Pack,
    config: &AnyConfig,
    tensors: BTreeMap<String, TensorData>,
) -> Result<AnyNetwork> {
    let tensors = weights::Tensors {
        metadata: Default::default(),
        tensors,
    };
    weights::from_tensors(pack.path(), config, tensors, &Device::flex())
        .map_err(|error| Error::new(ErrorKind::Weights, error.to_string()))
}

/// The same graph as the pack's, with numbered weights.
fn probe_graph(
    config: &AnyConfig,
    probe: &AnyNetwork,
    variant: &Variant,
    graph: &PackGraph,
    file: &mut WeightFile,
) -> Result<Vec<u8>> {
    let reuse = reuse_of(variant)?;
    let target: Target = graph.entry.target.replacen('-', ":", 1).parse()?;
    let exported = graphs::record(config, probe, reuse, tile::size(config, target))?;
    exported
        .prepare(target, Precision::Fp32)?
        .to_onnx("probe", file)
}

/// A variant's reuse vector.
pub(super) fn reuse_of(variant: &Variant) -> Result<Reuse> {
    if variant.reuse.is_empty() {
        return Ok(Reuse::ONCE);
    }
    let counts = <[usize; 4]>::try_from(variant.reuse.as_slice()).ok();
    let reuse = counts.and_then(|counts| Reuse::new(counts).ok());
    reuse.ok_or_else(|| {
        let text = format!("variant {} has no valid reuse vector", variant.name);
        Error::new(ErrorKind::Pack, text)
    })
}

/// The values of a graph's floating-point tensors, in the graph itself or in one of the files (name and
/// bytes) that it points into; none where a file is too short.
fn values(graph: &[u8], files: &[(&str, &[u8])]) -> Result<HashMap<String, Vec<f32>>, String> {
    const FLOAT: i32 = 1;
    let model = ModelProto::decode(graph).map_err(|error| error.to_string())?;
    let tensors = model
        .graph
        .map(|graph| graph.initializer)
        .unwrap_or_default();
    let mut values = HashMap::new();
    for tensor in tensors
        .into_iter()
        .filter(|tensor| tensor.data_type == FLOAT)
    {
        let text = |key: &str| {
            let entry = tensor.external_data.iter().find(|entry| entry.key == key)?;
            Some(entry.value.as_str())
        };
        let number = |key: &str| text(key)?.parse::<usize>().ok();
        let external = text("location").map(|location| {
            let file = files.iter().find(|(name, _)| *name == location)?;
            let (start, length) = (number("offset")?, number("length")?);
            file.1.get(start..start.checked_add(length)?)
        });
        let bytes = match &external {
            Some(bytes) => bytes.unwrap_or_default(),
            None => &tensor.raw_data,
        };
        let floats = bytes.chunks_exact(size_of::<f32>());
        let floats = floats.map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]]));
        values.insert(tensor.name.clone(), floats.collect());
    }
    Ok(values)
}
