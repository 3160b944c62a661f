//! Tasks of the tiny pack: `restored = image + gain * blur3x3(image) + shift`, with the shift in
//! the task's own weights.

use std::path::Path;

use dynet_pack::sha256_hex;
use prost::Message;
use serde_json::{Value, json};
use tract_onnx::pb::{GraphProto, ModelProto};

use super::{Tiny, external, node, seal};

/// The parts of a task.
pub struct TinyTask {
    pub name: String,
    pub model: ModelProto,
    pub weights: Vec<u8>,
    /// The manifest entry.
    pub entry: Value,
}

impl TinyTask {
    /// A task that adds `shift` to every value of `tiny`'s output.
    pub fn new(tiny: &Tiny, name: &str, shift: f32) -> Self {
        let mut model = tiny.model.clone();
        // The shift does not begin where the file does, as in real ones.
        let mut weights = vec![7; 64];
        let mut tensor = external("shift", &[1], &[shift], &mut weights);
        tensor.external_data[0].value = format!("{name}.bin");
        let graph = model.graph.as_mut().unwrap();
        graph.initializer.push(tensor);
        graph.node[2].output[0] = "base".into();
        graph.node[2].name = "make_base".into();
        graph
            .node
            .push(node("Add", &["base", "shift"], "restored", vec![]));
        let file = |file: String| json!({ "file": file, "bytes": 0, "sha256": "" });
        let mut listed = file(format!("{name}.s.cpu.onnx"));
        listed["target"] = json!("cpu");
        let entry = json!({
            "name": name, "kind": "rain", "base": sha256_hex(&tiny.weights),
            "weights": file(format!("{name}.bin")), "parameters": 1,
            "variants": [
                { "name": "s", "parameters": 29, "macs_per_pixel": 33.0, "graphs": [listed] },
            ],
            "a_key_of_a_later_version": true,
        });
        Self {
            name: name.into(),
            model,
            weights,
            entry,
        }
    }

    pub fn graph(&mut self) -> &mut GraphProto {
        self.model.graph.as_mut().unwrap()
    }

    /// An external data entry of a tensor, to be changed.
    pub fn place(&mut self, tensor: &str, key: &str) -> &mut String {
        let tensors = &mut self.graph().initializer;
        let tensor = tensors.iter_mut().find(|t| t.name == tensor).unwrap();
        let entry = tensor.external_data.iter_mut().find(|e| e.key == key);
        &mut entry.unwrap().value
    }

    /// Puts true sizes and hashes into the entry.
    pub fn seal(&mut self) {
        let graph = self.model.encode_to_vec();
        seal(&mut self.entry["weights"], &self.weights);
        for variant in self.entry["variants"].as_array_mut().unwrap() {
            for listed in variant["graphs"].as_array_mut().unwrap() {
                seal(listed, &graph);
            }
        }
    }

    /// Names and bytes of the task's files, without a manifest.
    pub fn files(&self) -> Vec<(String, Vec<u8>)> {
        vec![
            (format!("{}.bin", self.name), self.weights.clone()),
            (
                format!("{}.s.cpu.onnx", self.name),
                self.model.encode_to_vec(),
            ),
        ]
    }

    /// Names and bytes of the task as an add-on, with the entry's own sizes and hashes.
    pub fn add_on(&self) -> Vec<(String, Vec<u8>)> {
        let text = json!({ "schema": 1, "task": self.entry }).to_string();
        let mut files = self.files();
        files.push(("task.json".into(), text.into()));
        files
    }

    /// Writes the task as an add-on of a folder of its own, with true sizes and hashes.
    pub fn write_add_on(&mut self, folder: &Path) {
        self.seal();
        std::fs::create_dir_all(folder).unwrap();
        for (name, bytes) in self.add_on() {
            std::fs::write(folder.join(name), bytes).unwrap();
        }
    }
}

/// Writes the tiny pack with these tasks listed in it, all with true sizes and hashes.
pub fn write_with_tasks(tiny: &mut Tiny, tasks: &mut [TinyTask], folder: &Path) {
    for task in tasks.iter_mut() {
        task.seal();
        for (name, bytes) in task.files() {
            std::fs::write(folder.join(name), bytes).unwrap();
        }
    }
    let entries = tasks.iter().map(|task| task.entry.clone());
    tiny.manifest["tasks"] = entries.collect();
    tiny.write(folder);
}
