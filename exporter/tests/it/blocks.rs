//! Small networks of several layers each, on every engine against Burn: how well they are lowered.

use crate::common::{agrees, count};
use burn::module::{Module, Param};
use burn::nn::PaddingConfig2d;
use burn::nn::conv::{Conv2d, Conv2dConfig, ConvTranspose2d, ConvTranspose2dConfig};
use burn::nn::{BatchNorm, BatchNormConfig, LayerNorm, LayerNormConfig, Linear, LinearConfig};
use burn::tensor::activation::{gelu, leaky_relu, log_softmax, relu, sigmoid, softmax};
use burn::tensor::module::interpolate;
use burn::tensor::ops::{InterpolateMode, InterpolateOptions};
use burn::tensor::{Device, Distribution, Tensor};

fn device() -> Device {
    let device = Device::flex();
    device.seed(7);
    device
}

/// A network without weights.
#[derive(Module, Debug)]
struct Nothing {}

fn random<const D: usize>(shape: [usize; D], device: &Device) -> Param<Tensor<D>> {
    Param::from_tensor(Tensor::random(
        shape,
        Distribution::Normal(0.0, 0.5),
        device,
    ))
}

#[derive(Module, Debug)]
struct Convolutions {
    head: Conv2d,
    depthwise: Conv2d,
    dilated: Conv2d,
    strided: Conv2d,
    back: ConvTranspose2d,
}

#[test]
fn convolutions() {
    let device = device();
    let conv = |io, kernel| Conv2dConfig::new(io, kernel).with_padding(PaddingConfig2d::Same);
    let network = Convolutions {
        head: conv([3, 8], [3, 3]).init(&device),
        depthwise: conv([8, 8], [3, 3])
            .with_groups(8)
            .with_bias(false)
            .init(&device),
        dilated: Conv2dConfig::new([8, 8], [3, 3])
            .with_dilation([2, 2])
            .with_padding(PaddingConfig2d::Explicit(2, 2, 2, 2))
            .init(&device),
        strided: Conv2dConfig::new([8, 12], [4, 4])
            .with_stride([2, 2])
            .with_padding(PaddingConfig2d::Explicit(1, 1, 1, 1))
            .init(&device),
        back: ConvTranspose2dConfig::new([12, 3], [4, 4])
            .with_stride([2, 2])
            .with_padding([1, 1])
            .init(&device),
    };
    let exported = agrees(
        &network,
        |n, x| {
            let x = n.dilated.forward(n.depthwise.forward(n.head.forward(x)));
            n.back.forward(n.strided.forward(x))
        },
        2,
    );
    assert_eq!(exported.nodes(), 5);
    // 3x3x3x8 + 3x3x8 + 3x3x8x8 + (4x4x8x12 + 4x4x12x3) / 4
    assert_eq!(
        exported.macs_per_pixel,
        216.0 + 72.0 + 576.0 + 384.0 + 144.0
    );
}

#[derive(Module, Debug)]
struct Norms {
    batch: BatchNorm,
    layer: LayerNorm,
    weight: Param<Tensor<1>>,
    bias: Param<Tensor<1>>,
}

#[test]
fn norms() {
    let device = device();
    let network = Norms {
        batch: BatchNormConfig::new(3).init(&device),
        layer: LayerNormConfig::new(3).init(&device),
        weight: random([3], &device),
        bias: random([3], &device),
    };
    let exported = agrees(
        &network,
        |n, x| {
            let x = n.batch.forward(x);
            let x = n
                .layer
                .forward(x.permute([0, 2, 3, 1]))
                .permute([0, 3, 1, 2]);
            // LayerNorm over channels, written out.
            let centred = x.clone().sub(x.mean_dim(1));
            let variance = centred.clone().mul(centred.clone()).mean_dim(1);
            centred
                .div(variance.add_scalar(1e-5).sqrt())
                .mul(n.weight.val().reshape([1, 3, 1, 1]))
                .add(n.bias.val().reshape([1, 3, 1, 1]))
        },
        1,
    );
    // Weights are reshaped when exporting, not when running.
    assert_eq!(count(&exported, "Reshape"), 0);
    assert_eq!(count(&exported, "LayerNormalization"), 1);
}

#[derive(Module, Debug)]
struct Attention {
    temperature: Param<Tensor<3>>,
}

