//! The plain CNN against outputs of the authors' PyTorch code (width 4).

use crate::common::Golden;
use burn::module::Module as _;
use burn::tensor::Device;
use dynet_models::{NetworkConfig as _, OriginConvConfig};

#[test]
fn outputs_match_pytorch_with_and_without_the_training_kernels() {
    let golden = Golden::read("constyle", "origin_conv_small");
    for device in [Device::flex(), Device::flex().autodiff()] {
        let network = golden.network(&OriginConvConfig { dim: 4 }, &device);
        golden.check("out.y", network.forward(golden.tensor("in.x", &device)));
    }
}

#[test]
fn the_authors_network_has_its_size() {
    let network = OriginConvConfig::paper().init(&Device::flex());
    assert_eq!(network.num_params(), 5_032_995);
}
