//! What came back from ONNX computes what went in.

mod common;

use burn::tensor::{Bytes, Device, Tensor, TensorData};
use dynet_models::DyNet;
use dynet_roundtrip::{l, s};

/// Heights and widths none of which the exporter records.
const SIZES: [[usize; 2]; 2] = [[64, 96], [112, 80]];

fn picture([height, width]: [usize; 2]) -> Tensor<4> {
    let values = (0..3 * height * width).map(|i| (i * 37 % 251) as f32 / 250.0);
    let data = TensorData::new(values.collect::<Vec<_>>(), [1, 3, height, width]);
    Tensor::from_data(data, &Device::flex())
}

fn largest(tensor: Tensor<4>) -> f32 {
    let data = tensor.into_data();
    let values = data.as_slice::<f32>().unwrap().iter();
    values.fold(0.0, |most, value| most.max(value.abs()))
}

#[test]
fn both_variants_come_back_as_they_went() {
    let device = Device::flex();
    let network: DyNet = common::network();
    let folder = tempfile::tempdir().unwrap();
    common::import(&network, folder.path());
    let read = |name: &str| {
        let bytes = std::fs::read(folder.path().join(name).with_extension("bpk")).unwrap();
        Bytes::from_bytes_vec(bytes)
    };
    let light = s::Model::from_bytes(read("s"), &device);
    let heavy = l::Model::from_bytes(read("l"), &device);
    for size in SIZES {
        for (name, reuse) in common::VARIANTS {
            let picture = picture(size);
            let expected = network.forward(picture.clone(), reuse);
            let back = match name {
                "s" => light.forward(picture.clone()),
                _ => heavy.forward(picture.clone()),
            };
            let apart = largest(back - expected.clone());
            assert!(apart < 1e-4, "{name} at {size:?}: {apart}");
            let changed = largest(expected - picture);
            assert!(changed > 1e-2, "the network does something");
        }
    }
}
