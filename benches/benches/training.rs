//! One training step of the shipped network, and the parts of a transformer block with the
//! training kernels against Burn's own operations.

use burn::tensor::{Device, Distribution, Tensor};
use criterion::{Criterion, criterion_group, criterion_main};
use dynet_core::Planar;
use dynet_models::{DyNetConfig, Reuse, fast};
use dynet_trainer::{Batch, Learner, Optim, StepPlan};

fn step(c: &mut Criterion) {
    let device = Device::flex();
    let network = DyNetConfig::edge().init(&device);
    let mut learner = Learner::new(network, Optim::default(), &[device.clone(), device]);
    let patches = vec![Planar::new(64, 64); 4];
    let batch = Batch::new(patches.clone(), patches, 2);
    let mut group = c.benchmark_group("edge, 4 patches of 64x64");
    group.sample_size(10);
    for (name, reuse) in [("S", Reuse::S), ("L", Reuse::L)] {
        group.bench_function(name, |b| {
            b.iter(|| learner.step(&batch, &StepPlan::of(reuse, 1e-4)))
        });
    }
}

/// Forward and backward of one operation at the paper's first level.
fn kernels(c: &mut Criterion) {
    let device = Device::flex().autodiff();
    let normal = Distribution::Normal(0.0, 1.0);
    let tensor = |shape: [usize; 4]| Tensor::<4>::random(shape, normal, &device).require_grad();
    let x = tensor([1, 144, 64, 64]);
    type Op = fn(Tensor<4>, Tensor<4>) -> Tensor<4>;
    let kernel: Op = |x, weight| fast::conv(x, weight, None);
    let plain: Op = |x, weight| fast::plain::conv(x, weight, None);
    let ops: [(&str, Op, Tensor<4>); 6] = [
        ("depthwise/kernel", kernel, tensor([144, 1, 3, 3])),
        ("depthwise/plain", plain, tensor([144, 1, 3, 3])),
        ("1x1/kernel", kernel, tensor([48, 144, 1, 1])),
        ("1x1/plain", plain, tensor([48, 144, 1, 1])),
        (
            "gelu gate/kernel",
            |x, _| fast::gelu_gate(x),
            tensor([1, 1, 1, 1]),
        ),
        (
            "gelu gate/plain",
            |x, _| fast::plain::gelu_gate(x),
            tensor([1, 1, 1, 1]),
        ),
    ];
    for (name, op, weight) in ops {
        c.bench_function(name, |b| {
            b.iter(|| op(x.clone(), weight.clone()).sum().backward())
        });
    }
}

criterion_group!(benches, step, kernels);
criterion_main!(benches);
