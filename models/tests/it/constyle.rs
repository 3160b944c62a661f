//! ConStyle's prompter and the networks that it guides, against outputs of the authors' PyTorch code (an
//! eighth of the prompter's width, restorers of width 4), and against the authors' parameter counts.

use crate::common::{Golden, distance, has, values};
use burn::tensor::{Device, Tensor, TensorData};
use dynet_models::constyle::{
    ConStyleConfig, ConStyleConvConfig, ConStyleNAFNetConfig, ConStyleRestormerConfig,
    Prompted as _,
};
use dynet_models::weights::{self, Tensors};
use dynet_models::{GuidedNetwork as _, NetworkConfig, Reuse};

fn prompter() -> ConStyleConfig {
    ConStyleConfig {
        width: 2,
        classes: None,
    }
}

fn nafnet() -> ConStyleNAFNetConfig {
    ConStyleNAFNetConfig {
        dim: 4,
        left: [1; 3],
        bottom: 1,
        right: [1; 3],
        prompter: prompter(),
    }
}

fn restormer() -> ConStyleRestormerConfig {
    ConStyleRestormerConfig {
        dim: 4,
        left: [1; 3],
        bottom: 1,
        right: [1; 3],
        refinement: 1,
        prompter: prompter(),
        ..ConStyleRestormerConfig::paper()
    }
}

fn conv() -> ConStyleConvConfig {
    ConStyleConvConfig {
        dim: 4,
        prompter: prompter(),
    }
}

#[test]
fn the_prompter_matches_pytorch_in_use() {
    let golden = Golden::read("constyle", "constyle_encoder_small");
    for device in [Device::flex(), Device::flex().autodiff()] {
        let encoder = golden.network(&prompter(), &device).encoder_q;
        let style = encoder.forward(golden.tensor("in.x", &device));
        golden.check("out.q0", style.coarse);
        golden.check("out.q1", style.latent);
        for (name, feature) in ["out.fea1", "out.fea2", "out.fea3"]
            .iter()
            .zip(style.features)
        {
            golden.check(name, feature);
        }
    }
}

#[test]
fn the_prompter_matches_pytorch_in_training() {
    let golden = Golden::read("constyle", "constyle_v2_pretrain_step");
    let device = Device::flex();
    let pretext = ConStyleConfig {
        classes: Some(125),
        ..prompter()
    };
    let network = golden.network(&pretext, &device);
    let encoder = &network.encoder_q;
    let images: Tensor<4> = golden.tensor("in.x", &device);
    let alone = encoder.forward(images.clone()).latent;
    let style = encoder.forward_batch(images.clone());
    // Flex without gradients: the dropout rests, as it did for the golden vectors.
    golden.check("out.pred_q", style.logits.unwrap());
    golden.check("out.q0", style.coarse);
    golden.check("out.q1", style.latent);
    // The batch has moved the running statistics, in use and in the weights alike.
    let name = "encoder_q.mlp1.1.running_mean";
    assert_ne!(
        weights::parameters(&network)[name],
        golden.state("").tensors[name]
    );
    assert!(distance(alone, encoder.forward(images).latent) > 1e-5);
}

macro_rules! check_guided {
    ($config:expr, $file:literal) => {
        let golden = Golden::read("constyle", $file);
        for device in [Device::flex(), Device::flex().autodiff()] {
            let network = golden.network(&$config, &device);
            let image: Tensor<4> = golden.tensor("in.x", &device);
            golden.check("out.y", network.forward(image.clone()));
            let latent = network.prompter(image.clone());
            golden.check("out.q1", latent.clone());
            golden.check(
                "out.y",
                network.restore(image.clone(), latent.clone(), Reuse::ONCE),
            );
            // Another prompt makes another picture.
            let other = network.restore(image.clone(), latent.zeros_like(), Reuse::ONCE);
            assert!(distance(other, network.forward(image)) > 1e-3, $file);
        }
    };
}

#[test]
fn guided_networks_match_pytorch_in_one_step_and_in_two() {
    check_guided!(conv(), "constyle_conv_small");
    check_guided!(nafnet(), "constyle_nafnet_small");
    check_guided!(restormer(), "constyle_restormer_small");
}

