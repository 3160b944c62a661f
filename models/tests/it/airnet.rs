//! AirNet against a PyTorch twin (width 4, see tests/golden/airnet), and against its published size.

use crate::common::{Golden, has, values};
use burn::tensor::Device;
use dynet_models::{AirNetConfig, NetworkConfig as _};

#[test]
fn outputs_match_pytorch_with_and_without_gradients() {
    let golden = Golden::read("airnet", "airnet_small");
    let config = AirNetConfig {
        features: 4,
        groups: 2,
        blocks: 2,
    };
    for device in [Device::flex(), Device::flex().autodiff()] {
        let network = golden.network(&config, &device);
        golden.check("out.y", network.forward(golden.tensor("in.x", &device)));
    }
}

#[test]
fn the_published_network_has_its_size_and_names() {
    let network = AirNetConfig::paper().init(&Device::flex());
    // The published count has the encoder once more, for training.
    assert_eq!(values(&network) + values(&network.E), 8_930_313);
    assert_eq!(values(&network), 7_610_377);
    has(
        &network,
        &[
            ("E.E.encoder_q.E_pre.shortcut.1.running_mean", &[64]),
            ("E.E.encoder_q.E.1.backbone.3.weight", &[256, 256, 3, 3]),
            ("E.E.encoder_q.mlp.2.bias", &[256]),
            ("R.head.0.weight", &[64, 3, 3, 3]),
            ("R.body.0.body.4.dgm1.dcn.weight", &[64, 64, 3, 3]),
            ("R.body.4.body.0.dgm2.dcn.conv_offset_mask.bias", &[27]),
            (
                "R.body.1.body.2.dgm1.sft.conv_gamma.2.weight",
                &[64, 64, 1, 1],
            ),
            ("R.body.0.body.5.bias", &[64]),
            ("R.body.5.weight", &[64, 64, 3, 3]),
            ("R.tail.0.bias", &[3]),
        ],
    );
}
