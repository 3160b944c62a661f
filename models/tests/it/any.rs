//! Any network through one type, as the programs hold it.

use burn::module::{Module as _, ModuleVisitor, Param};
use burn::tensor::{Device, Distribution, Gradients, Tensor};
use dynet_models::{
    AnyConfig, AnyNetwork, ConfigErrorKind, NAFNetConfig, NetworkConfig as _, OriginConvConfig,
    RestormerConfig, Reuse, weights,
};

/// Every family, as small as it goes.
fn all() -> Vec<AnyConfig> {
    let mut all = crate::small::plain();
    all.push(crate::small::airnet());
    all.extend(crate::small::conditioned());
    all.extend(crate::small::guided());
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

/// Counts the parameters that a loss would change.
struct Moved<'a>(&'a Gradients, usize);

impl ModuleVisitor for Moved<'_> {
    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        let gradient = param.val().grad(self.0);
        let moved = gradient.is_some_and(|g| g.abs().max().into_scalar::<f32>() > 0.0);
        self.1 += usize::from(moved);
    }
}

#[test]
fn a_fresh_network_gives_its_input_back_and_learns() {
    let device = Device::flex();
    let photo = Tensor::<4>::random([1, 3, 32, 64], Distribution::Uniform(0.0, 1.0), &device);
    let apart = |restored: &Tensor<4>| {
        let apart = restored.clone().sub(photo.clone()).abs().max();
        apart.into_scalar::<f32>()
    };
    for config in all().into_iter().filter(|config| config.name() != "AirNet") {
        let network = config.init(&device);
        let before = network.forward(photo.clone(), Reuse::ONCE);
        assert!(apart(&before) > 0.0, "{}", config.name());
        let network = network
            .zero_init_output()
            .to_device(&device.clone().autodiff())
            .train();
        let after = network.forward(photo.clone().autodiff(), Reuse::ONCE);
        // All that a thousandth of the last convolution leaves.
        let left = apart(&after.clone().inner()) / apart(&before);
        assert!(left < 2e-3, "{}: {left}", config.name());

        let dark = photo.clone().mul_scalar(0.5).autodiff();
        let gradients = after.sub(dark).square().mean().backward();
        let mut moved = Moved(&gradients, 0);
        network.visit(&mut moved);
        assert!(moved.1 > 0, "{} cannot learn", config.name());
    }
}

#[test]
fn names_are_known_and_valid() {
    for name in AnyConfig::NAMES {
        let config = AnyConfig::named(name).unwrap();
        config.validate().unwrap();
        assert!(
            ["photo", "edge", "paper", "tiny"].contains(&name) || config.family() == name,
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
fn the_error_of_a_configuration_has_a_kind_and_a_key() {
    let read = |family: &str, text: &str| {
        let config = serde_json::from_str(text).unwrap();
        AnyConfig::from_json(Some(family), config).and_then(|config| config.validate())
    };
    let guided = r#"{"dim": 8, "prompter": {"width": 0, "classes": null}}"#;
    for (family, text, kind, key) in [
        ("huge", "{}", ConfigErrorKind::Family, Some("family")),
        ("nafnet", "[]", ConfigErrorKind::Format, None),
        ("origin-conv", "{}", ConfigErrorKind::Format, Some("dim")),
        (
            "origin-conv",
            r#"{"dim": 4, "him": 4}"#,
            ConfigErrorKind::Format,
            Some("him"),
        ),
        (
            "origin-conv",
            r#"{"dim": 5}"#,
            ConfigErrorKind::OutOfRange,
            Some("dim"),
        ),
        (
            "constyle-conv",
            guided,
            ConfigErrorKind::OutOfRange,
            Some("prompter.width"),
        ),
    ] {
        let error = read(family, text).unwrap_err();
        assert_eq!((error.kind(), error.key()), (kind, key), "{error}");
    }
    let restormer = RestormerConfig {
        heads: [1, 2, 5, 8],
        ..RestormerConfig::paper()
    };
    let error = restormer.validate().unwrap_err();
    assert_eq!(
        (error.kind(), error.key()),
        (ConfigErrorKind::Mismatch, Some("heads"))
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
