//! Graph passes: what they change, and that the engines still agree with Burn.

use crate::common::count;
use crate::common::prepared::prepared;
use burn::module::{Module, Param};
use burn::nn::PaddingConfig2d;
use burn::nn::conv::{Conv2d, Conv2dConfig};
use burn::tensor::activation::{gelu, relu};
use burn::tensor::{Device, Tensor};
use dynet_exporter::{ErrorKind, Picture, Precision, Target, WeightFile, check, export_picture};
use dynet_models::{DyNet, DyNetConfig, Reuse, weights};
use dynet_pack::Size;

const PLAIN: (Target, Precision) = (Target::Cpu, Precision::Fp32);

fn device() -> Device {
    let device = Device::flex();
    device.seed(11);
    device
}

/// A DyNet whose feed-forward widths are odd: floor(12 * 2.66) = 31.
fn odd() -> DyNet {
    let config = DyNetConfig {
        dim: 12,
        heads: [1, 2, 4, 8],
        ffn_expansion: 2.66,
        stem: dynet_models::Stem::Full,
        adapter: None,
        ..DyNetConfig::tiny()
    };
    config.init(&device())
}

fn forward(network: &DyNet, image: Tensor<4>) -> Tensor<4> {
    network.forward(image, Reuse::S)
}

fn sizes(multiple: usize) -> Vec<Size> {
    let sizes = check::sizes(multiple).into_iter();
    sizes
        .map(|[height, width]| Size { width, height })
        .collect()
}

#[test]
fn a_network_for_processors_stays_the_same_network() {
    let network = odd();
    let plain = Picture {
        multiple: 8,
        ..Picture::default()
    };
    let before = export_picture(&network, forward, plain).unwrap();
    let after = prepared(&network, forward, 8, PLAIN);
    assert!(after.difference(&network, forward, &sizes(8), |_| true) < 2e-5);

    // Query, key and value, and both halves of the gate, come from convolutions of their own.
    assert!(count(&before, "Slice") > 100);
    assert_eq!(count(&after.exported, "Slice"), 0);
    assert!(after.applied("split") > 100);
    // Each depthwise convolution has a multiple of 4 channels.
    assert!(after.applied("channels") > 0);
    for conv in after.nodes("Conv") {
        let dims = after.dims(&conv, 1);
        assert!(dims[1] > 1 || dims[0] % 4 == 0, "{}: {dims:?}", conv.name);
    }
    // No convolution after attention; as many products as before.
    let blocks = after.applied("attention");
    assert_eq!(blocks, 2 * (2 + 3 + 3) + 4 + 3 + 1);
    let outs = after.nodes("Conv").into_iter();
    assert!(
        outs.filter(|conv| conv.name.contains("attn.project_out"))
            .count()
            == 0
    );
    assert_eq!(
        count(&after.exported, "MatMul"),
        count(&before, "MatMul") + blocks
    );
    assert_eq!(after.applied("scale"), 2 * blocks);
    assert_eq!(after.applied("pixel_shuffle"), 3);
    for shuffle in after.nodes("DepthToSpace") {
        let mut attrs = shuffle.attribute.iter();
        assert!(attrs.any(|attr| attr.name == "mode" && attr.s == b"DCR"));
    }
}

#[derive(Module, Debug)]
struct Gate {
    head: Conv2d,
    depthwise: Conv2d,
    tail: Conv2d,
}

impl Gate {
    fn new(width: usize) -> Self {
        let device = device();
        let same = |config: Conv2dConfig| config.with_padding(PaddingConfig2d::Same);
        Self {
            head: same(Conv2dConfig::new([3, 2 * width], [1, 1])).init(&device),
            depthwise: same(Conv2dConfig::new([2 * width, 2 * width], [3, 3]))
                .with_groups(2 * width)
                .init(&device),
            tail: same(Conv2dConfig::new([width, 3], [1, 1])).init(&device),
        }
    }

    fn forward(&self, x: Tensor<4>) -> Tensor<4> {
        let both = self.depthwise.forward(self.head.forward(x));
        let parts = both.chunk(2, 1);
        let gate = gelu(parts[0].clone()).mul(relu(parts[1].clone()));
        self.tail.forward(gate)
    }

    /// As [`Gate::forward`], but the middle channels are read by both parts.
    fn overlapping(&self, x: Tensor<4>) -> Tensor<4> {
        let both = self.depthwise.forward(self.head.forward(x));
        let [_, channels, _, _] = both.dims();
        let part = |start| both.clone().narrow(1, start, channels / 2);
        self.tail.forward(gelu(part(0)).mul(part(1)))
    }
}

#[test]
fn biases_are_split_and_padded_along() {
    let gate = Gate::new(7);
    let made = prepared(&gate, Gate::forward, 1, PLAIN);
    assert!(made.difference(&gate, Gate::forward, &sizes(1), |_| true) < 2e-5);
    assert_eq!(made.applied("split"), 2);
    assert_eq!(count(&made.exported, "Conv"), 5);
    for conv in made.nodes("Conv").iter().take(4) {
        let (weight, bias) = (made.dims(conv, 1), made.dims(conv, 2));
        assert_eq!((weight[0], bias), (8, vec![8]), "{}", conv.name);
    }
}

