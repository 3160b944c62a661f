//! Networks with any inputs and outputs, and which of their lengths are free.

use crate::common::count;
use crate::common::general::{agrees, input};
use burn::module::Module;
use burn::nn::conv::{Conv1d, Conv1dConfig, Conv2d, Conv2dConfig};
use burn::nn::{Embedding, EmbeddingConfig, Linear, LinearConfig, PaddingConfig2d};
use burn::tensor::activation::softmax;
use burn::tensor::{Bool, Device, Int, Tensor};
use dynet_exporter::{Dim, ErrorKind, Input, Options, Picture, WeightFile, export, export_picture};
use dynet_pack::Size;
use prost::Message;
use tract_onnx::pb::tensor_shape_proto::dimension::Value;
use tract_onnx::pb::type_proto;
use tract_onnx::pb::{ModelProto, ValueInfoProto};

fn device() -> Device {
    let device = Device::flex();
    device.seed(11);
    device
}

/// A small transformer layer over words, with a mask and a picture to look at.
#[derive(Module, Debug)]
struct Reader {
    words: Embedding,
    query: Linear,
    key: Linear,
    eye: Conv2d,
}

impl Reader {
    fn new() -> Self {
        let device = device();
        Self {
            words: EmbeddingConfig::new(4, 6).init(&device),
            query: LinearConfig::new(6, 8).init(&device),
            key: LinearConfig::new(6, 8).init(&device),
            eye: Conv2dConfig::new([3, 6], [4, 4])
                .with_stride([4, 4])
                .init(&device),
        }
    }

    /// Words `[b, l]`, which of them count `[b, l]` and pictures `[b, 3, h, w]` to attention over
    /// the pictures' parts `[b, l, h·w/16]` and a count `[b, 1]`.
    fn forward(
        &self,
        words: Tensor<2, Int>,
        counts: Tensor<2, Bool>,
        picture: Tensor<4>,
    ) -> (Tensor<3>, Tensor<2, Int>) {
        let [b, _, h, w] = picture.dims();
        let seen = self
            .eye
            .forward(picture)
            .reshape([b, 6, h * w / 16])
            .swap_dims(1, 2);
        let query = self.query.forward(self.words.forward(words));
        let scores = query.matmul(self.key.forward(seen).swap_dims(1, 2));
        let mask = counts.clone().bool_not().unsqueeze_dim::<3>(2);
        let scores = scores.mask_fill(mask, -10.0);
        (softmax(scores, 2), counts.int().sum_dim(1))
    }
}

/// Shapes as an ONNX file states them, free axes by name.
fn shapes(values: &[ValueInfoProto]) -> Vec<String> {
    let shape = |value: &ValueInfoProto| {
        let Some(type_proto::Value::TensorType(tensor)) = &value.r#type.as_ref().unwrap().value
        else {
            panic!("{} is no tensor", value.name);
        };
        let dims = tensor.shape.as_ref().unwrap().dim.iter();
        let dims: Vec<String> = dims
            .map(|dim| match dim.value.as_ref().unwrap() {
                Value::DimValue(n) => n.to_string(),
                Value::DimParam(name) => name.clone(),
            })
            .collect();
        format!("{}:{}[{}]", value.name, tensor.elem_type, dims.join(","))
    };
    values.iter().map(shape).collect()
}

#[test]
fn several_inputs_and_outputs_of_several_kinds() {
    let reader = Reader::new();
    let inputs = [
        input("words", "b,l"),
        input("counts", "b,l"),
        input("picture", "b,3,h:4,w:4"),
    ];
    let forward = |r: &Reader, (words, counts, picture)| r.forward(words, counts, picture);
    agrees(&reader, forward, &inputs);

    let options = Options::default().with_outputs(["attention", "count"]);
    let exported = export(&reader, forward, &inputs, &options).unwrap();
    let graph = exported
        .to_onnx("reader", &mut WeightFile::new("w"))
        .unwrap();
    let graph = ModelProto::decode(&*graph).unwrap().graph.unwrap();
    assert_eq!(
        shapes(&graph.input),
        ["words:7[b,l]", "counts:9[b,l]", "picture:1[b,3,h,w]"]
    );
    assert_eq!(
        shapes(&graph.output),
        ["attention:1[b,l,h_w_div16]", "count:7[b,1]"]
    );
}

#[derive(Module, Debug)]
struct Signal {
    conv: Conv1d,
}

#[test]
fn lengths_with_something_added_are_computed() {
    let signal = Signal {
        conv: Conv1dConfig::new(2, 3, 5).init(&device()),
    };
    let forward = |s: &Signal, x: Tensor<3>| {
        let [b, _, l] = x.dims();
        let short = s.conv.forward(x).reshape([b * 3, l - 4]);
        let first = Tensor::<2>::zeros([b * 3, 2], &short.device());
        // Bounds and shapes that are no plain fraction.
        let longer = Tensor::cat(vec![first, short], 1);
        longer
            .clone()
            .slice([0..b * 3, 1..l - 3])
            .reshape([3, b, l - 4])
            .repeat_dim(2, 2)
    };
    agrees(&signal, forward, &[input("x", "b,2,l")]);
}

