//! Training on a GPU by WGSL gives what the CPU gives. Runs on a software Vulkan driver too; the
//! kernels are those that CUDA shares.
#![cfg(feature = "wgpu")]

use burn::tensor::Device;
use dynet_models::{DyNetConfig, Reuse, weights};
use dynet_runtime::Planar;
use dynet_trainer::{Batch, Learner, Lesson, Optim, devices};

fn batch(seed: usize) -> Batch {
    let picture = |number: usize| {
        let mut picture = Planar::new(32, 32);
        for (at, value) in picture.data.iter_mut().enumerate() {
            *value = ((at * 7919 + number * 104_729) % 1009) as f32 / 1009.0;
        }
        picture
    };
    let target: Vec<_> = (0..4).map(|i| picture(seed * 4 + i)).collect();
    let paler = |picture: &Planar| {
        let mut picture = picture.clone();
        picture
            .data
            .iter_mut()
            .for_each(|v| *v = 0.5 + 0.3 * (*v - 0.5));
        picture
    };
    Batch::new(target.iter().map(paler).collect(), target, 2)
}

#[test]
fn losses_and_weights_follow_the_cpus() {
    let start = DyNetConfig::tiny().init(&Device::flex());
    let optim = Optim {
        clip: 0.2,
        average: 0.9,
        ..Optim::default()
    };
    let run = |workers: &[Device]| {
        let mut learner = Learner::new(start.clone(), optim, workers);
        let losses: Vec<f32> = (0..6)
            .map(|step| {
                // Both stages of a run use these: one variant, and two with a teacher.
                let lesson = match step % 2 {
                    0 => Lesson::of(Reuse::S, 1e-3),
                    _ => Lesson {
                        variants: vec![Reuse::L, Reuse::S],
                        teacher: Some((Reuse::L, 0.5)),
                        ..Lesson::of(Reuse::L, 1e-3)
                    },
                };
                learner.step(&batch(step), &lesson)
            })
            .collect();
        let tensors = weights::parameters(&learner.average.network).into_values();
        let weights: Vec<f32> = tensors
            .flat_map(|t| t.try_into_vec::<f32>().unwrap())
            .collect();
        (losses, weights)
    };
    let (cpu_losses, cpu_weights) = run(&[Device::flex()]);
    let (gpu_losses, gpu_weights) = run(&devices("wgpu").unwrap());
    for (cpu, gpu) in cpu_losses.iter().zip(&gpu_losses) {
        assert!(
            (cpu - gpu).abs() < 1e-4 * cpu.abs(),
            "{cpu_losses:?} {gpu_losses:?}"
        );
    }
    // Gradients next to nothing may differ in sign, and AdamW steps by the sign: the mean counts.
    let far: f32 = cpu_weights
        .iter()
        .zip(&gpu_weights)
        .map(|(a, b)| (a - b).abs())
        .sum();
    let far = far / cpu_weights.len() as f32;
    assert!(
        far < 2e-5,
        "weights are {far} apart in the mean after steps of 1e-3"
    );
}
