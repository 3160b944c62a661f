//! The conditioned DyNet: what its levels do, and what its parts cost.

use burn::tensor::{Device, Distribution, Tensor};
use dynet_models::conditioned::LevelEstimator;
use dynet_models::{
    AnyConfig, ConditionedDyNet, ConditionedDyNetConfig, LEVELS, NetworkConfig as _, Reuse, weights,
};

fn networks() -> Vec<ConditionedDyNet> {
    let device = Device::flex();
    device.seed(7);
    let configs = crate::small::conditioned().into_iter();
    configs
        .map(|config| match config {
            AnyConfig::ConditionedDyNet(config) => config.init(&device),
            other => panic!("{} is no conditioned DyNet", other.family()),
        })
        .collect()
}

fn photo() -> Tensor<4> {
    let device = Device::flex();
    Tensor::random([2, 3, 32, 48], Distribution::Uniform(0.0, 1.0), &device)
}

fn apart(a: Tensor<4>, b: Tensor<4>) -> f32 {
    a.sub(b).abs().max().into_scalar::<f32>()
}

fn told(values: [f32; LEVELS.len()]) -> Tensor<2> {
    Tensor::<1>::from_floats(values, &Device::flex()).unsqueeze()
}

#[test]
fn each_level_and_the_reuse_vector_change_the_result() {
    let none = [0.0; LEVELS.len()];
    for network in networks() {
        let photo = photo();
        let clean = network.forward(photo.clone(), told(none), Reuse::ONCE);
        for (at, name) in LEVELS.iter().enumerate() {
            let mut levels = none;
            levels[at] = 0.5;
            let other = network.forward(photo.clone(), told(levels), Reuse::ONCE);
            assert!(apart(other, clean.clone()) > 1e-6, "{name}");
        }
    }
    // Fresh NAF and partial convolution blocks give their input back: only the transformer shows how often it ran.
    for network in networks().into_iter().skip(1).take(1) {
        let photo = photo();
        let [once, more] =
            [Reuse::ONCE, Reuse::S].map(|reuse| network.forward(photo.clone(), told(none), reuse));
        assert!(apart(once, more) > 1e-6);
    }
}

#[test]
fn one_set_of_levels_serves_all_tiles() {
    for network in networks() {
        let photo = photo();
        let levels = told([0.1, 0.05, 0.3, 0.0, 0.2, 0.7, 0.7, 0.8, 0.0]);
        let shared = network.forward(photo.clone(), levels.clone(), Reuse::ONCE);
        let each = levels.repeat_dim(0, 2);
        let own = network.forward(photo, each, Reuse::ONCE);
        assert!(apart(shared, own) < 1e-6);
    }
}

#[test]
fn estimates_are_never_negative_and_have_their_units() {
    let network = &networks()[0];
    let photo = photo();
    let estimate = network.estimator.estimate(photo.clone());
    assert_eq!(estimate.dims(), [2, LEVELS.len()]);
    let raw = network.estimator.forward(photo);
    // The layers give the root of five times the noise.
    let root = raw.clamp_min(0.0).narrow(1, 0, 1);
    let expected = root.clone().mul(root).mul_scalar(0.2);
    let apart = estimate.clone().narrow(1, 0, 1).sub(expected).abs();
    assert!(apart.max().into_scalar::<f32>() < 1e-6);
    assert!(estimate.min().into_scalar::<f32>() >= 0.0);
}

#[test]
fn the_estimators_error_is_a_mean_over_roots_of_scaled_levels() {
    let estimated = Tensor::<2>::zeros([1, LEVELS.len()], &Device::flex());
    let mut known = [0.0; LEVELS.len()];
    // Noise of 0.1 counts as 0.5, and the squared error of a root estimated as 0 is the level itself.
    (known[0], known[4]) = (0.1, 0.9);
    let error = LevelEstimator::error(estimated, told(known)).into_scalar::<f32>();
    let expected = (0.5 + 0.9) / LEVELS.len() as f32;
    assert!((error - expected).abs() < 1e-6);
}

#[test]
fn the_color_of_haze_counts_only_where_haze_is() {
    let haze = LEVELS.iter().position(|name| *name == "haze").unwrap();
    let wrong_color = |haze_root: f32| {
        let (mut estimated, mut known) = ([0.0; LEVELS.len()], [0.0; LEVELS.len()]);
        known[haze] = haze_root * haze_root;
        estimated[haze] = haze_root;
        estimated[haze + 1] = 1.0;
        LevelEstimator::error(told(estimated), told(known)).into_scalar::<f32>()
    };
    assert_eq!(wrong_color(0.0), 0.0);
    assert!((wrong_color(0.05) - 0.5 / LEVELS.len() as f32).abs() < 1e-6);
    assert!((wrong_color(0.6) - 1.0 / LEVELS.len() as f32).abs() < 1e-6);
}

#[test]
fn the_network_for_photos_fits_a_phone() {
    let network = ConditionedDyNetConfig::photo().init(&Device::flex());
    let values: usize = weights::parameters(&network)
        .values()
        .map(|data| data.num_elements())
        .sum();
    // 8 MB with its graphs: 1.8 million values of 4 bytes leave room for them.
    assert!(values < 1_800_000, "{values}");
    let tiny = ConditionedDyNetConfig {
        dim: 12,
        ..ConditionedDyNetConfig::photo()
    };
    assert!(
        tiny.validate()
            .unwrap_err()
            .to_string()
            .contains("multiple of 8")
    );
}
