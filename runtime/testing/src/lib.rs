//! A tiny pack, built from parts that tests can corrupt one at a time.
//!
//! Its graph sharpens nothing and restores nothing: `restored = image + gain * blur3x3(image)`,
//! with the blur as one depthwise convolution. It is written with the whole of ONNX's definition,
//! not with the excerpt that the crate checks packs with.

#![forbid(unsafe_code)]
#![allow(clippy::new_without_default)] // `Tiny::new()` reads better in a test.

pub mod guided;
pub mod tasks;
pub mod zips;

use std::path::{Path, PathBuf};

use dynet_core::Planar;
use dynet_pack::sha256_hex;
use prost::Message;
use serde_json::{Value, json};
use tract_onnx::pb::attribute_proto::AttributeType;
use tract_onnx::pb::tensor_proto::{DataLocation, DataType};
use tract_onnx::pb::tensor_shape_proto::{Dimension, dimension};
use tract_onnx::pb::{
    AttributeProto, GraphProto, ModelProto, NodeProto, OperatorSetIdProto, StringStringEntryProto,
    TensorProto, TensorShapeProto, TypeProto, ValueInfoProto, type_proto,
};

/// The blur's weights, row by row; they sum to 1.
pub const BLUR: [f32; 9] = [
    0.0625, 0.125, 0.0625, 0.125, 0.25, 0.125, 0.0625, 0.125, 0.0625,
];
/// What the blurred picture is multiplied by before it is added.
pub const GAIN: f32 = -0.5;

/// Says that a test, or a part of it, was skipped, and why. Where `DYNET_NO_SKIPS` is set, as `./test.sh` does, the test
/// fails instead: a test that did nothing must not look like one that passed.
pub fn skipped(reason: impl std::fmt::Display) {
    assert!(
        std::env::var_os("DYNET_NO_SKIPS").is_none(),
        "skipped: {reason}"
    );
    println!("skipped: {reason}");
}

/// The pack in `tiny-pack`: a [`Tiny`], as documentation opens it.
pub fn tiny_pack() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tiny-pack")
}

/// The pack in `small-pack`, made by `small_pack.py`: its variant s changes nothing, l blurs.
pub fn small_pack() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("small-pack")
}

/// The parts of the pack.
pub struct Tiny {
    pub model: ModelProto,
    pub weights: Vec<u8>,
    pub manifest: Value,
}

impl Tiny {
    pub fn new() -> Self {
        let mut weights = Vec::new();
        let kernel = external("kernel", &[3, 1, 3, 3], &BLUR.repeat(3), &mut weights);
        let gain = external("gain", &[1], &[GAIN], &mut weights);
        let graph = GraphProto {
            name: "tiny".into(),
            node: vec![
                node(
                    "Conv",
                    &["image", "kernel"],
                    "blurred",
                    vec![
                        ints("pads", &[1, 1, 1, 1]),
                        ints("kernel_shape", &[3, 3]),
                        int("group", 3),
                    ],
                ),
                node("Mul", &["blurred", "gain"], "scaled", vec![]),
                node("Add", &["image", "scaled"], "restored", vec![]),
            ],
            initializer: vec![kernel, gain],
            input: vec![picture("image")],
            output: vec![picture("restored")],
            ..Default::default()
        };
        let model = ModelProto {
            ir_version: 8,
            opset_import: vec![OperatorSetIdProto {
                version: 18,
                ..Default::default()
            }],
            graph: Some(graph),
            ..Default::default()
        };
        let manifest = json!({
            "schema": 1, "name": "tiny", "version": "0.1.0", "license": "CC0-1.0",
            "precision": "fp32",
            "network": { "family": "test", "config": { "free": [1, 2, 3] } },
            "input": { "multiple": 8, "dynamic": true },
            "weights": { "file": "weights.bin", "bytes": 0, "sha256": "" },
            "variants": [
                { "name": "s", "reuse": [1], "parameters": 28, "macs_per_pixel": 33.0,
                  "graphs": [{ "target": "cpu", "file": "s.cpu.onnx", "bytes": 0, "sha256": "" }] },
            ],
            "checks": [], "quality": [], "a_key_of_a_later_version": true,
        });
        Self {
            model,
            weights,
            manifest,
        }
    }

    /// The graph, to be changed.
    pub fn graph(&mut self) -> &mut GraphProto {
        self.model.graph.as_mut().unwrap()
    }

    /// The first tensor's external data entry of that key, to be changed.
    pub fn entry(&mut self, key: &str) -> &mut String {
        let entries = &mut self.graph().initializer[0].external_data;
        &mut entries.iter_mut().find(|e| e.key == key).unwrap().value
    }

    pub fn graph_bytes(&self) -> Vec<u8> {
        self.model.encode_to_vec()
    }

    /// Writes the pack with true sizes and hashes, so that only what a test corrupted is wrong.
    pub fn write(&mut self, folder: &Path) {
        self.seal();
        self.write_as_is(folder);
    }

    /// Puts true sizes and hashes into the manifest.
    pub fn seal(&mut self) {
        let graph = self.graph_bytes();
        seal(&mut self.manifest["weights"], &self.weights);
        seal(&mut self.manifest["variants"][0]["graphs"][0], &graph);
    }

