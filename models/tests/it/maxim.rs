//! MAXIM's blocks and the guided MAXIM against outputs of the authors' PyTorch code, and both networks
//! against the authors' parameter counts.

use crate::common::{Golden, distance, fill, has, values};
use burn::tensor::{Device, Tensor};
use dynet_models::constyle::{ConStyleConfig, ConStyleMaximConfig, Prompted as _};
use dynet_models::layers::maxim::{CrossGating, MultiAxisGmlp};
use dynet_models::layers::resize_smooth;
use dynet_models::{GuidedNetwork as _, MaximConfig, NetworkConfig as _, Reuse};

fn guided() -> ConStyleMaximConfig {
    ConStyleMaximConfig {
        features: 4,
        bottom: 1,
        sides: [4, 2],
        tile: 64,
        prompter: ConStyleConfig {
            width: 2,
            classes: None,
        },
    }
}

#[test]
fn the_blocks_match_pytorch() {
    for device in [Device::flex(), Device::flex().autodiff()] {
        let golden = Golden::read("maxim", "block_maxim_mab");
        let block = MultiAxisGmlp::new(8, 4, true, &device);
        let block = fill(block, &golden.state(""), &device);
        // PyTorch's keeps the channels last.
        let x: Tensor<4> = golden.tensor("in.x", &device);
        let y = block.forward(x.permute([0, 3, 1, 2]));
        golden.check("out.y", y.permute([0, 2, 3, 1]));

        let golden = Golden::read("maxim", "block_maxim_crossgate");
        let gating = CrossGating::new([12, 6, 8], 4, true, &device);
        let gating = fill(gating, &golden.state(""), &device);
        let (x, y) = gating.forward(
            golden.tensor("in.x", &device),
            golden.tensor("in.g", &device),
        );
        golden.check("out.x_out", x);
        golden.check("out.y_out", y);

        let golden = Golden::read("maxim", "block_resize_aa");
        let x: Tensor<4> = golden.tensor("in.x", &device);
        golden.check("out.half", resize_smooth(x.clone(), [8, 12]));
        golden.check("out.quarter", resize_smooth(x.clone(), [4, 6]));
        golden.check("out.x2", resize_smooth(x, [32, 48]));
    }
}

/// The twin is in tests/golden/maxim/make.py.
#[test]
fn the_unguided_network_matches_a_pytorch_twin() {
    let golden = Golden::read("maxim", "maxim_small");
    let small = MaximConfig {
        features: 4,
        sides: [4, 2],
        tile: 32,
        ..MaximConfig::paper()
    };
    let device = Device::flex();
    let network = golden.network(&small, &device);
    golden.check("out.y", network.forward(golden.tensor("in.x", &device)));
}

#[test]
fn the_guided_network_matches_pytorch_in_one_step_and_in_two() {
    let golden = Golden::read("maxim", "constyle_maxim_small");
    for device in [Device::flex(), Device::flex().autodiff()] {
        let network = golden.network(&guided(), &device);
        for (input, output) in [("in.x", "out.y"), ("in.x2", "out.y2")] {
            let image: Tensor<4> = golden.tensor(input, &device);
            golden.check(output, network.forward(image.clone()));
            let latent = network.prompter(image.clone());
            golden.check(
                output,
                network.restore(image.clone(), latent.clone(), Reuse::ONCE),
            );
            let other = network.restore(image.clone(), latent.zeros_like(), Reuse::ONCE);
            assert!(distance(other, network.forward(image)) > 1e-3);
        }
    }
}

#[test]
fn the_authors_networks_have_their_sizes_and_names() {
    let device = Device::flex();
    let network = MaximConfig::paper().init(&device);
    // 16 * channels² + channels for each convolution after a level of the decoder.
    let unread = [32, 64, 128].map(|c| 16 * c * c + c).iter().sum::<usize>();
    assert_eq!(values(&network) + unread, 6_478_659);
    assert_eq!(values(&network) + unread + 1_697_024, 8_175_683);
    let gmlp = "stage_0_encoder_block_1.SplitHeadMultiAxisGmlpLayer_1.GridGmlpLayer";
    has(
        &network,
        &[
            (
                &format!("{gmlp}.GridGatingUnit.Dense_0.weight"),
                &[256, 256],
            ),
            ("stage_0_encoder_block_2.Conv_1.bias", &[128]),
            (
                "stage_0_global_block_1.channel_attention_block_1_1.channel_mixing.Dense_1.bias",
                &[128],
            ),
            (
                "stage_0_cross_gating_block_0.ConvTranspose_0.weight",
                &[64, 32, 2, 2],
            ),
            (
                "stage_0_cross_gating_block_2.SplitHeadMultiAxisGating_y.Dense_1.bias",
                &[64],
            ),
            ("UpSampleRatio_14.Conv_0.weight", &[64, 32, 1, 1]),
            (
                "stage_0_decoder_block_1.UNetEncoderBlock_0.Conv_0.weight",
                &[64, 256, 1, 1],
            ),
            ("stage_0_output_conv_0.weight", &[3, 32, 3, 3]),
        ],
    );
    let network = ConStyleMaximConfig::paper().init(&device);
    assert_eq!(values(&network), 6_572_576);
    assert_eq!(values(&network) + 1_529_088, 8_101_664);
}

#[test]
fn a_tile_that_does_not_fit_is_refused() {
    for (height, width) in [(256, 100), (32, 64), (0, 64)] {
        let error = MaximConfig::paper().check_tile(height, width).unwrap_err();
        let error = error.to_string();
        assert!(error.contains(&format!("{width}x{height}")), "{error}");
        assert!(error.contains("multiples of 64"), "{error}");
    }
    let tile = |tile| ConStyleMaximConfig { tile, ..guided() }.validate();
    assert!(tile(48).is_ok() && tile(40).is_err());
}

#[test]
#[should_panic(expected = "a tile of 24x32 does not fit MAXIM")]
fn forward_says_so_too() {
    let device = Device::flex();
    let network = guided().init(&device);
    network.forward(Tensor::zeros([1, 3, 32, 24], &device));
}
