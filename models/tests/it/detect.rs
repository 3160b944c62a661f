//! A checkpoint of one network given for another: the message says which network it looks like.

use std::path::Path;

use burn::tensor::Device;
use dynet_models::constyle::{
    ConStyleConfig, ConStyleConvConfig, ConStyleMaximConfig, ConStyleNAFNetConfig,
    ConStyleRestormerConfig,
};
use dynet_models::weights::{self, Tensors};
use dynet_models::{
    AirNetConfig, DyNetConfig, MaximConfig, NAFNetConfig, NetworkConfig, OriginConvConfig,
    PromptIRConfig, RestormerConfig,
};

fn tensors<C: NetworkConfig>(config: &C) -> Tensors {
    Tensors {
        tensors: weights::parameters(&config.init(&Device::flex())),
        ..Default::default()
    }
}

/// What is said when the network's weights are given for a small `T`.
fn given_for<C: NetworkConfig, T: NetworkConfig>(config: &C, wanted: &T) -> String {
    let path = Path::new("theirs.pth");
    let loaded = weights::from_tensors(path, wanted, tensors(config), &Device::flex());
    loaded.map(|_| ()).unwrap_err().to_string()
}

fn prompter() -> ConStyleConfig {
    ConStyleConfig {
        width: 1,
        classes: None,
    }
}

#[test]
fn every_network_is_detected() {
    fn check<C: NetworkConfig>(config: C) {
        let expected = format!("these look like {}'s weights", C::NAME);
        // Another one is wanted than is given.
        let wanted = OriginConvConfig { dim: 2 };
        let message = match C::NAME == OriginConvConfig::NAME {
            true => given_for(&config, &DyNetConfig::tiny()),
            false => given_for(&config, &wanted),
        };
        assert!(message.contains(&expected), "{}: {message}", C::NAME);
    }
    let shape = DyNetConfig::tiny();
    check(shape.clone());
    let blocks = [1; 4];
    check(PromptIRConfig { blocks, shape });
    check(RestormerConfig {
        dim: 8,
        blocks,
        ..RestormerConfig::paper()
    });
    check(NAFNetConfig {
        width: 1,
        ..NAFNetConfig::gopro(32)
    });
    check(OriginConvConfig { dim: 2 });
    check(prompter());
    check(ConStyleConvConfig {
        dim: 4,
        prompter: prompter(),
    });
    check(ConStyleNAFNetConfig {
        dim: 4,
        prompter: prompter(),
        ..ConStyleNAFNetConfig::paper()
    });
    check(ConStyleRestormerConfig {
        dim: 8,
        prompter: prompter(),
        ..ConStyleRestormerConfig::paper()
    });
    check(ConStyleMaximConfig {
        features: 4,
        prompter: prompter(),
        ..ConStyleMaximConfig::paper()
    });
    check(MaximConfig {
        features: 4,
        ..MaximConfig::paper()
    });
    check(AirNetConfig {
        features: 2,
        groups: 1,
        blocks: 1,
    });
}

#[test]
fn a_network_of_another_width_is_not_said_to_be_another() {
    let message = given_for(&OriginConvConfig { dim: 4 }, &OriginConvConfig { dim: 2 });
    assert!(message.contains("has shape"), "{message}");
    assert!(!message.contains("look like"), "{message}");
}

#[test]
fn a_file_with_the_configuration_of_another_network_says_so_too() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("theirs.safetensors");
    let config = OriginConvConfig { dim: 2 };
    weights::save(&path, &config, &config.init(&Device::flex())).unwrap();
    let loaded = weights::load::<DyNetConfig>(&path, &Device::flex());
    let message = loaded.map(|_| ()).unwrap_err().to_string();
    assert!(message.contains("does not describe a DyNet"), "{message}");
    assert!(
        message.contains("these look like OriginConv's weights, and DyNet is wanted"),
        "{message}"
    );
}
