//! Small networks of every family as packs, and restorers of these.
#![allow(dead_code)] // Each test program uses its own part.

use std::path::{Path, PathBuf};

use burn::tensor::{Device, Tensor, TensorData};
use dynet::restorer::{Backend, Restorer};
use dynet_core::Planar;
use dynet_exporter::{check, pack};
use dynet_models::{AnyConfig, AnyNetwork, NetworkConfig as _, Reuse, weights};

#[path = "../../../../models/tests/it/small/mod.rs"]
pub mod small;

/// Writes fresh weights of a network, the same every time.
pub fn saved(folder: &Path, config: &AnyConfig) -> (PathBuf, AnyNetwork) {
    let device = Device::flex();
    device.seed(5);
    let network = config.init(&device);
    let path = folder.join("weights.safetensors");
    weights::save(&path, config, &network).unwrap();
    (path, network)
}

/// What engines may differ by from Burn.
pub const CLOSE: f32 = 1e-4;

/// Its pack, checked on the engines that are here.
pub fn written(folder: &Path, config: &AnyConfig) -> (PathBuf, AnyNetwork) {
    let (weights, network) = saved(folder, config);
    let target = folder.join("pack");
    let variants = match config.reuses() {
        true => vec![("s".to_owned(), Reuse::ONCE)],
        false => Vec::new(),
    };
    let job = pack::Job::new("test", weights, variants);
    let (engines, _) = check::engines();
    pack::write(&job, &target, &engines, |_| {})
        .unwrap_or_else(|error| panic!("{}: {error}", config.name()));
    (target, network)
}

/// Restorers on tract and, where it is found, ONNX Runtime.
pub fn restorers(pack: &Path) -> Vec<Restorer> {
    let found = super::engines::ort_engine().is_some();
    let backends = [Backend::Tract, Backend::Ort];
    let here = backends
        .into_iter()
        .filter(|b| found || *b == Backend::Tract);
    here.map(|backend| {
        let builder = Restorer::builder().backend(backend).threads(1);
        builder.open(pack).unwrap()
    })
    .collect()
}

/// The largest difference between two pictures of one size.
pub fn largest_difference(a: &Planar, b: &Planar) -> f32 {
    assert_eq!(a.size(), b.size());
    let pairs = a.data().iter().zip(b.data());
    pairs.map(|(a, b)| (a - b).abs()).fold(0.0, f32::max)
}

/// A picture as a tensor `[1, 3, height, width]`.
pub fn tensor(picture: &Planar) -> Tensor<4> {
    let shape = [1, 3, picture.height(), picture.width()];
    let data = TensorData::new(picture.data().to_vec(), shape);
    Tensor::from_data(data, &Device::flex())
}

/// What Burn makes of a picture.
pub fn burn(picture: &Planar, forward: impl FnOnce(Tensor<4>) -> Tensor<4>) -> Planar {
    let restored = forward(tensor(picture)).into_data();
    let data = restored.as_slice::<f32>().unwrap().to_vec();
    Planar::from_data(picture.width(), picture.height(), data).unwrap()
}

/// What a guided network's prompter finds.
pub fn latent(network: &AnyNetwork, photo: Tensor<4>) -> Tensor<2> {
    network.guided().unwrap().prompter(photo)
}

/// What a guided network makes of a tile by a latent.
pub fn restore(network: &AnyNetwork, tile: Tensor<4>, latent: Tensor<2>) -> Tensor<4> {
    let guided = network.guided().unwrap();
    guided.restore(tile, latent, Reuse::ONCE)
}
