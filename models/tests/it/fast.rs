//! The training kernels against Burn's own operations: values and every gradient.

use burn::tensor::{Device, Distribution, Tensor};
use dynet_models::fast::{self, NafParameters, plain};

/// A random tensor that collects a gradient.
fn random<const D: usize>(shape: [usize; D], device: &Device) -> Tensor<D> {
    Tensor::random(shape, Distribution::Normal(0.0, 1.0), device).require_grad()
}

fn difference<const D: usize>(a: Tensor<D>, b: Tensor<D>) -> f32 {
    let scale = b.clone().abs().max().into_scalar::<f32>().max(1.0);
    a.sub(b).abs().max().into_scalar::<f32>() / scale
}

/// Output and gradients of `parents` under a loss that weighs every output pixel differently.
macro_rules! compare {
    ($fast:expr, $plain:expr, $($parent:expr),+) => {{
        let (fast, plain) = ($fast, $plain);
        let weights = Tensor::random(fast.dims(), Distribution::Normal(0.0, 1.0), &fast.device());
        let fast_grads = fast.clone().mul(weights.clone()).sum().backward();
        let plain_grads = plain.clone().mul(weights).sum().backward();
        let mut worst = difference(fast.inner(), plain.inner());
        $(worst = worst.max(difference(
            $parent.grad(&fast_grads).unwrap(),
            $parent.grad(&plain_grads).unwrap(),
        ));)+
        worst
    }};
}

/// Sizes with odd sides, single rows and columns, and rows shorter than a vector register.
const SIZES: [[usize; 4]; 5] = [
    [2, 6, 16, 24],
    [1, 4, 7, 9],
    [3, 2, 1, 5],
    [1, 3, 6, 1],
    [2, 8, 1, 1],
];

#[test]
fn convolutions() {
    let device = Device::flex().autodiff();
    device.seed(1);
    for shape in SIZES {
        let x = random(shape, &device);
        for kernel in [1, 3] {
            let w = random([5, shape[1], kernel, kernel], &device);
            let worst = compare!(
                fast::conv(x.clone(), w.clone(), None),
                plain::conv(x.clone(), w.clone(), None),
                x,
                w
            );
            assert!(worst < 1e-5, "kernel {kernel} on {shape:?}: {worst}");
            let b = random([5], &device);
            let worst = compare!(
                fast::conv(x.clone(), w.clone(), Some(b.clone())),
                plain::conv(x.clone(), w.clone(), Some(b.clone())),
                x,
                w,
                b
            );
            assert!(
                worst < 1e-5,
                "kernel {kernel} with bias on {shape:?}: {worst}"
            );
        }
        let w = random([shape[1], 1, 3, 3], &device);
        let worst = compare!(
            fast::conv(x.clone(), w.clone(), None),
            plain::conv(x.clone(), w.clone(), None),
            x,
            w
        );
        assert!(worst < 1e-5, "depthwise on {shape:?}: {worst}");
        let b = random([shape[1]], &device);
        let worst = compare!(
            fast::conv(x.clone(), w.clone(), Some(b.clone())),
            plain::conv(x.clone(), w.clone(), Some(b.clone())),
            x,
            w,
            b
        );
        assert!(worst < 1e-5, "depthwise with bias on {shape:?}: {worst}");
    }
}

#[test]
fn layer_norm() {
    let device = Device::flex().autodiff();
    device.seed(2);
    for shape in SIZES {
        let x = random(shape, &device);
        let (w, b) = (random([shape[1]], &device), random([shape[1]], &device));
        let worst = compare!(
            fast::layer_norm(x.clone(), w.clone(), b.clone(), 1e-6),
            plain::layer_norm(x.clone(), w.clone(), b.clone(), 1e-6),
            x,
            w,
            b
        );
        assert!(worst < 1e-4, "{shape:?}: {worst}");
    }
}

#[test]
fn gelu_gate() {
    let device = Device::flex().autodiff();
    device.seed(3);
    for [batch, channels, height, width] in SIZES {
        let x = random([batch, 2 * channels, height, width], &device);
        // Far tails too, where the polynomial could go wrong.
        let x = x.mul_scalar(4.0).detach().require_grad();
        let worst = compare!(fast::gelu_gate(x.clone()), plain::gelu_gate(x.clone()), x);
        assert!(worst < 2e-6, "{height}x{width}: {worst}");
    }
}