/// Attention over channels, which has many lengths to compute.
fn attention(x: Tensor<4>) -> Tensor<4> {
    let [b, c, h, w] = x.dims();
    let flat = x.clone().reshape([b, c, h * w]);
    let mixed = softmax(flat.clone().matmul(flat.clone().swap_dims(1, 2)), 2).matmul(flat);
    x.add(mixed.reshape([b, c, h, w]))
}

#[derive(Module, Debug)]
struct Nothing {}

#[test]
fn one_size_leaves_nothing_to_compute() {
    let size = Some(Size {
        width: 24,
        height: 16,
    });
    let forward = |_: &Nothing, x: Tensor<4>| {
        let [b, c, h, w] = x.dims();
        let parts = attention(x).reshape([b, c, h / 2, 2, w / 2, 2]);
        parts
            .permute([0, 3, 5, 1, 2, 4])
            .reshape([b, 4 * c, h / 2, w / 2])
            .narrow(1, 0, c)
    };
    let free = Picture {
        multiple: 2,
        ..Picture::default()
    };
    let fixed = export_picture(&Nothing {}, forward, Picture { size, ..free }).unwrap();
    let free = export_picture(&Nothing {}, forward, free).unwrap();
    assert!(count(&free, "Shape") > 0);
    for operator in ["Shape", "Concat", "Div", "Expand"] {
        assert_eq!(count(&fixed, operator), 0, "{operator}");
    }
    assert_eq!(fixed.macs_size, [16, 24]);
    // Twice three channels with three channels at each pixel.
    assert_eq!(fixed.macs_per_pixel, 18.0);
    let graph = fixed.to_onnx("fixed", &mut WeightFile::new("w")).unwrap();
    let graph = ModelProto::decode(&*graph).unwrap().graph.unwrap();
    assert_eq!(shapes(&graph.output), ["restored:1[1,3,8,12]"]);
}

#[test]
fn several_pictures_at_once() {
    agrees(&Nothing {}, |_, x| attention(x), &[input("x", "b,4,h,w")]);
    let picture = Picture {
        batch: true,
        ..Picture::default()
    };
    let exported = export_picture(&Nothing {}, |_, x| attention(x), picture).unwrap();
    let graph = exported
        .to_onnx("batch", &mut WeightFile::new("w"))
        .unwrap();
    let graph = ModelProto::decode(&*graph).unwrap().graph.unwrap();
    assert_eq!(shapes(&graph.input), ["image:1[batch,3,height,width]"]);
    assert_eq!(shapes(&graph.output), ["restored:1[batch,3,height,width]"]);
    assert_eq!(exported.macs_per_pixel, 18.0);
}

#[test]
fn outputs_may_be_inputs_constants_or_each_other() {
    let forward = |_: &Nothing, (x, y): (Tensor<2>, Tensor<2>)| {
        let sum = x.clone().add(y);
        let ones = Tensor::<2>::ones([2, 3], &x.device());
        (x, sum.clone(), sum, ones)
    };
    agrees(
        &Nothing {},
        forward,
        &[input("x", "n,3"), input("y", "n,3")],
    );
}

#[test]
fn a_description_that_does_not_fit_is_refused() {
    let conv = Conv2dConfig::new([3, 3], [3, 3])
        .with_padding(PaddingConfig2d::Same)
        .init(&device());
    let refused = |inputs: &[Input], outputs: &[&str]| {
        let options = Options::default().with_outputs(outputs.iter().copied());
        export(&conv, |c, x| c.forward(x), inputs, &options).unwrap_err()
    };
    let picture = || input("x", "1,3,h,w");
    for (inputs, outputs) in [
        (vec![], vec![]),
        (vec![input("x", "3,h,w")], vec![]),
        (vec![picture(), picture()], vec![]),
        (
            vec![Input::new(
                "x",
                [1.into(), 0.into(), "h".into(), "w".into()],
            )],
            vec![],
        ),
        (vec![picture()], vec!["a", "b"]),
        (vec![picture()], vec!["x"]),
    ] {
        let error = refused(&inputs, &outputs);
        assert_eq!(error.kind(), ErrorKind::Argument, "{error}");
    }
    // The convolution takes three channels.
    let channels: Dim = 4.into();
    let wrong = Input::new("x", [1.into(), channels, "h".into(), "w".into()]);
    let error = refused(&[wrong], &[]);
    assert_eq!(error.kind(), ErrorKind::Capture);
    assert!(error.place().unwrap().starts_with("h 34, w 38"), "{error}");
}