#[test]
fn channel_attention() {
    let network = Attention {
        temperature: random([2, 1, 1], &device()),
    };
    let exported = agrees(
        &network,
        |n, x| {
            let [batch, _, height, width] = x.dims();
            let x = Tensor::cat(vec![x.clone(), x.clone().mul_scalar(0.5)], 1);
            let parts = x.clone().repeat_dim(1, 3).chunk(3, 1);
            let part = |i: usize| parts[i].clone().reshape([batch, 2, 3, height * width]);
            let norm = |x: Tensor<4>| {
                x.clone()
                    .div(x.powi_scalar(2).sum_dim(3).sqrt().clamp_min(1e-12))
            };
            let (q, k, v) = (norm(part(0)), norm(part(1)), part(2));
            let scores = q
                .matmul(k.swap_dims(2, 3))
                .mul(n.temperature.val().unsqueeze::<4>());
            let mixed = softmax(scores, 3).matmul(v);
            mixed.reshape([batch, 6, height, width]).narrow(1, 1, 3)
        },
        1,
    );
    assert_eq!(count(&exported, "Concat"), 2, "one cat, one shared shape");
    assert_eq!(count(&exported, "Expand"), 0);
    assert_eq!(
        count(&exported, "Reshape"),
        2,
        "one for q, k and v together"
    );
}

#[derive(Module, Debug)]
struct Prompt {
    bank: Param<Tensor<5>>,
    linear: Linear,
    rows: Param<Tensor<2>>,
    conv: Conv2d,
}

#[test]
fn prompts() {
    let device = device();
    let network = Prompt {
        bank: random([1, 5, 4, 6, 6], &device),
        linear: LinearConfig::new(3, 8).init(&device),
        rows: random([5, 8], &device),
        conv: Conv2dConfig::new([4, 3], [1, 1]).init(&device),
    };
    let exported = agrees(
        &network,
        |n, x| {
            let [batch, channels, height, width] = x.dims();
            let mean = x.clone().mean_dim(3).mean_dim(2).reshape([batch, channels]);
            let logits = n.linear.forward(mean).matmul(n.rows.val().transpose());
            let bank = n.bank.val().reshape([5, 4 * 6 * 6]);
            let mixed = softmax(logits, 1).matmul(bank).reshape([batch, 4, 6, 6]);
            let options = InterpolateOptions::new(InterpolateMode::Bilinear)
                .with_align_corners(false)
                .with_output_size([height, width]);
            x.add(n.conv.forward(interpolate(mixed, options)))
        },
        1,
    );
    assert_eq!(count(&exported, "ReduceMean"), 1, "one mean over both axes");
    assert_eq!(
        count(&exported, "Transpose"),
        0,
        "weights are transposed when exporting"
    );
}

#[test]
fn reductions() {
    agrees(
        &Nothing {},
        |_, x| {
            let rows = x.clone().sum_dim(3).mul_scalar(0.01);
            let extremes = x.clone().max_dim(1).sub(x.clone().min_dim(2));
            let whole = x.clone().mean().add(x.clone().max()).sub(x.clone().min());
            x.sub(rows).add(extremes).mul(whole.reshape([1, 1, 1, 1]))
        },
        1,
    );
}

#[test]
fn arithmetic() {
    agrees(
        &Nothing {},
        |_, x| {
            let y = x.clone().add_scalar(0.7).log().abs().sqrt();
            let z = x.clone().sin().mul(x.clone().cos()).neg().exp().recip();
            let p = x
                .clone()
                .add_scalar(0.1)
                .powf_scalar(1.7)
                .add(x.clone().square());
            let e = x.clone().erf().sub_scalar(0.2).div_scalar(3.0).tanh();
            let c = x
                .clone()
                .clamp(0.2, 0.6)
                .add(x.clone().clamp_max(0.4))
                .clamp_min(0.5);
            let one = Tensor::<4>::ones([1, 3, 1, 1], &x.device());
            y.add(z).sub(p).add(e).div(c).add(one).add(x.floor())
        },
        1,
    );
}

#[test]
fn activations() {
    agrees(
        &Nothing {},
        |_, x| {
            let x = x.sub_scalar(0.5).mul_scalar(6.0);
            let smooth = gelu(x.clone()).add(sigmoid(x.clone()));
            let sharp = relu(x.clone()).add(leaky_relu(x.clone(), 0.1));
            smooth
                .add(sharp)
                .add(log_softmax(x.clone(), 1))
                .mul(softmax(x, 3))
        },
        1,
    );
}
