//! Any network through one type, as the programs hold it.

mod small;

use burn::tensor::{Device, Distribution, Tensor};
use dynet_models::{
    AnyConfig, AnyNetwork, NAFNetConfig, NetworkConfig as _, OriginConvConfig, Reuse, weights,
};

/// Every family, as small as it goes.
fn all() -> Vec<AnyConfig> {
    let mut all = small::plain();
    all.push(small::airnet());
    all.extend(small::guided());
    all
}

#[test]
fn every_family_is_written_read_and_run() {
    let device = Device::flex();
    let folder = tempfile::tempdir().unwrap();
    let photo = Tensor::<4>::random([1, 3, 32, 64], Distribution::Uniform(0.0, 1.0), &device);
    for config in all() {
        let text = serde_json::to_string(&config).unwrap();
        assert_eq!(
            serde_json::from_str::<AnyConfig>(&text).unwrap(),
            config,
            "{text}"
        );

        let path = folder.path().join("weights.safetensors");
        let network = config.init(&device);
        weights::save(&path, &config, &network).unwrap();
        let (read, again): (AnyConfig, AnyNetwork) = weights::load(&path, &device).unwrap();
        assert_eq!(read, config);
        let restored = network.forward(photo.clone(), Reuse::ONCE);
        assert_eq!(restored.dims(), photo.dims(), "{}", config.family());
        let restored = restored.into_data();
        assert_eq!(
            again.forward(photo.clone(), Reuse::ONCE).into_data(),
            restored,
            "{}",
            config.family()
        );
    }
}

#[test]
fn a_fresh_network_gives_its_input_back() {
    let device = Device::flex();
    let photo = Tensor::<4>::random([1, 3, 32, 64], Distribution::Uniform(0.0, 1.0), &device);
    for config in all().into_iter().filter(|config| config.name() != "AirNet") {
        let network = config.init(&device);
        let before = network.forward(photo.clone(), Reuse::ONCE).into_data();
        assert_ne!(before, photo.to_data(), "{}", config.name());
        let after = network
            .start_at_identity()
            .forward(photo.clone(), Reuse::ONCE);
        assert_eq!(after.into_data(), photo.to_data(), "{}", config.name());
    }
}

#[test]
fn names_are_known_and_valid() {
    for name in AnyConfig::NAMES {
        let config = AnyConfig::named(name).unwrap();
        config.validate().unwrap();
        assert!(
            ["edge", "paper", "tiny"].contains(&name) || config.family() == name,
            "{name}"
        );
    }
    assert!(AnyConfig::named("huge").is_none());
    let text = r#"{"family": "huge"}"#;
    assert!(
        serde_json::from_str::<AnyConfig>(text)
            .unwrap_err()
            .to_string()
            .contains("huge")
    );
}

#[test]
fn a_file_of_one_family_is_no_other() {
    let device = Device::flex();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("weights.safetensors");
    let config = OriginConvConfig { dim: 4 };
    weights::save(&path, &config, &config.init(&device)).unwrap();
    let error = weights::load::<NAFNetConfig>(&path, &device)
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("OriginConv") || error.contains("origin-conv"),
        "{error}"
    );
}
