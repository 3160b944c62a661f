//! Convolutions.

use burn_ir::{ModuleOperationIr, TensorIr};

use super::Lowering;
use crate::Result;
use crate::graph::Attr;

pub(super) fn lower(lw: &mut Lowering, op: &ModuleOperationIr) -> Result<bool> {
    match op {
        ModuleOperationIr::Conv1d(op) => {
            let o = &op.options;
            let attrs = attrs(&o.stride, &o.padding, &o.dilation, o.groups);
            conv(lw, "Conv", [&op.x, &op.weight], &op.bias, &op.out, &attrs)?;
        }
        ModuleOperationIr::Conv2d(op) => {
            let o = &op.options;
            let attrs = attrs(&o.stride, &o.padding, &o.dilation, o.groups);
            conv(lw, "Conv", [&op.x, &op.weight], &op.bias, &op.out, &attrs)?;
        }
        ModuleOperationIr::Conv3d(op) => {
            let o = &op.options;
            let padding = o.padding.map(|n| (n, n));
            let attrs = attrs(&o.stride, &padding, &o.dilation, o.groups);
            conv(lw, "Conv", [&op.x, &op.weight], &op.bias, &op.out, &attrs)?;
        }
        ModuleOperationIr::ConvTranspose1d(op) => {
            let o = &op.options;
            let padding = o.padding.map(|n| (n, n));
            let attrs = attrs(&o.stride, &padding, &o.dilation, o.groups);
            let attrs = [attrs, vec![("output_padding", ints(o.padding_out))]].concat();
            let inputs = [&op.x, &op.weight];
            conv(lw, "ConvTranspose", inputs, &op.bias, &op.out, &attrs)?;
        }
        ModuleOperationIr::ConvTranspose2d(op) => {
            let o = &op.options;
            let padding = o.padding.map(|n| (n, n));
            let attrs = attrs(&o.stride, &padding, &o.dilation, o.groups);
            let attrs = [attrs, vec![("output_padding", ints(o.padding_out))]].concat();
            let inputs = [&op.x, &op.weight];
            conv(lw, "ConvTranspose", inputs, &op.bias, &op.out, &attrs)?;
        }
        ModuleOperationIr::ConvTranspose3d(op) => {
            let o = &op.options;
            let padding = o.padding.map(|n| (n, n));
            let attrs = attrs(&o.stride, &padding, &o.dilation, o.groups);
            let attrs = [attrs, vec![("output_padding", ints(o.padding_out))]].concat();
            let inputs = [&op.x, &op.weight];
            conv(lw, "ConvTranspose", inputs, &op.bias, &op.out, &attrs)?;
        }
        ModuleOperationIr::DeformableConv2d(op) => {
            let o = &op.options;
            let padding = o.padding.map(|n| (n, n));
            let mut attrs = attrs(&o.stride, &padding, &o.dilation, o.weight_groups);
            attrs.push(("offset_group", Attr::Int(o.offset_groups as i64)));
            let mut inputs = vec![lw.full(&op.x)?, lw.full(&op.weight)?, lw.full(&op.offset)?];
            // An empty name is an input left out.
            for more in [&op.bias, &op.mask] {
                inputs.push(
                    more.as_ref()
                        .map_or(Ok(String::new()), |more| lw.full(more))?,
                );
            }
            while inputs.last().is_some_and(String::is_empty) {
                inputs.pop();
            }
            let inputs: Vec<&str> = inputs.iter().map(String::as_str).collect();
            lw.emit(&op.out, "DeformConv", &inputs, &attrs);
        }
        _ => return Ok(false),
    }
    Ok(true)
}

fn conv(
    lw: &mut Lowering,
    name: &'static str,
    inputs: [&TensorIr; 2],
    bias: &Option<TensorIr>,
    out: &TensorIr,
    attrs: &[(&'static str, Attr)],
) -> Result<()> {
    let x = lw.full(inputs[0])?;
    let weight = lw.full(inputs[1])?;
    match bias {
        Some(bias) => {
            let bias = lw.full(bias)?;
            lw.emit(out, name, &[&x, &weight, &bias], attrs);
        }
        None => lw.emit(out, name, &[&x, &weight], attrs),
    }
    Ok(())
}

fn attrs(
    stride: &[usize],
    padding: &[(usize, usize)],
    dilation: &[usize],
    groups: usize,
) -> Vec<(&'static str, Attr)> {
    // ONNX lists all starts, then all ends.
    let pads = padding.iter().map(|pad| pad.0);
    let pads = pads.chain(padding.iter().map(|pad| pad.1));
    vec![
        ("strides", ints(stride.iter().copied())),
        ("pads", ints(pads)),
        ("dilations", ints(dilation.iter().copied())),
        ("group", Attr::Int(groups as i64)),
    ]
}

fn ints(values: impl IntoIterator<Item = usize>) -> Attr {
    Attr::Ints(values.into_iter().map(|n| n as i64).collect())
}
