//! Prepares a network for a target and compares it with Burn.
#![allow(dead_code)] // each test program uses its part

use std::sync::Arc;

use burn::module::Module;
use burn::tensor::Tensor;
use dynet_exporter::{Exported, Picture, Precision, Target, WeightFile, check, export_picture};
use dynet_pack::Size;
use dynet_pack::Weights;
use prost::Message;
use tract_onnx::pb::{ModelProto, NodeProto};

use super::run;

/// A network, exported and prepared, with its graph as an engine gets it.
pub struct Prepared {
    pub exported: Exported,
    pub graph: Vec<u8>,
    pub weights: Vec<u8>,
}

/// Exports `forward` for `target`.
pub fn prepared<M: Module>(
    module: &M,
    forward: impl Fn(&M, Tensor<4>) -> Tensor<4>,
    multiple: usize,
    (target, precision): (Target, Precision),
) -> Prepared {
    let picture = Picture {
        multiple,
        size: target.size(),
        ..Picture::default()
    };
    let exported = export_picture(module, &forward, picture).unwrap();
    let exported = exported.prepare(target, precision).unwrap();
    let mut file = WeightFile::new("weights.bin");
    let graph = exported.to_onnx("test", &mut file).unwrap();
    Prepared {
        graph,
        weights: file.bytes().to_vec(),
        exported,
    }
}

impl Prepared {
    /// The largest difference from `forward` in Burn, over the engines whose names `on` takes.
    pub fn difference<M: Module>(
        &self,
        module: &M,
        forward: impl Fn(&M, Tensor<4>) -> Tensor<4>,
        sizes: &[Size],
        on: impl Fn(&str) -> bool,
    ) -> f64 {
        let weights = Arc::new(Weights::from_vec(self.weights.clone(), "weights.bin"));
        let mut largest: f64 = 0.0;
        for size in sizes {
            let input = check::picture(size.height, size.width);
            let expected = run(|image| forward(module, image), &input);
            for engine in check::engines().0 {
                if !on(engine.name()) {
                    continue;
                }
                let pair = [&input, &expected];
                let check = check::compare(engine.as_ref(), "test", 0, &self.graph, &weights, pair);
                let check = check.unwrap_or_else(|error| panic!("{}: {error}", engine.name()));
                largest = largest.max(check.max_abs);
            }
        }
        largest
    }

    /// How often a pass found something to do.
    pub fn applied(&self, pass: &str) -> usize {
        let mut passes = self.exported.applied.iter();
        passes
            .find(|(name, _)| *name == pass)
            .map_or(0, |(_, times)| *times)
    }

    /// The graph's nodes of one operator.
    pub fn nodes(&self, op: &str) -> Vec<NodeProto> {
        let model = ModelProto::decode(self.graph.as_slice()).unwrap();
        let nodes = model.graph.unwrap().node.into_iter();
        nodes.filter(|node| node.op_type == op).collect()
    }

    /// The shape of the constant that a node reads as input number `at`.
    pub fn dims(&self, node: &NodeProto, at: usize) -> Vec<i64> {
        let model = ModelProto::decode(self.graph.as_slice()).unwrap();
        let mut constants = model.graph.unwrap().initializer.into_iter();
        constants
            .find(|init| init.name == node.input[at])
            .unwrap()
            .dims
    }
}
