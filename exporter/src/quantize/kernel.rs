//! Kernels and biases as integers.

use std::sync::Arc;

use burn::tensor::TensorData;

use super::insert::{constant, push};
use crate::graph::{Bytes, Graph, Initializer, Node, element};
use crate::{Error, ErrorKind, Result};

/// The largest weight: 7 bits. Processors without VNNI add pairs of int8 products in 16 bits, which products of 8
/// bits by 8 bits overflow.
const MOST: f32 = 64.0;

/// Makes a convolution read its kernel, and its bias, from integers.
pub(super) fn round(graph: &mut Graph, node: &mut Node, input_scale: f32) -> Result<()> {
    let (name, dims, values) = floats(graph, &node.inputs[1])?;
    let channels = dims.first().copied().unwrap_or(0);
    let scales = scales(&values, channels);
    let per_channel = values.chunks((values.len() / channels.max(1)).max(1));
    let bytes: Vec<i8> = per_channel
        .zip(&scales)
        .flat_map(|(values, scale)| {
            values
                .iter()
                .map(move |v| (v / scale).round_ties_even() as i8)
        })
        .collect();
    let whole = stored(
        graph,
        format!("{name}/int8"),
        element::INT8,
        TensorData::new(bytes, dims),
    );
    let scale = stored(
        graph,
        format!("{name}/scale"),
        element::FLOAT,
        TensorData::new(scales.clone(), [channels]),
    );
    let zero = constant(
        graph,
        format!("int8[0;{channels}]"),
        element::INT8,
        &[channels],
        vec![0; channels],
    );
    let rounded = format!("{}/kernel", node.output);
    node.inputs[1] = widened(graph, [&whole, &scale, &zero], rounded);

    if node.inputs.len() > 2 {
        let (name, _, values) = floats(graph, &node.inputs[2])?;
        let scales: Vec<f32> = scales.iter().map(|scale| scale * input_scale).collect();
        let whole = values
            .iter()
            .zip(&scales)
            .map(|(value, scale)| (value / scale).round_ties_even() as i32);
        let whole = TensorData::new(whole.collect::<Vec<i32>>(), [channels]);
        // Both depend on the range of the input, which differs for each use.
        let place = &node.output;
        let whole = stored(
            graph,
            format!("{name}/int32/{place}"),
            element::INT32,
            whole,
        );
        let scale = stored(
            graph,
            format!("{name}/scale/{place}"),
            element::FLOAT,
            TensorData::new(scales, [channels]),
        );
        let zero = constant(
            graph,
            format!("int32[0;{channels}]"),
            element::INT32,
            &[channels],
            vec![0; 4 * channels],
        );
        let rounded = format!("{}/bias", node.output);
        node.inputs[2] = widened(graph, [&whole, &scale, &zero], rounded);
    }
    Ok(())
}

/// Stored integers as floats again, channel by channel; returns `name`.
fn widened(graph: &mut Graph, inputs: [&str; 3], name: String) -> String {
    push(graph, "DequantizeLinear", inputs, &name, Some(0));
    name
}

/// The scale of each channel: its largest weight divided by [`MOST`].
fn scales(values: &[f32], channels: usize) -> Vec<f32> {
    let largest = |values: &[f32]| {
        values
            .iter()
            .fold(0.0_f32, |most, value| most.max(value.abs()))
    };
    // A channel of almost zero keeps a scale in which its bias can be represented.
    let least = (largest(values) / 256.0).max(1e-12);
    let per_channel = values.chunks((values.len() / channels.max(1)).max(1));
    per_channel
        .map(|values| largest(values).max(least) / MOST)
        .collect()
}

/// The values of a float constant, with its name and shape.
fn floats(graph: &Graph, name: &str) -> Result<(String, Vec<usize>, Vec<f32>)> {
    let constant = graph
        .initializers
        .iter()
        .find(|constant| constant.name == name);
    let constant = constant
        .ok_or_else(|| Error::new(ErrorKind::Unsupported, "a kernel is not a constant").at(name))?;
    let bytes = match &constant.bytes {
        Bytes::Embedded(bytes) => bytes.as_slice(),
        Bytes::External { tensor, range } => &tensor.as_bytes()[range.clone()],
    };
    let values: Vec<f32> = bytes
        .chunks_exact(4)
        .map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]]))
        .collect();
    if let Some(value) = values.iter().find(|value| !value.is_finite()) {
        let text =
            format!("a weight is {value}: the training run diverged; export an earlier checkpoint");
        return Err(Error::new(ErrorKind::NotFinite, text).at(name));
    }
    Ok((constant.name.clone(), constant.dims.clone(), values))
}

/// A constant in the weights file.
fn stored(graph: &mut Graph, name: String, element: i32, tensor: TensorData) -> String {
    let dims = tensor.shape().to_vec();
    let range = 0..tensor.as_bytes().len();
    let tensor = Arc::new(tensor);
    graph.initializer(Initializer {
        name,
        element,
        dims,
        bytes: Bytes::External { tensor, range },
    })
}
