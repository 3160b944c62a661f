//! Training on a GPU by WGSL gives what the CPU gives. Runs on a software Vulkan driver too; the
//! kernels are those that CUDA shares.
#![cfg(feature = "wgpu")]

use std::sync::Mutex;

use burn::module::{Module, ModuleVisitor, Param};
use burn::optim::GradientsParams;
use burn::tensor::{Device, Tensor, TensorData};
use dynet_core::Planar;
use dynet_models::{DyNet, DyNetConfig, Reuse, weights};
use dynet_trainer::{Batch, Learner, Optim, StepPlan, devices};

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

/// All gradients of a network, in order.
struct Gradients<'a>(&'a GradientsParams, Vec<f32>);

impl ModuleVisitor for Gradients<'_> {
    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        let grad = self.0.get::<D>(param.id).unwrap();
        self.1
            .extend(grad.into_data().try_into_vec::<f32>().unwrap());
    }
}

/// The same network each time. The lock is there because tests beside each other draw from one device's random
/// numbers.
fn start() -> DyNet {
    static DRAWING: Mutex<()> = Mutex::new(());
    let _drawing = DRAWING.lock();
    let device = Device::flex();
    device.seed(1);
    DyNetConfig::tiny().init(&device)
}

fn gradients(start: &DyNet, device: &Device) -> Vec<f32> {
    let device = device.clone().autodiff();
    let network = start.clone().to_device(&device).train();
    let values: Vec<f32> = (0..2 * 3 * 32 * 48)
        .map(|at| ((at * 7919) % 1009) as f32 / 1009.0)
        .collect();
    let image = Tensor::<4>::from_data(TensorData::new(values, [2, 3, 32, 48]), &device);
    let restored = network.forward(image.clone(), Reuse::S);
    let loss = restored.sub(image.mul_scalar(0.5)).square().mean();
    let grads = GradientsParams::from_grads(loss.backward(), &network);
    let mut gradients = Gradients(&grads, Vec::new());
    network.visit(&mut gradients);
    gradients.1
}

#[test]
fn gradients_equal_the_cpus() {
    let start = start();
    let cpu = gradients(&start, &Device::flex());
    let gpu = gradients(&start, &devices("wgpu").unwrap()[0]);
    assert_eq!(cpu.len(), gpu.len());
    let norm = |values: &mut dyn Iterator<Item = f32>| {
        let sum: f64 = values.map(|v| f64::from(v).powi(2)).sum();
        sum.sqrt()
    };
    let far = norm(&mut cpu.iter().zip(&gpu).map(|(a, b)| a - b));
    let long = norm(&mut cpu.iter().copied());
    assert!(long > 1e-3 && far < 1e-3 * long, "{far} of {long}");
}

#[test]
fn losses_and_weights_follow_the_cpus() {
    let start = start();
    let optim = Optim {
        clip: 0.2,
        ema_decay: 0.9,
        ..Optim::default()
    };
    let run = |workers: &[Device]| {
        let mut learner = Learner::new(start.clone(), optim, workers);
        let losses: Vec<f32> = (0..6)
            .map(|step| {
                // Both stages of a run use these: one variant, and two with a teacher.
                let plan = match step % 2 {
                    0 => StepPlan::of(Reuse::S, 1e-3),
                    _ => StepPlan {
                        variants: vec![Reuse::L, Reuse::S],
                        teacher: Some((Reuse::L, 0.5)),
                        ..StepPlan::of(Reuse::L, 1e-3)
                    },
                };
                learner.step(&batch(step), &plan)
            })
            .collect();
        let tensors = weights::parameters(&learner.ema.network).into_values();
        let weights: Vec<f32> = tensors
            .flat_map(|t| t.try_into_vec::<f32>().unwrap())
            .collect();
        (losses, weights)
    };
    let (cpu_losses, cpu_weights) = run(&[Device::flex()]);
    let (gpu_losses, gpu_weights) = run(&devices("wgpu").unwrap());
    // Gradients next to nothing may differ in sign, and AdamW steps by the sign: runs drift apart.
    for (step, (cpu, gpu)) in cpu_losses.iter().zip(&gpu_losses).enumerate() {
        let most = if step == 0 { 1e-5 } else { 1e-3 };
        assert!(
            (cpu - gpu).abs() < most * cpu.abs(),
            "{cpu_losses:?} {gpu_losses:?}"
        );
    }
    let far: f32 = cpu_weights
        .iter()
        .zip(&gpu_weights)
        .map(|(a, b)| (a - b).abs())
        .sum();
    let far = far / cpu_weights.len() as f32;
    assert!(
        far < 1e-4,
        "weights are {far} apart in the mean after steps of 1e-3"
    );
}
