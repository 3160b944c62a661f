//! The whole path once: photos, training, a pack, a restored photo.

use std::path::Path;
use std::sync::Arc;

use burn::tensor::{Device, Tensor, TensorData};
use dynet::restorer::{Backend, Options, Restorer};
use dynet_core::Planar;
use dynet_engine::Engine;
use dynet_engine::tract::Tract;
use dynet_exporter::pack::{self, Job};
use dynet_models::{DyNetConfig, Reuse, weights};
use dynet_trainer::data::PatchSource;
use dynet_trainer::{Recipe, RunFolder, Samples, Stage, Training, train};

fn photo(width: u32, height: u32) -> image::RgbImage {
    image::RgbImage::from_fn(width, height, |x, y| {
        let wave = |f: f32| 127.0 + 90.0 * ((x as f32 * f).sin() * (y as f32 * 0.05).cos());
        image::Rgb([wave(0.04), wave(0.06), wave(0.02)].map(|v| v as u8))
    })
}

/// Two steps of training: enough for weights that are no longer the first ones.
fn trained(folder: &Path) -> std::path::PathBuf {
    let device = Device::flex();
    device.seed(3);
    let network = DyNetConfig::tiny();
    let recipe = Recipe {
        steps: 2,
        batch: 2,
        patch: 32,
        ..Recipe::new(Stage::Pretrain, network)
    };
    photo(96, 96).save(folder.join("photo.png")).unwrap();
    let photos = PatchSource::new(folder, recipe.patch).unwrap();
    let samples = Samples::new(&recipe, Some(photos), Vec::new()).unwrap();
    let run = RunFolder::create(folder.join("run")).unwrap();
    // Not started at the identity: the output then depends on every layer.
    let start = recipe.network.init(&device);
    let training = Training {
        recipe: &recipe,
        samples: &samples,
        validation: None,
        run: &run,
        resume: false,
        workers: &[device.clone(), device],
    };
    train(&training, start, &mut |_| ()).unwrap();
    run.weights()
}

#[test]
fn a_trained_network_restores_as_burn_does() {
    let dir = tempfile::tempdir().unwrap();
    let trained = trained(dir.path());
    let folder = dir.path().join("pack");
    let variants = vec![("s".into(), Reuse::S), ("l".into(), Reuse::L)];
    let job = Job::new("tiny", &trained, variants);
    let engines: Vec<Box<dyn Engine>> = vec![Box::new(Tract::new())];
    pack::write(&job, &folder, &engines, |_| ()).unwrap();

    let (_, network) = weights::load::<DyNetConfig>(&trained, &Device::flex()).unwrap();
    let mut picture = Planar::new(80, 48);
    for (i, value) in picture.data_mut().iter_mut().enumerate() {
        *value = (i * 31 % 199) as f32 / 198.0;
    }
    let restorer = Arc::new(
        Restorer::builder()
            .backend(Backend::Tract)
            .open(&folder)
            .unwrap(),
    );
    for (name, reuse) in &job.variants {
        let data = TensorData::new(
            picture.data().to_vec(),
            [1, 3, picture.height(), picture.width()],
        );
        let expected = network.forward(Tensor::from_data(data, &Device::flex()), reuse.unwrap());
        let expected = expected.into_data().try_into_vec::<f32>().unwrap();
        let options = Options::default().variant(name.clone());
        let restored = restorer.restore(&picture, &options).unwrap();
        let worst = restored
            .image
            .data()
            .iter()
            .zip(&expected)
            .map(|(a, b)| (a - b).abs())
            .fold(0.0, f32::max);
        assert!(worst < 1e-4, "{name}: {worst}");
    }
}
