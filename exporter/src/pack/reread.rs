//! The network of a pack, out of the pack's own weights file.
//!
//! Initializers carry the names of the network's parameters, with what was done to them behind:
//! `a.weight`, a part `a.weight[8..16]` (counted in values), another shape `a.weight(1,8,1,1)`,
//! another order `a.weight.permuted[1,0]`. So every parameter can be found again.

use std::collections::BTreeMap;

use burn::tensor::{Device, TensorData};
use dynet_models::{DyNet, DyNetConfig, weights};
use dynet_runtime::pack::{Pack, PackGraph};
use prost::Message;
use tract_onnx::pb::{ModelProto, TensorProto};

use crate::{Error, ErrorKind, Result};

/// The network and its configuration.
///
/// # Errors
/// [`ErrorKind::Pack`] for a pack of another kind of network, or one without weights in f32.
pub(super) fn network(pack: &Pack) -> Result<(DyNetConfig, DyNet)> {
    let manifest = pack.manifest();
    let wrong = |message: String| {
        let place = pack.folder().display().to_string();
        Error::new(ErrorKind::Pack, message).at(place)
    };
    let config: DyNetConfig = serde_json::from_value(manifest.network.config.clone())
        .map_err(|e| wrong(format!("its network cannot be built here: {e}")))?;
    config.validate().map_err(|e| wrong(e.to_string()))?;

    let device = Device::flex();
    let mut missing = weights::parameters(&config.init(&device));
    let mut tensors = BTreeMap::new();
    let full = |graph: &PackGraph| manifest.precision_of(graph.entry) == "fp32";
    for (_, graph) in pack.graphs().filter(|(_, graph)| full(graph)) {
        let model = ModelProto::decode(graph.bytes).map_err(|e| wrong(e.to_string()))?;
        let initializers = model.graph.map(|g| g.initializer).unwrap_or_default();
        for tensor in &initializers {
            let (name, view) = View::of(&tensor.name);
            let Some(like) = missing.get(name) else {
                continue;
            };
            if let Some(found) = view.read(tensor, graph.weights.bytes(), like) {
                missing.remove(name);
                tensors.insert(name.to_owned(), found);
            }
        }
    }
    if let Some(name) = missing.keys().next() {
        return Err(wrong(format!(
            "{name} ({} such weights) is not there in f32: give the trained weights by --weights",
            missing.len()
        )));
    }
    let tensors = weights::Tensors {
        config: None,
        tensors,
    };
    let network = weights::from_tensors(pack.folder(), &config, tensors, &device)
        .map_err(|error| Error::new(ErrorKind::Weights, error.to_string()))?;
    Ok((config, network))
}

/// What an initializer holds of a parameter.
struct View {
    /// Its first value's place in the parameter.
    start: usize,
    /// The order of its axes, where it is not the parameter's.
    order: Option<Vec<usize>>,
    /// Something was done to it that cannot be undone here.
    foreign: bool,
}

impl View {
    /// Splits an initializer's name into the parameter's and what was done to it.
    fn of(name: &str) -> (&str, Self) {
        let (base, order) = match name.split_once(".permuted[") {
            Some((base, order)) => {
                let order = order.strip_suffix(']').unwrap_or("");
                (base, order.split(',').map(|n| n.parse().ok()).collect())
            }
            None => (name, Some(Vec::new())),
        };
        let end = base.find(['[', '(']).unwrap_or(base.len());
        let range = base[end..].strip_prefix('[');
        let start = range.and_then(|range| range.split_once(".."));
        let start = start.map_or(Some(0), |(start, _)| start.parse().ok());
        let foreign = order.is_none() || start.is_none() || (base.len() != end && name != base);
        let view = Self {
            start: start.unwrap_or(0),
            order: order.filter(|order| !order.is_empty()),
            foreign,
        };
        (&base[..end], view)
    }

    /// The whole parameter, `like` it in shape.
    fn read(&self, tensor: &TensorProto, file: &[u8], like: &TensorData) -> Option<TensorData> {
        if self.foreign {
            return None;
        }
        let offset = tensor.external_data.iter().find(|e| e.key == "offset")?;
        let at = offset.value.parse::<usize>().ok()?;
        let at = at.checked_sub(self.start * size_of::<f32>())?;
        let count = like.num_elements();
        let bytes = file.get(at..at.checked_add(count * size_of::<f32>())?)?;
        let values = bytes
            .chunks_exact(4)
            .map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]]));
        let values: Vec<f32> = values.collect();
        let shape = like.shape().to_vec();
        let values = match &self.order {
            Some(order) => unpermuted(&values, &shape, order)?,
            None => values,
        };
        Some(TensorData::new(values, shape))
    }
}

/// Values whose axes were put into `order`, in the order of `shape` again.
fn unpermuted(values: &[f32], shape: &[usize], order: &[usize]) -> Option<Vec<f32>> {
    let mut sorted = order.to_vec();
    sorted.sort_unstable();
    if !sorted.into_iter().eq(0..shape.len()) {
        return None;
    }
    let mut strides = vec![1; shape.len()];
    for axis in (0..shape.len().saturating_sub(1)).rev() {
        strides[axis] = strides[axis + 1] * shape[axis + 1];
    }
    let mut whole = vec![0.0; values.len()];
    for (number, value) in values.iter().enumerate() {
        let (mut rest, mut place) = (number, 0);
        for &axis in order.iter().rev() {
            place += rest % shape[axis] * strides[axis];
            rest /= shape[axis];
        }
        whole[place] = *value;
    }
    Some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_what_was_done() {
        let (name, view) = View::of("a.weight[8..16](1,8,1,1)");
        assert_eq!((name, view.start, view.foreign), ("a.weight", 8, false));
        let (name, view) = View::of("a.weight.permuted[1,0]");
        assert_eq!((name, view.order), ("a.weight", Some(vec![1, 0])));
        assert!(View::of("a.weight[8..16].permuted[1,0]").1.foreign);
    }

    #[test]
    fn an_order_is_undone() {
        // Rows 1 2 3 and 4 5 6, stored by columns.
        let stored = [1.0, 4.0, 2.0, 5.0, 3.0, 6.0];
        let whole = unpermuted(&stored, &[2, 3], &[1, 0]);
        assert_eq!(whole, Some(vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0]));
    }
}
