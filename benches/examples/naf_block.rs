//! Times a NAF block, forward and backward, as one kernel and as operations with kernels of their own:
//!
//! ```text
//! RAYON_NUM_THREADS=1 naf_block [ROUNDS]
//! ```
//!
//! The two take turns. CPU time is measured, since wall-clock time means little on a busy machine.

use std::fs;
use std::hint::black_box;

use burn::tensor::{Device, Distribution, Tensor};
use dynet_models::fast::{self, NafParameters};

/// Channels and side.
const SIZES: [(usize, usize); 5] = [(16, 128), (32, 128), (64, 64), (128, 32), (256, 16)];
const EPS: f32 = 1e-6;
/// Milliseconds of each turn, about.
const TURN: f64 = 150.0;

fn main() {
    let rounds = std::env::args().nth(1).and_then(|arg| arg.parse().ok());
    let rounds: usize = rounds.unwrap_or(7);
    println!("channels  side  operations ms  kernel ms");
    for (channels, side) in SIZES {
        let device = Device::flex().autodiff();
        let x = random([1, channels, side, side], &device);
        let p = parameters(channels, &device);
        let operations = || step(operations(x.clone(), &p));
        let kernel = || step(fast::naf_block(&x, &p, EPS).expect("Flex, tracked"));
        let mut times = [vec![], vec![]];
        for _ in 0..rounds {
            times[0].push(turn(operations));
            times[1].push(turn(kernel));
        }
        let [operations, kernel] = times.map(|mut times| {
            times.sort_by(f64::total_cmp);
            times[rounds / 2]
        });
        println!("{channels:8}  {side:4}  {operations:13.2}  {kernel:9.2}");
    }
}

fn step(y: Tensor<4>) {
    black_box(y.sum().backward());
}

/// Milliseconds of processor time that a call takes.
fn turn(call: impl Fn()) -> f64 {
    let start = processor_ms();
    for calls in 1.. {
        call();
        let spent = processor_ms() - start;
        if spent > TURN {
            return spent / calls as f64;
        }
    }
    unreachable!()
}

/// What Linux has counted for all threads of this process.
fn processor_ms() -> f64 {
    let tasks = fs::read_dir("/proc/self/task").expect("Linux").flatten();
    let spent = tasks.filter_map(|task| {
        let text = fs::read_to_string(task.path().join("schedstat")).ok()?;
        text.split(' ').next()?.parse::<f64>().ok()
    });
    spent.sum::<f64>() / 1e6
}

fn random<const D: usize>(shape: [usize; D], device: &Device) -> Tensor<D> {
    Tensor::random(shape, Distribution::Normal(0.0, 0.3), device).require_grad()
}

fn parameters(channels: usize, device: &Device) -> NafParameters {
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

fn operations(x: Tensor<4>, p: &NafParameters) -> Tensor<4> {
    let norm = |x, [a, b]: &[Tensor<1>; 2]| fast::layer_norm(x, a.clone(), b.clone(), EPS);
    let conv = |x, (weight, bias): &(Tensor<4>, Tensor<1>)| {
        fast::conv(x, weight.clone(), Some(bias.clone()))
    };
    let g = fast::simple_gate(conv(conv(norm(x.clone(), &p.norm1), &p.conv1), &p.conv2));
    let factors = conv(g.clone().mean_dim(3).mean_dim(2), &p.sca);
    let y = x.add(conv(g.mul(factors), &p.conv3).mul(p.beta.clone()));
    let g = fast::simple_gate(conv(norm(y.clone(), &p.norm2), &p.conv4));
    y.add(conv(g, &p.conv5).mul(p.gamma.clone()))
}
