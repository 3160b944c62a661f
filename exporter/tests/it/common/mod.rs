//! Exports a module and compares it with Burn on every engine that is here.
#![allow(dead_code)] // each test program uses its part

mod arrays;
mod engines;
pub mod general;
pub mod networks;
pub mod prepared;
pub mod program;

use std::sync::Arc;

use burn::module::Module;
use burn::tensor::{Device, Tensor, TensorData};
use dynet_core::Planar;
use dynet_exporter::{Exported, Picture, WeightFile, check, export_picture};
use dynet_pack::Weights;

/// Exports `forward` (three colours in and out, same size) and asserts that tract, and ONNX
/// Runtime where it is installed, agree with Burn at sizes that were not recorded.
pub fn agrees<M: Module>(
    module: &M,
    forward: impl Fn(&M, Tensor<4>) -> Tensor<4>,
    multiple: usize,
) -> Exported {
    let picture = Picture {
        multiple,
        ..Picture::default()
    };
    let exported = export_picture(module, &forward, picture).unwrap();
    let mut file = WeightFile::new("weights.bin");
    let graph = exported.to_onnx("test", &mut file).unwrap();
    let weights = Arc::new(Weights::from_vec(file.bytes().to_vec(), "weights.bin"));
    for [height, width] in check::sizes(multiple) {
        let input = check::picture(height, width);
        let expected = run(|image| forward(module, image), &input);
        for engine in check::engines().0 {
            let nodes = exported.nodes();
            let pair = [&input, &expected];
            let check = check::compare(engine.as_ref(), "test", nodes, &graph, &weights, pair);
            let check = check.unwrap_or_else(|error| panic!("{}: {error}", engine.name()));
            assert!(check.max_abs < 2e-5, "{check:?}");
        }
    }
    exported
}

/// `forward` in Burn.
pub fn run(forward: impl FnOnce(Tensor<4>) -> Tensor<4>, picture: &Planar) -> Planar {
    let shape = [1, 3, picture.height(), picture.width()];
    let data = TensorData::new(picture.data().to_vec(), shape);
    let output = forward(Tensor::from_data(data, &Device::flex())).into_data();
    assert_eq!(output.shape().to_vec(), shape.to_vec());
    let data = output.as_slice::<f32>().unwrap().to_vec();
    Planar::from_data(picture.width(), picture.height(), data).unwrap()
}

/// How many nodes of one operator a graph has.
pub fn count(exported: &Exported, operator: &str) -> usize {
    exported.operators().filter(|op| *op == operator).count()
}
