//! Padding.

use burn_ir::{NumericOperationIr as Numeric, OperationIr, PadModeIr as Mode};

use super::Lowering;
use crate::Result;
use crate::dims::Axis;
use crate::graph::Attr;

pub(super) fn lower(lw: &mut Lowering, op: &Numeric) -> Result<bool> {
    let Numeric::Pad(op) = op else {
        return Ok(false);
    };
    let recorded: Vec<&[(usize, usize)]> = (lw.trace.recorded(lw.position))
        .filter_map(|operation| match operation {
            OperationIr::NumericFloat(_, Numeric::Pad(op))
            | OperationIr::NumericInt(_, Numeric::Pad(op)) => Some(op.padding.as_slice()),
            _ => None,
        })
        .collect();
    // ONNX lists all starts, then all ends.
    let side = |end: bool, axis: usize| -> Axis {
        let pads = recorded.iter().map(|padding| padding[axis]);
        pads.map(|(before, after)| if end { after } else { before })
            .collect()
    };
    let axes = 0..op.padding.len();
    let pads: Vec<Axis> = (axes.clone().map(|axis| side(false, axis)))
        .chain(axes.map(|axis| side(true, axis)))
        .collect();
    let pads = lw.lengths(&pads)?;
    let input = lw.full(&op.input)?;
    let (mode, value) = match op.mode {
        Mode::Constant(value) => ("constant", Some(lw.scalar(value, &op.input)?)),
        Mode::Reflect => ("reflect", None),
        Mode::Edge => ("edge", None),
    };
    let mut inputs = vec![input.as_str(), &pads];
    inputs.extend(value.as_deref());
    lw.emit(&op.out, "Pad", &inputs, &[("mode", Attr::Str(mode))]);
    Ok(true)
}
