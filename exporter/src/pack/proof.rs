//! Every graph of a pack on every engine against the network in Burn.

use std::path::PathBuf;
use std::sync::Arc;

use burn::tensor::{Device, Tensor, TensorData};
use dynet_models::{AnyNetwork, Reuse};
use dynet_runtime::Planar;
use dynet_runtime::engine::{Engine, Weights};
use dynet_runtime::pack::{Check, Partitions};

use crate::check::{Scene, Tolerance, compare_scene, sizes};
use crate::{Error, ErrorKind, Result};

/// The longest side of a photo that graphs of any size are checked on.
const PHOTO: usize = 256;

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

/// What graphs are checked against and on.
pub(super) struct Proof<'a> {
    pub network: &'a AnyNetwork,
    /// Sides of pictures are multiples of this.
    pub multiple: usize,
    pub engines: &'a [Box<dyn Engine>],
    pub photos: &'a [PathBuf],
    pub tolerance: Tolerance,
}

impl Proof<'_> {
    /// Checks one graph; `found` hears of each result before it is judged.
    pub fn run(&self, subject: &Subject, found: &mut dyn FnMut(Check)) -> Result<()> {
        for scene in self.scenes(subject.size)? {
            let expected = self.restore(&scene.input, subject.reuse)?;
            for engine in self
                .engines
                .iter()
                .filter(|engine| runs(engine.as_ref(), subject))
            {
                let (file, nodes) = (subject.file, subject.nodes);
                let (graph, weights) = (subject.bytes, subject.weights);
                let pair = (&scene, &expected);
                let mut check = compare_scene(engine.as_ref(), file, nodes, graph, weights, pair)?;
                check.partitions = subject.partitions;
                found(check.clone());
                self.tolerance.judge(&check, subject.precision)?;
            }
        }
        Ok(())
    }

    /// Made-up pictures of two sizes, or of the one that the graph takes, and the photos.
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

    /// What the network itself makes of a picture.
    fn restore(&self, picture: &Planar, reuse: Reuse) -> Result<Planar> {
        let shape = [1, 3, picture.height, picture.width];
        let data = TensorData::new(picture.data.clone(), shape);
        let input = Tensor::from_data(data, &Device::flex());
        let data = self.network.forward(input, reuse).into_data();
        let data = data.as_slice::<f32>().map_err(|error| {
            let text = format!("the network's output is not f32: {error:?}");
            Error::new(ErrorKind::Weights, text)
        })?;
        Ok(Planar {
            data: data.to_vec(),
            ..*picture
        })
    }
}

/// tract is made for fp32: it runs other graphs many times slower, if at all.
fn runs(engine: &dyn Engine, subject: &Subject) -> bool {
    engine.name() != "tract" || (subject.precision == "fp32" && subject.target != "cuda")
}
