//! Chooses which layers stay in float: the fewest that keep the quality, found by measuring.

use std::sync::Arc;

use dynet_core::Planar;
use dynet_core::metrics::psnr;
use dynet_engine::Engine;
use dynet_pack::Weights;

use super::insert::{Layer, insert};
use super::{Candidate, Photos};
use crate::graph::Graph;
use crate::{Error, ErrorKind, Exported, Result, WeightFile};

/// Runs variants with some layers in int8 and measures the loss.
pub(super) struct Judge<'a> {
    candidates: Vec<Candidate<'a>>,
    pairs: &'a [[Planar; 2]],
    engine: &'a dyn Engine,
    /// The float outputs of each variant.
    float: Vec<Vec<Planar>>,
}

/// The layers chosen.
pub(super) struct Choice {
    pub graphs: Vec<Graph>,
    pub loss: Vec<f64>,
    pub kept: Vec<String>,
    pub part: f64,
}

impl<'a> Judge<'a> {
    pub fn new(
        candidates: Vec<Candidate<'a>>,
        photos: &'a Photos,
        engine: &'a dyn Engine,
    ) -> Result<Self> {
        let mut judge = Self {
            pairs: &photos.judges,
            float: Vec::new(),
            candidates,
            engine,
        };
        let float = judge.candidates.iter();
        judge.float = float
            .map(|candidate| judge.run(candidate.float))
            .collect::<Result<_>>()?;
        Ok(judge)
    }

    /// The choice that loses at most `most` dB, with as much as possible in int8.
    ///
    /// Each group of layers is first measured in int8 alone. The errors of groups nearly add up, so it is enough to
    /// sort them by error per multiply-accumulate, and to find by bisection how many of the worst must stay in float.
    pub fn choose(&self, most: f64, mut progress: impl FnMut(&str)) -> Result<Choice> {
        progress("measuring all layers in int8");
        let all = self.choice(&[])?;
        if all.fits(most) {
            return Ok(all);
        }
        let order = self.order(&mut progress)?;
        let (mut too_few, mut enough) = (0, order.len());
        let mut best = None;
        while enough - too_few > 1 {
            let kept = (too_few + enough) / 2;
            progress(&format!(
                "measuring with {kept} of {} modules in float",
                order.len()
            ));
            let choice = self.choice(&order[..kept])?;
            match choice.fits(most) {
                true => (enough, best) = (kept, Some(choice)),
                false => too_few = kept,
            }
        }
        best.ok_or_else(|| {
            let text = format!(
                "no layer can become int8 without losing more than {most} dB (all of them lose \
                 {:.2} dB): allow a larger loss, or export fp32 or fp16",
                all.loss.iter().copied().fold(f64::MIN, f64::max)
            );
            Error::new(ErrorKind::Mismatch, text)
        })
    }

    /// The groups, sorted by error per multiply-accumulate, the worst first.
    fn order(&self, progress: &mut impl FnMut(&str)) -> Result<Vec<String>> {
        // The lightest variant is the fastest; a layer that it lacks counts as no loss.
        let sizes = self
            .candidates
            .iter()
            .map(|candidate| candidate.layers.len());
        let (light, _) = sizes
            .enumerate()
            .min_by_key(|(_, size)| *size)
            .unwrap_or((0, 0));
        let mut groups: Vec<String> = Vec::new();
        for layer in self.layers().map(|(layer, _)| layer) {
            if !groups.contains(&layer.group) {
                groups.push(layer.group.clone());
            }
        }
        let mut costs = Vec::new();
        for (at, group) in groups.iter().enumerate() {
            progress(&format!(
                "measuring {group} ({} of {})",
                at + 1,
                groups.len()
            ));
            let graph = self.graph(light, |layer| layer.group == *group)?;
            let output = self.run_graph(light, graph)?;
            let pairs = output.iter().zip(&self.float[light]);
            let error: f64 = pairs.map(|(int8, float)| squared(int8, float)).sum();
            let products = self.products(|layer| layer.group == *group);
            costs.push((error / products.max(1.0), group.clone()));
        }
        costs.sort_by(|a, b| b.0.total_cmp(&a.0));
        Ok(costs.into_iter().map(|(_, group)| group).collect())
    }

    /// All variants with all layers in int8 but those in `kept`.
    fn choice(&self, kept: &[String]) -> Result<Choice> {
        let int8 = |layer: &Layer| !kept.contains(&layer.group);
        let mut graphs = Vec::new();
        let mut loss = Vec::new();
        for at in 0..self.candidates.len() {
            let graph = self.graph(at, int8)?;
            let output = self.run_graph(at, graph.clone())?;
            graphs.push(graph);
            loss.push(self.quality(&self.float[at])? - self.quality(&output)?);
        }
        Ok(Choice {
            graphs,
            loss,
            kept: kept.to_vec(),
            part: self.products(int8) / self.products(|_| true).max(1.0),
        })
    }

    /// The mean PSNR against the clean pictures.
    fn quality(&self, output: &[Planar]) -> Result<f64> {
        let pairs = output.iter().zip(self.pairs);
        let db = pairs.map(|(output, [_, clean])| Ok(psnr(output, clean)?.min(100.0)));
        Ok(db.sum::<Result<f64>>()? / self.pairs.len() as f64)
    }

    fn layers(&self) -> impl Iterator<Item = (&Layer, usize)> {
        let candidates = self.candidates.iter();
        candidates.flat_map(|candidate| {
            candidate
                .layers
                .iter()
                .zip(candidate.products.iter().copied())
        })
    }

    fn products(&self, int8: impl Fn(&Layer) -> bool) -> f64 {
        let layers = self.layers().filter(|(layer, _)| int8(layer));
        layers.map(|(_, products)| products as f64).sum()
    }

    fn graph(&self, at: usize, int8: impl Fn(&Layer) -> bool) -> Result<Graph> {
        let candidate = &self.candidates[at];
        let layers = candidate.layers.iter().filter(|layer| int8(layer));
        let layers: Vec<Layer> = layers.cloned().collect();
        insert(&candidate.float.graph, &layers, &candidate.ranges)
    }

    fn run_graph(&self, at: usize, graph: Graph) -> Result<Vec<Planar>> {
        self.run(&Exported {
            graph,
            ..self.candidates[at].float.clone()
        })
    }

    /// A variant's outputs for the evaluation pictures.
    fn run(&self, exported: &Exported) -> Result<Vec<Planar>> {
        let mut file = WeightFile::new("weights.bin");
        let graph = exported.to_onnx("judged", &mut file)?;
        let weights = [Arc::new(Weights::from_vec(
            file.bytes().to_vec(),
            "weights.bin",
        ))];
        let Some([first, _]) = self.pairs.first() else {
            return Ok(Vec::new());
        };
        let size = (first.height(), first.width());
        let mut session = self.engine.load(&graph, &weights, size)?;
        let outputs = self.pairs.iter().map(|[input, _]| Ok(session.run(input)?));
        outputs.collect()
    }
}

impl Choice {
    fn fits(&self, most: f64) -> bool {
        // A NaN loss never fits.
        self.loss.iter().all(|loss| *loss <= most)
    }
}

fn squared(a: &Planar, b: &Planar) -> f64 {
    let pairs = a.data().iter().zip(b.data());
    let sum: f64 = pairs.map(|(a, b)| f64::from(a - b).powi(2)).sum();
    if sum.is_nan() { f64::INFINITY } else { sum }
}
