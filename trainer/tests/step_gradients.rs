//! One update of the weights, seen from outside.

use burn::tensor::Device;
use dynet_models::{DyNetConfig, Reuse};
use dynet_runtime::Planar;
use dynet_trainer::{Batch, Learner, Lesson, Optim};

/// A picture of hashed pixels and a paler copy of it.
fn pair(seed: usize) -> (Planar, Planar) {
    let mut picture = Planar::new(32, 32);
    for (i, v) in picture.data.iter_mut().enumerate() {
        *v = ((i * 7919 + seed * 104_729) % 1009) as f32 / 1009.0;
    }
    let mut paler = picture.clone();
    for v in &mut paler.data {
        *v = 0.5 + 0.3 * (*v - 0.5);
    }
    (picture, paler)
}

fn batch(seeds: impl Iterator<Item = usize>) -> Batch {
    let (input, target) = seeds.map(pair).unzip();
    Batch::new(input, target, 2)
}

#[test]
fn many_steps_on_one_batch_lower_its_loss() {
    let device = Device::flex();
    device.seed(1);
    let network = DyNetConfig::edge().init(&device).start_at_identity();
    let mut learner = Learner::new(network, Optim::default(), &[device.clone(), device.clone()]);
    let batch = batch(0..2);
    let losses: Vec<f32> = (0..30)
        .map(|_| learner.step(&batch, &Lesson::of(Reuse::S, 1e-3)))
        .collect();
    assert!(losses[29] < 0.3 * losses[0], "{losses:?}");
}

#[test]
fn a_batch_of_copies_trains_as_one_picture_does() {
    // One picture runs on one thread, four run on two: their gradients must add up to the same.
    // (One start for both: tests beside this one draw from the device's random numbers too.)
    let device = Device::flex();
    let start = DyNetConfig::edge().init(&device);
    let losses = |copies: usize| -> Vec<f32> {
        let mut learner = Learner::new(
            start.clone(),
            Optim::default(),
            &[device.clone(), device.clone()],
        );
        (0..8)
            .map(|i| {
                let reuse = if i % 2 == 0 { Reuse::S } else { Reuse::L };
                let batch = batch(std::iter::repeat_n(i, copies));
                learner.step(&batch, &Lesson::of(reuse, 1e-3))
            })
            .collect()
    };
    for (one, four) in losses(1).iter().zip(losses(4)) {
        assert!((one - four).abs() < 1e-4, "{one} and {four}");
    }
}
