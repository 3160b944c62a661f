//! Graphs for accelerators of phones.

use crate::common::count;
use crate::common::prepared::prepared;
use burn::module::Module;
use burn::tensor::activation::gelu;
use burn::tensor::{Device, Tensor};
use dynet_exporter::{Accelerator, Picture, Precision, Target, export_picture};
use dynet_models::{DyNet, DyNetConfig, Reuse};
use dynet_pack::Size;

/// A network without weights.
#[derive(Module, Debug)]
struct Nothing {}

fn mobile(height: usize, width: usize) -> ((Target, Precision), Size) {
    let size = Size { width, height };
    ((Target::Mobile(size), Precision::Fp32), size)
}

fn forward(network: &DyNet, image: Tensor<4>) -> Tensor<4> {
    network.forward(image, Reuse::S)
}

#[test]
fn a_network_is_one_piece_on_both_accelerators() {
    let device = Device::flex();
    device.seed(5);
    for config in [DyNetConfig::edge(), DyNetConfig::tiny()] {
        let network = config.init(&device);
        let (target, size) = mobile(64, 96);
        let made = prepared(&network, forward, 16, target);
        for accelerator in Accelerator::ALL {
            let predicted = made.exported.partitions(accelerator);
            assert_eq!(predicted.count, 1, "{accelerator:?}: {predicted:?}");
            assert_eq!(predicted.accepted, made.exported.nodes());
        }
        let difference = made.difference(&network, forward, &[size], |_| true);
        assert!(difference < 1e-4, "{difference}");
    }
}

#[test]
fn the_graph_for_processors_would_fall_to_pieces() {
    let network = DyNetConfig::tiny().init(&Device::flex());
    let plain = Picture {
        multiple: 16,
        size: Some(Size {
            width: 64,
            height: 64,
        }),
        ..Picture::default()
    };
    let exported = export_picture(&network, forward, plain).unwrap();
    let predicted = exported.partitions(Accelerator::Nnapi);
    assert!(predicted.count > 20, "{predicted:?}");
    assert!(predicted.accepted < predicted.nodes);
    for op in ["Gelu", "ReduceSum", "DepthToSpace", "Resize"] {
        assert!(predicted.refused.contains(&op), "{op}: {predicted:?}");
    }
}

#[test]
fn gelu_stays_within_its_bound() {
    let (target, size) = mobile(64, 64);
    // The picture's values, spread over -30..30 and over -3..3.
    for scale in [30.0, 3.0] {
        let forward =
            |_: &Nothing, x: Tensor<4>| gelu(x.mul_scalar(2.0).sub_scalar(1.0).mul_scalar(scale));
        let made = prepared(&Nothing {}, forward, 1, target);
        assert_eq!(count(&made.exported, "Gelu"), 0);
        let difference = made.difference(&Nothing {}, forward, &[size], |_| true);
        assert!((1e-6..3e-5).contains(&difference), "{difference}");
    }
}

#[test]
fn pixels_are_gathered_by_a_convolution() {
    let (target, size) = mobile(24, 36);
    let forward = |_: &Nothing, x: Tensor<4>| {
        let [b, c, h, w] = x.dims();
        let x = x
            .reshape([b, c, h / 3, 3, w / 3, 3])
            .permute([0, 1, 3, 5, 2, 4])
            .reshape([b, 9 * c, h / 3, w / 3]);
        // Each channel by another number, and back: a wrong order would show.
        let scale = Tensor::arange(1..28, &x.device())
            .float()
            .reshape([1, 27, 1, 1]);
        (x * scale)
            .reshape([b, c, 3, 3, h / 3, w / 3])
            .permute([0, 1, 4, 2, 5, 3])
            .reshape([b, c, h, w])
    };
    let made = prepared(&Nothing {}, forward, 3, target);
    assert_eq!(count(&made.exported, "Conv"), 1);
    assert_eq!(count(&made.exported, "Transpose"), 0);
    assert!(made.difference(&Nothing {}, forward, &[size], |_| true) < 1e-5);
}

#[test]
fn sums_and_resizing_are_rewritten() {
    use burn::tensor::module::interpolate;
    use burn::tensor::ops::{InterpolateMode, InterpolateOptions};
    let (target, size) = mobile(16, 24);
    let forward = |_: &Nothing, x: Tensor<4>| {
        let [_, _, h, w] = x.dims();
        let options = InterpolateOptions::new(InterpolateMode::Bilinear)
            .with_align_corners(false)
            .with_output_size([h, w]);
        let small = x.clone().narrow(2, 0, 8).narrow(3, 0, 6);
        interpolate(small, options).add(x.sum_dim(3).div_scalar(24.0))
    };
    let made = prepared(&Nothing {}, forward, 1, target);
    assert_eq!(count(&made.exported, "ReduceSum"), 0);
    assert_eq!(made.nodes("Resize")[0].input.len(), 3);
    assert!(made.difference(&Nothing {}, forward, &[size], |_| true) < 1e-5);
}
