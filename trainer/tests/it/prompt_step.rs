//! One step of a prompter's training, against the authors' PyTorch code (an eighth of the width, a batch of
//! 4, a queue of 12; the classifier's dropout rests).

use std::collections::BTreeMap;
use std::path::Path;

use burn::tensor::{Device, Int, Tensor, TensorData};
use dynet_core::{ErrorKind, Planar};
use dynet_models::constyle::ConStyleConfig;
use dynet_models::weights::{self, Tensors};
use dynet_trainer::prompt::{PromptBatch, PromptRecipe, Prompter, Queue};

struct Golden(BTreeMap<String, TensorData>);

impl Golden {
    fn read() -> Self {
        let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/golden/constyle");
        let path = golden.join("constyle_v2_pretrain_step.safetensors");
        Self(weights::read(&path).unwrap().tensors)
    }

    fn tensor<const D: usize>(&self, name: &str, device: &Device) -> Tensor<D> {
        Tensor::from_data(self.0[name].clone(), device)
    }

    /// The encoder under `w.PREFIX.`.
    fn encoder(&self, prefix: &str, config: &ConStyleConfig) -> dynet_models::constyle::ConStyle {
        let own = |(name, data): (&String, &TensorData)| {
            let name = name.strip_prefix(&format!("w.{prefix}."))?;
            Some((format!("encoder_q.{name}"), data.clone()))
        };
        let tensors = Tensors {
            tensors: self.0.iter().filter_map(own).collect(),
            ..Tensors::default()
        };
        weights::from_tensors(Path::new(prefix), config, tensors, &Device::flex()).unwrap()
    }

    fn check<const D: usize>(&self, name: &str, got: Tensor<D>, tolerance: f32) {
        let expected: Tensor<D> = self.tensor(name, &got.device());
        assert_eq!(got.dims(), expected.dims(), "{name}");
        let off = got.sub(expected).abs().max().into_scalar::<f32>();
        assert!(off < tolerance, "{name}: {off}");
    }
}

fn recipe() -> PromptRecipe {
    PromptRecipe {
        batch: 4,
        queue: 12,
        width: 2,
        classes: Some(125),
        ..PromptRecipe::default()
    }
}

#[test]
fn the_step_is_that_of_pytorch() {
    let golden = Golden::read();
    let (recipe, device) = (recipe(), Device::flex());
    let config = recipe.network(None);
    let mut prompter = Prompter::new(golden.encoder("encoder_q", &config), &recipe, &device);
    if let Some((_, _, dropout, _)) = &mut prompter.network.encoder_q.classifier {
        dropout.prob = 0.0;
    }
    prompter.momentum.network = golden.encoder("encoder_k", &config);
    let at = golden
        .tensor::<1>("w.queue_ptr", &device)
        .into_scalar::<f32>() as usize;
    prompter.queue = Queue::of(golden.tensor("w.queue", &device), at);

    let tracked = device.clone().autodiff();
    let classes: Vec<i64> = golden.0["in.cls"]
        .iter::<f32>()
        .map(|class| class as i64)
        .collect();
    let classes = Tensor::<1, Int>::from_data(TensorData::new(classes, [4]), &tracked);
    let (degraded, clean) = (
        golden.tensor("in.x", &tracked),
        golden.tensor("in.gt", &tracked),
    );
    let look = prompter.look(degraded, clean, Some(classes));

    golden.check("out.q0", look.degraded.coarse, 1e-4);
    golden.check("out.q1", look.degraded.latent, 1e-4);
    golden.check("out.pred_q", look.degraded.logits.unwrap(), 1e-4);
    golden.check("out.k1", look.alike.latent, 1e-4);
    golden.check("out.pred_k", look.alike.logits.unwrap(), 1e-4);
    let [first, second] = look.negatives;
    golden.check("out.neg0", first, 1e-4);
    golden.check("out.neg1", second, 1e-4);
    // The logits are 34 on average, as prompts are not brought to length 1.
    golden.check("out.logits", look.logits, 5e-4);
    golden.check("out.queue_after", prompter.queue.values(), 1e-4);
    assert_eq!(prompter.queue.at(), (at + 4) % 12);
    let followed = &prompter.momentum.network.encoder_q.stage1.0[0].weight;
    golden.check("out.enc_k_stage1_0_after", followed.val(), 1e-6);

    let losses = look.losses;
    golden.check("out.loss_infonce", losses.contrast.clone(), 1e-4);
    golden.check("out.loss_content", losses.content.clone(), 1e-4);
    golden.check("out.loss_style", losses.style.clone(), 1e-4);
    golden.check("out.loss_class_ce", losses.classes.clone().unwrap(), 1e-4);
    golden.check("out.loss_kd_kl", losses.distill.clone().unwrap(), 1e-4);
    let all: f32 = ["infonce", "content", "style", "class_ce", "kd_kl"]
        .map(|loss| {
            golden
                .tensor::<1>(&format!("out.loss_{loss}"), &device)
                .into_scalar::<f32>()
        })
        .iter()
        .sum();
    assert!((losses.sum().into_scalar::<f32>() - all).abs() < 1e-3);
}

