//! A tiny pack with a prompter.

use prost::Message;
use serde_json::{Value, json};
use tempfile::TempDir;
use tract_onnx::pb::tensor_shape_proto::{Dimension, dimension};
use tract_onnx::pb::{ModelProto, TensorProto, TensorShapeProto, ValueInfoProto, type_proto};

use super::{Tiny, external, int, node, picture, seal};

/// The tiny pack, guided: it brightens a picture by the mean of the latent, which holds the means of the
/// photo's three planes.
pub struct Guided {
    pub tiny: Tiny,
    pub prompter: ModelProto,
}

impl Guided {
    pub fn new() -> Self {
        let mut tiny = Tiny::new();
        let mut prompter = tiny.model.clone();
        let graph = tiny.graph();
        graph.input.push(values("latent", 3));
        (graph.node[2].name, graph.node[2].output[0]) = ("make_sharp".into(), "sharp".into());
        let mean = node("ReduceMean", &["latent"], "mean", vec![]);
        let sum = node("Add", &["sharp", "mean"], "restored", vec![]);
        graph.node.extend([mean, sum]);

        let graph = prompter.graph.as_mut().unwrap();
        let axes = TensorProto {
            name: "axes".into(),
            dims: vec![2],
            data_type: 7,
            int64_data: vec![2, 3],
            ..Default::default()
        };
        let one = external("one", &[1], &[1.0], &mut tiny.weights);
        graph.initializer = vec![axes, one];
        let mean = node(
            "ReduceMean",
            &["image", "axes"],
            "found",
            vec![int("keepdims", 0)],
        );
        graph.node = vec![mean, node("Mul", &["found", "one"], "latent", vec![])];
        graph.output = vec![values("latent", 3)];
        tiny.manifest["prompter"] = json!({
            "latent": 3, "longest": 64, "multiple": 8, "parameters": 1,
            "graphs": [{ "target": "cpu", "file": "prompter.onnx", "bytes": 0, "sha256": "" }],
        });
        Self { tiny, prompter }
    }

    /// The manifest's entry, to be changed.
    pub fn prompter(&mut self) -> &mut Value {
        &mut self.tiny.manifest["prompter"]
    }

    /// Writes the pack with true sizes and hashes.
    pub fn write(&mut self) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        let bytes = self.prompter.encode_to_vec();
        if let Some(entry) = self.tiny.manifest.pointer_mut("/prompter/graphs/0")
            && entry["file"] == "prompter.onnx"
        {
            seal(entry, &bytes);
        }
        std::fs::write(folder.path().join("prompter.onnx"), &bytes).unwrap();
        self.tiny.write(folder.path());
        folder
    }
}

/// `[1, length]`
pub fn values(name: &str, length: i64) -> ValueInfoProto {
    let mut port = picture(name);
    let dim = |value| Dimension {
        value: Some(dimension::Value::DimValue(value)),
        ..Default::default()
    };
    *shape(&mut port) = TensorShapeProto {
        dim: vec![dim(1), dim(length)],
    };
    port
}

/// Its shape, to be changed.
pub fn shape(port: &mut ValueInfoProto) -> &mut TensorShapeProto {
    let Some(type_proto::Value::TensorType(tensor)) = &mut port.r#type.as_mut().unwrap().value
    else {
        panic!("no tensor");
    };
    tensor.shape.as_mut().unwrap()
}
