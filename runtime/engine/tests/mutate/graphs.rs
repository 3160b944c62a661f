//! A graph with the operations of the shipped network, and damage to the parts of any graph.

use tract_onnx::pb::tensor_proto::DataType;
use tract_onnx::pb::{GraphProto, ModelProto, TensorProto};

use super::dice::Dice;
use dynet_testing::{Tiny, external, int, ints, node};

/// A pack whose graph pools, reshapes, multiplies, resizes and shuffles.
pub fn rich() -> Tiny {
    let mut tiny = Tiny::new();
    let weights = &mut tiny.weights;
    weights.clear();
    let values = |count: usize| -> Vec<f32> {
        (0..count)
            .map(|i| (i * 37 % 101) as f32 / 200.0 - 0.25)
            .collect()
    };
    let mut initializer = vec![
        external("first", &[4, 3, 3, 3], &values(108), weights),
        external("last", &[12, 4, 3, 3], &values(432), weights),
        external("eps", &[], &[1e-5], weights),
    ];
    let inline = |name: &str, data_type: DataType, count: usize, raw_data: Vec<u8>| TensorProto {
        name: name.into(),
        dims: vec![count as i64],
        data_type: data_type as i32,
        raw_data,
        ..Default::default()
    };
    for (name, numbers) in [("one", vec![1]), ("two", vec![2]), ("batch", vec![1, 4])] {
        let raw = numbers.iter().flat_map(|n: &i64| n.to_le_bytes()).collect();
        initializer.push(inline(name, DataType::Int64, numbers.len(), raw));
    }
    let half = [1.0f32, 1.0, 0.5, 0.5];
    let raw = half.iter().flat_map(|n| n.to_le_bytes()).collect();
    initializer.push(inline("half", DataType::Float, 4, raw));
    let pads = || {
        vec![
            ints("pads", &[1, 1, 1, 1]),
            ints("strides", &[1, 1]),
            int("group", 1),
        ]
    };
    let ends = |start, end| vec![int("start", start), int("end", end)];
    let nodes = vec![
        node("Conv", &["image", "first"], "f", pads()),
        node("Shape", &["image"], "h", ends(2, 3)),
        node("Shape", &["image"], "w", ends(3, 4)),
        node("Mul", &["h", "w"], "hw", vec![]),
        node("Concat", &["batch", "hw"], "flat", vec![int("axis", 0)]),
        node("Reshape", &["f", "flat"], "q", vec![int("allowzero", 0)]),
        node("Transpose", &["q"], "k", vec![ints("perm", &[0, 2, 1])]),
        node("MatMul", &["q", "k"], "a", vec![]),
        node("Softmax", &["a"], "p", vec![int("axis", 2)]),
        node("MatMul", &["p", "q"], "r", vec![]),
        node("Concat", &["batch", "h", "w"], "open", vec![int("axis", 0)]),
        node("Reshape", &["r", "open"], "g", vec![]),
        node("Resize", &["g", "", "half"], "small", vec![]),
        node(
            "ReduceMean",
            &["small", "one"],
            "mean",
            vec![int("keepdims", 1)],
        ),
        node("Sub", &["small", "mean"], "centred", vec![]),
        node("Add", &["centred", "eps"], "shifted", vec![]),
        node("Sigmoid", &["shifted"], "gate", vec![]),
        node("Conv", &["gate", "last"], "deep", pads()),
        node("DepthToSpace", &["deep"], "wide", vec![int("blocksize", 2)]),
        node("Div", &["h", "two"], "unused", vec![]),
        node("Add", &["image", "wide"], "restored", vec![]),
    ];
    let graph = tiny.graph();
    graph.initializer = initializer;
    graph.node = nodes;
    tiny
}

/// Operations to replace another.
const OTHERS: [&str; 24] = [
    "Add",
    "Concat",
    "Conv",
    "ConvTranspose",
    "MatMul",
    "Tile",
    "Expand",
    "Range",
    "Resize",
    "Pad",
    "Reshape",
    "Transpose",
    "Gather",
    "Slice",
    "Split",
    "Squeeze",
    "Unsqueeze",
    "Softmax",
    "Loop",
    "MaxPool",
    "Flatten",
    "ReduceMax",
    "Cast",
    "Shape",
];