/// Pictures that differ in brightness and pattern.
fn batch(size: usize, classes: Option<Vec<usize>>) -> PromptBatch {
    let picture = |seed: usize, strength: f32| {
        let mut picture = Planar::new(32, 32);
        for (at, value) in picture.data_mut().iter_mut().enumerate() {
            *value = 0.5 + strength * ((at * (seed + 3)) as f32 * 0.37).sin();
        }
        picture
    };
    PromptBatch {
        degraded: (0..size).map(|n| picture(n, 0.1)).collect(),
        alike: (0..size).map(|n| picture(n, 0.4)).collect(),
        classes,
    }
}

fn values(prompter: &Prompter) -> BTreeMap<String, TensorData> {
    weights::parameters(&prompter.ema.network)
}

#[test]
fn steps_bring_a_batchs_own_pictures_together() {
    let recipe = PromptRecipe {
        learning_rate: 3e-3,
        last_learning_rate: 3e-3,
        classes: None,
        ..recipe()
    };
    let device = Device::flex();
    device.seed(3);
    let start = dynet_models::NetworkConfig::init(&recipe.network(None), &device);
    let mut prompter = Prompter::new(start, &recipe, &device);
    let batch = batch(4, None);
    let losses: Vec<_> = (0..60).map(|step| prompter.step(&batch, step)).collect();
    assert!(
        losses
            .iter()
            .all(|l| l.classes.is_none() && l.distill.is_none())
    );
    let (first, last) = (losses[0].sum(), losses[59].sum());
    assert!(last < first - 0.5, "{first} to {last}");
    // The average has the statistics of what was seen.
    let mean = &values(&prompter)["encoder_q.mlp1.1.running_mean"];
    assert!(mean.iter::<f32>().any(|value| value.abs() > 1e-3));
}

#[test]
fn options_do_what_they_say() {
    let device = Device::flex();
    device.seed(3);
    let start = dynet_models::NetworkConfig::init(&recipe().network(None), &device);
    let run = |recipe: &PromptRecipe| {
        let mut prompter = Prompter::new(burn::module::Module::valid(&start), recipe, &device);
        let batch = batch(4, Some(vec![0, 1, 2, 3]));
        let losses = [0, 1].map(|step| prompter.step(&batch, step));
        (losses, values(&prompter))
    };
    let statistics = "encoder_q.mlp1.1.running_mean";
    let zeros = |values: &BTreeMap<String, TensorData>| {
        values[statistics].iter::<f32>().all(|value| value == 0.0)
    };
    // Steps 0 and 1 of two: classes count in the first half.
    let usual = PromptRecipe {
        steps: 2,
        class_share: 0.5,
        ..recipe()
    };
    let (losses, weights) = run(&usual);
    assert!(losses[0].classes.is_some() && losses[1].classes.is_none());
    assert!(losses.iter().all(|l| l.distill.is_some()) && !zeros(&weights));

    let published = PromptRecipe {
        initial_statistics: true,
        ..usual.clone()
    };
    assert!(zeros(&run(&published).1));
    let undistilled = PromptRecipe {
        distill: false,
        ..usual.clone()
    };
    assert!(run(&undistilled).0[0].distill.is_none());
    // Unit vectors are alike by 1 at most: no logit is over 1 / temperature.
    let normal = PromptRecipe {
        normalize: true,
        ..usual
    };
    let (normal, _) = run(&normal);
    assert!(normal[0].contrast < 2.0 / 0.07 && normal[0].contrast != losses[0].contrast);
    assert_eq!(normal[0].content, losses[0].content);
}

#[test]
fn what_a_recipe_gets_wrong_is_named() {
    let said = |text: &str| {
        let error = PromptRecipe::parse(text)
            .and_then(|r| r.validate())
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Argument);
        error.to_string()
    };
    let queue = said("queue = 100\nbatch = 16");
    assert!(
        queue.contains("100") && queue.contains("16") && queue.contains("112"),
        "{queue}"
    );
    assert!(said("steeps = 3").contains("steeps"));
    assert!(said("batch = 1\nqueue = 8").contains("batch"));
    assert!(said("temperature = 0.0").contains("temperature"));
    assert!(said("learning_rate = 1e-5").contains("falling"));
    assert!(said("[mix]\nsnow = 0").contains("mix"));

    let paper = PromptRecipe::open("paper-prompt").unwrap();
    paper.validate().unwrap();
    assert_eq!(
        (paper.batch, paper.queue, paper.steps),
        (32, 65_760, 400_000)
    );
    assert!(paper.learns_classes(49_999) && !paper.learns_classes(50_000));
    assert!((paper.learning_rate(400_000) - 1e-4).abs() < 1e-9 && paper.learning_rate(0) == 3e-4);
    assert_eq!(
        PromptRecipe::parse(&paper.to_toml().unwrap()).unwrap(),
        paper
    );
}
