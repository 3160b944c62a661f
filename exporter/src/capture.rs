//! Records a module's forward pass at one picture size, without running it.

use std::collections::BTreeMap;

use burn::module::{Module, ModuleVisitor, Param};
use burn::tensor::{Bool, Device, Int, Tensor, TensorData};
use burn_capture::{CaptureBackend, TensorId};
use burn_ir::OperationIr;

use crate::{Error, ErrorKind, Result};

/// One recorded forward pass.
pub(crate) struct Recording {
    /// Height and width of the picture.
    pub size: [usize; 2],
    /// The operations in order, as Burn recorded them.
    pub operations: Vec<OperationIr>,
    pub input: TensorId,
    pub output: TensorId,
    /// Weights, and tensors that the forward pass made from plain numbers.
    pub values: BTreeMap<TensorId, TensorData>,
    /// Parameter paths, such as `encoder.conv.weight`.
    pub names: BTreeMap<TensorId, String>,
}

/// Records `forward` on a picture `[1, channels, height, width]`.
pub(crate) fn record<M: Module>(
    module: &M,
    forward: &impl Fn(&M, Tensor<4>) -> Tensor<4>,
    channels: usize,
    size: [usize; 2],
) -> Result<Recording> {
    let device = &Device::capture();
    // Unlike a clone, the inference copy has running statistics of its own: moving a clone's
    // would move the caller's with them.
    let module = module.valid();
    let mut namer = Namer::default();
    let mut ends = (None, None);
    let captured = device
        .capture_scope(|scope| {
            let module = module.to_device(device);
            module.visit(&mut namer);
            // Made elsewhere and moved here, it is an input; made here, it would be a constant.
            let zeros = Tensor::<4>::zeros([1, channels, size[0], size[1]], &Device::flex());
            let image = zeros.to_device(device);
            let output = forward(&module, image.clone());
            ends = (tensor_id(&image), tensor_id(&output));
            scope.complete(ends.0, ends.1)
        })
        .map_err(|error| {
            Error::new(
                ErrorKind::Capture,
                format!("Burn could not record the forward pass: {error:?}"),
            )
        })?;
    let (Some(input), Some(output)) = (
        captured.graph.inputs.first().copied(),
        captured.graph.outputs.first().copied(),
    ) else {
        return Err(Error::new(
            ErrorKind::Capture,
            "the forward pass left the capture device; it must use the device of its input",
        ));
    };
    Ok(Recording {
        size,
        operations: captured.graph.operations,
        input,
        output,
        values: captured.values,
        names: namer.names,
    })
}

fn tensor_id<const D: usize>(tensor: &Tensor<D>) -> Option<TensorId> {
    let primitive = tensor.clone().try_into_primitive::<CaptureBackend>();
    primitive.ok().map(|tensor| tensor.id())
}

/// Notes the path of every parameter.
#[derive(Default)]
struct Namer {
    path: Vec<String>,
    names: BTreeMap<TensorId, String>,
}

impl Namer {
    fn note(&mut self, id: Option<TensorId>) {
        if let Some(id) = id {
            self.names.insert(id, self.path.join("."));
        }
    }
}

impl ModuleVisitor for Namer {
    fn enter_module(&mut self, name: &str, _container_type: &str) {
        self.path.push(name.to_owned());
    }

    fn exit_module(&mut self, _name: &str, _container_type: &str) {
        self.path.pop();
    }

    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        self.note(tensor_id(&param.val()));
    }

    fn visit_int<const D: usize>(&mut self, param: &Param<Tensor<D, Int>>) {
        let primitive = param.val().try_into_primitive::<CaptureBackend>();
        self.note(primitive.ok().map(|tensor| tensor.id()));
    }

    fn visit_bool<const D: usize>(&mut self, param: &Param<Tensor<D, Bool>>) {
        let primitive = param.val().try_into_primitive::<CaptureBackend>();
        self.note(primitive.ok().map(|tensor| tensor.id()));
    }
}
