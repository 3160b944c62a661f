//! What cannot be exported is refused, with the reason and the place.

use burn::module::{Module, Param};
use burn::nn::conv::{Conv2d, Conv2dConfig};
use burn::tensor::module::interpolate;
use burn::tensor::ops::{InterpolateMode, InterpolateOptions};
use burn::tensor::{Device, Tensor, TensorData};
use dynet_exporter::{ErrorKind, Picture, WeightFile, export_picture};

#[derive(Module, Debug)]
struct Network {
    conv: Conv2d,
}

fn network() -> Network {
    Network {
        conv: Conv2dConfig::new([3, 3], [1, 1]).init(&Device::flex()),
    }
}

fn refusal(forward: impl Fn(&Network, Tensor<4>) -> Tensor<4>) -> (ErrorKind, String) {
    let picture = Picture {
        multiple: 8,
        ..Picture::default()
    };
    let error = export_picture(&network(), forward, picture).unwrap_err();
    (error.kind(), error.to_string())
}

#[test]
fn an_unknown_operation_is_named_with_its_place() {
    let (kind, text) = refusal(|n, x| n.conv.forward(x).cumprod(2));
    assert_eq!(kind, ErrorKind::Unsupported);
    for part in [
        "NumericFloat.CumProd",
        "[1, 3, 32, 48]",
        "operation 1",
        "in the network itself, after conv",
    ] {
        assert!(text.contains(part), "{text:?} lacks {part:?}");
    }
}

#[derive(Module, Debug)]
struct Outer {
    block: Block,
}

#[derive(Module, Debug)]
struct Block {
    first: Conv2d,
    second: Conv2d,
}

#[test]
fn the_module_that_issued_an_operation_is_named() {
    let conv = || Conv2dConfig::new([3, 3], [1, 1]).init(&Device::flex());
    let (first, second) = (conv(), conv());
    let block = Block { first, second };
    let forward = |n: &Outer, x| {
        let x = n.block.first.forward(x).cumprod(2);
        n.block.second.forward(x)
    };
    let error = export_picture(&Outer { block }, forward, Picture::default()).unwrap_err();
    let place = error.place().unwrap();
    assert!(place.ends_with("in block, after block.first"), "{place}");
}

#[test]
fn an_operation_that_only_some_sizes_have_is_refused() {
    let (kind, text) = refusal(|n, x| match x.dims()[2] > 64 {
        true => n.conv.forward(x).neg(),
        false => n.conv.forward(x),
    });
    assert_eq!(kind, ErrorKind::SizeDependent);
    assert!(text.contains("1 operations against 2"), "{text}");
    let (kind, text) = refusal(|n, x| match x.dims()[2] > 64 {
        true => n.conv.forward(x).neg(),
        false => n.conv.forward(x).abs(),
    });
    assert_eq!(kind, ErrorKind::SizeDependent);
    assert!(text.contains("Abs") && text.contains("Neg"), "{text}");
}

#[test]
fn a_number_that_depends_on_the_size_is_refused() {
    let (kind, _) = refusal(|_, x| {
        let height = x.dims()[2] as f32;
        x.div_scalar(height)
    });
    assert_eq!(kind, ErrorKind::SizeDependent);
    let (kind, text) = refusal(|_, x| {
        let height = x.dims()[2] as f32;
        let factor = TensorData::new(vec![height], [1, 1, 1, 1]);
        let factor = Tensor::<4>::from_data(factor, &x.device());
        x.mul(factor)
    });
    assert_eq!(kind, ErrorKind::SizeDependent);
    assert!(text.contains("constant_"), "{text}");
}

#[test]
fn a_length_that_is_no_fraction_of_the_size_is_refused() {
    let resize = |x: Tensor<4>, size| {
        let options = InterpolateOptions::new(InterpolateMode::Bilinear);
        interpolate(x, options.with_align_corners(false).with_output_size(size))
    };
    let (kind, text) = refusal(move |_, x| {
        let [_, _, h, w] = x.dims();
        resize(resize(x, [h / 2 + w, w]), [h, w])
    });
    assert_eq!(kind, ErrorKind::Dimension);
    assert!(text.contains("64 at height 32, width 48"), "{text}");
    // h / 16 is whole at every recorded size, but pictures may have any multiple of 8.
    let (kind, _) = refusal(move |_, x| {
        let [_, _, h, w] = x.dims();
        resize(resize(x, [h / 16, w]), [h, w])
    });
    assert_eq!(kind, ErrorKind::Dimension);
}

#[test]
fn a_weight_that_is_not_a_number_is_refused() {
    let mut network = network();
    network.conv.weight = Param::from_tensor(Tensor::full([3, 3, 1, 1], f32::NAN, &Device::flex()));
    let exported = export_picture(&network, |n, x| n.conv.forward(x), Picture::default()).unwrap();
    let error = exported
        .to_onnx("x", &mut WeightFile::new("w"))
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFinite);
    assert!(error.to_string().contains("conv.weight"), "{error}");
}

#[test]
fn a_forward_pass_that_leaves_its_device_is_refused() {
    let (kind, _) = refusal(|_, x| Tensor::zeros(x.dims(), &Device::flex()));
    assert_eq!(kind, ErrorKind::Capture);
}
