//! The training kernels against Burn's own operations: values and every gradient.

use burn::tensor::{Device, Distribution, Tensor};
use dynet_models::fast::{self, plain};

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
        }
        let w = random([shape[1], 1, 3, 3], &device);
        let worst = compare!(
            fast::conv(x.clone(), w.clone(), None),
            plain::conv(x.clone(), w.clone(), None),
            x,
            w
        );
        assert!(worst < 1e-5, "depthwise on {shape:?}: {worst}");
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
