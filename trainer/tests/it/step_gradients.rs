//! One update of the weights, seen from outside.

use burn::module::Module;
use burn::tensor::Device;
use dynet_core::Planar;
use dynet_models::layers::Conv;
use dynet_models::{AnyConfig, AnyNetwork, DyNet, DyNetConfig, Reuse};
use dynet_trainer::{Batch, Learner, Optim, StepPlan};

/// A picture of hashed pixels and a paler copy of it.
fn pair(seed: usize) -> (Planar, Planar) {
    let mut picture = Planar::new(32, 32);
    for (i, v) in picture.data_mut().iter_mut().enumerate() {
        *v = ((i * 7919 + seed * 104_729) % 1009) as f32 / 1009.0;
    }
    let mut paler = picture.clone();
    for v in paler.data_mut() {
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
    let network = AnyConfig::from(DyNetConfig::edge())
        .init(&device)
        .zero_init_output();
    let mut learner = Learner::new(network, Optim::default(), &[device.clone(), device.clone()]);
    let batch = batch(0..2);
    let losses: Vec<f32> = (0..30)
        .map(|_| learner.step(&batch, &StepPlan::of(Reuse::S, 1e-3)))
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
                learner.step(&batch, &StepPlan::of(reuse, 1e-3))
            })
            .collect()
    };
    for (one, four) in losses(1).iter().zip(losses(4)) {
        assert!((one - four).abs() < 1e-4, "{one} and {four}");
    }
}

fn learner(start: &DyNet, optim: Optim) -> Learner {
    Learner::new(start.clone(), optim, &[Device::flex()])
}

fn weights(network: &impl Module) -> Vec<f32> {
    let tensors = dynet_models::weights::parameters(network);
    let values = tensors
        .into_values()
        .flat_map(|t| t.try_into_vec::<f32>().unwrap());
    values.collect()
}

#[test]
fn a_taught_variant_does_not_look_at_the_target() {
    let start = DyNetConfig::tiny().init(&Device::flex());
    let plan = StepPlan {
        teacher: Some((Reuse::L, 1.0)),
        ..StepPlan::of(Reuse::S, 1e-2)
    };
    let after = |level: f32, plan: &StepPlan| {
        let input = vec![pair(0).0];
        let mut target = Planar::new(32, 32);
        target.data_mut().fill(level);
        let mut learner = learner(&start, Optim::default());
        learner.step(&Batch::new(input, vec![target], 1), plan);
        weights(&learner.network)
    };
    assert!(after(0.0, &plan) == after(1.0, &plan));
    assert!(after(0.0, &plan) != weights(&start), "nothing was learned");
    let half = StepPlan {
        teacher: Some((Reuse::L, 0.5)),
        ..plan
    };
    assert!(after(0.0, &half) != after(1.0, &half));
}

#[test]
fn the_sandwich_trains_the_mean_of_its_variants() {
    let start = DyNetConfig::tiny().init(&Device::flex());
    let batch = batch(0..2);
    let loss = |variants: &[Reuse]| {
        let plan = StepPlan {
            variants: variants.to_vec(),
            ..StepPlan::of(Reuse::L, 1e-3)
        };
        learner(&start, Optim::default()).step(&batch, &plan)
    };
    let mean = (loss(&[Reuse::L]) + loss(&[Reuse::S])) / 2.0;
    assert!((loss(&[Reuse::L, Reuse::S]) - mean).abs() < 1e-6);
}

#[test]
fn spread_parts_train_one_variant_each() {
    let start = DyNetConfig::tiny().init(&Device::flex());
    let loss = |seed: usize, variant: Reuse| {
        let plan = StepPlan::of(variant, 1e-3);
        learner(&start, Optim::default()).step(&batch(seed..seed + 1), &plan)
    };
    let plan = StepPlan {
        variants: vec![Reuse::L, Reuse::S],
        spread: true,
        ..StepPlan::of(Reuse::L, 1e-3)
    };
    let spread = learner(&start, Optim::default()).step(&batch(0..2), &plan);
    assert!((spread - (loss(0, Reuse::L) + loss(1, Reuse::S)) / 2.0).abs() < 1e-6);
    assert!((spread - (loss(0, Reuse::S) + loss(1, Reuse::L)) / 2.0).abs() > 1e-6);
}

