//! NAFNet against outputs of its PyTorch code (width 4), and against what is published about its size.

use crate::common::{Golden, distance, fill, has};
use burn::module::Module as _;
use burn::tensor::ops::PadMode;
use burn::tensor::{Device, Tensor};
use dynet_models::layers::NAFBlock;
use dynet_models::{NAFNetConfig, NetworkConfig as _};

fn small() -> NAFNetConfig {
    NAFNetConfig {
        width: 4,
        encoder: vec![1, 1, 2],
        middle: 1,
        decoder: vec![1; 3],
        local_pooling: None,
    }
}

#[test]
fn outputs_match_pytorch_with_and_without_the_training_kernels() {
    for device in [Device::flex(), Device::flex().autodiff()] {
        let block = Golden::read("nafnet", "block_nafblock");
        let own = fill(NAFBlock::new(16, None, &device), &block.state(""), &device);
        block.check("out.y", own.forward(block.tensor("in.x", &device)));

        let golden = Golden::read("nafnet", "nafnet_small");
        let network = golden.network(&small(), &device);
        golden.check("out.y", network.forward(golden.tensor("in.x", &device)));

        // PyTorch's network fills up to whole multiples with zeros itself; with ours the caller does.
        let odd: Tensor<4> = golden.tensor("in.x2", &device);
        let [_, _, height, width] = odd.dims();
        let multiple = small().input_multiple();
        let rest = |side: usize| (0, side.next_multiple_of(multiple) - side);
        let filled = odd.pad([rest(height), rest(width)], PadMode::Constant(0.0));
        let cut = network
            .forward(filled)
            .slice([0..1, 0..3, 0..height, 0..width]);
        golden.check("out.y2", cut);
    }
}

#[test]
fn local_pooling_matches_pytorch_and_is_global_on_a_patch() {
    let device = Device::flex();
    let golden = Golden::read("nafnet", "nafnet_small");
    let local = |side| NAFNetConfig {
        local_pooling: Some(side),
        ..small()
    };
    let image: Tensor<4> = golden.tensor("in.x", &device);
    let network = golden.network(&local(32), &device);
    golden.check("out.y_tlc32", network.forward(image.clone()));

    // Windows of 96 pixels cover the picture of 64.
    let wide = golden.network(&local(64), &device).forward(image.clone());
    let whole = golden.network(&small(), &device).forward(image);
    assert_eq!(distance(wide, whole), 0.0);

    assert!(
        local(20)
            .validate()
            .unwrap_err()
            .to_string()
            .contains("multiple of 8")
    );
}

#[test]
fn the_published_networks_have_their_sizes_and_names() {
    let device = Device::flex();
    for (config, values) in [
        (NAFNetConfig::sidd(32), 29_159_715),
        (NAFNetConfig::sidd(64), 115_982_915),
        (NAFNetConfig::gopro(32), 17_111_907),
        (NAFNetConfig::gopro(64), 67_888_835),
    ] {
        let network = config.init(&device);
        assert_eq!(network.num_params(), values);
        if config == NAFNetConfig::sidd(32) {
            has(
                &network,
                &[
                    ("intro.bias", &[32]),
                    ("encoders.3.7.sca.1.weight", &[256, 256, 1, 1]),
                    ("encoders.0.1.beta", &[1, 32, 1, 1]),
                    ("downs.3.weight", &[512, 256, 2, 2]),
                    ("middle_blks.11.conv2.weight", &[1024, 1, 3, 3]),
                    ("ups.0.0.weight", &[1024, 512, 1, 1]),
                    ("decoders.0.1.norm2.bias", &[256]),
                    ("decoders.3.1.conv5.weight", &[32, 32, 1, 1]),
                    ("ending.weight", &[3, 32, 3, 3]),
                ],
            );
        }
    }
}
