//! Records a module's forward pass at one size of its inputs, without running it.

use std::any::Any;
use std::collections::{BTreeMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use burn::module::{Module, ModuleVisitor, Param};
use burn::tensor::{Bool, Device, Int, Tensor, TensorData};
use burn_capture::TensorId;
use burn_ir::OperationIr;
use dynet_models::weights::ParameterPath;

use crate::ports::{Blank, End, Port, Ports};
use crate::{Error, ErrorKind, Result};

/// One recorded forward pass.
pub(crate) struct Recording {
    /// The operations in order, as Burn recorded them.
    pub operations: Vec<OperationIr>,
    pub inputs: Vec<End>,
    pub outputs: Vec<End>,
    /// Weights, and tensors that the forward pass creates from constants.
    pub values: BTreeMap<TensorId, TensorData>,
    /// Parameter paths, such as `encoder.conv.weight`.
    pub names: BTreeMap<TensorId, String>,
}

/// Records `forward` on inputs of the given shapes, one shape per input.
pub(crate) fn record<M: Module, I: Ports, O: Ports>(
    module: &M,
    forward: &impl Fn(&M, I) -> O,
    inputs: &[Blank],
) -> Result<Recording> {
    let device = &Device::capture();
    let mut namer = Namer::default();
    let mut ends = (None, None);
    let mut pass = || {
        // Unlike a clone, the inference copy has its own running statistics: a clone shares them with the caller's
        // module.
        let module = module.valid();
        device.capture_scope(|scope| {
            let module = module.to_device(device);
            module.visit(&mut namer);
            // Empty tensors hold no values, so a recording of large inputs costs nothing.
            let inputs = I::empty(inputs, device);
            ends.0 = inputs.ends();
            ends.1 = forward(&module, inputs).ends();
            scope.complete([], [])
        })
    };
    // Burn's shape checks panic; a panic must not end a program that exports its users' networks.
    let captured = match catch_unwind(AssertUnwindSafe(&mut pass)) {
        Ok(Ok(captured)) => captured,
        Ok(Err(error)) => return Err(failed(&format!("{error:?}"))),
        Err(panic) => return Err(failed(message(panic.as_ref()))),
    };
    let (Some(inputs), Some(outputs)) = ends else {
        return Err(Error::new(
            ErrorKind::Capture,
            "the forward pass left the capture device; it must use the device of its input",
        ));
    };
    let mut operations = captured.graph.operations;
    let given: HashSet<TensorId> = inputs.iter().map(|input| input.id).collect();
    operations.retain(|operation| operation.outputs().all(|out| !given.contains(&out.id)));
    Ok(Recording {
        operations,
        inputs,
        outputs,
        values: captured.values,
        names: namer.names,
    })
}

fn failed(reason: &str) -> Error {
    let text = format!("the forward pass cannot be recorded: {}", reason.trim());
    Error::new(ErrorKind::Capture, text)
}

fn message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
    text.unwrap_or("it panicked")
}

/// Records the path of every parameter.
#[derive(Default)]
struct Namer {
    path: ParameterPath,
    names: BTreeMap<TensorId, String>,
}

impl Namer {
    fn note(&mut self, tensor: &impl Port) {
        if let Some(end) = tensor.end() {
            self.names.insert(end.id, self.path.text());
        }
    }
}

impl ModuleVisitor for Namer {
    fn enter_module(&mut self, name: &str, container: &str) {
        self.path.enter(name, container);
    }

    fn exit_module(&mut self, _: &str, container: &str) {
        self.path.exit(container);
    }

    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        self.note(&param.val());
    }

    fn visit_int<const D: usize>(&mut self, param: &Param<Tensor<D, Int>>) {
        self.note(&param.val());
    }

    fn visit_bool<const D: usize>(&mut self, param: &Param<Tensor<D, Bool>>) {
        self.note(&param.val());
    }
}