#[test]
fn the_authors_networks_have_their_sizes_and_names() {
    let device = Device::flex();
    assert_eq!(values(&ConStyleConfig::paper().init(&device)), 1_190_832);
    let pretext = ConStyleConfig::pretext().init(&device);
    assert_eq!(values(&pretext), 1_835_416);
    has(
        &pretext,
        &[
            ("encoder_q.stage1.2.0.weight", &[32, 16, 3, 3]),
            ("encoder_q.stage4.1.0.weight", &[256, 256, 3, 3]),
            ("encoder_q.mlp1.0.weight", &[128, 256]),
            ("encoder_q.mlp2.1.running_var", &[128]),
            ("encoder_q.classifier.3.weight", &[1000, 512]),
        ],
    );

    let network = ConStyleConvConfig::paper().init(&device);
    assert_eq!(values(&network), 6_782_499);
    let network = ConStyleNAFNetConfig::paper().init(&device);
    assert_eq!(values(&network), 12_739_872);
    has(
        &network,
        &[
            ("Process_Module_l1.6.sca.1.weight", &[48, 48, 1, 1]),
            ("Process_Module_r3.8.beta", &[1, 192, 1, 1]),
            ("Process_Module_r1.6.conv1.weight", &[192, 96, 1, 1]),
            ("Finetune_Module.0.weight", &[3, 96, 3, 3]),
        ],
    );
    let network = ConStyleRestormerConfig::paper().init(&device);
    assert_eq!(values(&network), 15_574_960);
    has(
        &network,
        &[
            ("ConStyle.encoder_q.mlp1.1.weight", &[128]),
            ("Preprocess_Module.proj.weight", &[48, 3, 3, 3]),
            ("DC3.down.0.weight", &[36, 144, 3, 3]),
            ("Process_Module_r3.5.attn.temperature", &[4, 1, 1]),
            ("UC2.up.0.weight", &[768, 192, 3, 3]),
            ("UC1.down.weight", &[96, 192, 1, 1]),
            ("Finetune_Module.3.ffn.dwconv.weight", &[510, 1, 3, 3]),
            ("Finetune_Module.4.weight", &[3, 96, 3, 3]),
            ("AffineTransform2.1.weight", &[48]),
            ("mlp.0.weight", &[192, 128]),
        ],
    );
}

/// `tests/data/prompter.pth` is a file that PyTorch itself wrote (see make_prompter.py beside it).
#[test]
fn checkpoints_of_basicsr_give_their_moving_average() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/prompter.pth");
    for classes in [None, Some(5)] {
        let config = ConStyleConfig { width: 1, classes };
        let network = weights::load_as(&path, &config, &Device::flex()).unwrap();
        for (name, data) in weights::parameters(&network) {
            assert!(data.iter::<f32>().all(|value| value == 0.25), "{name}");
        }
    }
}

/// Saves a network as the authors' training leaves it, and loads it again.
#[test]
fn what_serves_training_alone_is_dropped() {
    let device = Device::flex();
    let network = conv().init(&device);
    let mut tensors = weights::parameters(&network);
    for name in [
        "encoder_k.stage1.0.0.weight",
        "queue",
        "encoder_q.classifier.0.bias",
    ] {
        let data = TensorData::zeros::<f32, _>([2, 3]);
        tensors.insert(format!("ConStyle.{name}"), data);
    }
    let file = Tensors {
        tensors,
        ..Default::default()
    };
    let path = std::path::Path::new("guided.pth");
    let loaded = weights::from_tensors(path, &conv(), file, &device).unwrap();
    assert_eq!(weights::parameters(&loaded), weights::parameters(&network));
}

#[test]
fn configurations_that_no_network_can_have_are_refused() {
    fn refused<C: NetworkConfig>(config: C, why: &str) {
        let error = config.validate().unwrap_err();
        assert!(error.to_string().contains(why), "{error}");
    }
    refused(ConStyleConvConfig { dim: 6, ..conv() }, "multiple of 4");
    refused(
        ConStyleRestormerConfig {
            heads: [1, 2, 4, 32],
            ..restormer()
        },
        "32 heads do not divide",
    );
    let width = |width| ConStyleConfig {
        width,
        ..prompter()
    };
    refused(width(0), "1 to 256");
    let classes = ConStyleConfig {
        classes: Some(1),
        ..prompter()
    };
    refused(classes, "2 to 100000");
    let left = [65, 1, 1];
    refused(ConStyleNAFNetConfig { left, ..nafnet() }, "at most 64");
}
