//! The network of the round trip, exported and imported again.
#![allow(dead_code)] // each test program uses its part

use std::fs;
use std::path::Path;

use burn::tensor::Device;
use burn_onnx::{LoadStrategy, ModelGen};
use dynet_exporter::{Picture, WeightFile, export_picture};
use dynet_models::{DyNet, DyNetConfig, Reuse};
use prost::Message;
use tract_onnx::pb::{
    GraphProto, ModelProto, TensorShapeProto, TypeProto, ValueInfoProto, tensor_shape_proto,
    type_proto,
};

/// Both variants, as the default pack has them.
pub const VARIANTS: [(&str, Reuse); 2] = [("s", Reuse::S), ("l", Reuse::L)];

/// A small network whose output depends on every layer.
pub fn network() -> DyNet {
    let device = Device::flex();
    device.seed(11);
    DyNetConfig::tiny().init(&device)
}

/// Exports the variants over one weights file into `folder`, and imports them: beside each
/// `NAME.onnx` there is then `NAME.rs`, and the importer's own copy of the weights, `NAME.bpk`.
pub fn import(network: &DyNet, folder: &Path) {
    // Where a receiver is set, the importer does not set its own, which prints thousands of lines.
    let silence = tracing_core::Dispatch::none();
    let _ = tracing_core::dispatcher::set_global_default(silence);
    let picture = Picture {
        multiple: DyNetConfig::tiny().input_multiple(),
        ..Picture::default()
    };
    let mut weights = WeightFile::new("weights.bin");
    let mut importer = ModelGen::new();
    importer.out_dir(folder.to_str().unwrap());
    importer.load_strategy(LoadStrategy::Bytes);
    for (name, reuse) in VARIANTS {
        let exported =
            export_picture(network, |n: &DyNet, x| n.forward(x, reuse), picture).unwrap();
        let graph = exported.to_onnx(name, &mut weights).unwrap();
        let file = folder.join(format!("{name}.onnx"));
        fs::write(&file, with_ranks(&graph)).unwrap();
        importer.input(file.to_str().unwrap());
    }
    fs::write(folder.join("weights.bin"), weights.bytes()).unwrap();
    importer.run_from_cli();
}

/// The graph with the number of axes of what each Reshape gives, which any shape inference finds,
/// but not the importer's where a shape is put together from computed lengths.
fn with_ranks(graph: &[u8]) -> Vec<u8> {
    let mut model = ModelProto::decode(graph).unwrap();
    let graph = model.graph.as_mut().unwrap();
    let reshapes = graph.node.iter().filter(|node| node.op_type == "Reshape");
    let ranks = reshapes.map(|node| (node.output[0].clone(), length(graph, &node.input[1])));
    let declared = ranks.map(|(name, rank)| declared(name, rank)).collect();
    graph.value_info = declared;
    model.encode_to_vec()
}

/// How many numbers a list of lengths has.
fn length(graph: &GraphProto, name: &str) -> usize {
    if let Some(constant) = graph.initializer.iter().find(|tensor| tensor.name == name) {
        return constant.dims.iter().product::<i64>() as usize;
    }
    let node = graph
        .node
        .iter()
        .find(|node| node.output[0] == name)
        .unwrap();
    match node.op_type.as_str() {
        "Concat" => node.input.iter().map(|part| length(graph, part)).sum(),
        // One side of the picture, and what is computed from it.
        _ => 1,
    }
}

fn declared(name: String, rank: usize) -> ValueInfoProto {
    let shape = TensorShapeProto {
        dim: vec![tensor_shape_proto::Dimension::default(); rank],
    };
    let tensor = type_proto::Tensor {
        elem_type: 1,
        shape: Some(shape),
    };
    ValueInfoProto {
        name,
        r#type: Some(TypeProto {
            value: Some(type_proto::Value::TensorType(tensor)),
            ..Default::default()
        }),
        ..Default::default()
    }
}