    /// Writes the pack with the manifest's own sizes and hashes.
    pub fn write_as_is(&self, folder: &Path) {
        for (name, bytes) in self.files_as_is() {
            std::fs::write(folder.join(name), bytes).unwrap();
        }
    }

    /// Names and bytes of the pack's files, with true sizes and hashes.
    pub fn files(&mut self) -> Vec<(String, Vec<u8>)> {
        self.seal();
        self.files_as_is()
    }

    /// Names and bytes of the pack's files, with the manifest's own sizes and hashes.
    pub fn files_as_is(&self) -> Vec<(String, Vec<u8>)> {
        let text = serde_json::to_string_pretty(&self.manifest).unwrap() + "\n";
        vec![
            ("pack.json".into(), text.into()),
            ("weights.bin".into(), self.weights.clone()),
            ("s.cpu.onnx".into(), self.graph_bytes()),
        ]
    }
}

/// Puts the true size and hash into a manifest entry.
pub fn seal(entry: &mut Value, bytes: &[u8]) {
    entry["bytes"] = json!(bytes.len());
    entry["sha256"] = json!(sha256_hex(bytes));
}

/// What the tiny graph computes, written as plain loops.
pub fn expected(image: &Planar) -> Planar {
    let (w, h) = (image.width() as i64, image.height() as i64);
    let mut out = image.clone();
    for channel in 0..3 {
        let plane = image.plane(channel).to_vec();
        for y in 0..h {
            for x in 0..w {
                let mut sum = 0.0;
                for (k, weight) in BLUR.iter().enumerate() {
                    let (sx, sy) = (x + k as i64 % 3 - 1, y + k as i64 / 3 - 1);
                    if (0..w).contains(&sx) && (0..h).contains(&sy) {
                        sum += weight * plane[(sy * w + sx) as usize];
                    }
                }
                out.plane_mut(channel)[(y * w + x) as usize] += GAIN * sum;
            }
        }
    }
    out
}

/// A picture with values in 0..1 and no structure that a wrong transposition would keep.
pub fn picture_of(width: usize, height: usize) -> Planar {
    let mut image = Planar::new(width, height);
    let mut state = 12345u32;
    for value in image.data_mut() {
        state = state.wrapping_mul(1664525).wrapping_add(1013904223);
        *value = (state >> 8) as f32 / (1 << 24) as f32;
    }
    image
}

/// The largest difference between two pictures of one size.
pub fn largest_difference(a: &Planar, b: &Planar) -> f32 {
    assert_eq!(a.size(), b.size());
    let pairs = a.data().iter().zip(b.data());
    pairs.map(|(a, b)| (a - b).abs()).fold(0.0, f32::max)
}

/// A float tensor whose bytes go to the end of `weights`.
pub fn external(name: &str, dims: &[i64], values: &[f32], weights: &mut Vec<u8>) -> TensorProto {
    let entry = |key: &str, value: String| StringStringEntryProto {
        key: key.into(),
        value,
    };
    let offset = weights.len();
    weights.extend(values.iter().flat_map(|v| v.to_le_bytes()));
    TensorProto {
        name: name.into(),
        dims: dims.to_vec(),
        data_type: DataType::Float as i32,
        data_location: Some(DataLocation::External as i32),
        external_data: vec![
            entry("location", "weights.bin".into()),
            entry("offset", offset.to_string()),
            entry("length", (4 * values.len()).to_string()),
        ],
        ..Default::default()
    }
}

pub fn node(op: &str, inputs: &[&str], output: &str, attribute: Vec<AttributeProto>) -> NodeProto {
    NodeProto {
        name: format!("make_{output}"),
        op_type: op.into(),
        input: inputs.iter().map(|name| name.to_string()).collect(),
        output: vec![output.into()],
        attribute,
        ..Default::default()
    }
}

pub fn ints(name: &str, values: &[i64]) -> AttributeProto {
    AttributeProto {
        name: name.into(),
        r#type: AttributeType::Ints as i32,
        ints: values.to_vec(),
        ..Default::default()
    }
}

pub fn int(name: &str, value: i64) -> AttributeProto {
    AttributeProto {
        name: name.into(),
        r#type: AttributeType::Int as i32,
        i: value,
        ..Default::default()
    }
}

/// `[1, 3, height, width]` with free height and width.
pub fn picture(name: &str) -> ValueInfoProto {
    let dim = |value| Dimension {
        value: Some(value),
        ..Default::default()
    };
    let shape = TensorShapeProto {
        dim: vec![
            dim(dimension::Value::DimValue(1)),
            dim(dimension::Value::DimValue(3)),
            dim(dimension::Value::DimParam("height".into())),
            dim(dimension::Value::DimParam("width".into())),
        ],
    };
    let tensor = type_proto::Tensor {
        elem_type: DataType::Float as i32,
        shape: Some(shape),
    };
    ValueInfoProto {
        name: name.into(),
        r#type: Some(TypeProto {
            value: Some(type_proto::Value::TensorType(tensor)),
            ..Default::default()
        }),
        ..Default::default()
    }
}
