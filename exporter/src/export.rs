//! From a Burn module to an ONNX graph.

use burn::module::Module;
use burn::tensor::Tensor;
use dynet_runtime::engine::{INPUT, OUTPUT};
use dynet_runtime::pack::Macs;

use crate::graph::Graph;
use crate::trace::Trace;
use crate::weights::WeightFile;
use crate::{Error, ErrorKind, Result, capture, cost, lower, onnx};

/// What a network takes: `[1, channels, height, width]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Colours.
    pub channels: usize,
    /// Height and width must be multiples of this.
    pub multiple: usize,
}

impl Default for Picture {
    /// Three colours, any height and width.
    fn default() -> Self {
        Self {
            channels: 3,
            multiple: 1,
        }
    }
}

/// A network as a graph, and what it costs.
#[derive(Clone, Debug)]
pub struct Exported {
    pub(crate) graph: Graph,
    /// Names and values that go into the graph's own metadata, such as `licence`.
    pub metadata: Vec<(String, String)>,
    /// Values in the module's parameters that the forward pass uses.
    pub parameters: u64,
    /// Multiply-accumulates of convolutions and matrix products for one input pixel, at
    /// [`Exported::macs_size`].
    pub macs_per_pixel: f64,
    /// Height and width of the picture that `macs_per_pixel` was counted for.
    pub macs_size: [usize; 2],
    /// Multiply-accumulates by kind for pictures of any size, where they grow with its area.
    pub macs: Option<Macs>,
}

impl Exported {
    /// Number of nodes in the graph.
    pub fn nodes(&self) -> usize {
        self.graph.nodes.len()
    }

    /// The nodes' operators, in order, such as `Conv`.
    pub fn operators(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.graph.nodes.iter().map(|node| node.op)
    }

    /// The graph as ONNX bytes (input `image`, output `restored`); its tensors go into `weights`.
    ///
    /// # Errors
    /// [`ErrorKind::NotFinite`] when a weight holds NaN or infinity.
    pub fn to_onnx(&self, name: &str, weights: &mut WeightFile) -> Result<Vec<u8>> {
        onnx::encode(&self.graph, name, &self.metadata, weights)
    }
}

/// Records `forward` at four picture sizes and lowers it to a graph for every size.
///
/// Nothing is computed, and `module` stays as and where it is.
///
/// # Errors
/// - [`ErrorKind::Unsupported`] for an operation that has no lowering;
/// - [`ErrorKind::SizeDependent`] when the operations differ between picture sizes;
/// - [`ErrorKind::Dimension`] when a length is no fixed fraction of height and width.
pub fn export<M: Module>(
    module: &M,
    forward: impl Fn(&M, Tensor<4>) -> Tensor<4>,
    picture: Picture,
) -> Result<Exported> {
    if picture.channels == 0 || picture.multiple == 0 {
        return Err(Error::new(
            ErrorKind::Argument,
            "channels and multiple must be at least 1",
        ));
    }
    let record = |size| capture::record(module, &forward, picture.channels, size);

    let [first, others @ ..] = sizes(picture.multiple);
    let mut trace = Trace::new(record(first)?);
    for size in others {
        trace.add(record(size)?)?;
    }
    let macs_size = others[others.len() - 1];
    let macs: u64 = cost::macs(&trace, others.len()).iter().sum();
    Ok(Exported {
        metadata: Vec::new(),
        graph: lower::lower(&trace, picture.multiple, [INPUT, OUTPUT])?,
        parameters: cost::parameters(&trace),
        macs_per_pixel: macs as f64 / (macs_size[0] * macs_size[1]) as f64,
        macs_size,
        macs: cost::growth(&trace),
    })
}

/// Picture sizes to record. No two are proportional, so that heights, widths, areas and
/// constants cannot be taken for each other; the last is a usual size, for counting costs.
fn sizes(multiple: usize) -> [[usize; 2]; 4] {
    // Small multiples would make pictures that fit no kernel.
    let unit = multiple * 16usize.div_ceil(multiple);
    let usual = 256usize.next_multiple_of(multiple);
    [
        [2 * unit, 3 * unit],
        [5 * unit, 2 * unit],
        [3 * unit, 7 * unit],
        [usual, usual],
    ]
}