#[test]
fn simple_gate() {
    let device = Device::flex().autodiff();
    device.seed(6);
    for [batch, channels, height, width] in SIZES {
        let x = random([batch, 2 * channels, height, width], &device);
        let worst = compare!(
            fast::simple_gate(x.clone()),
            plain::simple_gate(x.clone()),
            x
        );
        assert!(worst < 1e-6, "{height}x{width}: {worst}");
    }
}

#[test]
fn attention() {
    let device = Device::flex().autodiff();
    device.seed(4);
    for ([batch, channels, height, width], heads) in SIZES.into_iter().zip([2, 4, 1, 3, 8]) {
        let qkv = random([batch, 3 * channels, height, width], &device);
        let temperature = random([heads, 1, 1], &device);
        let worst = compare!(
            fast::attention(qkv.clone(), temperature.clone()),
            plain::attention(qkv.clone(), temperature.clone()),
            qkv,
            temperature
        );
        assert!(worst < 1e-5, "{heads} heads on {height}x{width}: {worst}");
    }
}

#[test]
fn attention_to_nothing_has_finite_gradients() {
    let device = Device::flex().autodiff();
    let qkv = Tensor::<4>::zeros([1, 12, 4, 4], &device).require_grad();
    let temperature = Tensor::<3>::ones([2, 1, 1], &device).require_grad();
    let grads = fast::attention(qkv.clone(), temperature).sum().backward();
    let grad = qkv.grad(&grads).unwrap().into_data();
    assert!(grad.iter::<f32>().all(f32::is_finite));
}

fn naf_parameters(channels: usize, device: &Device) -> NafParameters {
    let norm = || [0, 1].map(|_| random([channels], device));
    let conv = |output, input, kernel| {
        let weight = random([output, input, kernel, kernel], device);
        (weight, random([output], device))
    };
    NafParameters {
        norm1: norm(),
        conv1: conv(2 * channels, channels, 1),
        conv2: conv(2 * channels, 1, 3),
        sca: conv(channels, channels, 1),
        conv3: conv(channels, channels, 1),
        beta: random([1, channels, 1, 1], device),
        norm2: norm(),
        conv4: conv(2 * channels, channels, 1),
        conv5: conv(channels, channels, 1),
        gamma: random([1, channels, 1, 1], device),
    }
}

/// The block in Burn's own operations.
fn plain_naf_block(x: Tensor<4>, p: &NafParameters) -> Tensor<4> {
    let norm = |x, [a, b]: &[Tensor<1>; 2]| plain::layer_norm(x, a.clone(), b.clone(), 1e-6);
    let conv = |x, (weight, bias): &(Tensor<4>, Tensor<1>)| {
        plain::conv(x, weight.clone(), Some(bias.clone()))
    };
    let g = plain::simple_gate(conv(conv(norm(x.clone(), &p.norm1), &p.conv1), &p.conv2));
    let factors = conv(g.clone().mean_dim(3).mean_dim(2), &p.sca);
    let y = x.add(conv(g.mul(factors), &p.conv3).mul(p.beta.clone()));
    let g = plain::simple_gate(conv(norm(y.clone(), &p.norm2), &p.conv4));
    y.add(conv(g, &p.conv5).mul(p.gamma.clone()))
}

/// Twice, as networks that reuse a block do: gradients add up.
#[test]
fn naf_block() {
    let device = Device::flex().autodiff();
    device.seed(5);
    // Beside the small sizes, several bands of each kind: the last of a single row, all of a single row.
    let several = [[2, 6, 33, 40], [1, 16, 37, 128], [1, 16, 5, 900]];
    // With two or three channels, pixels of hardly any variance turn rounding into large differences.
    let more = |[batch, channels, height, width]: [usize; 4]| [batch, channels + 4, height, width];
    for shape in SIZES.map(more).into_iter().chain(several) {
        let p = naf_parameters(shape[1], &device);
        let x = random(shape, &device);
        let fast = |x| fast::naf_block(&x, &p, 1e-6).unwrap();
        let plain = |x| plain_naf_block(x, &p);
        let worst = compare!(
            fast(fast(x.clone())),
            plain(plain(x.clone())),
            x,
            p.norm1[0],
            p.norm1[1],
            p.conv1.0,
            p.conv1.1,
            p.conv2.0,
            p.conv2.1,
            p.sca.0,
            p.sca.1,
            p.conv3.0,
            p.conv3.1,
            p.beta,
            p.norm2[0],
            p.norm2[1],
            p.conv4.0,
            p.conv4.1,
            p.conv5.0,
            p.conv5.1,
            p.gamma
        );
        assert!(worst < 1e-4, "{shape:?}: {worst}");
    }
}