/// Changes one thing in a graph that stays valid protobuf.
pub fn corrupt(model: &mut ModelProto, dice: &mut Dice) {
    if dice.one_in(20) {
        model.opset_import[0].version = dice.odd_number();
        return;
    }
    let Some(graph) = &mut model.graph else {
        return;
    };
    match dice.below(4) {
        0 => corrupt_tensor(graph, dice),
        1 => corrupt_attribute(graph, dice),
        _ => corrupt_node(graph, dice),
    }
}

fn corrupt_tensor(graph: &mut GraphProto, dice: &mut Dice) {
    let count = graph.initializer.len();
    let tensor = &mut graph.initializer[dice.below(count)];
    match dice.below(7) {
        0 => tensor.dims.push(dice.odd_number()),
        1 => drop(tensor.dims.pop()),
        2 | 3 if !tensor.dims.is_empty() => {
            let at = dice.below(tensor.dims.len());
            tensor.dims[at] = dice.odd_number();
        }
        4 => tensor.data_type = dice.below(20) as i32,
        // The numbers of shapes: sizes that a graph computes with.
        5 if !tensor.raw_data.is_empty() => {
            tensor.raw_data.truncate(tensor.raw_data.len() - 8);
            tensor.raw_data.extend(dice.odd_number().to_le_bytes());
        }
        _ if !tensor.external_data.is_empty() => {
            let at = dice.below(tensor.external_data.len());
            let entry = &mut tensor.external_data[at];
            entry.value = match dice.below(4) {
                0 => dice.odd_number().to_string(),
                1 => (dice.below(200) * 4).to_string(),
                2 => "18446744073709551615".into(),
                _ => "../weights.bin".into(),
            };
        }
        _ => tensor.name = "image".into(),
    }
}

fn corrupt_attribute(graph: &mut GraphProto, dice: &mut Dice) {
    let count = graph.node.len();
    let attributes = &mut graph.node[dice.below(count)].attribute;
    if attributes.is_empty() || dice.one_in(10) {
        let name = *dice.pick(&["axis", "to", "group", "auto_pad", "keepdims", "dilations"]);
        return attributes.push(match dice.one_in(2) {
            true => int(name, dice.odd_number()),
            false => ints(name, &[dice.odd_number(), dice.odd_number()]),
        });
    }
    let at = dice.below(attributes.len());
    let attribute = &mut attributes[at];
    match dice.below(5) {
        0 => drop(attributes.remove(at)),
        1 => attribute.r#type = dice.below(14) as i32,
        2 if !attribute.ints.is_empty() => {
            let value = dice.below(attribute.ints.len());
            attribute.ints.remove(value);
        }
        _ if !attribute.ints.is_empty() => {
            let value = dice.below(attribute.ints.len());
            attribute.ints[value] = dice.odd_number();
        }
        _ => attribute.i = dice.odd_number(),
    }
}

fn corrupt_node(graph: &mut GraphProto, dice: &mut Dice) {
    let count = graph.node.len();
    let (at, other) = (dice.below(count), dice.below(count));
    let names: Vec<String> = graph.node.iter().flat_map(|n| n.output.clone()).collect();
    let tensors = graph.initializer.iter().map(|tensor| tensor.name.clone());
    let names: Vec<String> = names.into_iter().chain(tensors).collect();
    let node = &mut graph.node[at];
    match dice.below(9) {
        0 | 1 => node.op_type = (*dice.pick(&OTHERS)).into(),
        2 => node.input.reverse(),
        3 if !node.input.is_empty() => {
            let input = dice.below(node.input.len());
            // Also a later value, which makes a cycle.
            node.input[input] = dice.pick(&names).clone();
        }
        4 => node.input.push(dice.pick(&names).clone()),
        5 => drop(node.input.pop()),
        6 => node.output.push("extra".into()),
        7 => graph.node.swap(at, other),
        _ => {
            // Doubled many times over: small values become large.
            let output = graph.node[at].output[0].clone();
            let mut last = output.clone();
            for i in 0..dice.below(40) {
                let next = format!("double{i}");
                let axis = dice.below(4) as i64;
                let twice =
                    dynet_testing::node("Concat", &[&last, &last], &next, vec![int("axis", axis)]);
                graph.node.insert(at + 1 + i, twice);
                last = next;
            }
            for node in graph.node.iter_mut().skip(at + 1) {
                if !node.output[0].starts_with("double") {
                    node.input
                        .iter_mut()
                        .filter(|n| **n == output)
                        .for_each(|n| *n = last.clone());
                }
            }
        }
    }
}
