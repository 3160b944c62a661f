//! From a Burn module to an ONNX graph.

use burn::module::Module;
use burn::tensor::Tensor;
use dynet_pack::Macs;
use dynet_pack::OUTPUT;

use crate::graph::Graph;
use crate::input::{Input, Picture};
use crate::ports::{Blank, Ports};
use crate::trace::Trace;
use crate::weights::WeightFile;
use crate::{Error, ErrorKind, Result, capture, cost, lower, onnx, symbols};

/// Further options of [`export()`].
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Options {
    /// Names of the outputs; without them `output`, or `output_0`, `output_1` and so on.
    pub outputs: Vec<String>,
}

impl Options {
    /// Names the outputs.
    pub fn with_outputs(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.outputs = names.into_iter().map(Into::into).collect();
        self
    }
}

/// A network as a graph, and what it costs.
#[derive(Clone, Debug)]
pub struct Exported {
    pub(crate) graph: Graph,
    /// The passes that [`Exported::prepare`] ran, and how often each found something to do.
    pub applied: Vec<(&'static str, usize)>,
    /// Names and values that go into the graph's own metadata, such as `license`.
    pub metadata: Vec<(String, String)>,
    /// Values in the module's parameters that the forward pass uses.
    pub parameters: u64,
    /// Multiply-accumulates of convolutions and matrix products for one input pixel, at [`Exported::macs_size`]; 0 if
    /// the input is not a picture.
    pub macs_per_pixel: f64,
    /// Height and width of the picture that `macs_per_pixel` was counted for.
    pub macs_size: [usize; 2],
    /// Multiply-accumulates by kind for pictures of any size, if they are linear in its area.
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

    /// The graph as ONNX bytes; its tensors go into `weights`.
    ///
    /// # Errors
    /// [`ErrorKind::NotFinite`] when a weight holds NaN or infinity.
    pub fn to_onnx(&self, name: &str, weights: &mut WeightFile) -> Result<Vec<u8>> {
        onnx::encode(&self.graph, name, &self.metadata, weights)
    }
}

/// Records `forward` at several sizes of its inputs and lowers it to a graph for every size.
///
/// `forward` takes and returns a tensor (float, integer or bool) or a tuple of two to four; `inputs` gives the name
/// and the free axes of each. Nothing is computed, and `module` is neither changed nor moved.
///
/// # Errors
/// - [`ErrorKind::Argument`] when `inputs` or `options` do not fit the forward pass;
/// - [`ErrorKind::Capture`] when the forward pass panics;
/// - [`ErrorKind::Unsupported`] for an operation that has no lowering;
/// - [`ErrorKind::SizeDependent`] when the operations differ between sizes;
/// - [`ErrorKind::Dimension`] when a length does not follow from the free ones.
pub fn export<M: Module, I: Ports, O: Ports>(
    module: &M,
    forward: impl Fn(&M, I) -> O,
    inputs: &[Input],
    options: &Options,
) -> Result<Exported> {
    let symbols = symbols::symbols(inputs)?;
    let points = symbols::points(&symbols);
    let trace = record(module, &forward, inputs, symbols, points)?;
    finish(trace, inputs, options)
}

/// [`export()`] for a network that turns a picture into a picture: the graph's input is `image`
/// and its output `restored`, as `dynet-engine` expects. Costs are counted as well.
///
/// # Errors
/// As [`export()`].
pub fn export_picture<M: Module>(
    module: &M,
    forward: impl Fn(&M, Tensor<4>) -> Tensor<4>,
    picture: Picture,
) -> Result<Exported> {
    counted(module, forward, &[Input::from(picture)], &[OUTPUT])
}

/// [`export()`] with costs, of a network whose first input is a picture.
pub(crate) fn counted<M: Module, I: Ports, O: Ports>(
    module: &M,
    forward: impl Fn(&M, I) -> O,
    inputs: &[Input],
    outputs: &[&str],
) -> Result<Exported> {
    let symbols = symbols::symbols(inputs)?;
    let mut points = symbols::points(&symbols);
    // The last recording is of a typical picture, whose cost is reported.
    if let Some(last) = points.last_mut() {
        let sides = symbols.iter().zip(last);
        for (symbol, length) in sides.filter(|(symbol, _)| symbol.place.1 > 0) {
            *length = USUAL.next_multiple_of(symbol.multiple);
        }
    }
    let last = points.len() - 1;
    let trace = record(module, &forward, inputs, symbols, points)?;
    let side = |axis: usize| trace.axes(trace.inputs[0].id)[axis][last];
    let macs_size = [side(2), side(3)];
    let macs: u64 = cost::macs(&trace, last).iter().sum();
    let macs_per_pixel = macs as f64 / cost::pixels(&trace, last) as f64;
    let macs_growth = cost::growth(&trace);
    let options = Options::default().with_outputs(outputs.iter().copied());
    Ok(Exported {
        macs_per_pixel,
        macs_size,
        macs: macs_growth,
        ..finish(trace, inputs, &options)?
    })
}

/// Height and width of a typical picture.
const USUAL: usize = 256;

fn record<M: Module, I: Ports, O: Ports>(
    module: &M,
    forward: &impl Fn(&M, I) -> O,
    inputs: &[Input],
    symbols: Vec<symbols::Symbol>,
    points: Vec<Vec<usize>>,
) -> Result<Trace> {
    let ranks = I::ranks();
    let given: Vec<usize> = inputs.iter().map(|input| input.dims.len()).collect();
    if ranks != given {
        let text = format!(
            "the forward pass takes tensors with {ranks:?} axes, but the inputs say {given:?}"
        );
        return Err(Error::new(ErrorKind::Argument, text));
    }
    let record = |point: &[usize]| {
        let blank = |input: &Input| Blank {
            shape: symbols::shape(input, &symbols, point),
            dtype: input.dtype,
        };
        let blanks: Vec<Blank> = inputs.iter().map(blank).collect();
        let recording = capture::record(module, forward, &blanks);
        recording.map_err(|error| error.at(symbols::describe(&symbols, point)))
    };
    let mut trace: Option<Trace> = None;
    for point in points {
        let recording = record(&point)?;
        match &mut trace {
            Some(trace) => trace.add(recording, point)?,
            None => trace = Some(Trace::new(recording, symbols.clone(), point)),
        }
    }
    trace.ok_or_else(|| Error::new(ErrorKind::Argument, "there is nothing to record"))
}

fn finish(trace: Trace, inputs: &[Input], options: &Options) -> Result<Exported> {
    let count = trace.outputs.len();
    let names: Vec<String> = match options.outputs.as_slice() {
        [] if count == 1 => vec!["output".to_owned()],
        [] => (0..count).map(|at| format!("output_{at}")).collect(),
        names => names.to_vec(),
    };
    let input_names: Vec<String> = inputs.iter().map(|input| input.name.clone()).collect();
    let taken = |at: usize| names[..at].contains(&names[at]) || input_names.contains(&names[at]);
    if names.len() != count || (0..count).any(taken) || names.iter().any(String::is_empty) {
        let text = format!("the network needs {count} distinct output names, not {names:?}");
        return Err(Error::new(ErrorKind::Argument, text));
    }
    Ok(Exported {
        applied: Vec::new(),
        metadata: Vec::new(),
        graph: lower::lower(&trace, [&input_names, &names])?,
        parameters: cost::parameters(&trace),
        macs_per_pixel: 0.0,
        macs_size: [0; 2],
        macs: None,
    })
}