#[test]
fn channels_that_two_parts_read_are_computed_once() {
    let gate = Gate::new(8);
    let made = prepared(&gate, Gate::overlapping, 1, PLAIN);
    assert!(made.difference(&gate, Gate::overlapping, &sizes(1), |_| true) < 2e-5);
    assert_eq!(made.applied("split"), 0);
    assert_eq!(count(&made.exported, "Conv"), 3);
}

#[derive(Module, Debug)]
struct Constants {
    a: Param<Tensor<4>>,
    b: Param<Tensor<4>>,
}

#[test]
fn arithmetic_on_weights_is_done_once() {
    let device = device();
    let network = Constants {
        a: Param::from_tensor(Tensor::full([1, 3, 1, 1], 0.5, &device)),
        b: Param::from_tensor(Tensor::full([1, 3, 1, 1], 0.25, &device)),
    };
    let forward = |n: &Constants, x: Tensor<4>| {
        let scale = n.a.val().mul(n.b.val()).add_scalar(1.0).sqrt();
        x.mul(scale)
    };
    let made = prepared(&network, forward, 1, PLAIN);
    assert!(made.difference(&network, forward, &sizes(1), |_| true) < 1e-6);
    assert_eq!(made.exported.operators().collect::<Vec<_>>(), ["Mul"]);
}

#[test]
fn all_targets_of_the_full_network_share_one_copy_of_the_weights() {
    let network = DyNetConfig::paper().init(&device());
    let tensors = weights::parameters(&network);
    let values: usize = tensors.values().map(|tensor| tensor.num_elements()).sum();
    for (targets, precision, size) in [
        (["cpu", "tract", "mobile:128"], Precision::Fp32, 4),
        (["cpu", "cuda", "mobile:128"], Precision::Fp16, 2),
    ] {
        let mut file = WeightFile::new("weights.bin");
        for target in targets {
            let target: Target = target.parse().unwrap();
            for reuse in [Reuse::S, Reuse::L] {
                let picture = Picture {
                    multiple: 8,
                    size: target.size(),
                    ..Picture::default()
                };
                let forward = |n: &DyNet, x| n.forward(x, reuse);
                let exported = export_picture(&network, forward, picture).unwrap();
                let exported = exported.prepare(target, precision).unwrap();
                exported.to_onnx("test", &mut file).unwrap();
            }
        }
        let ratio = file.bytes().len() as f64 / (size * values) as f64;
        assert!(ratio < 1.01, "{precision}: {ratio}");
    }
}

#[test]
fn half_precision_halves_the_file_and_stays_close() {
    let network = odd();
    let full = prepared(&network, forward, 8, PLAIN);
    // On a processor the weights are widened while loading, and all engines can.
    let stored = prepared(&network, forward, 8, (Target::Cpu, Precision::Fp16));
    let size = stored.weights.len() as f64 / full.weights.len() as f64;
    assert!((0.49..0.54).contains(&size), "{size}");
    let difference = stored.difference(&network, forward, &sizes(8), |_| true);
    assert!((1e-6..2e-3).contains(&difference), "{difference}");

    // tract cannot compute in fp16 at a useful speed; ONNX Runtime's processor part can.
    let computed = prepared(&network, forward, 8, (Target::Cuda, Precision::Fp16));
    assert!(computed.applied("half") > 500);
    let difference = computed.difference(&network, forward, &sizes(8), |name| name == "ort");
    assert!(difference < 4e-3, "{difference}");
}

#[test]
fn what_a_target_cannot_have_is_refused() {
    let gate = Gate::new(4);
    let exported = export_picture(&gate, Gate::forward, Picture::default()).unwrap();
    let refused = |target: &str, precision| {
        let target = target.parse().unwrap();
        exported.prepare(target, precision).unwrap_err()
    };
    let error = refused("tract", Precision::Fp16);
    assert_eq!(error.kind(), ErrorKind::Argument);
    assert!(error.to_string().contains("use fp32"), "{error}");
    let error = refused("mobile:64", Precision::Fp32);
    assert_eq!(error.kind(), ErrorKind::Argument);
    assert!(error.to_string().contains("64 by 64"), "{error}");

    let large = Constants {
        a: Param::from_tensor(Tensor::full([1, 3, 8, 8], 7e4, &device())),
        b: Param::from_tensor(Tensor::full([1, 3, 1, 1], 0.25, &device())),
    };
    let size = Size {
        width: 8,
        height: 8,
    };
    let picture = Picture {
        size: Some(size),
        ..Picture::default()
    };
    let exported = export_picture(&large, |n, x| x.mul(n.a.val()), picture).unwrap();
    let error = exported.prepare(Target::Cpu, Precision::Fp16).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFinite);
    assert!(error.to_string().contains("65504"), "{error}");
}

#[test]
fn targets_are_read_as_they_are_written() {
    for text in ["cpu", "tract", "cuda", "mobile:256", "mobile:256x384"] {
        let target: Target = text.parse().unwrap();
        assert_eq!(target.to_string(), text);
    }
    let target: Target = "mobile:256x384".parse().unwrap();
    let size = Size {
        width: 384,
        height: 256,
    };
    assert_eq!(target.size(), Some(size));
    assert_eq!(target.file_part(), "mobile-256x384");
    for text in [
        "",
        "gpu",
        "mobile",
        "mobile:",
        "mobile:0",
        "mobile:1x",
        "mobile:-8",
    ] {
        let error = text.parse::<Target>().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Argument, "{text}");
    }
}
