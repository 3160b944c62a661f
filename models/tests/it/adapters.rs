//! Adapters: what they add, and what their files hold.

use std::path::Path;

use burn::tensor::{Device, Tensor, TensorData};
use dynet_models::layers::AdapterRank;
use dynet_models::weights::{self, WeightsErrorKind, is_adapter, parameters};
use dynet_models::{DyNet, DyNetConfig, NetworkConfig, Reuse};

const RANK: AdapterRank = AdapterRank::Fixed(3);

/// The same at every call, which a seed is not: tests beside this one draw from the device too.
fn picture(device: &Device) -> Tensor<4> {
    let values: Vec<f32> = (0..3 * 32 * 48)
        .map(|i| (i * 37 % 101) as f32 / 100.0)
        .collect();
    Tensor::from_data(TensorData::new(values, [1, 3, 32, 48]), device)
}

fn adapted(base: &DyNet, device: &Device) -> (DyNetConfig, DyNet) {
    let config = DyNetConfig::tiny().with_adapter(Some(RANK));
    device.seed(2);
    let fresh = config.init(device);
    let network = weights::with_base(&config, &fresh, base, device).unwrap();
    (config, network)
}

/// The same network with other values in its adapters.
fn taught(config: &DyNetConfig, network: &DyNet, value: f32, device: &Device) -> DyNet {
    let mut tensors = parameters(network);
    for (_, data) in tensors.iter_mut().filter(|(name, _)| is_adapter(name)) {
        let values: Vec<f32> = (0..data.num_elements())
            .map(|i| value * (i % 7) as f32)
            .collect();
        *data = TensorData::new(values, data.shape().clone());
    }
    let tensors = weights::Tensors {
        tensors,
        ..Default::default()
    };
    weights::from_tensors(Path::new("taught"), config, tensors, device).unwrap()
}

#[test]
fn a_fresh_adapter_changes_no_bit_of_any_variant() {
    for device in [Device::flex(), Device::flex().autodiff()] {
        device.seed(1);
        let base = DyNetConfig::tiny().init(&device);
        let (config, network) = adapted(&base, &device);
        let taught = taught(&config, &network, 0.02, &device);
        for reuse in [Reuse::S, Reuse::L] {
            let restore = |network: &DyNet| {
                let data = network.forward(picture(&device), reuse).into_data();
                data.try_into_vec::<f32>().unwrap()
            };
            assert!(restore(&network) == restore(&base), "{reuse}");
            // And one that learnt something is heard at every depth.
            assert!(restore(&taught) != restore(&base), "{reuse}");
        }
    }
}

#[test]
fn sizes_are_those_of_the_proposal() {
    let device = Device::flex();
    let count = |config: DyNetConfig| {
        let tensors = parameters(&config.init(&device));
        let own = tensors.iter().filter(|(name, _)| is_adapter(name));
        let values: usize = own.map(|(_, data)| data.num_elements()).sum();
        (
            values,
            tensors
                .values()
                .map(TensorData::num_elements)
                .sum::<usize>(),
        )
    };
    // Two in each of the 11 blocks: 2cr + 11r + c.
    let blocks = [4, 8, 16, 32, 12, 20, 36, 16, 8, 8, 8];
    let expected: usize = blocks.iter().map(|c| 2 * (2 * c * 3 + 11 * 3 + c)).sum();
    assert_eq!(
        count(DyNetConfig::tiny().with_adapter(Some(RANK))).0,
        expected
    );
    // The shipped network's: at most 3 % of the base.
    let (own, all) = count(DyNetConfig::edge().with_adapter(Some(AdapterRank::Fixed(8))));
    assert!(own * 100 <= (all - own) * 3, "{own} of {}", all - own);
}

#[test]
fn a_file_holds_the_adapter_alone_and_finds_its_base_again() {
    let device = Device::flex();
    device.seed(1);
    let base_config = DyNetConfig::tiny();
    let base = base_config.init(&device);
    let (config, network) = adapted(&base, &device);
    let network = taught(&config, &network, 0.01, &device);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("adapter.safetensors");
    weights::save_adapter(&path, &config, &network, "jpeg").unwrap();

    let file = weights::read(&path).unwrap();
    assert!(file.tensors.keys().all(|name| is_adapter(name)));
    let (said, again) = weights::attach(&path, &base_config, &base, &device).unwrap();
    assert_eq!((said.task.as_str(), &said.config), ("jpeg", &config));
    assert_eq!(said.base, weights::base_hash(&parameters(&base)));
    assert!(parameters(&again) == parameters(&network));

    // The same shape with other weights, another width, and a file that is no adapter.
    device.seed(77);
    let other = base_config.init(&device);
    let error = weights::attach(&path, &base_config, &other, &device).unwrap_err();
    assert_eq!(error.kind(), WeightsErrorKind::Base);
    assert!(error.to_string().contains("other weights"), "{error}");
    let wide = DyNetConfig {
        dim: 8,
        ..base_config.clone()
    };
    let error = weights::attach(&path, &wide, &wide.init(&device), &device).unwrap_err();
    assert_eq!(error.kind(), WeightsErrorKind::Base);
    assert!(error.to_string().contains("width"), "{error}");
    let whole = folder.path().join("weights.safetensors");
    weights::save(&whole, &base_config, &base).unwrap();
    let error = weights::attach(&whole, &base_config, &base, &device).unwrap_err();
    assert_eq!(error.kind(), WeightsErrorKind::NoConfig);
    let error = weights::save_adapter(&whole, &base_config, &base, "x").unwrap_err();
    assert_eq!(error.kind(), WeightsErrorKind::NoConfig);

    let bytes = std::fs::read(&path).unwrap();
    std::fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
    let error = weights::attach(&path, &base_config, &base, &device).unwrap_err();
    assert_eq!(error.kind(), WeightsErrorKind::Read);
}
