//! Costs: counted by hand, and as published.

use burn::module::{Module, Param};
use burn::nn::conv::{Conv2d, Conv2dConfig};
use burn::nn::{Linear, LinearConfig, PaddingConfig2d};
use burn::tensor::{Device, Tensor};
use dynet_exporter::{Cost, Picture, cost, export_picture};
use dynet_models::{DyNet, DyNetConfig, NetworkConfig, PromptIR, PromptIRConfig, Reuse};
use dynet_pack::Size;

/// Every way in which a network multiplies.
#[derive(Module, Debug)]
struct Sampler {
    conv: Conv2d,
    depthwise: Conv2d,
    linear: Linear,
    matrix: Param<Tensor<2>>,
    bank: Param<Tensor<4>>,
}

impl Sampler {
    fn new(device: &Device) -> Self {
        let same = |config: Conv2dConfig| {
            config
                .with_padding(PaddingConfig2d::Same)
                .with_bias(false)
                .init(device)
        };
        Self {
            conv: same(Conv2dConfig::new([3, 6], [3, 3])),
            depthwise: same(Conv2dConfig::new([6, 6], [3, 3]).with_groups(6)),
            linear: LinearConfig::new(6, 5).with_bias(false).init(device),
            matrix: Param::from_tensor(Tensor::ones([7, 5], device)),
            bank: Param::from_tensor(Tensor::ones([1, 7, 3, 1], device)),
        }
    }

    fn forward(&self, image: Tensor<4>) -> Tensor<4> {
        let [_, _, height, width] = image.dims();
        let x = self.depthwise.forward(self.conv.forward(image.clone()));
        let pixels = x.clone().reshape([1, 6, height * width]);
        let attention = pixels.clone().matmul(pixels.swap_dims(1, 2));
        let mean = x.mean_dim(3).mean_dim(2).reshape([1, 6]);
        let mean = mean.add(attention.mean_dim(2).reshape([1, 6]));
        let weights = self
            .linear
            .forward(mean)
            .matmul(self.matrix.val().transpose());
        let mixed = weights.matmul(self.bank.val().reshape([7, 3]));
        image.add(mixed.reshape([1, 3, 1, 1]))
    }
}

#[test]
fn each_kind_is_counted_by_its_rule() {
    let sampler = Sampler::new(&Device::flex());
    let size = Size {
        width: 20,
        height: 12,
    };
    let area = 240;
    let expected = Cost {
        parameters: 6 * 3 * 9 + 6 * 9 + 6 * 5 + 7 * 5 + 7 * 3,
        // The product with the matrix is a linear layer, that with the bank is none.
        conv_linear: area * (6 * 3 * 9 + 6 * 9) + 6 * 5 + 5 * 7,
        matmul: area * 6 * 6 + 7 * 3,
    };
    assert_eq!(cost(&sampler, Sampler::forward, 3, size).unwrap(), expected);

    let exported = export_picture(&sampler, Sampler::forward, Picture::default()).unwrap();
    let macs = exported.macs.unwrap();
    assert_eq!(macs.conv_linear.at(size), expected.conv_linear);
    assert_eq!(macs.matmul.at(size), expected.matmul);
    assert_eq!(macs.matmul.fixed, 21.0);
}

/// "GFLOPs" of the paper's tables: billions of multiply-accumulates at 224x224.
#[test]
fn the_published_figures_come_out() {
    let device = Device::flex();
    let size = Size {
        width: 224,
        height: 224,
    };
    let network = DyNetConfig::paper().init(&device);
    let of = |reuse| cost(&network, |n: &DyNet, x| n.forward(x, reuse), 3, size).unwrap();
    let (light, heavy) = (of(Reuse::S), of(Reuse::L));
    drop(network);
    let baseline = PromptIRConfig::paper().init(&device);
    let baseline = cost(&baseline, |n: &PromptIR, x| n.forward(x), 3, size).unwrap();

    let billions = |cost: Cost| format!("{:.2}", cost.conv_linear as f64 / 1e9);
    assert_eq!(billions(baseline), "121.08");
    assert_eq!(billions(heavy), "121.08");
    assert_eq!(billions(light), "83.12");
    // Counted from the table of published shapes, by a few lines of Python.
    assert_eq!(heavy.conv_linear, 121_076_575_872 + 5 * (384 + 192 + 96));
    assert_eq!(
        light.matmul,
        7_682_949_120 + 5 * (64 * 64 * 64 + 128 * 32 * 32 + 320 * 16 * 16)
    );

    let fewer = |a: u64, b: u64| 100.0 * (1.0 - a as f64 / b as f64);
    let saved = fewer(light.conv_linear, baseline.conv_linear);
    assert_eq!(format!("{saved:.2}"), "31.35");

    let dynet = light.parameters + unused(&DyNetConfig::paper());
    let promptir = baseline.parameters + unused(&PromptIRConfig::paper());
    assert_eq!(format!("{:.2}", dynet as f64 / 1e6), "16.73");
    assert_eq!(format!("{:.2}", promptir as f64 / 1e6), "35.59");
    assert_eq!(format!("{:.0}", fewer(dynet, promptir)), "53");
}

/// Values that published checkpoints hold in vain.
fn unused(config: &impl NetworkConfig) -> u64 {
    let shapes = config.unused().iter().map(|(_, shape)| shape);
    shapes
        .map(|shape| shape.iter().product::<usize>() as u64)
        .sum()
}
