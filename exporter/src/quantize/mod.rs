//! Static int8: convolutions on bytes, with ranges calibrated on photos.
//!
//! Kernels become signed bytes with one scale for each output channel; they are stored in the weights file once, for
//! all variants. Activations are rounded to unsigned bytes, with a range for each use. Convolutions that cost more
//! quality than [`Options::most_loss`] allows stay in float; they are found on photos that were not used for the
//! ranges.
//!
//! ```no_run
//! use std::path::Path;
//! use dynet_exporter::quantize::{Options, Photos, quantize};
//! # fn demo(light: dynet_exporter::Exported, heavy: dynet_exporter::Exported) -> dynet_exporter::Result<()> {
//! let options = Options::default();
//! let photos = Photos::open(Path::new("photos"), options.side)?;
//! let (engines, _) = dynet_exporter::check::engines();
//! let Some(fastest) = engines.last() else { return Ok(()) };
//! let made = quantize(&[light, heavy], &photos, fastest.as_ref(), &options, |_| ())?;
//! println!("{} dB lost; in float: {:?}", made.loss[0], made.kept);
//! # Ok(())
//! # }
//! ```

mod calibrate;
mod choose;
mod insert;
mod kernel;
mod photos;

use std::collections::HashMap;

use dynet_engine::Engine;

pub use photos::Photos;

use crate::{Error, ErrorKind, Exported, Result, WeightFile};
use calibrate::Range;
use choose::Judge;
use insert::Layer;

/// How to quantize.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Options {
    /// Side of the pieces of photos, in pixels; a multiple of what the network takes.
    pub side: usize,
    /// How much quality each variant may lose, in dB of PSNR against the clean photos.
    pub most_loss: f64,
}

impl Default for Options {
    /// Pieces of 128 pixels, and 0.15 dB: half of what is usually called harmless, because other
    /// photos may lose more.
    fn default() -> Self {
        Self {
            side: 128,
            most_loss: 0.15,
        }
    }
}

impl Options {
    /// Sets the side of the pieces of photos, in pixels.
    pub fn with_side(mut self, side: usize) -> Self {
        self.side = side;
        self
    }

    /// Sets how much quality each variant may lose, in dB.
    pub fn with_most_loss(mut self, db: f64) -> Self {
        self.most_loss = db;
        self
    }
}

/// The quantized variants.
#[derive(Debug)]
#[non_exhaustive]
pub struct Quantized {
    /// The variants in int8, in the order in which they were given.
    pub variants: Vec<Exported>,
    /// What each variant lost against its float form on the evaluation photos, in dB of PSNR against the clean
    /// photos; negative where it gained.
    pub loss: Vec<f64>,
    /// Modules whose convolutions stayed in float, the costliest first.
    pub kept: Vec<String>,
    /// The fraction of the convolutions' multiply-accumulates in int8, 0 to 1.
    pub part: f64,
}

/// Quantizes the convolutions of `variants` (float graphs of one network) to int8.
///
/// `engine` measures the quality; ONNX Runtime is faster than tract. `progress` gets one line for each step.
///
/// # Errors
/// - [`ErrorKind::Argument`] when there is no variant or no convolution with constant kernels;
/// - [`ErrorKind::NotFinite`] for weights, or values on a photo, that are NaN or infinite;
/// - [`ErrorKind::Engine`] when a graph does not run;
/// - [`ErrorKind::Mismatch`] when no layer can become int8 within [`Options::most_loss`].
pub fn quantize(
    variants: &[Exported],
    photos: &Photos,
    engine: &dyn Engine,
    options: &Options,
    mut progress: impl FnMut(&str),
) -> Result<Quantized> {
    let mut candidates = Vec::new();
    for (at, variant) in variants.iter().enumerate() {
        progress(&format!(
            "calibrating variant {} of {}",
            at + 1,
            variants.len()
        ));
        candidates.push(calibrate(variant, photos)?);
    }
    if candidates
        .iter()
        .all(|candidate| candidate.layers.is_empty())
    {
        let text = "there is no convolution with a constant kernel to quantize";
        return Err(Error::new(ErrorKind::Argument, text));
    }
    let judge = Judge::new(candidates, photos, engine)?;
    let choice = judge.choose(options.most_loss, progress)?;
    let made = choice.graphs.into_iter().zip(variants);
    Ok(Quantized {
        variants: made
            .map(|(graph, variant)| Exported {
                graph,
                ..variant.clone()
            })
            .collect(),
        loss: choice.loss,
        kept: choice.kept,
        part: choice.part,
    })
}

/// A variant, and what is known of the layers that may become int8.
struct Candidate<'a> {
    float: &'a Exported,
    layers: Vec<Layer>,
    ranges: HashMap<String, Range>,
    /// Products of each layer for one picture.
    products: Vec<usize>,
}

fn calibrate<'a>(float: &'a Exported, photos: &Photos) -> Result<Candidate<'a>> {
    let layers = insert::layers(&float.graph);
    let tensors = layers
        .iter()
        .flat_map(|layer| [&layer.input, &layer.output]);
    let mut tensors: Vec<String> = tensors.cloned().collect();
    tensors.sort();
    tensors.dedup();
    let mut file = WeightFile::new("weights.bin");
    let graph = float.to_onnx("calibration", &mut file)?;
    let seen = calibrate::observe(&graph, file.bytes(), &tensors, &photos.ranges)?;
    let values = |layer: &Layer| seen.get(&layer.output).map_or(0, |seen| seen.values);
    Ok(Candidate {
        float,
        products: layers
            .iter()
            .map(|layer| layer.products * values(layer))
            .collect(),
        ranges: seen
            .iter()
            .map(|(name, seen)| (name.clone(), seen.range()))
            .collect(),
        layers,
    })
}
