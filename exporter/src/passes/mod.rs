//! Rewrites graphs for a target, each pass exact or with a stated bound.
//!
//! A pass is a function over a graph in a file of its own, whose first lines say whether it is exact and what it
//! gains. All targets share one weights file, so passes that change stored weights run for every target; they only
//! move values and add zeros.
//!
//! Figures are processor time on ONNX Runtime 1.31.1 and tract 0.23.9 with one thread, against the
//! graph without the pass. A block is one transformer block of the full-width network. All
//! passes together: the full-width S at 256x256 takes 0.77 of the time on ONNX Runtime, the
//! network of the default pack 0.86 there and 0.75 on tract.
//!
//! Tried and dropped:
//!
//! - LayerNormalization with transposes instead of means over channels: 1.00 of a block's time on
//!   ONNX Runtime, 1.10 on tract, and NNAPI has no such operator.
//! - LayerNorm's scale and shift folded into the weights of the convolution after it: 0.99 of a
//!   block's time, for weights that are no longer the trained ones. `scale` gains more.
//! - Squares summed by ReduceSumSquare: 1.04 of a block's time; by a product of each row with
//!   itself: 1.04.
//! - The sum after attention as the last operand of Gemm: 0.99 of a block's time, and only for
//!   one picture at once.
//! - A convolution and the pixel unshuffle after it as one strided convolution: its kernels of
//!   4x4 multiply 1.8 times as often, to save copies that take 0.2 % of the time.
//! - Prompts stored at the size that a static graph needs: 28 MB more at 256x256 for a file of
//!   66 MB, to save the 0.1 % of the time that resizing takes.
//!
//! Normalizing query and key after their product needs no pass: the network is written that way.

mod accelerators;
mod attention;
mod channels;
mod constants;
mod fold;
mod gelu;
mod half;
mod pixel_shuffle;
mod pixel_unshuffle;
mod resize;
mod scale;
mod shapes;
mod split;
mod sums;
mod work;

pub use accelerators::{Accelerator, Partitions};

use crate::graph::{Graph, Side};
use crate::target::{Precision, Target};
use crate::{Error, ErrorKind, Exported, Result};

/// A pass: rewrites a graph and returns how often.
type Pass = (&'static str, fn(&mut Graph) -> Result<usize>);

/// For every target, in this order: a pass may need what the one before it left.
const ALL: [Pass; 5] = [
    ("fold", fold::run),
    ("split", split::run),
    ("channels", channels::run),
    ("attention", attention::run),
    ("pixel_shuffle", pixel_shuffle::run),
];

/// For int8 on CPUs. The others gain nothing there, and cost quality: they cut layers into parts whose values are
/// rounded one by one.
const INT8: [Pass; 2] = [("fold", fold::run), ("pixel_shuffle", pixel_shuffle::run)];

/// Further passes for accelerators.
const MOBILE: [Pass; 4] = [
    ("pixel_unshuffle", pixel_unshuffle::run),
    ("gelu", gelu::run),
    ("sums", sums::run),
    ("resize", resize::run),
];

fn passes(target: Target, precision: Precision) -> Vec<Pass> {
    if (target, precision) == (Target::Cpu, Precision::Int8) {
        return INT8.to_vec();
    }
    let mut passes = ALL.to_vec();
    match target {
        Target::Cpu => passes.push(("scale", scale::run)),
        Target::Mobile(_) => passes.extend(MOBILE),
        Target::Tract | Target::Cuda => {}
    }
    match (target, precision) {
        (Target::Cuda, _) => passes.push(("half", half::compute)),
        (_, Precision::Fp16) => passes.push(("half", half::store)),
        _ => {}
    }
    passes
}

impl Target {
    /// The names of the passes that [`Exported::prepare`] runs, in order.
    pub fn passes(self, precision: Precision) -> Vec<&'static str> {
        let passes = passes(self, precision).into_iter();
        passes.map(|(name, _)| name).collect()
    }
}

impl Exported {
    /// The graph optimized for `target`, its weights stored in `precision`.
    ///
    /// For [`Precision::Int8`] this is the graph that quantization starts from, still in fp32.
    ///
    /// # Errors
    /// - [`ErrorKind::Argument`] when the target does not take the precision, or when it takes
    ///   pictures of one size and the graph was not recorded at it;
    /// - [`ErrorKind::NotFinite`] when a weight is too large for fp16.
    pub fn prepare(&self, target: Target, precision: Precision) -> Result<Self> {
        if !target.precisions().contains(&precision) {
            let names: Vec<String> = target.precisions().iter().map(|p| p.to_string()).collect();
            let text = format!(
                "the target {target} does not take {precision}: use {}",
                names.join(" or ")
            );
            return Err(Error::new(ErrorKind::Argument, text));
        }
        if let Some(size) = target.size() {
            let sides = [size.height, size.width].map(Side::Fixed);
            if self
                .graph
                .inputs
                .first()
                .is_some_and(|port| !port.shape.ends_with(&sides))
            {
                let text = format!(
                    "the target {target} needs a graph for pictures of {} by {} pixels: record \
                     it at that size (Picture::size)",
                    size.width, size.height
                );
                return Err(Error::new(ErrorKind::Argument, text));
            }
        }
        let mut prepared = self.clone();
        for (name, run) in passes(target, precision) {
            let times = run(&mut prepared.graph)?;
            prepared.applied.push((name, times));
        }
        Ok(prepared)
    }

    /// Predicts how a phone's accelerator would run the graph.
    pub fn partitions(&self, accelerator: Accelerator) -> Partitions {
        accelerators::partitions(&self.graph, accelerator)
    }
}
