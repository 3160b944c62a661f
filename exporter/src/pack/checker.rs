//! Every graph of a pack on every engine against the network in Burn.

use std::path::PathBuf;
use std::sync::Arc;

use burn::tensor::{Device, Tensor, TensorData};
use dynet_core::Planar;
use dynet_engine::Engine;
use dynet_models::{AnyNetwork, Reuse};
use dynet_pack::Weights;
use dynet_pack::{Check, Partitions};
use prost::Message;
use tract_onnx::pb::ModelProto;

use super::guided;
use crate::check::{Scene, Tolerance, compare_guided, compare_latent, sizes};
use crate::{Error, ErrorKind, Result};

/// The longest side of a photo that graphs of any size are checked on.
const PHOTO: usize = 256;

/// Operations that are exported but that tract does not support.
const NOT_IN_TRACT: [&str; 1] = ["DeformConv"];

/// A graph to be checked.
pub(super) struct Subject<'a> {
    pub file: &'a str,
    pub reuse: Reuse,
    pub target: &'a str,
    pub precision: &'a str,
    /// The only size (height, width) that it takes.
    pub size: Option<[usize; 2]>,
    pub nodes: usize,
    pub partitions: Option<Partitions>,
    pub bytes: &'a [u8],
    /// The files that it points into.
    pub weights: &'a [Arc<Weights>],
}

/// The network that graphs are checked against, and the pictures.
pub(super) struct Checker<'a> {
    pub network: &'a AnyNetwork,
    /// Sides of pictures are multiples of this.
    pub multiple: usize,
    pub engines: &'a [Box<dyn Engine>],
    pub photos: &'a [PathBuf],
    pub tolerance: Tolerance,
}

impl Checker<'_> {
    /// Checks one graph; `found` gets each result before it is compared with the tolerance.
    pub fn run(&self, subject: &Subject, found: &mut dyn FnMut(Check)) -> Result<()> {
        if self.engines_for(subject).next().is_none()
            && let Some(lacking) = lacks(subject.bytes)
            && !self.engines.is_empty()
        {
            let text = format!(
                "tract has no {lacking}, and no other engine is available to check the graph: get ONNX \
                 Runtime by `dynet setup-ort`"
            );
            return Err(Error::new(ErrorKind::Engine, text).at(subject.file));
        }
        for scene in self.scenes(subject.size)? {
            let expected = self.restore(&scene.input, subject.reuse)?;
            let latent = self.prompt(&scene.input)?;
            for engine in self.engines_for(subject) {
                let about = (subject.file, subject.nodes);
                let (graph, weights) = (subject.bytes, subject.weights);
                let (pair, latent) = ((&scene, &expected), latent.as_deref());
                let mut check = compare_guided(engine, about, graph, weights, pair, latent)?;
                check.partitions = subject.partitions;
                found(check.clone());
                self.tolerance.judge(&check, subject.precision)?;
            }
        }
        Ok(())
    }

    /// Checks a prompter's graph: the latents that it finds.
    pub fn run_prompter(&self, subject: &Subject, found: &mut dyn FnMut(Check)) -> Result<()> {
        for size in sizes(guided::MULTIPLE) {
            let view = Scene::made_up(size).input;
            let Some(expected) = self.prompt(&view)? else {
                continue;
            };
            for engine in self.engines_for(subject) {
                let about = (subject.file, subject.nodes);
                let (graph, weights) = (subject.bytes, subject.weights);
                let check = compare_latent(engine, about, graph, weights, (&view, &expected))?;
                found(check.clone());
                self.tolerance.judge(&check, subject.precision)?;
            }
        }
        Ok(())
    }

    fn engines_for(&self, subject: &Subject) -> impl Iterator<Item = &dyn Engine> {
        let engines = self.engines.iter().map(AsRef::as_ref);
        engines.filter(|engine| runs(*engine, subject))
    }

    /// Synthetic pictures of two sizes, or of the only size that the graph takes, and the photos.
    fn scenes(&self, size: Option<[usize; 2]>) -> Result<Vec<Scene>> {
        let made_up = match size {
            Some(size) => vec![size],
            None => sizes(self.multiple).to_vec(),
        };
        let mut scenes: Vec<_> = made_up.into_iter().map(Scene::made_up).collect();
        for path in self.photos {
            let most = size.unwrap_or([PHOTO; 2]);
            scenes.push(Scene::photo(path, most, size.is_some(), self.multiple)?);
        }
        Ok(scenes)
    }

    /// The network's own output for a picture.
    fn restore(&self, picture: &Planar, reuse: Reuse) -> Result<Planar> {
        let restored = self.network.forward(tensor(picture), reuse);
        let data = floats(restored.into_data())?;
        Ok(Planar::from_data(picture.width(), picture.height(), data)?)
    }

    /// The latent that the network's prompter, if it has one, finds in a picture.
    fn prompt(&self, picture: &Planar) -> Result<Option<Vec<f32>>> {
        let latent = guided::prompt(self.network, tensor(picture));
        latent.map(|latent| floats(latent.into_data())).transpose()
    }
}

fn tensor(picture: &Planar) -> Tensor<4> {
    let shape = [1, 3, picture.height(), picture.width()];
    let data = TensorData::new(picture.data().to_vec(), shape);
    Tensor::from_data(data, &Device::flex())
}

fn floats(data: TensorData) -> Result<Vec<f32>> {
    let data = data.as_slice::<f32>().map_err(|error| {
        let text = format!("the network's output is not f32: {error:?}");
        Error::new(ErrorKind::Weights, text)
    })?;
    Ok(data.to_vec())
}

/// Whether the engine is used for this graph. tract is made for fp32: it runs other graphs many times slower, if at
/// all. It also lacks some operations.
fn runs(engine: &dyn Engine, subject: &Subject) -> bool {
    let fits = || subject.precision == "fp32" && subject.target != "cuda";
    engine.name() != "tract" || (fits() && lacks(subject.bytes).is_none())
}

/// An operation in the graph that tract lacks, so that only other engines run it.
pub(super) fn lacks(graph: &[u8]) -> Option<&'static str> {
    let model = ModelProto::decode(graph).ok()?;
    let nodes = model.graph.map(|graph| graph.node).unwrap_or_default();
    let is_there = |name: &&str| nodes.iter().any(|node| node.op_type == **name);
    NOT_IN_TRACT.into_iter().find(is_there)
}