#[test]
fn the_average_lags_behind_the_weights() {
    let start = DyNetConfig::tiny().init(&Device::flex());
    let optim = Optim {
        ema_decay: 0.5,
        ..Optim::default()
    };
    let mut learner = learner(&start, optim);
    let mut expected = weights(&start);
    for step in 1..=4 {
        learner.step(&batch(0..1), &StepPlan::of(Reuse::S, 1e-2));
        // The first updates keep less: step / (step + 9), at most what was asked for.
        let keep = (step as f32 / (step as f32 + 9.0)).min(0.5);
        for (average, now) in expected.iter_mut().zip(weights(&learner.network)) {
            *average = keep * *average + (1.0 - keep) * now;
        }
    }
    let average = weights(&learner.ema.network);
    let far = expected.iter().zip(&average).map(|(a, b)| (a - b).abs());
    assert!(far.fold(0.0, f32::max) < 1e-6);
}

#[test]
fn half_precision_learns_as_full_precision_does() {
    let start = DyNetConfig::tiny().init(&Device::flex());
    let run = |bf16: bool| {
        let optim = Optim {
            bf16,
            ..Optim::default()
        };
        let mut learner = learner(&start, optim);
        let plan = StepPlan {
            variants: vec![Reuse::L, Reuse::S],
            teacher: Some((Reuse::L, 0.3)),
            ..StepPlan::of(Reuse::L, 1e-3)
        };
        let losses: Vec<f32> = (0..12).map(|_| learner.step(&batch(0..2), &plan)).collect();
        (losses, weights(&learner.network))
    };
    let (full, _) = run(false);
    let (half, halfs_weights) = run(true);
    // bfloat16 has three digits; then AdamW, which steps by the sign of small gradients too, lets
    // the runs drift apart.
    assert!(
        (full[0] - half[0]).abs() < 0.01 * full[0],
        "{full:?} {half:?}"
    );
    for losses in [&full, &half] {
        assert!(losses[11] < 0.95 * losses[0], "{full:?} {half:?}");
    }
    assert!(
        (full[11] - half[11]).abs() < 0.2 * full[0],
        "{full:?} {half:?}"
    );
    assert_ne!(full, half, "nothing was computed in bfloat16");
    // The weights keep all their digits: in bfloat16 a step of 1e-3 would be lost on many.
    let kept = halfs_weights.iter().filter(|w| w.to_bits() & 0xffff != 0);
    assert!(kept.count() > halfs_weights.len() / 2);
}

/// How far a step of Muon or of AdamW moves the two weights of an attention's middle: a matrix of 1x1 convolutions
/// `[24, 8]` and a depthwise kernel.
fn moved(start: &DyNet, muon: bool) -> [Vec<f32>; 2] {
    let optim = Optim {
        muon,
        ..Optim::default()
    };
    let mut learner = learner(start, optim);
    let weights = |network: &AnyNetwork| {
        let AnyNetwork::DyNet(network) = network else {
            panic!("another network")
        };
        let attention = &network.encoder_level1.attn;
        let data = |conv: &Conv| conv.weight.val().inner().into_data();
        [&attention.qkv, &attention.qkv_dwconv].map(|conv| data(conv).try_into_vec().unwrap())
    };
    let before = weights(&learner.network);
    learner.step(&batch(0..2), &StepPlan::of(Reuse::S, 1e-3));
    let after = weights(&learner.network);
    [0, 1].map(|at| {
        let pairs = after[at].iter().zip(&before[at]);
        pairs
            .map(|(after, before): (&f32, &f32)| after - before)
            .collect()
    })
}

#[test]
fn muon_moves_matrices_and_leaves_the_rest_to_adamw() {
    let start = DyNetConfig::tiny().init(&Device::flex());
    let [adam, muon] = [false, true].map(|muon| moved(&start, muon));
    assert_eq!(adam[1], muon[1]);
    // AdamW's first step moves every value by the rate.
    let alike = |step: &[f32]| {
        step.iter()
            .filter(|v| (v.abs() - 1e-3).abs() < 1e-5)
            .count()
    };
    assert!(alike(&adam[0]) > adam[0].len() / 2);
    assert!(alike(&muon[0]) < muon[0].len() / 10);
}
